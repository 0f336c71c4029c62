import { readFileSync } from 'node:fs'
import { unwrap } from '@latchkey/sdk'
import { expect, test } from 'vitest'
import { testApp } from '../../test/app.ts'
import { openShop } from '../../test/shop.ts'
import { sentBy } from '../../test/statements.ts'
import { addSeconds } from '../platform/clock.ts'
import { BATCH, inBatches } from '../platform/database/batches.ts'
import { enqueue } from '../platform/jobs.ts'
import { retention } from '../platform/retention.ts'
import { kept, removeRows, removers } from './retention.ts'

const DAY = 24 * 3600
const t = await testApp({ env: { LIMITS: 'off' } })
const names = Object.keys(removers) as (keyof typeof removers)[]

const page = readFileSync(
  new URL('../../../../apps/docs/src/content/docs/operate/retention.md', import.meta.url),
  'utf8',
)
const rows = [...page.matchAll(/^\| `(\w+)` \| (.*) \|$/gm)].map(([, table = '', rest = '']) => [
  table,
  ...rest.split(' | '),
])

test('the page on retention says of every table what becomes of its rows', () => {
  const byDays = rows.filter((row) => row.length === 4).map(([table, days, least]) => [table, days, least])
  expect(byDays).toEqual(
    Object.entries(retention).map(([table, { days, least }]) => [table, `${days}`, `${least}`]),
  )
  const others = rows.filter((row) => row.length === 2)
  const staying = others.filter(([table = '']) => table in kept)
  expect(Object.fromEntries(staying)).toEqual(kept)
  const over = others.map(([table]) => table).filter((table = '') => !(table in kept))
  const all = new Set([...over, ...byDays.map(([table]) => table)])
  expect([...all].toSorted()).toEqual(names.toSorted())
})

interface Plan {
  readonly 'Node Type': string
  readonly 'Index Cond'?: string
  readonly 'Index Name'?: string
  readonly Plans?: readonly Plan[]
}
const nodesOf = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(nodesOf)]

