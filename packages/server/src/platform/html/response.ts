import type { HeaderList } from '../http/respond.ts'
import type { Html } from './html.ts'

/** Origins beside our own that a form on the page may lead to, through the redirects that follow it. */
export interface HtmlOptions {
  readonly status: number
  readonly headers?: HeaderList
  readonly formActions?: readonly string[]
}

/** A page as it goes out: no scripts, no frames, forms only to where they must go, nothing kept in caches. */
export async function htmlResponse(markup: Html, { status, headers = [], formActions = [] }: HtmlOptions) {
  const policy = [
    "default-src 'none'",
    "style-src 'self'",
    "img-src 'self' https: data:",
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
