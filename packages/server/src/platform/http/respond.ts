import { contract, type ErrorDetails, errorEntry, type OAuthErrorCode, type Scope } from '@latchkey/contract'
import type { Config } from '../config.ts'
import type { Failure } from '../failure.ts'
import type { BucketState } from '../limits.ts'
import { describable } from '../oauth-error.ts'

/** Headers of one answer, as pairs because Set-Cookie may repeat. */
export type HeaderList = [name: string, value: string][]

/**
 * A response with these headers. The adapter hands an object to Node as it is; pairs, which it would make into a
 * Headers object and back, are given only when a name repeats.
 */
export function respond(body: string | null, status: number, headers: HeaderList): Response {
  const byName = Object.fromEntries(headers)
  const repeated = Object.keys(byName).length < headers.length
  return new Response(body, { status, headers: repeated ? headers : byName })
}

/** The JSON body of an error. */
export const errorJson = (failure: Failure, requestId: string, { docsUrl }: Config): string =>
  JSON.stringify({
    error: failure.code,
    message: errorEntry(failure.code).message,
    requestId,
    docUrl: `${docsUrl}/errors/${failure.code}`,
    details: failure.details,
  })

/** The JSON body of an error of an OAuth endpoint (RFC 6749 §5.2). */
export const oauthErrorJson = (error: OAuthErrorCode, description: string): string =>
  JSON.stringify({ error, error_description: describable(description) })

/** Seconds after which a client may repeat a request that found the service unable to answer. */
const UNAVAILABLE_RETRY_SECONDS = 5

/** Seconds after which the first request of an Idempotency-Key has usually come to its end. */
const IN_PROGRESS_RETRY_SECONDS = 1

/** Seconds after which an upload has ended, or is known to be broken off. */
const UPLOAD_RETRY_SECONDS = 60

/** Headers that go with a failure; `scope` is the one that the operation needs. */
export function errorHeaders({ code, details }: Failure, origin: string, scope?: Scope): HeaderList {
  if (code === 'rate_limited' || code === 'mail_budget_used_up') {
    const { retryAfterSeconds } = details as ErrorDetails<typeof code>
    return [['retry-after', String(retryAfterSeconds)]]
  }
  if (code === 'idempotency_in_progress') return [['retry-after', String(IN_PROGRESS_RETRY_SECONDS)]]
  if (code === 'file_upload_in_progress') return [['retry-after', String(UPLOAD_RETRY_SECONDS)]]
  if (code === 'unavailable') return [['retry-after', String(UNAVAILABLE_RETRY_SECONDS)]]
  if (code === 'insufficient_scope') return [challenge('Bearer', origin, { error: code, scope })]
  if (errorEntry(code).status !== 401) return []
  // RFC 6750 §3.1: a request without credentials gets no error code.
  const missing = code === 'missing_bearer_token' || code === 'visitor_unauthorized'
  return [challenge('Bearer', origin, { error: missing ? undefined : 'invalid_token', scope })]
}

/** Headers that go with a 401 of an OAuth endpoint: how clients authenticate there. */
export const oauthErrorHeaders = (code: OAuthErrorCode, origin: string): HeaderList => {
  if (code === 'invalid_client') return [challenge('Basic', origin, {})]
  return code === 'invalid_token' ? [challenge('Bearer', origin, { error: code })] : []
}

/** `WWW-Authenticate` (RFC 6750 §3) with the way to the authorization server (RFC 9728 §5.1). */
function challenge(
  scheme: 'Bearer' | 'Basic',
  origin: string,
  { error, scope }: { error?: string | undefined; scope?: Scope | undefined },
): HeaderList[number] {
  const parameters = {
    realm: origin,
    error,
    scope,
    resource_metadata: `${origin}${contract.oauth.getProtectedResourceMetadata.path}`,
  }
  const given = Object.entries(parameters).filter(([, value]) => value !== undefined)
  return ['www-authenticate', `${scheme} ${given.map(([name, value]) => `${name}="${value}"`).join(', ')}`]
}

/** `RateLimit` and `RateLimit-Policy` (draft-ietf-httpapi-ratelimit-headers) of the bucket that is closest to its end. */
export function limitHeaders(states: readonly BucketState[]): HeaderList {
  if (states.length === 0) return []
  const policy = states.map(({ name, points, windowSeconds }) => `"${name}";q=${points};w=${windowSeconds}`)
  const state = states.map(
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
