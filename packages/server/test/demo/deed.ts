/** From the opening of the shop to the time at which the demo is loaded. */
export const DAYS = 183

/** What happens on a day, counted from the opening; half a day is noon. */
export interface Deed {
  readonly day: number
  readonly happen: () => Promise<unknown>
}
