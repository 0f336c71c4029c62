import { currencies, type FeeTerms, leastPrice, type Money, platformFee } from '@latchkey/contract'
import type { Config } from '../../platform/config.ts'

type Configured = Pick<Config, 'PLATFORM_FEE_BPS' | 'PLATFORM_FEE_FIXED'>

/** What this platform keeps of a sale, as the API tells it. */
export const feeTerms = ({ PLATFORM_FEE_BPS, PLATFORM_FEE_FIXED }: Configured): FeeTerms => ({
  basisPoints: PLATFORM_FEE_BPS,
  fixed: Object.entries(PLATFORM_FEE_FIXED).map(([currency, amount]) => ({ amount, currency })),
})

/** Our part of a price. */
export const applicationFee = (price: Money, config: Configured): number =>
  platformFee(price, feeTerms(config))

// What a payment is assumed to cost the platform, see apps/docs/src/content/docs/sell/money-flows.md: 2.9 % and 30 US cents. These are 30 US cents
// elsewhere, roundly; in currencies whose least price stands for US$1, three tenths of that.
const ASSUMED_BPS = 290
const assumedFixed: Readonly<Record<string, number>> = {
  aed: 110,
  aud: 46,
  brl: 165,
  cad: 42,
  chf: 24,
  czk: 630,
  dkk: 195,
  eur: 26,
  gbp: 23,
  hkd: 235,
  huf: 10_000,
  inr: 2700,
  jpy: 46,
  mxn: 550,
  myr: 125,
  nok: 305,
  nzd: 52,
  pln: 110,
  ron: 132,
  sek: 285,
  sgd: 39,
  thb: 980,
  usd: 30,
}

/** What a payment of this amount is assumed to cost the platform. */
const assumedCost = (amount: number, currency: string): number =>
  Math.ceil((amount * ASSUMED_BPS) / 10_000 + (assumedFixed[currency] ?? 0.3 * (leastPrice(currency) ?? 0)))

/** A currency in which the fee of the least price is below what that payment is assumed to cost. */
export interface Loss {
  readonly currency: string
  readonly price: number
  readonly fee: number
  readonly cost: number
}

/** Where the platform would pay for sales of the least price. */
export const losses = (terms: Configured): Loss[] =>
  currencies
    .map((currency) => {
      const price = leastPrice(currency) ?? 0
      return {
        currency,
        price,
        fee: applicationFee({ amount: price, currency }, terms),
        cost: assumedCost(price, currency),
      }
    })
    .filter(({ fee, cost }) => fee < cost)
