import { expect, test } from 'vitest'
import { readConfig } from '../../packages/server/src/platform/config.ts'
import { assumed, carriedBy, type Measured, mixOf, needsOf, type Results } from './capacity.ts'
import { bytes, costTable, daysTable, machinesTable, monthTable, rounded } from './capacity-tables.ts'
import { readCapacity } from './page.ts'
import { counted, type Reading } from './readings.ts'

const nothing = Object.fromEntries(counted.map((key) => [key, 0])) as Reading

/** Three rounds, of which the middle one is what is said. */
function measured(reading: Partial<Reading>, bytes = { stays: 0, passes: 0 }): Measured {
  const round = (factor: number) =>
    Object.fromEntries(counted.map((key) => [key, (reading[key] ?? 0) * factor])) as Reading
  return { perSecond: [10, 30, 20], rounds: [round(0.5), round(3), round(1)], bytes }
}

const results: Results = {
  purchase: measured(
    {
      web: 20,
      worker: 10,
      postgres: 30,
      requests: 8,
      transactions: 100,
      wal: 50_000,
      mails: 3,
      stripeCalls: 5,
    },
    { stays: 10_000, passes: 3000 },
  ),
  signIn: measured({ web: 2, worker: 2, postgres: 4, requests: 2, mails: 1 }, { stays: 0, passes: 1000 }),
  view: measured({ web: 0.5, postgres: 0.4, requests: 2 }),
}

test('a purchase comes with sign-ins and views, each at its median', () => {
  expect(mixOf(results)).toEqual({
    ...nothing,
    web: 20 + 3 * 2 + 50 * 0.5,
    worker: 10 + 3 * 2,
    postgres: 30 + 3 * 4 + 50 * 0.4,
    requests: 8 + 3 * 2 + 50 * 2,
    transactions: 100,
    wal: 50_000,
    mails: 3 + 3,
    stripeCalls: 5,
    stays: 10_000,
    passes: 3000 + 3 * 1000,
  })
})

test('what so many purchases a day need', () => {
  const needs = needsOf(results, 864_000)
  expect(needs).toMatchObject({ mean: 10, peak: 100, requests: 11_400, stripeCalls: 500, mails: 600 })
  // 100 purchases a second, of 51, 16 and 62 milliseconds; half of each core is in use.
  expect(needs.inUse.web).toBeCloseTo(5.1)
  expect(needs.inUse.worker).toBeCloseTo(1.6)
  expect(needs.inUse.postgres).toBeCloseTo(6.2)
  expect(needs.processes).toEqual({ web: 11, worker: 4 })
  expect(needs.postgresCores).toBe(13)
  expect(needs.cores).toBe(28)
  expect(needs.connections).toBe(15 * 18)
  expect(needs.day).toEqual({ mails: 864_000 * 6, wal: 864_000 * 50_000, stays: 8.64e9 })
  expect(needs.year.stays).toBe(365 * 8.64e9)
  expect(needs.passes).toBe(60 * 864_000 * 6000)
})

test('of what may be gone at any time there are two, however little is sold', () => {
  expect(needsOf(results, 1)).toMatchObject({ processes: { web: 2, worker: 2 }, postgresCores: 2 })
})

test('machines carry what fits into half of their cores at the peak', () => {
  const { one, full, many } = carriedBy(results, 2)
  // One core in use: 1000 milliseconds a second, of which a purchase takes 129, at ten times the mean.
  expect(one).toBeCloseTo((1000 / 129 / 10) * 86_400)
  expect(full.purchases).toBeCloseTo((1000 / 62 / 10) * 86_400)
  // 62 of PostgreSQL, 67 of the rest.
  expect(full.others).toBe(2)
  expect(many.purchases).toBeCloseTo((10_000 / 67 / 10) * 86_400)
  expect(many.postgresCores).toBe(19)
})

test('what was measured is shown with its spread', () => {
  const table = costTable(results)
  expect(table).toContain('| how many a second | 20.0 (10.0–30.0) | 20.0 (10.0–30.0) | 20.0 (10.0–30.0) |')
  expect(table).toContain('| processor, `web`, in ms | 20.0 (10.0–60.0) | 2.0 (1.0–6.0) | 0.50 (0.25–1.50) |')
  expect(table).toContain('| write-ahead log, in bytes | 50000 (25000–150000) |')
  expect(table).toContain('| disk for what stays, in bytes | 10000 | 0 | 0 |')
})

test('what follows is shown with what it rests on', () => {
  const machines = machinesTable(results, 2)
  expect(machines).toContain('| one, with everything on it | 67,000 | 7.8 |')
  expect(machines).toContain('look at 50 pages and sign in 3 times')
  expect(daysTable(results)).toContain('| purchases a second, at the peak | 1.2 | 12 | 120 |')
  expect(daysTable(results)).toContain('| disk for the books, each year | 37 GB | 370 GB | 3.7 TB |')
  expect(monthTable(results)).toContain('| hours of a core | 4,400 |')
})

test.each([
  [0, '0', '1 bytes'],
  [0.1157, '0.12', '1 bytes'],
  [999, '1,000', '1 kB'],
  [1234, '1,200', '1.2 kB'],
  [9_960_000, '10,000,000', '10 MB'],
])('%d in two digits is %s, and %s', (value, digits, size) => {
  expect([rounded(value), bytes(value)]).toEqual([digits, size])
})

test('the number of connections is what a process opens', () => {
  const config = readConfig({
    DATABASE_URL: 'postgres://localhost/latchkey',
    STRIPE_SECRET_KEY: 'sk_test_key',
    STRIPE_WEBHOOK_SECRET: 'whsec_one',
    STRIPE_CONNECT_WEBHOOK_SECRET: 'whsec_two',
    SMTP_URL: 'smtp://localhost',
    MAIL_FROM: 'hello@latchkey.test',
  })
  expect(config).toMatchObject({ DATABASE_POOL_MAX: assumed.pool })
})

/** The first cells of a table, without what machines and measurements change. */
const firstCells = (table: string) =>
  table
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map((line) => line.split(' | ')[0]?.replaceAll(/\d[\d,.]*/g, 'N'))

test.each([
  ['purchases', costTable(results)],
  ['purchases: machines', machinesTable(results, 2)],
  ['purchases: days', daysTable(results)],
  ['purchases: month', monthTable(results)],
])('the page has the table of %s as it is made today', (name, table) => {
  expect(firstCells(table).length).toBeGreaterThan(4)
  expect(firstCells(readCapacity(name))).toEqual(firstCells(table))
})
