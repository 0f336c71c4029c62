import { currencies, type FeeTerms, leastPrice, MAX_AMOUNT, platformFee, stepOf } from '@latchkey/contract'
import { unwrap } from '@latchkey/sdk'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { currencies as stripeCurrencies } from '../../../../local-stripe/src/world/currencies.ts'
import { rateBetween } from '../../../../local-stripe/src/world/exchange.ts'
import { testApp } from '../../../test/app.ts'
import { openShop } from '../../../test/shop.ts'
import { applicationFee, feeTerms, losses } from './fees.ts'

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
])('a sale of %i %s asks Stripe for %i, as was said before', async (amount, currency, fee) => {
  await using t = await testApp({ stripe: true, env: { PLATFORM_FEE_FIXED: '{"usd":30,"isk":100}' } })
  const shop = await openShop(t, { price: { amount, currency } })
  const path = { handle: shop.handle.name }
  const told = await unwrap(shop.creator.revenue.getSellingTerms({ path }))
  expect(told.canSell).toBe(true)
  expect(platformFee({ amount, currency }, told.fee)).toBe(fee)
  await shop.buy()
  const [charge] = await shop.charges()
  expect(charge?.application_fee_amount).toBe(fee)
  const { months } = await unwrap(shop.creator.revenue.getEarnings({ path }))
  const [{ net, settlementCurrency } = { net: 0, settlementCurrency: '' }] = months
  if (settlementCurrency === currency) expect(net).toBe(amount - fee)
})

test('the terms that a creator is told make the fee of every price in every currency, whatever is configured', () => {
  const setting = fc.record({
    bps: fc.integer({ min: 0, max: 10_000 }),
    fixed: fc.dictionary(fc.constantFrom(...currencies), fc.integer({ min: 0, max: 100_000 })),
  })
  fc.assert(
    fc.property(
      setting,
      fc.constantFrom(...currencies),
      fc.integer({ min: 1, max: MAX_AMOUNT }),
      ({ bps, fixed }, currency, amount) => {
        const told = JSON.parse(JSON.stringify(feeTerms(terms(bps, fixed)))) as FeeTerms
        const fee = platformFee({ amount, currency }, told)
        expect(fee).toBe(applicationFee({ amount, currency }, terms(bps, fixed)))
        const exact = (amount * bps) / 10_000 + (fixed[currency] ?? 0)
        expect(fee).toBeLessThanOrEqual(Math.min(amount, exact))
        expect(amount - fee).toBeGreaterThanOrEqual(0)
      },
    ),
  )
})

test('whoever may set a price is told the terms, before Stripe is connected', async () => {
  await using t = await testApp({ stripe: true })
  const handle = await t.make.handle()
  const creator = await t.as(await t.make.collaborator({ handle, role: 'CREATOR' }))
  const path = { handle: handle.name }
  expect(await unwrap(creator.revenue.getSellingTerms({ path }))).toEqual({
    canSell: false,
    fee: { basisPoints: 500, fixed: [] },
  })
})

test('the local Stripe knows every currency that pages are sold in, and what it is worth', () => {
  expect(currencies.filter((currency) => !stripeCurrencies.has(currency))).toEqual([])
  for (const currency of currencies) expect(rateBetween(currency, 'usd'), currency).toBeGreaterThan(0)
})
