import fc from 'fast-check'
import { expect, test } from 'vitest'
import { testApp } from '../../../test/app.ts'
import { runs } from '../../../test/runs.ts'
import { newId } from '../../platform/ids.ts'
import { createLog } from '../../platform/log.ts'
import { checkEarnings, sumEarnings } from './earnings-sums.ts'
import { findEarnings, findSalesFigures } from './revenue-queries.ts'

const t = await testApp()
const { pool } = t.deps

const shops = await Promise.all(
  [0, 1].map(async () => {
    const handle = await t.make.handle()
    const page = await t.make.page({ handle, price: { amount: 500, currency: 'usd' } })
    const { id } = await t.make.purchase({ page, visitor: await t.make.visitor() })
    return { handleId: handle.id, purchaseId: id }
  }),
)

interface Posting {
  readonly shop: number
  /** Hours before now. */
  readonly ago: number
  readonly currency: string
  readonly amount: number
}

const values = ({ shop, ago, currency, amount }: Posting) => [
  newId('earning'),
  shops[shop]?.handleId,
  shops[shop]?.purchaseId,
  new Date(t.clock.now().getTime() - ago * 3_600_000),
  currency,
  amount,
]
const POST = `insert into earnings (id, handle_id, purchase_id, posted_at, currency, settlement_currency, sales, charged,
    gross, refunds, disputes, fees) values ($1, $2, $3, $4, $5, 'usd', 1, $6::bigint, $6::bigint * 2, $6::bigint * 3, -$6::bigint, $6::bigint / 2)`

/** What the database does: each in a transaction of its own, many at once. */
const deeds = {
  post: async (posting: Posting) => {
    await pool.query(POST, values(posting))
  },
  lose: async (posting: Posting) => {
    const client = await pool.connect()
    try {
      await client.query('begin')
      await client.query(POST, values(posting))
      await client.query('rollback')
    } finally {
      client.release()
    }
  },
  change: async ({ shop, amount }: Posting) => {
    await pool.query(
      `update earnings set charged = charged + $2, posted_at = posted_at - interval '1 day'
       where id = (select id from earnings where handle_id = $1 order by id limit 1)`,
      [shops[shop]?.handleId, amount],
    )
  },
  remove: async ({ shop }: Posting) => {
    await pool.query(
      'delete from earnings where id = (select id from earnings where handle_id = $1 order by id desc limit 1)',
      [shops[shop]?.handleId],
    )
  },
  sumAnew: async ({ shop }: Posting) => {
    await mark(shop)
    await sumEarnings(t.deps)
  },
} satisfies Record<string, (posting: Posting) => Promise<void>>

const mark = (shop: number) =>
  pool.query('insert into unsummed_earnings values ($1, $2) on conflict do nothing', [
    shops[shop]?.handleId,
    t.clock.now(),
  ])

const everything = () => ({ from: new Date(0), until: new Date('2100-01-01') })
const earnings = (shop: number) => findEarnings(t.db, shops[shop]?.handleId ?? '', everything())

/** Kept sums as they are read, and read from the postings. */
async function bothWays(shop: number) {
  const kept = await earnings(shop)
  await mark(shop)
  const posted = await earnings(shop)
  await sumEarnings(t.deps)
  return { kept, posted, anew: await earnings(shop) }
}

const posting = fc.record({
  shop: fc.nat(1),
  ago: fc.nat(24 * 70),
  currency: fc.constantFrom('usd', 'eur'),
  amount: fc.integer({ min: -1000, max: 1000 }),
})
const deed = fc.tuple(fc.constantFrom(...(Object.keys(deeds) as (keyof typeof deeds)[])), posting)
const withoutZeros = (rows: Awaited<ReturnType<typeof earnings>>) =>
  rows.filter((row) => Object.values(row).some((value) => typeof value === 'number' && value !== 0))

test('kept sums are those of the postings, whatever happens at once', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(deed, { minLength: 1, maxLength: 6 }), { maxLength: 4 }),
      async (waves) => {
        for (const wave of waves) {
          await Promise.all(wave.map(([name, given]) => deeds[name](given)))
        }
        for (const shop of [0, 1]) {
          const { kept, posted, anew } = await bothWays(shop)
          expect(withoutZeros(kept)).toEqual(withoutZeros(posted))
          expect(withoutZeros(anew)).toEqual(withoutZeros(posted))
        }
      },
    ),
    runs({ short: 40, long: 1000 }),
  )
})

test('a posting that is not committed while its handle is summed anew counts once, then', async () => {
  const before = await earnings(0)
  const sales = (rows: typeof before) => rows.reduce((sum, row) => sum + row.sales, 0)
  const client = await pool.connect()
  try {
    await client.query('begin')
    await client.query(POST, values({ shop: 0, ago: 0, currency: 'usd', amount: 100 }))
    await deeds.sumAnew({ shop: 0, ago: 0, currency: 'usd', amount: 0 })
    expect(sales(await earnings(0))).toBe(sales(before))
    await client.query('commit')
  } finally {
    client.release()
  }
  const { kept, posted } = await bothWays(0)
  expect(kept).toEqual(posted)
  expect(sales(kept)).toBe(sales(before) + 1)
})

test('of today and of this month counts what was just posted, and only that', async () => {
  const { handleId = '' } = shops[1] ?? {}
  await pool.query('delete from earnings where handle_id = $1', [handleId])
  const now = t.clock.now()
  const midnight = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate()))
  const first = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), 1))
  await t.clock.advance(10 * 86_400)
  const later = new Date(midnight.getTime() + 10 * 86_400_000)
  for (const ago of [0, 24]) await deeds.post({ shop: 1, ago, currency: 'usd', amount: 10 })
  const figures = { currency: 'usd', settlementCurrency: 'usd' }
  for (const anew of [false, true]) {
    if (anew) await mark(1)
    expect(await findSalesFigures(t.db, handleId, 'day', later)).toEqual([
      { ...figures, sales: 1, charged: 10, refunds: 30 },
    ])
    expect(await findSalesFigures(t.db, handleId, 'month', first)).toEqual([
      { ...figures, sales: 2, charged: 20, refunds: 60 },
    ])
  }
  await sumEarnings(t.deps)
})

test('the check of a night finds sums that somebody changed, has the postings read, and sums them anew', async () => {
  const { handleId = '' } = shops[0] ?? {}
  await deeds.post({ shop: 0, ago: 0, currency: 'usd', amount: 100 })
  const right = await earnings(0)
  const lines: Record<string, unknown>[] = []
  const log = createLog('info', { write: (line) => lines.push(JSON.parse(line)) })
  const check = () => checkEarnings({ ...t.deps, log })
  await check()
  expect(lines).toEqual([])
  for (const harm of [
    `update earnings_sums set fees = fees + 1 where handle_id = $1 and period = 'month'`,
    `delete from earnings_sums where handle_id = $1 and period = 'month'`,
  ]) {
    lines.splice(0)
    await pool.query(harm, [handleId])
    expect(await earnings(0)).not.toEqual(right)
    await check()
    expect(lines).toMatchObject([{ level: 50, handleId }])
    expect(await earnings(0)).toEqual(right)
    await t.jobs.run()
    expect(await t.db.selectFrom('unsummed_earnings').selectAll().execute()).toEqual([])
    expect(await earnings(0)).toEqual(right)
  }
})
