// What is edited about a page.
import { decimalsOf, leastPrice, MAX_AMOUNT, stepOf, toDecimal } from '@latchkey/contract/currencies'
import type { Data, Input } from '@latchkey/sdk'
import { pages as words } from '../../text/pages.ts'
import { formatMoney, parseAmount } from '../../ui/amounts.ts'

/** A page as its creators see it. */
export type Page = Data<'getPage'>
export type AccessMode = Page['accessMode']

export interface PageFields {
  readonly title: string
  readonly teaser: string
  readonly content: string
  readonly accessMode: AccessMode
  /** In the smallest unit; `null` while there is none. Free pages keep what was typed until they are saved. */
  readonly amount: number | null
  readonly currency: string
}

/** Offered until somebody has chosen. */
const FIRST_CURRENCY = 'usd'

export const fieldsOf = ({ title, teaser, content, accessMode, price }: Page): PageFields => ({
  title,
  teaser: teaser ?? '',
  content,
  accessMode,
  amount: price?.amount ?? null,
  currency: price?.currency ?? FIRST_CURRENCY,
})

/** The body that saves them. The price of a page for sale must have been looked at before. */
export function bodyOf({
  title,
  teaser,
  content,
  accessMode,
  amount,
  currency,
}: PageFields): Input<'updatePage'>['body'] {
  const texts = { title, teaser: teaser.trim() === '' ? null : teaser, content }
  return accessMode === 'PAID'
    ? { ...texts, accessMode, price: { amount: amount ?? 0, currency: currency as 'usd' } }
    : { ...texts, accessMode, price: null }
}

const oneLineEnd = (text: string) => text.replaceAll(/\r\n?/g, '\n')

const comparable = (fields: PageFields) =>
  JSON.stringify(
    bodyOf({ ...fields, teaser: oneLineEnd(fields.teaser), content: oneLineEnd(fields.content) }),
  )

/** Whether saving one or the other makes the same page. What ends a line is not seen. */
export const isSamePage = (one: PageFields, other: PageFields): boolean =>
  one === other || comparable(one) === comparable(other)

/** What keeps them from being saved, in words for the field. */
export function problemsOf({ title, accessMode, amount, currency }: PageFields): {
  title?: string
  price?: string
} {
  const price = accessMode === 'PAID' ? priceProblem(amount, currency) : null
  return {
    ...(title.trim() === '' && { title: words.titleMissing }),
    ...(price !== null && { price }),
  }
}

/** The bounds and steps are those of the contract. */
function priceProblem(amount: number | null, currency: string): string | null {
  if (amount === null) return words.priceMissing
  const least = leastPrice(currency) ?? 0
  const step = stepOf(currency)
  if (amount < least) return words.priceLeast(formatMoney({ amount: least, currency }))
  if (amount > MAX_AMOUNT) return words.priceMost(formatMoney({ amount: MAX_AMOUNT, currency }))
  if (amount % step !== 0)
    return words.priceStep(currency.toUpperCase(), formatMoney({ amount: step, currency }))
  return null
}

/** The same number in another currency, as far as that has its digits: 25.00 stays 25. */
export function inCurrency(amount: number | null, from: string, to: string): number | null {
  if (amount === null) return null
  const typed = toDecimal(amount, from)
  return parseAmount(decimalsOf(to) === 0 ? typed.replace(/\.0+$/, '') : typed, to)
}
