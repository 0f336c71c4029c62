import { currencies, leastPrice, stepOf } from '@latchkey/contract'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { currencies as stripeCurrencies } from '../../../../local-stripe/src/world/currencies.ts'
import { rateBetween } from '../../../../local-stripe/src/world/exchange.ts'
import { testApp } from '../../../test/app.ts'
import { openShop } from '../../../test/shop.ts'
import { applicationFee, losses } from './fees.ts'

const terms = (PLATFORM_FEE_BPS: number, PLATFORM_FEE_FIXED: Record<string, number> = {}) => ({
  PLATFORM_FEE_BPS,
  PLATFORM_FEE_FIXED,
})

test.each([
  [2500, 'usd', terms(500), 125],
  [999, 'usd', terms(500), 49],
  [1, 'usd', terms(500), 0],
  [1800, 'jpy', terms(0), 0],
  [50, 'usd', terms(10_000), 50],
  [99_999_999, 'usd', terms(500), 4_999_999],
  // Whole hundreds, and tens.
  [14_000, 'isk', terms(500), 700],
  [15_000, 'isk', terms(500), 700],
  [390_000, 'ugx', terms(333), 12_900],
  [1230, 'kwd', terms(500), 60],
  // With a fixed part, of its own currency only.
  [2500, 'usd', terms(500, { usd: 30, jpy: 40 }), 155],
  [1800, 'jpy', terms(500, { usd: 30, jpy: 40 }), 130],
  [2500, 'eur', terms(500, { usd: 30, jpy: 40 }), 125],
  [15_050, 'isk', terms(500, { isk: 100 }), 800],
  [50, 'usd', terms(500, { usd: 60 }), 50],
])('the fee of %i %s at %o is %i', (amount, currency, of, fee) => {
  expect(applicationFee({ amount, currency }, of)).toBe(fee)
})

test('in every currency the fee can be expressed, is at most the price, and is not rounded up', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...currencies),
      fc.integer({ min: 1, max: 10_000 }),
      fc.integer({ min: 0, max: 10_000 }),
      fc.integer({ min: 0, max: 1000 }),
      (currency, factor, bps, steps) => {
        const step = stepOf(currency)
        const price = (leastPrice(currency) ?? 0) + factor * step
        const fixed = steps * step
        const fee = applicationFee({ amount: price, currency }, terms(bps, { [currency]: fixed }))
        const exact = (price * bps) / 10_000 + fixed
        expect(fee % step).toBe(0)
        expect(fee).toBeLessThanOrEqual(Math.min(price, exact))
        expect(fee).toBeGreaterThan(Math.min(price, exact) - step)
      },
    ),
  )
})

test('losses are named by currency, and end where the fee covers the cost', () => {
  const usd = (found: ReturnType<typeof losses>) => found.find(({ currency }) => currency === 'usd')
  expect(usd(losses(terms(500)))).toEqual({ currency: 'usd', price: 50, fee: 2, cost: 32 })
  expect(usd(losses(terms(500, { usd: 29 })))).toMatchObject({ fee: 31, cost: 32 })
  expect(usd(losses(terms(500, { usd: 30 })))).toBeUndefined()
  // There the least price itself is below it.
  expect(losses(terms(10_000)).map(({ currency }) => currency)).toEqual(['brl', 'inr', 'nok', 'nzd', 'thb'])
})

test.each([
  [2500, 'usd', 155],
  [15_000, 'isk', 800],
  [1230, 'kwd', 60],
])('a sale of %i %s asks Stripe for %i', async (amount, currency, fee) => {
  await using t = await testApp({ stripe: true, env: { PLATFORM_FEE_FIXED: '{"usd":30,"isk":100}' } })
  const shop = await openShop(t, { price: { amount, currency } })
  await shop.buy()
  const [charge] = await shop.charges()
  expect(charge?.application_fee_amount).toBe(fee)
})

test('the local Stripe knows every currency that pages are sold in, and what it is worth', () => {
  expect(currencies.filter((currency) => !stripeCurrencies.has(currency))).toEqual([])
  for (const currency of currencies) expect(rateBetween(currency, 'usd'), currency).toBeGreaterThan(0)
})
