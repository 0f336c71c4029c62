import { amountStep } from './currencies.ts'
import { convert, rateBetween } from './exchange.ts'

/** Smallest charges that Stripe writes down, in the smallest unit. [docs: Currencies, minimum charge amounts] */
const documented: Record<string, number> = {
  aed: 200,
  aud: 50,
  brl: 50,
  cad: 50,
  chf: 50,
  czk: 1500,
  dkk: 250,
  eur: 50,
  gbp: 30,
  hkd: 400,
  huf: 17500,
  inr: 50,
  jpy: 50,
  mxn: 1000,
  myr: 200,
  nok: 300,
  nzd: 50,
  pln: 200,
  ron: 200,
  sek: 300,
  sgd: 50,
  thb: 1000,
  usd: 50,
}

/** The smallest charge; where none is written down, what US$0.50 is worth. [types: Charge `amount`] */
export function minimumAmount(currency: string): number {
  const step = amountStep(currency)
  return documented[currency] ?? Math.ceil(convert(50, rateBetween('usd', currency)) / step) * step
}
