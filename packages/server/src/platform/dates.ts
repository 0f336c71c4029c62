const utc = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' })

/** A time as people read it, in UTC because we do not know where they are: `20 November 2026 at 09:30 UTC`. */
export const formatTime = (date: Date): string => `${utc.format(date)} UTC`
