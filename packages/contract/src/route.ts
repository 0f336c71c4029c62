import type { z } from '@hono/zod-openapi'
import { type ErrorCode, errorEntry, type PlainErrorCode } from './errors.ts'
import { type LimitDimension, type Limits, withAddressLimit } from './limits.ts'
import { asOAuthError, type OAuthErrorCode, oauthErrorCatalogue } from './oauth-errors.ts'
import type { Scope } from './scopes.ts'

/** Roles on a handle, weakest first. */
export const roles = ['CREATOR', 'OPERATOR', 'OWNER'] as const
export type Role = (typeof roles)[number]

/** Who may call an operation. This declaration is what runs: it builds the guard, the OpenAPI security entry and the docs. */
export type Auth =
  | { readonly subject: 'anyone'; readonly role?: never }
  | { readonly subject: 'visitor'; readonly role?: never }
  | { readonly subject: 'account'; readonly role?: Role }
  /** An account that works for the platform (`PLATFORM_OPERATORS`). */
  | { readonly subject: 'platform_operator'; readonly role?: never }
  /** A token with this scope, of an account with any role on the handle. */
  | { readonly subject: 'token'; readonly scope: Scope; readonly role?: never }

/** Ways to prove who is calling, by the names of their security schemes. */
export type Credential =
  | 'visitorCookie'
  | 'visitorToken'
  | 'accessToken'
  | 'oauth'
  | 'personalToken'
  | 'personalTokenHeader'
  | 'clientBasic'

/** One way an operation can succeed. */
export type Success =
  | {
      readonly description: string
      readonly body: z.ZodType
      /** Carries a strong `ETag`, which `If-Match` of a change takes. */
      readonly etag?: true
      /** Also as CSV (RFC 4180) for those who ask for `text/csv`. */
      readonly csv?: true
      /** The CSV for the same example: a line of names, and one of values, each ended by CRLF. */
      readonly csvExample?: string
      /** What differs from the example that the properties make up: only the members that do. */
      readonly example?: unknown
    }
  | { readonly description: string; readonly html: true }
  | { readonly description: string; readonly empty: true }
  | { readonly description: string; readonly redirect: true }

/** 308: the same is found there, because the handle of the host was renamed or the URL is typed in another way. */
type SuccessStatus = 200 | 201 | 202 | 204 | 302 | 303 | 308

/** Errors of an endpoint that OAuth clients call. */
export interface OAuthErrors {
  /** Codes the handler itself may answer. */
  readonly own: readonly OAuthErrorCode[]
  /** What input of the wrong form is called here. */
  readonly invalidInput: OAuthErrorCode
}

/** What an area file says of one operation. */
export interface OperationDefinition {
  readonly method: 'get' | 'post' | 'put' | 'delete'
  readonly path: `/${string}`
  /**
   * `api`: answers on the bare and the `api.` host only; `dashboard`: on those and on `app.`. Elsewhere it is
   * `not_found`.
   */
  readonly host?: 'api' | 'dashboard'
  readonly summary: string
  readonly description: string
  readonly auth: Auth
  /** What an operation for anyone looks at all the same, to know the caller. */
  readonly accepts?: readonly Credential[]
  readonly params?: z.ZodObject
  /**
   * The answer when a path parameter has the wrong shape: such a thing cannot exist. Where a role is needed, a handle
   * of the wrong shape is `handle_not_found` like one that does not exist.
   */
  readonly notFound?: PlainErrorCode
  readonly query?: z.ZodObject
  /** JSON body. */
  readonly body?: z.ZodType
  /** All members of the body are optional, and it may be absent. */
  readonly bodyOptional?: true
  /** Form body (`application/x-www-form-urlencoded`), for pages that work without JavaScript. */
  readonly form?: z.ZodObject
  /** The body is read as bytes, because a signature covers them. */
  readonly rawBody?: true
  /** What differs in the body, of any kind, from the example that its properties make up: only the members that do. */
  readonly bodyExample?: unknown
  /** Errors are shown as a page, not as JSON. */
  readonly errorsAsHtml?: true
  /** Errors have the JSON form of RFC 6749 §5.2. */
  readonly oauthErrors?: OAuthErrors
  readonly success: Readonly<Partial<Record<SuccessStatus, Success>>>
  /** Codes the handler itself may answer; what the frame answers follows from the rest of the definition. */
  readonly errors: readonly ErrorCode[]
  /** Throttles. One by address is added where none is given. */
  readonly limits?: Limits
  /** Counts in the buckets of this operation: it is another way to the same. Its `limits` are the same too. */
  readonly limitsAs?: string
  /**
   * What a browser must have proven with the address in the body to have a bucket of its own in `limits.email`, which
   * strangers cannot use up. Without it there is one bucket for everybody.
   */
  readonly knownBy?: 'account' | 'visitor'
  /**
   * Takes an `Idempotency-Key`. `transaction`: the stored answer commits with the effect. `resumable`: the
   * operation calls out, and is itself safe to run again.
   */
  readonly idempotency?: 'transaction' | 'resumable'
  /** Takes `If-Match`: nothing is changed when the resource is no longer what the caller has seen. */
  readonly ifMatch?: true
  /** A POST that changes nothing. */
  readonly readOnly?: true
  /** Answers to any origin, without credentials. */
  readonly cors?: true
  /** Sets or clears cookies of a session. */
  readonly setsCookies?: true
  /** The operation that this is with a token in place of an account; its handler serves both. */
  readonly twinOf?: OperationForCreators
}

