import { type ErrorDetails, errorEntry } from '@latchkey/contract'
import type { Failure } from '../failure.ts'
import type { Standing } from '../limits.ts'

/** Headers of one answer, as pairs because Set-Cookie may repeat. */
export type HeaderList = [name: string, value: string][]

/** The JSON body of an error. */
export const errorJson = (failure: Failure, requestId: string): string =>
  JSON.stringify({
    error: failure.code,
    message: errorEntry(failure.code).message,
    requestId,
    details: failure.details,
  })

/** Seconds after which a client may repeat a request that found the service unable to answer. */
const UNAVAILABLE_RETRY_SECONDS = 5

/** Seconds after which the first request of an Idempotency-Key has usually come to its end. */
const IN_PROGRESS_RETRY_SECONDS = 1

/** Headers that go with a failure. */
export function errorHeaders({ code, details }: Failure, origin: string): HeaderList {
  if (code === 'rate_limited') {
    const { retryAfterSeconds } = details as ErrorDetails<'rate_limited'>
    return [['retry-after', String(retryAfterSeconds)]]
  }
  if (code === 'idempotency_in_progress') return [['retry-after', String(IN_PROGRESS_RETRY_SECONDS)]]
  if (code === 'unavailable') return [['retry-after', String(UNAVAILABLE_RETRY_SECONDS)]]
  if (errorEntry(code).status !== 401) return []
  const error =
    code === 'missing_bearer_token' || code === 'visitor_unauthorized' ? '' : ', error="invalid_token"'
  return [['www-authenticate', `Bearer realm="${origin}"${error}`]]
}

/** `RateLimit` and `RateLimit-Policy` (draft-ietf-httpapi-ratelimit-headers) of the bucket that is closest to its end. */
export function limitHeaders(standings: readonly Standing[]): HeaderList {
  if (standings.length === 0) return []
  const policy = standings.map(
    ({ name, points, windowSeconds }) => `"${name}";q=${points};w=${windowSeconds}`,
  )
  const state = standings.map(
    ({ name, remaining, resetSeconds }) => `"${name}";r=${remaining};t=${resetSeconds}`,
  )
  return [
    ['ratelimit-policy', policy.join(', ')],
    ['ratelimit', state.join(', ')],
  ]
}

/** Set on every answer of the API. */
export const apiHeaders: HeaderList = [
  ['cache-control', 'no-store'],
  ['x-content-type-options', 'nosniff'],
  ['referrer-policy', 'no-referrer'],
]
