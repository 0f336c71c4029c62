// Stripe counts in the smallest unit of a currency, and has lists of its own for how many decimals that is.
const none = 'bif clp djf gnf jpy kmf krw mga pyg rwf vnd vuv xaf xof xpf'.split(' ')
const three = 'bhd jod kwd omr tnd'.split(' ')

/** An amount as people read it: $25.00, ¥1,800. */
export function formatMoney({ amount, currency }: { amount: number; currency: string }): string {
  const digits = none.includes(currency) ? 0 : three.includes(currency) ? 3 : 2
  const style = { style: 'currency', currency, minimumFractionDigits: digits, maximumFractionDigits: digits }
  return new Intl.NumberFormat('en', style as Intl.NumberFormatOptions).format(amount / 10 ** digits)
}
