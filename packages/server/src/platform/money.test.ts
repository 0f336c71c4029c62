import { expect, test } from 'vitest'
import { formatMoney } from './money.ts'

test.each([
  [2500, 'usd', '$25.00'],
  [1800, 'jpy', '¥1,800'],
  [900, 'eur', '€9.00'],
  [5, 'usd', '$0.05'],
  [12_340, 'kwd', 'KWD 12.340'],
  [5000, 'mga', 'MGA 5,000'],
  [150_000, 'huf', 'HUF 1,500.00'],
  [99_999_999, 'usd', '$999,999.99'],
])('%d %s is shown as %s', (amount, currency, shown) => {
  expect(formatMoney({ amount, currency }).replaceAll('\u00a0', ' ')).toBe(shown)
})
