import type { HeaderList } from '../http/respond.ts'
import type { Html } from './html.ts'

/** What a page may do beyond showing itself. */
export interface PageRights {
  /** Origins beside our own that a form may lead to, also through the redirects that follow it. */
  readonly formActions?: readonly string[]
  /** Shows what a creator wrote, which may hold images from any https origin. */
  readonly images?: boolean
  /** Runs scripts of our own, which may ask our own origin. */
  readonly scripts?: boolean
}

export interface HtmlOptions extends PageRights {
  readonly status: number
  readonly headers?: HeaderList
}

// Why: apps/docs/src/content/docs/internals/decisions/0009-hosted-pages-without-javascript.md
/** A page as it goes out: no scripts unless it needs its own, no frames, forms only to where they must go, nothing kept in caches. */
export async function htmlResponse(
  markup: Html,
  { status, headers = [], formActions = [], images = false, scripts = false }: HtmlOptions,
): Promise<Response> {
  const policy = [
    "default-src 'none'",
    "style-src 'self'",
    ...(scripts ? ["script-src 'self'", "connect-src 'self'"] : []),
    `img-src 'self'${images ? ' https:' : ''}`,
    `form-action ${["'self'", ...formActions].join(' ')}`,
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join('; ')
  return new Response(String(await markup), {
    status,
    headers: [
      ...headers,
      ['content-type', 'text/html; charset=utf-8'],
      ['content-security-policy', policy],
      ['cache-control', 'no-store'],
      ['referrer-policy', 'no-referrer'],
      ['x-content-type-options', 'nosniff'],
      ['x-frame-options', 'DENY'],
    ],
  })
}
