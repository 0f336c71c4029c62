import { locale } from '../../ui/locale.ts'

// Months are those of UTC, wherever one is.
const long = new Intl.DateTimeFormat(locale, { month: 'short', year: 'numeric', timeZone: 'UTC' })
const short = new Intl.DateTimeFormat(locale, { month: 'short', timeZone: 'UTC' })

const date = (month: string) => new Date(`${month}-01T00:00:00Z`)

/** A month such as `2026-11` as `Nov 2026`. */
export const monthName = (month: string): string => long.format(date(month))

/** The same, without the year but for January. */
export const shortMonth = (month: string): string =>
  (month.endsWith('-01') ? long : short).format(date(month))
