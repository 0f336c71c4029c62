import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliDecompressSync } from 'node:zlib'
import { shop } from '@latchkey/contract/example-shop'
import { unwrap } from '@latchkey/sdk'
import { sql } from 'kysely'
import type Stripe from 'stripe'
import { expect, test } from 'vitest'
import { loadDemo } from '../src/demo.ts'
import { RENDERER } from '../src/platform/markdown/version.ts'
import { type TestApp, testApp } from './app.ts'
import { demoRecipe } from './demo/record.ts'
import { expectBooksToAgree, type MoneyBooks } from './money-invariants.ts'

const open = () => testApp({ stripe: true, env: { LIMITS: 'off' } })
const load = (t: TestApp, addBooks = async (books: object) => t.stripe.addBooks(books)) =>
  loadDemo(t.deps.config.DATABASE_URL, { now: t.clock.now(), filesFolder: t.folder, addBooks })

const t = await open()
await t.stripe.dashboard.createReadyAccount({ id: shop.stripeAccount })
await load(t)

const path = { handle: shop.handle }

async function demoCreator(app: TestApp) {
  const accounts = app.db.selectFrom('accounts').select('id')
  return await app.as(await accounts.where('email', '=', shop.creator.email).executeTakeFirstOrThrow())
}

/** The demo as the invariants of money see it; all of Stripe's lists are read at once. */
async function books(): Promise<MoneyBooks> {
  const { stripe } = t.deps
  const handle = await t.db
    .selectFrom('handles')
    .select('id')
    .where('name', '=', shop.handle)
    .executeTakeFirstOrThrow()
  const all = <T>(list: Stripe.ApiListPromise<T>) => list.autoPagingToArray({ limit: 10_000 })
  const mine = { destination: shop.stripeAccount, limit: 100 }
  return {
    t,
    settlementCurrency: 'usd',
    closedMonths: new Map(),
    shop: {
      handle,
      async held() {
        const transfers = await all(stripe.transfers.list(mine))
        const fees = await all(stripe.applicationFees.list({ limit: 100 }))
        const left = (sum: number, each: { amount: number }, taken: number) => sum + each.amount - taken
        return (
          transfers.reduce((sum, each) => left(sum, each, each.amount_reversed), 0) -
          fees.reduce((sum, each) => left(sum, each, each.amount_refunded), 0)
        )
      },
    },
    purchases: () => t.db.selectFrom('purchases').selectAll().orderBy('id').execute(),
    charges: async () =>
      (await all(stripe.charges.list({ limit: 100 }))).filter(
        (charge) => charge.paid && charge.transfer_data,
      ),
    refunds: () => all(stripe.refunds.list({ limit: 100 })),
    disputes: () => all(stripe.disputes.list({ limit: 100 })),
    earnings: async () =>
      unwrap((await demoCreator(t)).revenue.getEarnings({ path, query: { from: '2029-01' } })),
  }
}

/** All that money left in the database, but for counts of how often Stripe was read. */
async function moneyRows() {
  const rows: Record<string, unknown> = {}
  for (const table of [
    'purchases',
    'checkout_sessions',
    'ledger_entries',
    'balance_steps',
    'earnings',
    'notices',
    'notice_recipients',
    'mails',
    'unfit_payments',
    'unmatched_payments',
    'pages',
    'group_buys',
    'webhook_deliveries',
  ]) {
    const { rows: all } = await sql<{ row: string }>`
      select (to_jsonb(t) - 'revision')::text as row from ${sql.table(table)} t order by 1`.execute(t.db)
    rows[table] = all.map(({ row }) => row)
  }
  return rows
}

async function runAll() {
  await t.stripe.webhooks.settle()
  await t.jobs.run()
}

test('the fixture is made from what is there now; `npm run demo` makes it anew', async () => {
  const text = String(brotliDecompressSync(readFileSync(new URL('../demo.json.br', import.meta.url))))
  expect(JSON.parse(text).recipe).toBe(demoRecipe())
  const renderers = await t.db.selectFrom('pages').select('renderer').distinct().execute()
  expect(renderers).toEqual([{ renderer: RENDERER }])
})

