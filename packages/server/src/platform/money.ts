import { decimalsOf, type Money } from '@latchkey/contract'

/** An amount as people read it: `$25.00`, `¥1,800`. */
export function formatMoney({ amount, currency }: Money): string {
  const digits = decimalsOf(currency)
  return new Intl.NumberFormat('en-US', {
    style: 'currency',
    currency: currency.toUpperCase(),
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(amount / 10 ** digits)
}
