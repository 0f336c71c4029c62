import { decimalsOf } from '@latchkey/contract/currencies'
import type { Data } from '@latchkey/sdk'

type Month = Data<'getEarnings'>['months'][number]

/** What is added up. */
export const figures = ['gross', 'refunds', 'disputes', 'fees', 'net'] as const
export type Figures = Readonly<Record<(typeof figures)[number] | 'sales', number>>

/** All that was earned in one currency of payouts. */
export interface Account {
  readonly currency: string
  /** Newest first, as the API has them. */
  readonly months: readonly Month[]
  readonly total: Figures
}

/** Earnings by what Stripe pays out in: only amounts in the same can be added. The largest first. */
export function accountsOf(months: readonly Month[]): Account[] {
  const currencies = new Set(months.map(({ settlementCurrency }) => settlementCurrency))
  return [...currencies]
    .map((currency) => {
      const own = months.filter(({ settlementCurrency }) => settlementCurrency === currency)
      return { currency, months: own, total: totalOf(own) }
    })
    .toSorted((a, b) => b.total.sales - a.total.sales || (a.currency < b.currency ? -1 : 1))
}

const sum = (months: readonly Month[], name: keyof Figures) =>
  months.reduce((total, month) => total + month[name], 0)

const totalOf = (months: readonly Month[]): Figures => ({
  sales: sum(months, 'sales'),
  gross: sum(months, 'gross'),
  refunds: sum(months, 'refunds'),
  disputes: sum(months, 'disputes'),
  fees: sum(months, 'fees'),
  net: sum(months, 'net'),
})

/** A month of the chart, in whole units, and not in the smallest, for the scale. */
export interface Bar {
  readonly month: string
  readonly gross: number
  readonly net: number
}

/** A bar for each month from the first to the last, those without any sale included. */
export function barsOf({ months, currency }: Account): Bar[] {
  const names = months.map(({ month }) => month).toSorted()
  const [first, last] = [names[0], names.at(-1)]
  if (first === undefined || last === undefined) return []
  const unit = 10 ** decimalsOf(currency)
  const bars: Bar[] = []
  for (let month = first; month <= last; month = after(month)) {
    const own = months.filter((each) => each.month === month)
    bars.push({ month, gross: sum(own, 'gross') / unit, net: sum(own, 'net') / unit })
  }
  return bars
}

/** Lines across the chart that the longest bars need, at least. */
const LINES = 4

/** Where lines are drawn: at even steps of 1, 2 or 5 times a power of ten, from below the lowest bar to above the highest. */
export function linesOf(bars: readonly Bar[], currency: string): number[] {
  const values = bars.flatMap(({ gross, net }) => [gross, net])
  const [low, high] = [Math.min(0, ...values), Math.max(0, ...values)]
  // In the smallest unit, where numbers are whole.
  const unit = 10 ** decimalsOf(currency)
  const span = Math.max(1, Math.round((high - low) * unit))
  const power = 10 ** Math.floor(Math.log10(span / LINES))
  const step = Math.max(
    1,
    [1, 2, 5, 10].map((times) => times * power).find((each) => each * LINES >= span) ?? span,
  )
  const [first, last] = [Math.floor((low * unit) / step), Math.ceil((high * unit) / step)]
  return Array.from({ length: Math.max(1, last - first) + 1 }, (_, index) => ((first + index) * step) / unit)
}

/** How many months stand between two that are named, so that the names have room and stand evenly. */
export const monthsBetween = (count: number, room: number): number =>
  Math.max(0, Math.ceil(count / Math.max(1, Math.floor(room))) - 1)

const after = (month: string): string => {
  const [year = 0, number = 0] = month.split('-').map(Number)
  return new Date(Date.UTC(year, number, 1)).toISOString().slice(0, 7)
}

/** What to ask the API for; nothing for the last twelve months. */
export const earningsQuery = (period: string | undefined) =>
  period === undefined
    ? {}
    : period === 'all'
      ? { from: '2000-01' }
      : { from: `${period}-01`, to: `${period}-12` }
