import { errorEntry } from './errors.ts'
import { declaredErrors, type OperationDefinition, type Success } from './route.ts'

interface HeaderEntry {
  readonly description: string
  readonly example: string
}

/** Every header of an answer that says something about it. Those of HTTP itself, CORS and the browser's protection aside. */
export const responseHeaders = {
  'X-Request-Id': {
    description: 'Identifies this request; quote it when you report a problem.',
    example: 'req_4fSv1nXbL8r2Qm6W',
  },
  'Cache-Control': {
    description: '`no-store`; only discovery and the signing keys may be cached for a while.',
    example: 'no-store',
  },
  RateLimit: {
    description: 'What is left of each limit that was counted, and the seconds until it resets in full.',
    example: '"requestMagicLink:ip";r=11;t=3600',
  },
  'RateLimit-Policy': {
    description: 'The limits that were counted: how many requests in how many seconds.',
    example: '"requestMagicLink:ip";q=12;w=3600',
  },
  'Retry-After': { description: 'Seconds after which to try again.', example: '5' },
  'Idempotent-Replayed': {
    description:
      '`true` when this is the stored response to an earlier request with the same `Idempotency-Key`.',
    example: 'true',
  },
  'WWW-Authenticate': {
    description: 'How to authenticate (RFC 6750), and where to find the authorization server (RFC 9728).',
    example:
      'Bearer realm="https://latchkey.example", resource_metadata="https://latchkey.example/.well-known/oauth-protected-resource"',
  },
  ETag: {
    description:
      'Identifies this state of the resource; send it as `If-Match` to change exactly this version.',
    example: '"3fJx0Q2m9vKc"',
  },
  Location: { description: 'Where to go next.', example: 'https://demo.latchkey.example/premium' },
  'Content-Disposition': {
    description: 'The file name for saving a CSV response.',
    example: 'attachment; filename="premium-buyers.csv"',
  },
  'Set-Cookie': {
    description: 'Cookies of the session, for pages on the same origin. Never needed with a bearer token.',
    example: '_10x_visitor=vst_…; Path=/; HttpOnly; SameSite=Lax; Secure; Max-Age=2592000',
  },
} as const satisfies Record<string, HeaderEntry>

/** Name of a header that an answer may carry. */
export type ResponseHeader = keyof typeof responseHeaders

/** Which headers an answer carries; `true`: always. */
export type DeclaredHeaders = Partial<Record<ResponseHeader, boolean>>

const onEveryAnswer: DeclaredHeaders = { 'X-Request-Id': true, 'Cache-Control': true }

// Not required: an operator may turn limits off, and some answers come before anything is counted.
const limitHeaders: DeclaredHeaders = { RateLimit: false, 'RateLimit-Policy': false }

const sometimes = (name: ResponseHeader, when: unknown): DeclaredHeaders => (when ? { [name]: false } : {})
const always = (name: ResponseHeader, when: unknown): DeclaredHeaders => (when ? { [name]: true } : {})

/** Headers of one way in which an operation succeeds. */
export const successHeaders = (operation: OperationDefinition, success: Success): DeclaredHeaders => ({
  ...onEveryAnswer,
  ...limitHeaders,
  ...sometimes('Idempotent-Replayed', operation.idempotency),
  ...sometimes('Set-Cookie', operation.setsCookies),
  ...always('ETag', 'etag' in success && success.etag),
  ...sometimes('Content-Disposition', 'csv' in success && success.csv),
  ...always('Location', 'redirect' in success),
})

/** Statuses of answers that are never stored for an `Idempotency-Key`: trying again may end otherwise. */
const notStored = new Set([401, 408, 429])

/** Headers of the errors that an operation answers with one status. */
export function errorHeaders(operation: OperationDefinition, status: number): DeclaredHeaders {
  const codes = declaredErrors(operation).filter((code) => errorEntry(code).status === status)
  const waits = codes.filter(
    (code) => errorEntry(code).retry === 'after' || code === 'idempotency_in_progress',
  )
  return {
    ...onEveryAnswer,
    ...limitHeaders,
    ...sometimes('Retry-After', waits.length > 0),
    ...always('Retry-After', waits.length > 0 && waits.length === codes.length),
    ...sometimes('WWW-Authenticate', codes.includes('insufficient_scope')),
    ...always('WWW-Authenticate', status === 401),
    ...sometimes('Idempotent-Replayed', operation.idempotency && status < 500 && !notStored.has(status)),
    ...sometimes('Set-Cookie', operation.setsCookies && status === 401),
  }
}

/** Name of the component that describes a header. */
export const headerComponent = (name: ResponseHeader, required: boolean): string =>
  `${required ? '' : 'Optional'}${name.replaceAll('-', '')}`

/** The headers by reference to their components. */
export const headerReferences = (declared: DeclaredHeaders) =>
  Object.fromEntries(
    (Object.entries(declared) as [ResponseHeader, boolean][]).map(([name, required]) => [
      name,
      { $ref: `#/components/headers/${headerComponent(name, required)}` },
    ]),
  )
