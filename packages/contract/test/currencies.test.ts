import { expect, test } from 'vitest'
import { currencies, leastPrice, priceProblems, stepOf, toDecimal } from '../src/currencies.ts'

test.each([
  [50, 'usd', null],
  [49, 'usd', 'must be at least 50 (0.50 USD)'],
  [0, 'usd', 'must be at least 50 (0.50 USD)'],
  [-2500, 'usd', 'must be at least 50 (0.50 USD)'],
  [99_999_999, 'usd', null],
  [100_000_000, 'usd', 'must be at most 99999999 (999999.99 USD)'],
  [50, 'jpy', null],
  [49, 'jpy', 'must be at least 50 (50 JPY)'],
  [30, 'gbp', null],
  [29, 'gbp', 'must be at least 30 (0.30 GBP)'],
  [17_500, 'huf', null],
  [1230, 'kwd', null],
  [1235, 'kwd', 'must end in 0: KWD is charged in steps of 0.010'],
  [300, 'bhd', 'must be at least 380 (0.380 BHD)'],
  [50_000, 'isk', null],
  [50_050, 'isk', 'must end in 00: ISK has no smaller unit, but is written with two decimals'],
  [400_050, 'ugx', 'must end in 00: UGX has no smaller unit, but is written with two decimals'],
  [2500, 'bgn', 'must be a currency that pages can be sold in, such as usd'],
  [2500, 'xyz', 'must be a currency that pages can be sold in, such as usd'],
  [2500, 'toString', 'must be a currency that pages can be sold in, such as usd'],
])('%d %s', (amount, currency, message) => {
  const problems = priceProblems({ amount, currency })
  expect(problems.map((problem) => problem.message)).toEqual(message === null ? [] : [message])
})

test.each([
  [2500, 'usd', '25.00'],
  [5, 'usd', '0.05'],
  [0, 'usd', '0.00'],
  [-5, 'usd', '-0.05'],
  [1800, 'jpy', '1800'],
  [12_340, 'kwd', '12.340'],
  [7, 'kwd', '0.007'],
])('%d %s is %s', (amount, currency, decimal) => {
  expect(toDecimal(amount, currency)).toBe(decimal)
})

test('the least price of every currency can be charged', () => {
  expect(currencies.length).toBeGreaterThan(130)
  for (const currency of currencies) {
    const least = leastPrice(currency) ?? 0
    const [problem] = priceProblems({ amount: least - 1, currency })
    expect(problem?.message).toContain(`must be at least ${least} `)
    expect(priceProblems({ amount: least, currency }), currency).toEqual([])
    expect(priceProblems({ amount: least + stepOf(currency), currency }), currency).toEqual([])
  }
})
