// From a new account to its first sale and its refund, and what it brought: sales, customers and revenue.
import { unwrap } from '@latchkey/sdk'
import type { Page } from 'playwright-core'
import { expect, onTestFinished, test } from 'vitest'
import { VISITOR_COOKIE } from '../../../packages/server/src/platform/http/cookies.ts'
import type { TestPage } from '../../../packages/server/test/factories.ts'
import { until } from '../../../packages/server/test/until.ts'
import { buying } from './buying.ts'
import { codeIn, look, openDashboard } from './open-dashboard.ts'

const { live, origin, visit, visitAs } = await openDashboard({ inbox: true })

const usd = (amount: number) => ({ amount, currency: 'usd' })
const jpy = (amount: number) => ({ amount, currency: 'jpy' })
const text = async (page: Page) => (await page.locator('main').textContent()) ?? ''
const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name })
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true })

/** A handle that can sell. */
async function openShop() {
  const stripeAccount = await live.stripe.dashboard.createReadyAccount()
  const handle = await live.make.handle({ stripeAccount })
  return { handle, stripeAccount, creator: await live.as(handle.owner) }
}

const { beginCheckout, saleOf, buy } = buying(live)

/** An account, by a password that is good enough and the code in a mail. */
async function signUp(page: Page, email: string) {
  const password = page.getByRole('textbox', { name: 'Password', exact: true })
  await page.getByRole('textbox', { name: 'Email address' }).fill(email)
  await password.fill('password1234')
  await button(page, 'Create an account').click()
  await page.getByText('This password is too easy to guess').waitFor()
  await look(page, '/sign-up')
  await password.fill('a kettle sings at noon')
  await button(page, 'Create an account').click()
  await heading(page, 'Check your email').waitFor()
  await page.getByLabel('Code from the email').fill('000000')
  await button(page, 'Confirm').click()
  await page.locator('input[name=code][aria-invalid=true]').waitFor()
  await look(page, '/confirm')
  await page
    .getByLabel('Code from the email')
    .fill(await codeIn(live, email, /Confirm your Latchkey account/))
  await button(page, 'Confirm').click()
}

