import { type DemoPage, demoPages } from './catalogue.ts'
import type { Chance } from './chance.ts'
import { addressBook } from './customers.ts'

export interface PlannedSale {
  readonly key: string
  readonly day: number
  readonly email: string
  readonly page: DemoPage
  /** The first card is refused. */
  readonly declinedFirst: boolean
}

const SALES = 200
const MINUTE = 1 / (24 * 60)
const HOUR = 1 / 24

/** How well pages sell. */
const APPEAL: Record<string, number> = {
  premium: 9,
  bookbinding: 7,
  tokyo: 4,
  sashiko: 6,
  linocut: 6,
  kyoto: 3,
  'price-your-work': 5,
  'natural-dyes': 5,
  'evening-kit': 8,
  'thirty-days': 4,
}

const isSold = (page: DemoPage, day: number) =>
  page.price !== null && !page.isDraft && page.publishedOn < day && day < (page.archivedOn ?? 999)

/** New pages sell best. */
const appeal = (page: DemoPage, day: number) =>
  (APPEAL[page.slug] ?? 1) * (day - page.publishedOn < 12 && page.publishedOn > 0 ? 3 : 1)

/** More sales from month to month, few at night; the last of them minutes ago. */
export function planSales(luck: Chance, days: number): PlannedSale[] {
  const lastOnes = [12 * MINUTE, 3 * HOUR, 7.5 * HOUR, 26 * HOUR].map((ago) => days - ago)
  const times = Array.from({ length: SALES - lastOnes.length }, () => {
    const day = Math.floor(luck.next() ** 0.72 * (days - 2))
    const hour = luck.pick([7, 8, 9, 10, 11, 12, 13, 15, 17, 18, 19, 20, 20, 21, 21, 22, 23])
    return day + 0.02 + (hour + luck.next()) * HOUR
  })
  const newAddress = addressBook(luck)
  const had = new Map<string, Set<string>>()
  return [...times, ...lastOnes]
    .toSorted((a, b) => a - b)
    .map((day, index) => {
      const page = luck.pick(
        demoPages.filter((each) => isSold(each, day)),
        (each) => appeal(each, day),
      )
      const regulars = [...had].filter(([, pages]) => !pages.has(page.slug))
      const email = regulars.length > 0 && luck.next() < 0.24 ? (luck.pick(regulars)[0] ?? '') : newAddress()
      had.set(email, (had.get(email) ?? new Set()).add(page.slug))
      return { key: `sale ${index}`, day, email, page, declinedFirst: index % 37 === 36 }
    })
}

/** People who went to Stripe and came to nothing. */
export function planAbandoned(luck: Chance, days: number): PlannedSale[] {
  const newAddress = addressBook(luck)
  return Array.from({ length: 9 }, (_, index) => {
    const day = 4 + index * ((days - 12) / 9)
    const page = luck.pick(demoPages.filter((each) => isSold(each, day)))
    const email = newAddress().replace('@', '.away@')
    return { key: `abandoned ${index}`, day, email, page, declinedFirst: index % 3 === 0 }
  })
}
