import { currencies, MAX_AMOUNT, platformFee, stepOf, toDecimal } from '@latchkey/contract/currencies'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatMoney, parseAmount, signOf } from '../src/ui/amounts.ts'
import { divided, rateOf } from '../src/ui/fee.ts'

test.each([
  [2500, 'usd', '$25.00'],
  [-2500, 'usd', '−$25.00'],
  [1800, 'jpy', '¥1,800'],
  [0, 'eur', '€0.00'],
  // Stripe counts in these otherwise than Intl does.
  [5000, 'huf', 'HUF\u00a050.00'],
  [380, 'bhd', 'BHD\u00a00.380'],
  [4700, 'mga', 'MGA\u00a04,700'],
])('%i of %s is written %s', (amount, currency, text) => {
  expect(formatMoney({ amount, currency })).toBe(text)
})

test('all digits of an amount are shown, whatever its currency', () => {
  for (const currency of currencies) {
    const digits = formatMoney({ amount: 12_345_678, currency }).replaceAll(/\D/g, '')
    expect(digits, currency).toBe('12345678')
  }
})

test('what is written can be typed', () => {
  for (const currency of currencies) {
    for (const amount of [0, 1, 50, 99, 1000, 123_456, 7_654_321, MAX_AMOUNT]) {
      expect(parseAmount(toDecimal(amount, currency), currency), currency).toBe(amount)
      const grouped = formatMoney({ amount, currency }).replaceAll(/[^\d.,]/g, '')
      expect(parseAmount(grouped, currency), grouped).toBe(amount)
    }
  }
})

test.each([
  ['25', 'usd', 2500],
  ['25.', 'usd', 2500],
  ['.5', 'usd', 50],
  ['12,50', 'usd', 1250],
  ['1,234', 'usd', 123_400],
  ['1 234.5', 'usd', 123_450],
  ['25.000', 'usd', null],
  ['25.001', 'usd', null],
  ['1,500', 'jpy', 1500],
  ['', 'usd', null],
  ['.', 'usd', null],
  ['-5', 'usd', null],
  ['1.2.3', 'usd', null],
  ['ten', 'usd', null],
  ['1e3', 'usd', null],
])('%j typed as %s is %s', (typed, currency, amount) => {
  expect(parseAmount(typed, currency)).toBe(amount)
})

test('what a creator is told to receive is what the fee leaves, in every currency', () => {
  const terms = fc.record({
    basisPoints: fc.integer({ min: 0, max: 10_000 }),
    fixed: fc.uniqueArray(
      fc.record({ currency: fc.constantFrom(...currencies), amount: fc.integer({ min: 0, max: 10_000 }) }),
      { selector: ({ currency }) => currency },
    ),
  })
  fc.assert(
    fc.property(
      terms,
      fc.constantFrom(...currencies),
      fc.integer({ min: 1, max: 900_000 }),
      (of, currency, steps) => {
        const price = { amount: steps * stepOf(currency), currency }
        const { share, fee } = divided(price, of)
        expect(fee.amount).toBe(platformFee(price, of))
        expect(share.amount + fee.amount).toBe(price.amount)
        expect(share.amount).toBeGreaterThanOrEqual(0)
        // Both can be written, and paid.
        expect([share.amount % stepOf(currency), fee.amount % stepOf(currency)]).toEqual([0, 0])
        if (rateOf(of, currency) === null) expect(fee.amount).toBe(0)
      },
    ),
  )
})

test.each([
  [{ basisPoints: 500, fixed: [] }, undefined, '5%'],
  [{ basisPoints: 290, fixed: [{ amount: 30, currency: 'usd' }] }, 'usd', '2.9% + $0.30'],
  [{ basisPoints: 290, fixed: [{ amount: 30, currency: 'usd' }] }, 'eur', '2.9%'],
  [
    {
      basisPoints: 0,
      fixed: [
        { amount: 30, currency: 'usd' },
        { amount: 46, currency: 'jpy' },
      ],
    },
    undefined,
    '$0.30 or ¥46',
  ],
  [{ basisPoints: 0, fixed: [{ amount: 0, currency: 'usd' }] }, 'usd', null],
])('the fee %j of %s is %s', (terms, currency, said) => {
  expect(rateOf(terms, currency)).toBe(said)
})

test.each([
  ['usd', '$'],
  ['gbp', '£'],
  ['jpy', '¥'],
  ['chf', null],
])('the sign of %s is %s', (currency, sign) => {
  expect(signOf(currency)).toBe(sign)
})
