import { type Latchkey, unwrap } from '@latchkey/sdk'
import pg from 'pg'
import { expect, test, vi } from 'vitest'
import { addSeconds } from '../src/platform/clock.ts'
import { testApp } from './app.ts'

// A handle with many sales beside another with more: narrowed in one way, lists read about as many rows as they show;
// however they are narrowed, none of the other handle.

const t = await testApp({ env: { LIMITS: 'off' } })
const SALES = 4000
const ELSEWHERE = 3 * SALES
const VISITORS = 20_000
/** Rows of one table that a page of a list may read: a hundred, and one more. */
const FEW = 150

const mine = await t.make.handle()
const other = await t.make.handle()
const ana = await t.make.visitor({ email: 'ana@example.com' })
const rare = await t.make.page({ handle: mine, price: { amount: 500, currency: 'usd' } })
const common = await t.make.page({ handle: mine, price: { amount: 500, currency: 'usd' } })
const elsewhere = await t.make.page({ handle: other, price: { amount: 500, currency: 'usd' } })
const id = (prefix: string, n: string) => `'${prefix}_' || lpad((${n})::text, 26, '0')`

for (const statement of [
  `insert into visitors (id, email, created_at)
    select ${id('vis', 'n')}, n || '@example.com', now() from generate_series(1, ${VISITORS}) n`,
  // Ana bought four times here, and hundreds of times elsewhere.
  `insert into purchases (id, handle_id, page_id, visitor_id, state, access, grant_type, amount, currency,
      refunded_amount, created_at, access_since)
    select ${id('pur', 'n')}, '${mine.id}', case when n % 100 = 1 then '${rare.id}' else '${common.id}' end,
      case when n % 1000 = 2 then '${ana.id}' else ${id('vis', 'n')} end, 'paid',
      case when n % 100 = 3 then 'suspended' when n % 100 in (4, 5) then 'ended' else 'active' end,
      case when n % 100 = 4 then 'REFUNDED' when n % 100 = 5 then 'REVOKED' when n % 100 = 6 then 'GRANTED'
        else 'PURCHASED' end,
      500, case when n % 100 = 7 then 'eur' else 'usd' end, case when n % 100 in (4, 8) then 100 else 0 end,
      now(), now() - n * interval '1 minute'
    from generate_series(1, ${SALES}) n`,
  `insert into purchases (id, handle_id, page_id, visitor_id, state, access, grant_type, amount, currency, created_at,
      access_since)
    select ${id('pur', `n + ${SALES}`)}, '${other.id}', '${elsewhere.id}',
      case when n % 8 = 0 then '${ana.id}' else ${id('vis', 'n')} end, 'paid', 'suspended', 'PURCHASED', 500, 'eur',
      now(), now() - n * interval '1 minute'
    from generate_series(1, ${ELSEWHERE}) n`,
  `insert into ledger_entries (id, purchase_id, kind, stripe_id, status, amount, currency, created_at, updated_at)
    select ${id('chg', 'n')}, ${id('pur', 'n')}, 'charge', 'ch_' || n, 'succeeded', 500, 'usd', now(), now()
    from generate_series(1, ${2 * SALES}) n`,
  'analyze',
]) {
  await t.deps.pool.query(statement)
}

interface Plan {
  'Relation Name'?: string
  'Actual Rows': number
  'Actual Loops': number
  'Rows Removed by Filter'?: number
  Plans?: Plan[]
}

/** Rows that are read of each table; a row counts as often as it is. */
function touched(plan: Plan, counts: Record<string, number> = {}): Record<string, number> {
  const table = plan['Relation Name']
  if (table) {
    const rows = (plan['Actual Rows'] + (plan['Rows Removed by Filter'] ?? 0)) * plan['Actual Loops']
    counts[table] = (counts[table] ?? 0) + rows
  }
  for (const child of plan.Plans ?? []) touched(child, counts)
  return counts
}