test.each(names)('what is removed from %s is found by a time that has an index', async (table) => {
  const sent = await sentBy(() => removers[table](t.deps))
  const statements = sent.filter(({ text }) => /\bdelete from\b/.test(text))
  expect(statements).toHaveLength(1)
  const client = await t.deps.pool.connect()
  try {
    await client.query('set enable_seqscan = off')
    for (const { text } of statements) {
      const explained = await client.query(`explain (generic_plan, format json) ${text}`)
      const nodes = nodesOf(explained.rows[0]['QUERY PLAN'][0].Plan)
      expect(nodes.filter((node) => node['Node Type'] === 'Seq Scan')).toEqual([])
      const byTime = nodes.flatMap(({ 'Index Cond': condition = '', 'Index Name': index }) => {
        const [, column] = /\((\w+) < \$/.exec(condition) ?? []
        return column ? [{ column, index }] : []
      })
      expect(byTime.length, text).toBeGreaterThan(0)
      // Which one is chosen says little on an empty table.
      for (const { column, index } of byTime) {
        const { rows: leading } = await client.query(
          `select indexrelid::regclass from pg_index
           where indrelid = (select indrelid from pg_index where indexrelid = $1::regclass)
             and pg_get_indexdef(indexrelid, 1, true) = $2`,
          [index, column],
        )
        expect(leading.length, `an index that begins with ${column}`).toBeGreaterThan(0)
      }
    }
  } finally {
    client.release(true)
  }
})

const count = async (table: string) =>
  Number((await t.deps.pool.query(`select count(*) from ${table}`)).rows[0].count)

test('each table has a job of its own; one that ends half-way is gone on with', async () => {
  const old = addSeconds(t.clock.now(), -3 * DAY)
  await t.deps.pool.query(
    `insert into wrong_codes (email, occurred_at) select n || '@example.com', $1 from generate_series(1, $2::int) n`,
    [old, 2 * BATCH + 1],
  )
  // The second statement is done, and then the process dies.
  let statements = 0
  const db = t.db.withPlugin({
    transformQuery: ({ node }) => node,
    async transformResult({ result }) {
      if (++statements === 2) throw new Error('died')
      return result
    },
  })
  await expect(removeRows({ ...t.deps, db }, 'wrong_codes')).rejects.toThrow('died')
  expect(await count('wrong_codes')).toBe(1)

  await enqueue(t.db, 'remove_expired', {}, { key: 'remove_expired' })
  await enqueue(t.db, 'remove_expired', {}, { key: 'remove_expired' })
  await t.jobs.run()
  expect(await count('wrong_codes')).toBe(0)
  expect(await count('graphile_worker.jobs')).toBe(0)
})

test('what somebody holds is left for the next time', async () => {
  const old = addSeconds(t.clock.now(), -3 * DAY)
  await t.deps.pool.query(`insert into wrong_codes (email, occurred_at) values ('held', $1), ('free', $1)`, [
    old,
  ])
  const holder = await t.deps.pool.connect()
  await holder.query('begin')
  await holder.query(`select from wrong_codes where email = 'held' for update`)
  await removeRows(t.deps, 'wrong_codes')
  await holder.query('rollback')
  holder.release()
  expect(await count('wrong_codes')).toBe(1)
  await removeRows(t.deps, 'wrong_codes')
  expect(await count('wrong_codes')).toBe(0)
})

test('very much is left to another job after a while', async () => {
  let batches = 0
  const done = await inBatches(async () => {
    batches++
    return { rows: Array.from({ length: BATCH }) }
  })
  expect([done, batches]).toEqual([false, 50])
})

test('a table that this version does not know is none of its business', async () => {
  await removeRows(t.deps, 'nothing')
})

test('purchases that nobody paid for go with their attempts; everything else about money stays', async () => {
  const handle = await t.make.handle()
  const now = t.clock.now()
  const long = retention.checkout_sessions.days * DAY
  const purchase = async (
    name: string,
    age: number,
    attempt: { state: string; age: number } | null,
    paid = false,
  ) => {
    const page = await t.make.page({ handle, price: { amount: 900, currency: 'usd' } })
    const { visitor } = await t.make.visitorSession()
    await t.deps.pool.query(
      `insert into purchases (id, handle_id, page_id, visitor_id, state, access, grant_type, created_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [
        name,
        handle.id,
        page.id,
        visitor.id,
        ...(paid ? ['paid', 'active', 'PURCHASED'] : ['open', 'none', null]),
        addSeconds(now, -age),
      ],
    )
    if (!attempt) return
    await t.deps.pool.query(
      `insert into checkout_sessions (purchase_id, attempt, state, product_name, success_url, cancel_url, amount,
         currency, application_fee, stripe_account_id, created_at, expires_at)
       values ($1, 1, $2, 'x', 'x', 'x', 900, 'usd', 45, 'acct_1', $3, $3)`,
      [name, attempt.state, addSeconds(now, -attempt.age)],
    )
  }
  const old = long + 60
  await purchase('abandoned', old, { state: 'expired', age: old })
  await purchase('never_tried', old, null)
  await purchase('lately', old, { state: 'expired', age: 60 })
  await purchase('came_to_nothing', old, { state: 'complete', age: old })
  await purchase('still_open', old, { state: 'open', age: old })
  await purchase('young', long - 60, { state: 'expired', age: long - 60 })
  await purchase('paid', old, { state: 'expired', age: old }, true)
  await purchase('disputed', old, { state: 'expired', age: old })
  await t.deps.pool.query(
    `insert into ledger_entries (id, purchase_id, kind, stripe_id, status, amount, currency, created_at, updated_at)
     values ('chg_x', 'disputed', 'charge', 'ch_x', 'succeeded', 900, 'usd', now(), now())`,
  )
  await removeRows(t.deps, 'checkout_sessions')
  const { rows: left } = await t.deps.pool.query('select id from purchases order by id')
  expect(left.map(({ id }) => id)).toEqual(['disputed', 'lately', 'paid', 'still_open', 'young'])
  expect(await count('checkout_sessions')).toBe(5)
})

const stripeApp = await testApp({ stripe: true, env: { LIMITS: 'off' } })

test('a card that was declined and a voucher that was never paid keep nothing for ever', async () => {
  const { stripe, clock, deps } = stripeApp
  const voucher = await openShop(stripeApp, { price: { amount: 1800, currency: 'jpy' } })
  const withVoucher = await unwrap(voucher.checkout())
  await stripe.buyer.payByVoucher(withVoucher.checkoutSessionId)
  await voucher.settled()
  await stripe.buyer.failVoucher(withVoucher.checkoutSessionId)
  await voucher.settled()
  const card = await openShop(stripeApp)
  const withCard = await unwrap(card.checkout())
  await stripe.buyer.pay(withCard.checkoutSessionId, { card: 'declined' })
  await clock.advance(2 * DAY)
  await card.settled()
  const sold = await openShop(stripeApp)
  const { id } = await sold.buy()
  const rowsOf = async () => {
    const { rows } = await deps.pool.query(
      `select (select json_agg(id) from purchases) as purchases,
         (select json_agg(array[kind, status]) from ledger_entries) as ledger,
         (select json_agg(state order by state) from checkout_sessions) as attempts`,
    )
    return rows[0]
  }
  expect(await rowsOf()).toMatchObject({
    ledger: [
      ['charge', 'failed'],
      ['charge', 'succeeded'],
    ],
    attempts: ['complete', 'complete', 'expired'],
  })
  await clock.advance((retention.checkout_sessions.days + 10) * DAY)
  await removeRows(deps, 'checkout_sessions')
  expect(await rowsOf()).toEqual({
    purchases: [id],
    ledger: [['charge', 'succeeded']],
    attempts: ['complete'],
  })
})