test('it looks like a shop: sales today, this half year, and all kinds of pages, files and people', async () => {
  const creator = await demoCreator(t)
  const { items: pages } = await unwrap(creator.pages.listPages({ path, query: { limit: 100 } }))
  expect(pages.length).toBeGreaterThanOrEqual(12)
  expect(new Set(pages.map(({ accessMode }) => accessMode)).size).toBe(3)
  expect(new Set(pages.map(({ state }) => state)).size).toBe(3)
  for (const { slug, accessMode, price } of shop.pages) {
    expect(pages).toContainEqual(expect.objectContaining({ slug, accessMode, price }))
  }
  const [newest] = (await unwrap(creator.checkout.listSales({ path, query: { limit: 1 } }))).items
  const age = t.clock.now().getTime() - Date.parse(newest?.purchasedAt ?? '')
  expect(age).toBeGreaterThan(0)
  expect(age).toBeLessThan(3600_000)
  const { months } = await unwrap(creator.revenue.getEarnings({ path }))
  expect(new Set(months.map(({ month }) => month)).size).toBeGreaterThanOrEqual(6)
  expect(new Set(months.map(({ currency }) => currency)).size).toBe(2)
  const { items: groupBuys } = await unwrap(creator.groupBuys.listGroupBuys({ path }))
  expect(groupBuys.map(({ state }) => state).toSorted()).toEqual(['ACTIVATED', 'PUBLISHED'])
  expect(groupBuys.find(({ slug }) => slug === shop.groupBuy.slug)).toMatchObject({
    interestedQuantity: shop.groupBuy.interestedQuantity,
    people: shop.groupBuy.people,
  })
  const { items: files } = await unwrap(creator.files.listFiles({ path }))
  for (const { id, sizeBytes } of files) {
    expect(readFileSync(join(t.folder, id))).toHaveLength(sizeBytes)
  }
  expect(readdirSync(t.folder)).toHaveLength(files.length)
})

test('the earnings of each month are what its ledger says', async () => {
  const creator = await demoCreator(t)
  const { months } = await unwrap(creator.revenue.getEarnings({ path, query: { from: '2029-01' } }))
  const { rows } = await sql<{ month: string; currency: string; kind: string; amount: number }>`
    select to_char(happened_at at time zone 'utc', 'YYYY-MM') as month, currency, kind, sum(portion)::int as amount
    from ledger_entries group by 1, 2, 3`.execute(t.db)
  const ledger = (month: string, currency: string, kind: string) =>
    rows.find((row) => row.month === month && row.currency === currency && row.kind === kind)?.amount ?? 0
  expect(months.length).toBeGreaterThan(0)
  for (const { month, currency, gross, refunds, disputes } of months) {
    expect({ month, currency, gross, refunds, disputes }).toEqual({
      month,
      currency,
      gross: ledger(month, currency, 'charge'),
      refunds: ledger(month, currency, 'refund'),
      disputes: ledger(month, currency, 'dispute'),
    })
  }
})

test('no job finds anything to mend, and none sends a mail', async () => {
  const before = await moneyRows()
  // All that were refunded or disputed, and of the others some.
  const purchases = await t.db.selectFrom('purchases').select(['id', 'refunded_amount', 'access']).execute()
  const looked = purchases.filter(
    ({ refunded_amount, access }, index) => refunded_amount > 0 || access !== 'active' || index % 12 === 0,
  )
  for (const { id } of looked) {
    await sql`select graphile_worker.add_job('settle_purchase', json_build_object('purchaseId', ${id}::text))`.execute(
      t.db,
    )
  }
  for (const task of ['sweep_payments', 'remove_expired', 'render_texts', 'reseal_webhook_secrets']) {
    await sql`select graphile_worker.add_job(${task})`.execute(t.db)
  }
  await runAll()
  expect(await moneyRows()).toEqual(before)
  expect(t.mail.sent).toEqual([])
  expect(t.stripe.requests().filter(({ method }) => method !== 'GET')).toEqual([])
})