/** What any role on a handle may do, and so what a scoped token may do too. */
export type OperationForCreators = OperationDefinition & {
  readonly auth: { readonly subject: 'account'; readonly role: 'CREATOR' }
}

/** Seconds for which the answer to an `Idempotency-Key` is repeated. */
export const IDEMPOTENCY_SECONDS = 24 * 3600

/** Seconds after which a request that has not been answered may be taken over by a retry with the same key. */
export const IDEMPOTENCY_LEASE_SECONDS = 60

/** Largest request body in bytes. */
export const MAX_BODY_BYTES = 256 * 1024

/** Largest body in bytes that somebody else has signed, such as Stripe. */
export const MAX_SIGNED_BODY_BYTES = 1024 * 1024

/** Largest request body in bytes that an operation reads. */
export const maxBodyBytes = ({ rawBody }: Pick<OperationDefinition, 'rawBody'>): number =>
  rawBody ? MAX_SIGNED_BODY_BYTES : MAX_BODY_BYTES

/** Whether a call counts against the daily write limit of the handle: writes of the control plane do. */
export const countsAsWrite = ({ auth, method, readOnly }: OperationDefinition): boolean =>
  (auth.subject === 'token' || (auth.subject === 'account' && auth.role !== undefined)) &&
  method !== 'get' &&
  !readOnly

/** Codes that the frame around the handler may answer, read off the definition. */
export function frameErrors(operation: OperationDefinition): ErrorCode[] {
  const codes: ErrorCode[] = ['internal_error', 'unavailable', 'rate_limited']
  if (operation.host) codes.push('not_found')
  if (operation.body || operation.form) codes.push('unsupported_media_type')
  if (operation.body || operation.form || operation.rawBody) codes.push('payload_too_large')
  if (operation.body || operation.form || operation.query) codes.push('invalid_request')
  if (operation.notFound) codes.push(operation.notFound)
  if (operation.idempotency) codes.push('invalid_request', 'idempotency_in_progress')
  // Without these there is only one request that a key of a path can be for.
  if (operation.idempotency && (operation.body || operation.query || operation.ifMatch)) {
    codes.push('idempotency_key_reused')
  }
  if (operation.ifMatch) codes.push('invalid_request', 'precondition_failed')
  if (operation.auth.subject === 'visitor') codes.push('visitor_unauthorized')
  if (['account', 'platform_operator', 'token'].includes(operation.auth.subject)) {
    codes.push('missing_bearer_token', 'invalid_token', 'token_expired', 'insufficient_scope')
  }
  if (operation.auth.subject === 'token') codes.push('handle_not_found')
  if (operation.auth.subject === 'platform_operator') codes.push('insufficient_role')
  if (operation.auth.subject === 'account' && operation.auth.role) {
    codes.push('handle_not_found')
    if (operation.auth.role !== 'CREATOR') codes.push('insufficient_role')
  }
  return codes
}

/** Every code that an operation can answer, its own and the frame's. */
export const declaredErrors = (operation: OperationDefinition): ErrorCode[] => [
  ...new Set([...operation.errors, ...frameErrors(operation)]),
]

/** An error as it goes out. */
export interface ErrorAnswer {
  readonly status: number
  readonly code: ErrorCode | OAuthErrorCode
}

/** Every error answer of an operation, in the form in which it answers errors. */
export const errorAnswers = (operation: OperationDefinition): ErrorAnswer[] =>
  answersOf(operation, declaredErrors(operation))

/** Those of them that nothing but the handler answers: what the frame has no code for. */
export function ownErrorAnswers(operation: OperationDefinition): ErrorAnswer[] {
  const frame = frameErrors(operation)
  return answersOf(
    operation,
    operation.errors.filter((code) => !frame.includes(code)),
  )
}

function answersOf({ oauthErrors }: OperationDefinition, codes: readonly ErrorCode[]): ErrorAnswer[] {
  const declared = codes.map((code) => ({ status: errorEntry(code).status, code }))
  if (!oauthErrors) return declared
  const answers = [
    ...oauthErrors.own.map((code) => ({ status: oauthErrorCatalogue[code].status, code })),
    ...declared.map(({ status, code }) => ({ status, code: asOAuthError(code, oauthErrors.invalidInput) })),
  ]
  return answers.filter(
    ({ status, code }, index) =>
      index === answers.findIndex((answer) => answer.status === status && answer.code === code),
  )
}

/** The members that are known; any other turns into an error where it stands. */
type Known<T, Key> = { readonly [K in keyof T]: K extends Key ? T[K] : never }

/** An inferred type accepts members that nobody reads: a misspelt limit or role would silently protect nothing. */
type Exact<O extends OperationDefinition> = Known<O, keyof OperationDefinition> & {
  readonly auth: Known<O['auth'], 'subject' | 'role' | 'scope'>
  readonly limits?: Known<O['limits'], LimitDimension>
}

/** Keeps the literal types of an area's operations, each with a limit by address; the key is the operation id. */
export const defineOperations = <const T extends Record<string, OperationDefinition>>(
  operations: T & { readonly [K in keyof T]: Exact<T[K]> },
): T =>
  Object.fromEntries(
    Object.entries<OperationDefinition>(operations).map(([id, operation]) => [
      id,
      { ...operation, limits: withAddressLimit(operation.limits) },
    ]),
  ) as T
