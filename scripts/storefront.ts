// Serves the storefront of `npm start`: the files of `npm run build`, and a configuration that leads to this Latchkey.
import { readFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { extname, join } from 'node:path'

/** What the storefront reads from /config.json. */
export interface StorefrontConfig {
  /** The origin of Latchkey. */
  readonly latchkey: string
  readonly handle: string
  readonly name: string
}

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.svg': 'image/svg+xml',
}

/** What the pages may do: run and show what is their own, and call Latchkey. Texts of creators bring https images. */
const policy = ({ latchkey }: StorefrontConfig) =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' https:",
    `connect-src 'self' ${new URL(latchkey).origin}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ')

const unbuilt = `<!doctype html><html lang="en"><meta name="viewport" content="width=device-width"><title>Storefront</title>
<h1>One moment</h1><p>The storefront is being built. This page shows it as soon as it is there.</p></html>`

/** A server of the built files in `folder`; they may come later, or change. */
export function storefrontServer(folder: string, config: StorefrontConfig): Server {
  const headers = {
    'content-security-policy': policy(config),
    'cross-origin-opener-policy': 'same-origin',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
  }
  /** A file, or the page that all addresses without one show. */
  const find = async (path: string) => {
    const name = extname(path) in types ? path : '/index.html'
    return { name, content: await readFile(join(folder, name)).catch(() => null) }
  }
  return createServer(async (request, response) => {
    const answer = (status: number, content: string | Buffer, more: Record<string, string>) =>
      void response.writeHead(status, { ...headers, 'cache-control': 'no-cache', ...more }).end(content)
    if (request.method !== 'GET' && request.method !== 'HEAD') return answer(405, '', { allow: 'GET, HEAD' })
    // As browsers do, this takes every `..` out of the path.
    const pathname = URL.parse(request.url ?? '/', 'http://storefront')?.pathname ?? '/'
    if (pathname === '/config.json')
      return answer(200, JSON.stringify(config), { 'content-type': 'application/json' })
    const { name, content } = await find(pathname)
    const type = { 'content-type': types[extname(name)] ?? 'text/plain' }
    if (!content && name === '/index.html')
      return answer(503, unbuilt, { ...type, refresh: '2', 'retry-after': '2' })
    if (!content) return answer(404, '', type)
    const isHashed = name.startsWith('/assets/')
    return answer(200, content, {
      ...type,
      ...(isHashed && { 'cache-control': 'public, max-age=31536000, immutable' }),
    })
  })
}

// `npm start` runs it as a process of its own.
if (import.meta.main) {
  const { STOREFRONT_PORT, STOREFRONT_DIR = '', STOREFRONT_CONFIG = '' } = process.env
  const server = storefrontServer(STOREFRONT_DIR, JSON.parse(STOREFRONT_CONFIG))
  server.listen(Number(STOREFRONT_PORT), '127.0.0.1')
}
