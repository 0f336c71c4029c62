import type { z } from '@hono/zod-openapi'

/**
 * What a client should do with the same request after this error:
 * `never` (change something first), `same_key` (repeat it, with the same `Idempotency-Key` if one is taken),
 * `after` (wait for `Retry-After` seconds, then repeat).
 */
export type Retry = 'never' | 'same_key' | 'after'

/** What each class says to a developer. */
export const retryMeanings: Record<Retry, string> = {
  never: 'Repeating the same request does not help; change something first.',
  same_key:
    'Repeat the same request. Where the operation takes an `Idempotency-Key`, send the same one; then it has no second effect.',
  after: 'Wait for the number of seconds in `Retry-After`, then repeat the same request.',
}

/** What the catalogue says of one error code. */
export interface ErrorEntry {
  readonly status: 400 | 401 | 403 | 404 | 405 | 409 | 410 | 412 | 413 | 415 | 422 | 429 | 500 | 502 | 503
  /** One sentence for the person who reads the response. */
  readonly message: string
  /** What a page shows to people who use it, where `message` speaks to those who program. */
  readonly forPeople?: string
  /** Why it is answered: what the server found. */
  readonly cause: string
  /** What to do about it. */
  readonly cure: string
  readonly retry: Retry
  /** Shape of `details`; `null` where there is nothing to add. */
  readonly details?: z.ZodType
  /** `details` as they might be, where there are any. */
  readonly detailsExample?: object
}
