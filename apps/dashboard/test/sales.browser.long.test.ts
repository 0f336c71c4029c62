// From the first sale to its refund, and what it brought: sales, customers and revenue.
import { unwrap } from '@latchkey/sdk'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { VISITOR_COOKIE } from '../../../packages/server/src/platform/http/cookies.ts'
import type { TestPage } from '../../../packages/server/test/factories.ts'
import { look } from '../../../packages/server/test/look.ts'
import { until } from '../../../packages/server/test/until.ts'
import { buying } from './buying.ts'
import { openDashboard } from './open-dashboard.ts'

const { live, origin, visitAs } = await openDashboard({ inbox: true })

const usd = (amount: number) => ({ amount, currency: 'usd' })
const jpy = (amount: number) => ({ amount, currency: 'jpy' })
const text = async (page: Page) => (await page.locator('main').textContent()) ?? ''
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true })

/** A handle that can sell. */
async function openShop() {
  const stripeAccount = await live.stripe.dashboard.createReadyAccount()
  const handle = await live.make.handle({ stripeAccount })
  return { handle, stripeAccount, creator: await live.as(handle.owner) }
}

const { beginCheckout, saleOf, buy } = buying(live)

test('from the first sale to its refund, though the answer to it is lost', { timeout: 120_000 }, async () => {
  const { handle } = await openShop()
  const sold = await live.make.page({ handle, title: 'The long way', price: usd(2500) })
  const page = await visitAs(handle.owner, `/h/${handle.name}`)
  await page.clock.install()
  await page.reload()
  await page.getByRole('link', { name: 'Sales' }).click()
  await page.getByRole('heading', { name: 'No sales yet' }).waitFor()
  await look(page, 'sales, empty', { colours: true })

  // Somebody else pays, in their own browser.
  const { visitor, token } = await live.make.visitorSession()
  const shop = await live.page()
  const site = live.origin(handle.name)
  await shop.context().addCookies([{ name: VISITOR_COOKIE, value: token, url: site }])
  await shop.goto(`${site}/${sold.slug}`)
  await shop.getByRole('button', { name: /^Buy/ }).first().click()
  await shop.waitForURL(`${live.stripe.url}/**`)
  await shop.getByRole('button', { name: /^Pay \$25\.00/ }).click()
  await shop.getByText(`Content of ${sold.slug}`).waitFor()

  // It shows without a reload, and can be opened.
  await page.evaluate(() => Object.assign(globalThis, { isSamePage: true }))
  await page.clock.fastForward(15_000)
  const row = page.getByRole('row', { name: 'The long way' })
  await row.waitFor()
  expect(await page.evaluate(() => 'isSamePage' in globalThis)).toBe(true)
  expect(await row.textContent()).toContain('$25.00')
  expect(await row.textContent()).toContain('Paid')
  await look(page, 'sales')
  await row.getByRole('link').click()
  await page.getByRole('heading', { level: 1, name: 'The long way' }).waitFor()
  await page.getByText('Confirmation and receipt').waitFor()
  await look(page, 'sale', { colours: true })
  expect(await text(page)).toContain('Can read the page')

  // The refund takes effect, but its answer never arrives; nor does any other for a while.
  const keys: (string | null)[] = []
  const firstAnswers: number[] = []
  let isLost = false
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
  await look(page, 'refund', { colours: true })
  await dialog.getByLabel('Note for your records').fill('Bought by mistake')
  isLost = true
  await dialog.getByRole('button', { name: 'Refund $25.00' }).dblclick()
  await until('it gives up', async () => {
    await page.clock.fastForward(10_000)
    return (await dialog.getByText('Latchkey cannot be reached').isVisible()) || null
  })
  expect(firstAnswers[0]).toBe(200)
  isLost = false
  await dialog.getByRole('button', { name: 'Refund $25.00' }).click()
  await page.getByText('is on its way back to the buyer').waitFor()
  await dialog.waitFor({ state: 'hidden' })
  expect(keys.length).toBeGreaterThan(1)
  expect(new Set(keys).size).toBe(1)
  const { data: refunds } = await live.deps.stripe.refunds.list({ limit: 100 })
  expect(refunds).toHaveLength(1)

  // Ledger and access follow.
  await page.getByText('Cannot read the page').waitFor()
  await page.getByText('Your note: Bought by mistake').waitFor()
  const total = page.getByRole('row', { name: 'Left of the payment' })
  expect(await total.textContent()).toContain('$0.00')
  expect(await button(page, 'Refund').isVisible()).toBe(false)
  await shop.reload()
  expect(await shop.textContent('main')).not.toContain(`Content of ${sold.slug}`)

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
  await look(page, 'customer', { colours: true })
  await shop.reload()
  await shop.getByText(`Content of ${sold.slug}`).waitFor()
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

test('revenue is what the ledger says, to the cent, with refunds, disputes and two currencies', {
  timeout: 120_000,
}, async () => {
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
  await look(page, 'revenue', { colours: true })

  // What is disputed says so, and until when.
  await page.goto(`${origin}/h/${handle.name}/sales/${disputed?.sale.id}`)
  const dispute = page.getByRole('region', { name: 'The buyer’s bank disputes this payment' })
  await dispute.getByText('An answer is due by').waitFor()
  await look(page, 'disputed sale', { colours: true })
  expect(await button(page, 'Refund').isVisible()).toBe(false)

  // A voucher is on its way until it is paid.
  await page.goto(`${origin}/h/${handle.name}/customers/${voucher.visitor.id}`)
  await page.getByText('Voucher, to be paid by').waitFor()
  await look(page, 'customer with a voucher', { colours: true })
  await live.stripe.buyer.payVoucher(voucher.checkoutSessionId)
  await saleOf(handle, voucher.visitor.id, 'PAID')
  await page.reload()
  await page.getByRole('row', { name: /Scroll.*Paid/ }).waitFor()
  expect(await text(page)).not.toContain('Voucher, to be paid by')
})

test('many sales come in pages, by the filters in the address, and in one file', {
  timeout: 120_000,
}, async () => {
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
  await look(page, 'no sales match', { colours: true })
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
  await page.getByText('50 shown').waitFor()
  await look(page, 'customers', { colours: true })
  await page.getByLabel('Email address').fill(visitor.email)
  await button(page, 'Search').click()
  await page.getByText('1 in all').waitFor()
})

test('whoever owns the handle connects Stripe, and the others read why they cannot', {
  timeout: 120_000,
}, async () => {
  const handle = await live.make.handle()
  const page = await visitAs(handle.owner, `/h/${handle.name}/revenue`)
  await page.getByText('Not connected').waitFor()
  await look(page, 'not connected', { colours: true })
  await button(page, 'Connect Stripe').click()
  await page.waitForURL(`${live.stripe.url}/**`)
  const used = page.url()
  await page.getByRole('button', { name: 'Save and finish later' }).click()
  await page.waitForURL(`${origin}/h/${handle.name}/revenue?connect=returned`)
  await page.getByText('What Stripe still needs').waitFor()
  await look(page, 'what Stripe wants', { colours: true })

  // A link that was opened before leads to the dashboard, and from there to a new one.
  await page.goto(used)
  await page.waitForURL((url) => url.href.startsWith(live.stripe.url) && url.href !== used)
  await page.getByRole('button', { name: 'Agree and submit' }).click()
  await page.getByText('Stripe is connected. Your pages can be bought.').waitFor()
  await button(page, 'Open Stripe').click()
  await page.waitForURL(`${live.stripe.url}/**`)

  const operator = await live.make.collaborator({ handle, role: 'OPERATOR' })
  const other = await visitAs(operator, `/h/${handle.name}/revenue`)
  await other.getByText('Only the owner can open the Stripe account').waitFor()
  expect(await button(other, 'Open Stripe').count()).toBe(0)
  const creator = await live.make.collaborator({ handle, role: 'CREATOR' })
  const third = await visitAs(creator, `/h/${handle.name}/revenue`)
  await third.getByText('Revenue is for operators and the owner').waitFor()
  await look(third, 'revenue for a creator', { colours: true })
})