test('the books agree, and go on to when sales are refunded, disputes won and lost, and pages sold', async () => {
  const seen = await books()
  await expectBooksToAgree(seen)

  const creator = await demoCreator(t)
  const { items: sales } = await unwrap(creator.checkout.listSales({ path, query: { limit: 100 } }))
  const paid = sales.filter(({ status }) => status === 'PAID')
  const [usd, yen] = ['usd', 'jpy'].map((currency) => paid.find(({ price }) => price?.currency === currency))
  for (const sale of [usd, yen]) {
    const at = { ...path, pageSlug: sale?.pageSlug ?? '' }
    const body = { visitorId: sale?.visitorId ?? '' }
    const { refund } = await unwrap(creator.checkout.refundPurchase({ path: at, body }))
    expect(refund.status).toBe('succeeded')
  }
  const [disputed] = await seen.disputes()
  await t.stripe.dashboard.closeDispute(disputed?.id ?? '', 'won')
  const other = paid.find((sale) => sale !== usd && sale !== yen)
  const { ledger } = await unwrap(
    creator.checkout.getSale({ path: { ...path, purchaseId: other?.id ?? '' } }),
  )
  const lost = await t.stripe.dashboard.openDispute(ledger[0]?.stripeId ?? '')
  await runAll()
  await t.stripe.dashboard.closeDispute(lost, 'lost')
  await runAll()

  const { visitor, token } = await t.make.visitorSession()
  const site = t.origin(shop.handle)
  const { checkoutSessionId } = await unwrap(
    t.client({ token }).checkout.createCheckout({
      path: { ...path, pageSlug: 'premium' },
      body: { successUrl: `${site}/premium`, cancelUrl: `${site}/premium` },
    }),
  )
  await t.stripe.buyer.pay(checkoutSessionId)
  await runAll()
  const [newest] = (await unwrap(creator.checkout.listSales({ path, query: { limit: 1 } }))).items
  expect(newest).toMatchObject({ visitorId: visitor.id, status: 'PAID' })

  await expectBooksToAgree(seen)
})

test('a second database takes the demo beside the first, and where Stripe does not know it, refunds wait', async () => {
  await using second = await open()
  // As when `npm start` finds a state file that is older than the database.
  await load(second, async (own) => t.stripe.addBooks(own))
  expect(await load(second)).toBe(false)
  await expect(load(t)).resolves.toBe(false)

  const creator = await demoCreator(second)
  const { items } = await unwrap(creator.checkout.listSales({ path, query: { limit: 50 } }))
  const sale = items.find(({ status }) => status === 'PAID')
  const { data } = await creator.checkout.refundPurchase({
    path: { ...path, pageSlug: sale?.pageSlug ?? '' },
    body: { visitorId: sale?.visitorId ?? '' },
  })
  // Until Stripe answers, it is on its way.
  expect(data?.refund.status).toBe('pending')
  await sql`select graphile_worker.add_job('sweep_payments')`.execute(second.db)
  await second.jobs.run({ failures: 'returned' })
  expect((await creator.checkout.listSales({ path })).response.status).toBe(200)
})

test('without a local Stripe nothing was sold yet', async () => {
  await using other = await testApp()
  expect(await loadDemo(other.deps.config.DATABASE_URL)).toBe(true)
  const creator = await demoCreator(other)
  expect((await unwrap(creator.checkout.listSales({ path }))).items).toEqual([])
  expect(
    (await unwrap(creator.pages.listPages({ path, query: { limit: 100 } }))).items.length,
  ).toBeGreaterThan(12)
  expect((await unwrap(creator.files.listFiles({ path }))).items).toEqual([])
})
