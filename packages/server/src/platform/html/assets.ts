import { readFileSync } from 'node:fs'
import type { Hono } from 'hono'
import { type StaticFile, serveStatic, staticFile } from '../http/static-file.ts'

interface Asset {
  readonly path: string
  /** The path with a version that changes with the content, so that browsers may keep it for good. */
  readonly href: string
  readonly file: StaticFile
}

function asset(path: string, type: string, files: readonly string[]): Asset {
  const parts = files.map((name) => readFileSync(new URL(`./assets/${name}`, import.meta.url), 'utf8'))
  const file = staticFile(parts.join('\n'), type)
  return { path, href: `${path}?v=${file.version}`, file }
}

/** The one stylesheet of all pages. */
export const stylesheet = asset('/_edge/assets/latchkey.css', 'text/css; charset=utf-8', [
  'base.css',
  'page.css',
  'content.css',
  'forms.css',
  'print.css',
])

/** The icon in the browser's tab. */
export const favicon = asset('/_edge/assets/latchkey.svg', 'image/svg+xml', ['latchkey.svg'])

/** Lets the page that waits for a link to be opened go on by itself. */
export const waitingScript = asset('/_edge/assets/check-mail.js', 'text/javascript; charset=utf-8', [
  'check-mail.js',
])

/** Serves what pages need beside their markup, on every host. */
export function addAssetRoutes(app: Hono): void {
  for (const { path, file } of [stylesheet, favicon, waitingScript]) {
    app.get(path, (c) => {
      const current = c.req.query('v') === file.version
      const cacheControl = current ? 'public, max-age=31536000, immutable' : 'public, no-cache'
      return serveStatic(c, file, { cacheControl })
    })
  }
}
