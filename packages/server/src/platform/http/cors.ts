import type { HeaderList } from './respond.ts'

const ALLOWED_HEADERS =
  'Authorization, Content-Type, Idempotency-Key, If-Match, X-Request-Id, X-API-Key, MCP-Protocol-Version'
const EXPOSED_HEADERS =
  'X-Request-Id, RateLimit, RateLimit-Policy, Retry-After, Idempotent-Replayed, ETag, WWW-Authenticate'
const PREFLIGHT_SECONDS = 7200

// Never with credentials: a foreign origin uses the bearer token, so `*` gives nothing away.
/** Headers of an answer that any origin may read. */
export const corsHeaders: HeaderList = [
  ['access-control-allow-origin', '*'],
  ['access-control-expose-headers', EXPOSED_HEADERS],
]

/** Answer to a preflight of an operation that any origin may call. */
export const preflight = (methods: readonly string[]): Response =>
  new Response(null, {
    status: 204,
    headers: [
      ['access-control-allow-origin', '*'],
      ['access-control-allow-methods', methods.join(', ')],
      ['access-control-allow-headers', ALLOWED_HEADERS],
      ['access-control-max-age', String(PREFLIGHT_SECONDS)],
    ],
  })
