import { locale } from '../../ui/locale.ts'

// Months are those of UTC, wherever one is.
const format = new Intl.DateTimeFormat(locale, { month: 'short', year: 'numeric', timeZone: 'UTC' })

/** A month such as `2026-11` as `Nov 2026`. */
export const monthName = (month: string): string => format.format(new Date(`${month}-01T00:00:00Z`))
