import { execFileSync } from 'node:child_process'
import { decimalsOf } from '@latchkey/contract/currencies'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { accountsOf, barsOf, linesOf, monthsBetween } from '../src/screens/revenue/earnings.ts'
import { requirementsInWords } from '../src/screens/revenue/requirements.ts'
import { accountOf, type Entry, openDispute } from '../src/screens/sales/ledger.ts'
import { pollPages } from '../src/screens/sales/poll.ts'
import { salesQuery, salesSearch } from '../src/screens/sales/search.ts'

test.each([
  [{}, {}],
  [
    { status: 'PAID', page: 2026, currency: 'usd' },
    { status: 'PAID', page: '2026', currency: 'usd' },
  ],
  [{ status: 'toString', page: 'Not A Slug', currency: 'dollar', email: 'ana' }, {}],
  [{ email: 'ana@example.com', other: 'x' }, { email: 'ana@example.com' }],
  [{ from: '2026-02-31', to: '2026-13-01' }, {}],
  [{ from: '2026-03-02', to: '2026-03-01' }, { from: '2026-03-02' }],
  [{ from: ['2026-03-02'], visitor: {} }, {}],
])('of the address %j, %j are filters', (given, expected) => {
  expect(salesSearch(given)).toEqual(expected)
})

test('days begin and end where the reader is, whatever the clocks do', () => {
  const script =
    "const { salesQuery } = await import('./apps/dashboard/src/screens/sales/search.ts'); console.log(JSON.stringify(salesQuery({ from: '2026-03-29', to: '2026-03-29' })))"
  const stdout = execFileSync(process.execPath, ['--input-type=module', '-e', script], {
    env: { ...process.env, TZ: 'Europe/Paris', NODE_OPTIONS: '' },
    cwd: new URL('../../..', import.meta.url),
  })
  expect(JSON.parse(stdout.toString())).toEqual({
    from: '2026-03-28T23:00:00.000Z',
    to: '2026-03-29T22:00:00.000Z',
  })
  expect(salesQuery({ visitor: 'vis_1' })).toEqual({ visitorId: 'vis_1' })
})

const entry = (kind: Entry['kind'], status: string, amount: number, currency = 'usd'): Entry => ({
  id: `${kind} ${status}`,
  kind,
  status,
  amount: { amount, currency },
  stripeId: null,
  cause: null,
  reason: null,
  dueBy: null,
  happenedAt: '2026-11-01T00:00:00.000Z',
})

test.each([
  [[entry('CHARGE', 'succeeded', 2500)], [2500]],
  [
    [entry('CHARGE', 'succeeded', 2500), entry('REFUND', 'pending', 2500)],
    [2500, 0],
  ],
  [
    [entry('CHARGE', 'succeeded', 2500), entry('REFUND', 'failed', 2500)],
    [2500, 2500],
  ],
  [
    [entry('CHARGE', 'succeeded', 2500), entry('DISPUTE', 'needs_response', 2500)],
    [2500, 0],
  ],
  [
    [entry('CHARGE', 'succeeded', 2500), entry('DISPUTE', 'warning_needs_response', 2500)],
    [2500, 2500],
  ],
  [
    [entry('CHARGE', 'succeeded', 2500), entry('DISPUTE', 'won', 2500)],
    [2500, 2500],
  ],
  [
    [entry('CHARGE', 'succeeded', 2500), entry('DISPUTE', 'lost', 2300, 'eur')],
    [2500, 2500],
  ],
])('a ledger adds up, case %#', (ledger, balances) => {
  expect(accountOf(ledger).map(({ balance }) => balance)).toEqual(balances)
})

test('a dispute is open until a bank has decided', () => {
  const open = (status: string) => openDispute([entry('DISPUTE', status, 1)]) !== undefined
  expect(['needs_response', 'under_review', 'warning_needs_response', 'new_word'].map(open)).toEqual([
    true,
    true,
    true,
    true,
  ])
  expect(['won', 'lost', 'warning_closed', 'prevented'].map(open)).toEqual([false, false, false, false])
})

