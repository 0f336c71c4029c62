import { locale } from './locale.ts'

const day = new Intl.DateTimeFormat(locale, { dateStyle: 'medium' })
const moment = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' })
const exact = new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'long' })

/** A day in the reader's time zone, for sentences. */
export const formatDay = (at: string): string => day.format(new Date(at))

/** A time in the reader's time zone, to the minute, for sentences. */
export const formatMoment = (at: string): string => moment.format(new Date(at))

interface WhenProps {
  /** RFC 3339, as the API has it. */
  readonly at: string
  /** Says the day alone. */
  readonly dayOnly?: boolean
}

/** A time in the reader's zone; machines read it as it came, and pointing at it shows all of it. */
export const When = ({ at, dayOnly = false }: WhenProps) => (
  <time dateTime={at} title={exact.format(new Date(at))} className="when">
    {dayOnly ? formatDay(at) : formatMoment(at)}
  </time>
)
