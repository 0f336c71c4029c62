import { decimalsOf, toDecimal } from '@latchkey/contract/currencies'
import { locale } from './locale.ts'

/** An amount in the smallest unit of its currency, as the API has it. */
export interface Amount {
  readonly amount: number
  readonly currency: string
}

/** An amount as people write it, such as `$25.00`, with the digits in which Stripe counts; a debt with a minus sign. */
export function formatMoney({ amount, currency }: Amount): string {
  const digits = decimalsOf(currency)
  const format = new Intl.NumberFormat(locale, {
    style: 'currency',
    currency: currency.toUpperCase(),
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  })
  // Text keeps every digit, where a number would not.
  return format.format(toDecimal(amount, currency) as `${number}`).replace('-', '−')
}

/** The sign of a currency, such as `$`; `null` where there is none but its code. */
export function signOf(currency: string): string | null {
  const code = currency.toUpperCase()
  const format = new Intl.NumberFormat(locale, {
    style: 'currency',
    currency: code,
    currencyDisplay: 'narrowSymbol',
  })
  const sign = format.formatToParts(0).find(({ type }) => type === 'currency')?.value ?? code
  return sign === code ? null : sign
}

/**
 * What was typed, in the smallest unit; `null` when it is no amount of the currency. Commas may group thousands, and
 * one may stand before the last one or two digits, where much of the world has it.
 */
export function parseAmount(typed: string, currency: string): number | null {
  const decimals = decimalsOf(currency)
  const plain = typed
    .replaceAll(/[\s\u00a0'’_]/g, '')
    .replace(/^(\d*),(\d{1,2})$/, '$1.$2')
    .replaceAll(/,(?=\d{3}(?:,|\.|$))/g, '')
  const match = /^(\d{0,12})(?:\.(\d*))?$/.exec(plain)
  if (!match || !/\d/.test(plain)) return null
  const [, whole = '', fraction = ''] = match
  // Where points group thousands, 25.000 is not 25.
  if (fraction.length > decimals) return null
  return Number(whole + fraction.padEnd(decimals, '0'))
}
