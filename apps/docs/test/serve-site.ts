import { existsSync, readFileSync, statSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join } from 'node:path'
import { gzipSync } from 'node:zlib'

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.md': 'text/markdown; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.xml': 'application/xml',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
}

/** The file in a built site that stands at a path: itself, or the page of that name; `null` if there is none. */
export function fileAt(site: string, pathname: string): string | null {
  const path = decodeURIComponent(pathname)
  const candidates = path.endsWith('/') ? [`${path}index.html`] : [path, `${path}.html`]
  const found = candidates.find((each) => existsSync(join(site, each)) && statSync(join(site, each)).isFile())
  return found === undefined ? null : join(site, found)
}

/** Serves a built site on a port of its own, compressed, as the server does. */
export async function serveSite(site: string): Promise<{ origin: string; close(): void }> {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost')
    const file = fileAt(site, pathname)
    const body = readFileSync(file ?? join(site, '404.html'))
    const type = types[extname(file ?? '404.html')]
    response.writeHead(file ? 200 : 404, {
      'content-type': type ?? 'application/octet-stream',
      ...(type && { 'content-encoding': 'gzip' }),
    })
    response.end(type ? gzipSync(body) : body)
  })
  server.listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
}
