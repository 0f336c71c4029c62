/** RFC 3339 as `<input type="datetime-local">` has it: in the reader's zone, to the minute. */
export function toInput(moment: string | null): string {
  if (moment === null) return ''
  const date = new Date(moment)
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
}

/** And back; an empty field is no time at all. */
export const fromInput = (value: string): string | null =>
  value === '' ? null : new Date(value).toISOString()
