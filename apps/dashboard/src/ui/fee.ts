import { type FeeTerms, platformFee } from '@latchkey/contract/currencies'
import { type Amount, formatMoney } from './amounts.ts'
import { locale } from './locale.ts'

/** A price as it is divided: what the creator receives, and what the platform keeps. */
export function divided(price: Amount, terms: FeeTerms): { share: Amount; fee: Amount } {
  const fee = platformFee(price, terms)
  return { share: { ...price, amount: price.amount - fee }, fee: { ...price, amount: fee } }
}

const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 2 })
const either = new Intl.ListFormat(locale, { type: 'disjunction' })

/** The fee as people say it, such as `5% + $0.30`; of one currency, or of all; `null` where there is none. */
export function rateOf({ basisPoints, fixed }: FeeTerms, currency?: string): string | null {
  const added = fixed.filter((each) => each.amount > 0 && (currency ?? each.currency) === each.currency)
  const parts = [
    ...(basisPoints > 0 ? [percent.format(basisPoints / 10_000)] : []),
    ...(added.length > 0 ? [either.format(added.map(formatMoney))] : []),
  ]
  return parts.length > 0 ? parts.join(' + ') : null
}
