import type { HeaderList } from './respond.ts'

const ALLOWED_HEADERS =
  'Authorization, Content-Type, Idempotency-Key, If-Match, X-Request-Id, X-API-Key, MCP-Protocol-Version, Traceparent, Tracestate'
const EXPOSED_HEADERS =
  'X-Request-Id, RateLimit, RateLimit-Policy, Retry-After, Idempotent-Replayed, ETag, WWW-Authenticate'
const PREFLIGHT_SECONDS = 7200

// Errors are to be read too, so also methods that a path does not have get as far as their 405.
const ALLOWED_METHODS = 'GET, HEAD, POST, PUT, DELETE'

/** Whether everything under this path is open to any origin, what is unknown there included. */
export const isOpenPath = (path: string): boolean => /^\/v2\/(?:visitor|public)\//.test(path)

// Never with credentials: a foreign origin uses the bearer token, so `*` gives nothing away.
/** Headers of an answer that any origin may read. */
export const corsHeaders: HeaderList = [
  ['access-control-allow-origin', '*'],
  ['access-control-expose-headers', EXPOSED_HEADERS],
]

/** Answer to a preflight of a path that any origin may call. */
export const preflight = (requestId: string): Response =>
  new Response(null, {
    status: 204,
    headers: [
      ['x-request-id', requestId],
      ['access-control-allow-origin', '*'],
      ['access-control-allow-methods', ALLOWED_METHODS],
      ['access-control-allow-headers', ALLOWED_HEADERS],
      ['access-control-max-age', String(PREFLIGHT_SECONDS)],
    ],
  })