test('however many pages are shown, a list asks for four of them a minute at most', () => {
  for (const count of [0, 1, 2, 10, 200]) {
    const pages = Array.from({ length: count })
    expect((Math.max(1, count) * 60_000) / pollPages({ state: { data: { pages } } })).toBe(4)
  }
  expect(pollPages({ state: {} })).toBe(15_000)
})

const month = (name: string, currency: string, settlementCurrency: string, net: number) => ({
  month: name,
  currency,
  settlementCurrency,
  sales: 1,
  charged: net + 10,
  gross: net + 10,
  refunds: 0,
  disputes: 0,
  fees: 10,
  net,
})

test('only amounts in one currency are added, and every month between has a bar', () => {
  const accounts = accountsOf([
    month('2027-01', 'usd', 'usd', -500),
    month('2026-11', 'usd', 'usd', 2000),
    month('2026-11', 'eur', 'usd', 1000),
    month('2026-11', 'jpy', 'jpy', 1700),
  ])
  expect(accounts.map(({ currency, total }) => [currency, total.net, total.gross, total.sales])).toEqual([
    ['usd', 2500, 2530, 3],
    ['jpy', 1700, 1710, 1],
  ])
  expect(accounts.map(barsOf)).toEqual([
    [
      { month: '2026-11', gross: 30.2, net: 30 },
      { month: '2026-12', gross: 0, net: 0 },
      { month: '2027-01', gross: -4.9, net: -5 },
    ],
    [{ month: '2026-11', gross: 1710, net: 1700 }],
  ])
})

test('a sale that was refunded leaves a bar of what was paid', () => {
  const refunded = { ...month('2026-11', 'usd', 'usd', 0), gross: 2500, refunds: 2500, fees: 0 }
  expect(accountsOf([refunded]).map(barsOf)).toEqual([[{ month: '2026-11', gross: 25, net: 0 }]])
})

test('lines of the chart stand evenly, hold every bar and have the digits of the currency', () => {
  const amount = fc.integer({ min: -99_999_999, max: 999_999_999 })
  const pair = fc.record({ gross: amount, net: amount })
  fc.assert(
    fc.property(
      fc.array(pair, { minLength: 1, maxLength: 24 }),
      fc.constantFrom('usd', 'jpy', 'kwd'),
      (amounts, currency) => {
        const unit = 10 ** decimalsOf(currency)
        const bars = amounts.map(({ gross, net }) => ({
          month: '2026-11',
          gross: gross / unit,
          net: net / unit,
        }))
        const lines = linesOf(bars, currency).map((line) => Math.round(line * unit))
        const steps = lines.slice(1).map((line, index) => line - (lines[index] ?? 0))
        expect(lines.length).toBeGreaterThanOrEqual(2)
        expect(lines.length).toBeLessThanOrEqual(7)
        expect(new Set(steps).size).toBe(1)
        expect(lines).toContain(0)
        const values = amounts.flatMap(({ gross, net }) => [gross, net])
        expect(lines[0]).toBeLessThanOrEqual(Math.min(0, ...values))
        expect(lines.at(-1)).toBeGreaterThanOrEqual(Math.max(0, ...values))
      },
    ),
  )
})

test('months are named evenly, and no more of them than there is room for', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 200 }), fc.integer({ min: 1, max: 40 }), (count, room) => {
      const between = monthsBetween(count, room)
      expect(Math.ceil(count / (between + 1))).toBeLessThanOrEqual(room)
      if (count <= room) expect(between).toBe(0)
    }),
  )
})

test('what Stripe wants is said in words, each thing once, and what is new in its own', () => {
  expect(
    requirementsInWords([
      'individual.dob.day',
      'individual.dob.month',
      'external_account',
      'person_1AbC.verification.document',
      'company.address.postal_code',
      'tos_acceptance.date',
      'interv_1.form',
    ]),
  ).toEqual([
    'Date of birth',
    'A bank account for payouts',
    'A photo of an identity document',
    'The address of the company',
    'Acceptance of Stripe’s terms of service',
    'In Stripe’s words: interv_1.form',
  ])
})