test('from a new address to the first sale to its refund, through the dashboard alone', {
  timeout: 480_000,
}, async () => {
  const page = await visit('/sign-up', { withClock: true })
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await signUp(page, 'founder@example.com')

  // A name.
  await heading(page, 'Choose a name').waitFor()
  await look(page, '/new', { colours: true })
  const { name: taken } = await live.make.handle()
  await page.getByLabel('Handle').fill(taken)
  await button(page, 'Create handle').click()
  await page.getByText('This name is taken').waitFor()
  await page.getByLabel('Handle').fill('Kettle Shop')
  await page.getByText('Your site will be at kettle-shop.').waitFor()
  await button(page, 'Create handle').click()
  await page.waitForURL(`${origin}/h/kettle-shop`)
  await page.getByText('1 of 6 done').waitFor()
  await look(page, '/h/$handle', { state: 'first run', colours: true })
  await button(page, 'Hide these steps').click()
  await button(page, 'Show the steps to your first sale').click()

  // A page, for a price.
  await page.getByRole('link', { name: /^Write your first page/ }).click()
  await page.getByLabel('Title').fill('The long way')
  await button(page, 'Create draft').click()
  await page.getByRole('textbox', { name: 'Content' }).click()
  await page.keyboard.type('Past the mill.')
  await page.getByText('Buyers', { exact: true }).click()
  await page.getByLabel('Price').fill('25')
  await button(page, 'Publish').click()
  await button(page, 'Save and publish').click()
  await page.getByText('nobody can buy it yet').waitFor()
  await page.getByRole('alert').getByRole('link', { name: 'Connect Stripe' }).click()

  // Stripe: the form is left, a link that was opened before leads to a new one, and there it is finished.
  await page.getByText('Not connected').waitFor()
  await look(page, '/h/$handle/revenue', { state: 'not connected', colours: true })
  await button(page, 'Connect Stripe').click()
  await page.waitForURL(`${live.stripe.url}/**`)
  const used = page.url()
  await button(page, 'Save and finish later').click()
  await page.waitForURL(`${origin}/h/kettle-shop/revenue?connect=returned`)
  await page.getByText('What Stripe still needs').waitFor()
  await look(page, '/h/$handle/revenue', { state: 'what Stripe wants', colours: true })
  await page.goto(used)
  await page.waitForURL((url) => url.href.startsWith(live.stripe.url) && url.href !== used)
  await button(page, 'Agree and submit').click()
  await page.getByText('Stripe is connected. Your pages can be bought.').waitFor()

  // The link, to pass on.
  await page.getByRole('link', { name: 'Home', exact: true }).click()
  await page.getByText('4 of 6 done').waitFor()
  await button(page, 'Copy link').click()
  await page.getByText('5 of 6 done').waitFor()
  const url = await page.evaluate(() => navigator.clipboard.readText())
  expect(url).toBe(`${live.origin('kettle-shop')}/the-long-way`)
  await page.getByRole('link', { name: 'Sales' }).click()
  await page.getByRole('heading', { name: 'No sales yet' }).waitFor()
  await look(page, '/h/$handle/sales', { state: 'empty', colours: true })

  // Somebody else pays, in their own browser.
  const { visitor, token } = await live.make.visitorSession()
  const shop = await live.page()
  await shop.context().addCookies([{ name: VISITOR_COOKIE, value: token, url }])
  await shop.goto(url)
  await shop.getByRole('button', { name: /^Buy/ }).first().click()
  await shop.waitForURL(`${live.stripe.url}/**`)
  await shop.getByRole('button', { name: /^Pay \$25\.00/ }).click()
  await shop.getByText('Past the mill.').waitFor()

  // It shows without a reload, and can be opened.
  await page.evaluate(() => Object.assign(globalThis, { isSamePage: true }))
  await page.clock.fastForward(15_000)
  const row = page.getByRole('row', { name: 'The long way' })
  await row.waitFor()
  expect(await page.evaluate(() => 'isSamePage' in globalThis)).toBe(true)
  expect(await row.textContent()).toContain('$25.00')
  expect(await row.textContent()).toContain('Paid')
  await look(page, '/h/$handle/sales')
  await row.getByRole('link').click()
  await page.getByRole('heading', { level: 1, name: 'The long way' }).waitFor()
  await page.getByText('Confirmation and receipt').waitFor()
  await look(page, '/h/$handle/sales/$purchaseId', { colours: true })
  expect(await text(page)).toContain('Can read the page')

  // The refund takes effect, but its answer never arrives; nor does any other for a while.
  const keys: (string | null)[] = []
  const firstAnswers: number[] = []
  let isLost = false
  onTestFinished(() => {
    isLost = false
  })
  live.answerFor('app', async (request, next) => {
    const isRefund = request.url.endsWith('/refund')
    if (isRefund) keys.push(request.headers.get('idempotency-key'))
    const answer = await next()
    if (isRefund) firstAnswers.push(answer.status)
    // What a proxy says that has lost the answer.
    return isLost ? new Response('Bad gateway', { status: 502 }) : answer
  })
  await button(page, 'Refund').click()
  const dialog = page.getByRole('dialog', { name: 'Refund $25.00?' })
  await dialog.getByText('They lose access to “The long way” at once.').waitFor()
  await look(page, '/h/$handle/sales/$purchaseId', { state: 'refund', colours: true })
  await dialog.getByLabel('Note for your records').fill('Bought by mistake')
  const refunds = async () => (await live.deps.stripe.refunds.list({ limit: 100 })).data.length
  const before = await refunds()
  isLost = true
  await dialog.getByRole('button', { name: 'Refund $25.00' }).dblclick()
  // Only then is time let pass: a request that takes too long is sent again.
  await until('the refund', async () => firstAnswers[0])
  await until('it gives up', async () => {
    await page.clock.fastForward(10_000)
    return (await dialog.getByText('Latchkey cannot be reached').isVisible()) || null
  })
  expect(firstAnswers[0]).toBe(200)
  isLost = false
  // The sale is read again and is refunded now; what was asked is still there to be answered.
  await until('the sale is read again', async () => {
    await page.clock.fastForward(15_000)
    return (await page.getByText('Your note: Bought by mistake').count()) > 0 || null
  })
  await dialog.getByRole('button', { name: 'Refund $25.00' }).click()
  await page.getByText('is on its way back to the buyer').waitFor()
  await dialog.waitFor({ state: 'hidden' })
  expect(keys.length).toBeGreaterThan(1)
  expect(new Set(keys).size).toBe(1)
  expect(await refunds()).toBe(before + 1)

  // Ledger and access follow.
  await page.getByText('Cannot read the page').waitFor()
  await page.getByText('Your note: Bought by mistake').waitFor()
  const total = page.getByRole('row', { name: 'Left of the payment' })
  expect(await total.textContent()).toContain('$0.00')
  expect(await button(page, 'Refund').isVisible()).toBe(false)
  await shop.reload()
  expect(await shop.textContent('main')).not.toContain('Past the mill.')

  // The receipt can be sent again, so many times.
  for (let sent = 1; sent <= 4; sent++) {
    await button(page, 'Send receipt again').click()
    if (sent <= 3)
      await until(`receipt ${sent}`, async () =>
        (await page.getByText('Receipt, sent again').count()) === sent ? true : null,
      )
  }
  await page.getByRole('alert').getByText('Request ID').waitFor()

  // The person, and another way to the same page.
  await page.getByRole('link', { name: visitor.email }).click()
  await page.getByRole('heading', { level: 1, name: visitor.email }).waitFor()
  await button(page, 'Give access').click()
  const grant = page.getByRole('dialog', { name: 'Give access for free' })
  await grant.getByLabel('Page').selectOption({ label: 'The long way' })
  await grant.getByRole('button', { name: 'Give access' }).click()
  await page.getByRole('row', { name: /The long way.*Given for free/ }).waitFor()
  await look(page, '/h/$handle/customers/$visitorId', { colours: true })
  await shop.reload()
  await shop.getByText('Past the mill.').waitFor()
  await page
    .getByRole('row', { name: /Given for free/ })
    .getByRole('link')
    .click()
  await button(page, 'Revoke access').click()
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke access' }).click()
  await page.getByText('Cannot read the page').waitFor()
})

