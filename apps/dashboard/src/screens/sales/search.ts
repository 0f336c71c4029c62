import type { Input } from '@latchkey/sdk'

/** The filters of the list, as they stand in the address. Days are the reader's, and the last one is included. */
export interface SalesSearch {
  email?: string
  page?: string
  status?: Status
  currency?: string
  from?: string
  to?: string
  visitor?: string
}

type Query = NonNullable<Input<'listSales'>['query']>
type Status = NonNullable<Query['status']>

const statuses: Readonly<Record<Status, true>> = {
  PAID: true,
  PARTIALLY_REFUNDED: true,
  REFUNDED: true,
  DISPUTED: true,
  GRANTED: true,
  REVOKED: true,
}

/** The states that can be asked for, in the order in which they are offered. */
export const saleStatuses = Object.keys(statuses) as Status[]

const patterns = {
  email: /^\S{1,64}@\S{1,255}$/,
  page: /^[a-z0-9](-?[a-z0-9]){0,79}$/,
  currency: /^[a-z]{3}$/,
  visitor: /^vis_[0-9a-z]{26}$/,
} as const

const isDay = (text: string) =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)) && isSameDay(text)

// The 31st of February is parsed as a day in March by some, and not at all by others.
const isSameDay = (text: string) => new Date(`${text}T00:00:00Z`).toISOString().startsWith(text)

/** What of an address are filters; what is none is left out, so that a mangled link still shows sales. */
export function salesSearch(given: Record<string, unknown>): SalesSearch {
  // A page may be called 2026, which the router takes for a number.
  const text = (name: string) => {
    const value = given[name]
    return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined
  }
  const search: SalesSearch = {}
  for (const name of ['email', 'page', 'currency', 'visitor'] as const) {
    const value = text(name)
    if (value !== undefined && patterns[name].test(value)) search[name] = value
  }
  const status = text('status')
  if (status !== undefined && Object.hasOwn(statuses, status)) search.status = status as Status
  const [from, to] = [text('from'), text('to')]
  if (from !== undefined && isDay(from)) search.from = from
  if (to !== undefined && isDay(to) && !(search.from && to < search.from)) search.to = to
  return search
}

/** Midnight in the reader's zone at which a day begins, so many days later. */
const midnight = (day: string, later = 0): string => {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number)
  return new Date(year, month - 1, date + later).toISOString()
}

/** The filters as the API takes them. */
export const salesQuery = ({ from, to, visitor, ...rest }: SalesSearch): Query => ({
  ...rest,
  ...(visitor && { visitorId: visitor }),
  ...(from && { from: midnight(from) }),
  ...(to && { to: midnight(to, 1) }),
})