/** Tables of which a request reads many rows, with the statement that does. */
async function reading(work: () => Promise<unknown>, most = FEW): Promise<string[]> {
  const queries: pg.QueryConfig[] = []
  const query = pg.Client.prototype.query
  const spy = vi.spyOn(pg.Client.prototype, 'query').mockImplementation(function (this: pg.Client, ...args) {
    const [given, values]: unknown[] = args
    if (typeof given === 'string') queries.push({ text: given, values: values as unknown[] })
    else if (given && typeof given === 'object' && 'text' in given) queries.push(given as pg.QueryConfig)
    return Reflect.apply(query, this, args)
  })
  try {
    await work()
  } finally {
    spy.mockRestore()
  }
  const reads = queries.filter(
    ({ text }) => /^\s*(?:select|with)\b/i.test(text) && !text.includes('graphile_worker'),
  )
  expect(reads.length).toBeGreaterThan(1)
  const found: string[] = []
  for (const { text, values = [] } of reads) {
    const { rows } = await t.deps.pool.query(`explain (analyze, format json) ${text}`, [...values])
    for (const [table, count] of Object.entries(touched(rows[0]['QUERY PLAN'][0].Plan))) {
      if (count > most) found.push(`${count} rows of ${table}: ${text}`)
    }
  }
  return found
}

const { checkout, handles } = await t.as(mine.owner)
const path = { handle: mine.name }
type Query = NonNullable<NonNullable<Parameters<Latchkey['checkout']['listSales']>[0]>['query']>

// By the clock of the database, which wrote the rows.
const { now } = (await t.deps.pool.query<{ now: Date }>('select now()')).rows[0] ?? { now: t.clock.now() }
const hoursAgo = (hours: number) => addSeconds(now, -hours * 3600).toISOString()
const filters: Query[] = [
  { email: ana.email },
  { visitorId: ana.id },
  { page: rare.slug },
  { page: common.slug },
  { currency: 'eur' },
  { currency: 'usd' },
  { from: hoursAgo(30), to: hoursAgo(28) },
  ...(['PAID', 'PARTIALLY_REFUNDED', 'REFUNDED', 'DISPUTED', 'GRANTED', 'REVOKED'] as const).map(
    (status) => ({
      status,
    }),
  ),
]
const pairs = filters.flatMap((one, index) => filters.slice(index + 1).map((two) => ({ ...one, ...two })))
const middle = (await unwrap(checkout.listSales({ path, query: { limit: 100 } }))).nextCursor ?? ''

test.each([{}, ...filters])('sales narrowed by %o', async (query) => {
  expect(await reading(() => unwrap(checkout.listSales({ path, query })))).toEqual([])
  expect(
    await reading(() => unwrap(checkout.listSales({ path, query: { ...query, cursor: middle } }))),
  ).toEqual([])
})

test('sales narrowed by two filters at once', async () => {
  for (const query of pairs) {
    expect(await reading(() => unwrap(checkout.listSales({ path, query })), SALES)).toEqual([])
  }
})

test('customers, one of them, one sale, and the summary', async () => {
  const first = await unwrap(checkout.listCustomers({ path }))
  const cursor = first.nextCursor ?? ''
  const purchaseId = `pur_${'3'.padStart(26, '0')}`
  for (const work of [
    () => checkout.listCustomers({ path }),
    () => checkout.listCustomers({ path, query: { cursor } }),
    () => checkout.listCustomers({ path, query: { email: ana.email } }),
    () => checkout.getCustomer({ path: { ...path, visitorId: ana.id } }),
    () => checkout.getSale({ path: { ...path, purchaseId } }),
    () => handles.getHandleSummary({ path }),
  ]) {
    expect(await reading(work)).toEqual([])
  }
  expect((await unwrap(checkout.getCustomer({ path: { ...path, visitorId: ana.id } }))).purchases).toBe(4)
})