/** What stands in the rows of a table, by column: amounts in the smallest unit. */
const amountsOf = async (page: Page, table: string) =>
  await page
    .getByRole('table', { name: table })
    .evaluate((node) =>
      [...(node as HTMLTableElement).rows]
        .slice(1)
        .map((row) =>
          [...row.cells]
            .slice(1)
            .map(({ textContent }) => Number(textContent?.replace('−', '-').replaceAll(/[^\d-]/g, ''))),
        ),
    )

test('revenue is what the ledger says, to the cent, with refunds, disputes and two currencies', async () => {
  const { handle, stripeAccount, creator } = await openShop()
  const path = { handle: handle.name }
  const guide = await live.make.page({ handle, title: 'Guide', price: usd(999) })
  const scroll = await live.make.page({ handle, title: 'Scroll', price: jpy(1800) })
  const [, refunded, partly, disputed] = [
    await buy(handle, guide),
    await buy(handle, guide),
    await buy(handle, guide),
    await buy(handle, guide),
    await buy(handle, scroll),
  ]
  await unwrap(
    creator.checkout.refundPurchase({
      path: { ...path, pageSlug: guide.slug },
      body: { visitorId: refunded?.visitor.id ?? '' },
    }),
  )
  await live.stripe.dashboard.refund(partly?.chargeId ?? '', 333, {
    reverseTransfer: true,
    refundApplicationFee: true,
  })
  await live.stripe.dashboard.openDispute(disputed?.chargeId ?? '')
  await saleOf(handle, refunded?.visitor.id ?? '', 'REFUNDED')
  await saleOf(handle, partly?.visitor.id ?? '', 'PARTIALLY_REFUNDED')
  await saleOf(handle, disputed?.visitor.id ?? '', 'DISPUTED')
  const voucher = await beginCheckout(scroll)
  await live.stripe.buyer.payByVoucher(voucher.checkoutSessionId)

  /** What the creator has by Stripe's books: transfers less reversals, less fees that were not returned. */
  const held = async (currency: string) => {
    const { data: transfers } = await live.deps.stripe.transfers.list({
      destination: stripeAccount,
      limit: 100,
    })
    const { data: fees } = await live.deps.stripe.applicationFees.list({ limit: 100 })
    const left = (list: readonly { currency: string; amount: number }[], back: (each: never) => number) =>
      list
        .filter((each) => each.currency === currency)
        .reduce((sum, each) => sum + each.amount - back(each as never), 0)
    return (
      left(transfers, ({ amount_reversed }: { amount_reversed: number }) => amount_reversed) -
      left(
        fees.filter(({ account }) => account === stripeAccount),
        ({ amount_refunded }: { amount_refunded: number }) => amount_refunded,
      )
    )
  }
  /** What our ledger has, by kind, of what moved money. */
  const booked = async (currency: string, kind: 'charge' | 'refund' | 'dispute') => {
    const rows = await live.deps.db
      .selectFrom('ledger_entries as entry')
      .innerJoin('purchases as purchase', 'purchase.id', 'entry.purchase_id')
      .select('entry.amount')
      .where('purchase.handle_id', '=', handle.id)
      .where('entry.currency', '=', currency)
      .where('entry.kind', '=', kind)
      .execute()
    return rows.reduce((sum, { amount }) => sum + amount, 0)
  }
  // The disputed transfer is reversed by a job.
  await until('the dispute is in the earnings', async () => {
    const { months } = await unwrap(creator.revenue.getEarnings({ path }))
    return months.some(({ disputes, refunds }) => disputes === 999 && refunds === 999 + 333) || null
  })

  const page = await visitAs(handle.owner, `/h/${handle.name}/revenue`)
  await page.locator('.recharts-bar-rectangle').first().waitFor()
  for (const [currency, table] of [
    ['usd', 'Earnings by month in USD'],
    ['jpy', 'Earnings by month in JPY'],
  ] as const) {
    const [charges, refunds, disputes] = [
      await booked(currency, 'charge'),
      await booked(currency, 'refund'),
      await booked(currency, 'dispute'),
    ]
    const rows = await amountsOf(page, table)
    const total = rows.at(-1) ?? []
    for (const [, gross = 0, back = 0, taken = 0, fees = 0, net] of rows) {
      expect(net, table).toBe(gross - back - taken - fees)
    }
    // One row for each month, and the totals below them.
    const columns = rows.slice(0, -1)
    expect(total).toEqual(total.map((_, index) => columns.reduce((sum, row) => sum + (row[index] ?? 0), 0)))
    expect(total.slice(1, 4), table).toEqual([charges, refunds, disputes])
    expect(total[5], table).toBe(await held(currency))
  }
  await look(page, '/h/$handle/revenue', { colours: true })

  // What is disputed says so, and until when.
  await page.goto(`${origin}/h/${handle.name}/sales/${disputed?.sale.id}`)
  const dispute = page.getByRole('region', { name: 'The buyer’s bank disputes this payment' })
  await dispute.getByText('An answer is due by').waitFor()
  await look(page, '/h/$handle/sales/$purchaseId', { state: 'disputed', colours: true })
  expect(await button(page, 'Refund').isVisible()).toBe(false)

  // A voucher is on its way until it is paid.
  await page.goto(`${origin}/h/${handle.name}/customers/${voucher.visitor.id}`)
  await page.getByText('Voucher, to be paid by').waitFor()
  await look(page, '/h/$handle/customers/$visitorId', { state: 'voucher', colours: true })
  await live.stripe.buyer.payVoucher(voucher.checkoutSessionId)
  await saleOf(handle, voucher.visitor.id, 'PAID')
  await page.reload()
  await page.getByRole('row', { name: /Scroll.*Paid/ }).waitFor()
  expect(await text(page)).not.toContain('Voucher, to be paid by')
})

