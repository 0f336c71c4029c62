import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Context, Hono } from 'hono'

interface Asset {
  readonly path: string
  /** The path with a version that changes with the content, so that browsers may keep it for good. */
  readonly href: string
  readonly version: string
  readonly type: string
  readonly body: string
}

function asset(path: string, type: string, files: readonly string[]): Asset {
  const body = files
    .map((file) => readFileSync(new URL(`./assets/${file}`, import.meta.url), 'utf8'))
    .join('\n')
  const version = createHash('sha256').update(body).digest('base64url').slice(0, 12)
  return { path, href: `${path}?v=${version}`, version, type, body }
}

/** The one stylesheet of all pages. */
export const stylesheet = asset('/_edge/assets/latchkey.css', 'text/css; charset=utf-8', [
  'base.css',
  'page.css',
  'content.css',
  'forms.css',
])

/** The icon in the browser's tab. */
export const favicon = asset('/_edge/assets/latchkey.svg', 'image/svg+xml', ['latchkey.svg'])

/** Lets the page that waits for a link to be opened go on by itself. */
export const waitingScript = asset('/_edge/assets/check-mail.js', 'text/javascript; charset=utf-8', [
  'check-mail.js',
])

function serve(c: Context, { version, type, body }: Asset): Response {
  const etag = `"${version}"`
  const current = c.req.query('v') === version
  const headers = {
    etag,
    'cache-control': current ? 'public, max-age=31536000, immutable' : 'public, no-cache',
    'x-content-type-options': 'nosniff',
  }
  const known = c.req.header('if-none-match')?.split(',') ?? []
  if (known.some((tag) => tag.trim().replace(/^W\//, '') === etag)) return c.body(null, 304, headers)
  return c.body(body, 200, { ...headers, 'content-type': type })
}

/** Serves what pages need beside their markup, on every host. */
export function addAssetRoutes(app: Hono): void {
  for (const served of [stylesheet, favicon, waitingScript]) app.get(served.path, (c) => serve(c, served))
}
