import type { Money } from '@latchkey/contract'

// Stripe's own list: it differs from ISO 4217 (MGA, UGX, ISK) and from what Intl shows (HUF, IDR).
const ZERO_DECIMAL = new Set('bif clp djf gnf jpy kmf krw mga pyg rwf vnd vuv xaf xof xpf'.split(' '))
const THREE_DECIMAL = new Set('bhd jod kwd omr tnd'.split(' '))

const decimals = (currency: string) => (ZERO_DECIMAL.has(currency) ? 0 : THREE_DECIMAL.has(currency) ? 3 : 2)

/** An amount as people read it: `$25.00`, `¥1,800`. */
export function formatMoney({ amount, currency }: Money): string {
  const digits = decimals(currency)
  return new Intl.NumberFormat('en-US', {
    style: 'currency',
    currency: currency.toUpperCase(),
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(amount / 10 ** digits)
}