test('many sales come in pages, by the filters in the address, and in one file', async () => {
  const { handle } = await openShop()
  const [guide, other] = [
    await live.make.page({ handle, slug: '2026', title: 'Guide', price: usd(2500) }),
    await live.make.page({ handle, title: 'Other', price: jpy(1800) }),
  ]
  const visitor = await live.make.visitor()
  const sale = (page: TestPage, row = {}) => live.make.purchase({ page, visitor, row })
  await Promise.all(
    Array.from({ length: 120 }, async () => {
      await live.make.purchase({ page: guide, visitor: await live.make.visitor() })
    }),
  )
  await sale(other)
  const page = await visitAs(handle.owner, `/h/${handle.name}/sales`)
  const asked: URL[] = []
  const sizes: number[] = []
  page.on('response', async (response) => {
    const url = new URL(response.url())
    if (!url.pathname.endsWith('/sales') || response.request().resourceType() === 'document') return
    asked.push(url)
    const { items } = (await response.json().catch(() => ({ items: [] }))) as { items: unknown[] }
    sizes.push(items.length)
  })
  await page.getByText('50 shown').waitFor()

  // By keyboard: the button keeps the focus while there is more, and then the first new row has it.
  const more = button(page, 'Show more')
  await more.focus()
  await page.keyboard.press('Enter')
  await page.getByText('100 shown').waitFor()
  expect(await more.evaluate((node) => node === document.activeElement)).toBe(true)
  await page.keyboard.press('Enter')
  await page.getByText('121 in all').waitFor()
  expect(await more.count()).toBe(0)
  const focused = await page.evaluate(
    () => document.activeElement?.closest('tr')?.rowIndex ?? document.activeElement?.outerHTML,
  )
  expect(focused).toBe(101)
  expect(asked.length).toBeLessThanOrEqual(3)
  expect(Math.max(...sizes)).toBeLessThanOrEqual(50)

  // Filters stand in the address, which brings them back.
  await page.getByLabel('Page').selectOption({ label: 'Other' })
  await page.getByText('1 in all').waitFor()
  await page.getByLabel('Email address').fill(visitor.email)
  await page.keyboard.press('Enter')
  await page.waitForURL((url) => url.searchParams.get('email') === visitor.email)
  await page.getByLabel('Status').selectOption({ label: 'Refunded' })
  await page.getByRole('heading', { name: 'No sales match these filters' }).waitFor()
  await look(page, '/h/$handle/sales', { state: 'none match', colours: true })
  await button(page, 'Clear filters').first().click()
  await page.getByText('121 in all').waitFor()
  await page.goto(`${origin}/h/${handle.name}/sales?page=%222026%22&status=PAID&from=2020-01-01&to=nonsense`)
  await page.getByText('50 shown').waitFor()
  expect(await page.getByLabel('Page').inputValue()).toBe('2026')

  // The file has all that match, whatever is shown.
  const [download] = await Promise.all([page.waitForEvent('download'), button(page, 'Download CSV').click()])
  expect(download.suggestedFilename()).toBe(`${handle.name}-sales.csv`)
  const lines: Buffer[] = []
  for await (const chunk of await download.createReadStream()) lines.push(chunk as Buffer)
  const csv = Buffer.concat(lines).toString().trimEnd().split('\r\n')
  expect(csv[0]).toMatch(/^purchase_id,/)
  expect(csv.slice(1)).toHaveLength(120)
  expect(csv.slice(1).every((line) => line.includes(',2026,'))).toBe(true)

  await page.getByRole('link', { name: 'Customers' }).click()
  // The list of sales says so too.
  await page.getByRole('heading', { level: 1, name: 'Customers' }).waitFor()
  await page.getByText('50 shown').waitFor()
  await page.getByLabel('Email address').fill(visitor.email)
  await button(page, 'Search').click()
  await page.getByText('1 in all').waitFor()
  await look(page, '/h/$handle/customers', { colours: true })
})

test('whoever does not own the handle reads why they cannot connect Stripe', async () => {
  const { handle } = await openShop()
  const page = await visitAs(handle.owner, `/h/${handle.name}/revenue`)
  await button(page, 'Open Stripe').click()
  await page.waitForURL(`${live.stripe.url}/**`)

  const operator = await live.make.collaborator({ handle, role: 'OPERATOR' })
  const other = await visitAs(operator, `/h/${handle.name}/revenue`)
  await other.getByText('Only the owner can open the Stripe account').waitFor()
  expect(await button(other, 'Open Stripe').count()).toBe(0)
  const creator = await live.make.collaborator({ handle, role: 'CREATOR' })
  const third = await visitAs(creator, `/h/${handle.name}/revenue`)
  await third.getByText('Revenue is for operators and the owner').waitFor()
  await look(third, '/h/$handle/revenue', { state: 'for a creator', colours: true })
})
