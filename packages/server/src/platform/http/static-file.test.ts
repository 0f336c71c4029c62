import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { Hono } from 'hono'
import { expect, test } from 'vitest'
import { testApp } from '../../../test/app.ts'
import { serveStatic, staticFile } from './static-file.ts'

const t = await testApp({ env: { LIMITS: 'off' } })

const get = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
  t.send(new Request(t.origin() + path, { headers, method }))
const bytes = async (response: Response) => Buffer.from(await response.arrayBuffer())

const files = ['/openapi.json', '/_edge/assets/latchkey.css', '/_edge/assets/latchkey.svg']

test.each(files)('%s is sent as the client can read it, and not again to those who have it', async (path) => {
  const plain = await get(path)
  const body = await bytes(plain)
  expect(plain.headers.get('content-encoding')).toBeNull()
  const etags = new Set([plain.headers.get('etag')])
  for (const [coding, read] of [
    ['br', brotliDecompressSync],
    ['gzip', gunzipSync],
  ] as const) {
    const response = await get(path, { 'accept-encoding': coding })
    const sent = await bytes(response)
    expect(response.headers.get('content-encoding')).toBe(coding)
    expect(response.headers.get('content-length')).toBe(String(sent.length))
    expect(read(sent).equals(body)).toBe(true)
    expect(sent.length).toBeLessThan(body.length)
    const etag = response.headers.get('etag') ?? ''
    etags.add(etag)
    const again = await get(path, { 'accept-encoding': coding, 'if-none-match': `"x", W/${etag}` })
    expect([again.status, (await bytes(again)).length]).toEqual([304, 0])
    for (const name of ['etag', 'cache-control', 'vary', 'access-control-allow-origin']) {
      expect(again.headers.get(name), name).toBe(response.headers.get(name))
    }
    const head = await get(path, { 'accept-encoding': coding }, 'HEAD')
    expect([head.status, head.headers.get('etag'), (await bytes(head)).length]).toEqual([200, etag, 0])
  }
  expect(etags.size, 'each is a representation of its own').toBe(3)
  expect(plain.headers.get('vary')).toBe('Accept-Encoding')
  expect(plain.headers.get('cache-control')).toMatch(/^public, /)
})

test.each([
  [undefined, null],
  ['', null],
  ['identity', null],
  ['deflate, zstd', null],
  ['gzip, deflate, br', 'br'],
  ['gzip;q=1.0, br;q=0.5', 'gzip'],
  ['BR', 'br'],
  ['x-gzip', 'gzip'],
  ['*', 'br'],
  ['*;q=0', null],
  ['br;q=0, *', 'gzip'],
  ['br;q=0, gzip;q=0', null],
  ['identity;q=1, gzip;q=0.5', null],
  ['gzip;q=nonsense', 'gzip'],
  ['gzip ; q=0.3 , br;q=0.2', 'gzip'],
])('Accept-Encoding %j is answered with %s', async (accepted, coding) => {
  const headers = accepted === undefined ? {} : { 'accept-encoding': accepted }
  expect((await get('/openapi.json', headers)).headers.get('content-encoding')).toBe(coding)
})

test('what compression makes larger is sent as it is', async () => {
  const file = staticFile(Buffer.from([0, 1, 2, 3]), 'font/woff2')
  const app = new Hono().get('/f', (c) => serveStatic(c, file, { cacheControl: 'no-cache' }))
  const response = await app.request('/f', { headers: { 'accept-encoding': 'br, gzip' } })
  expect([response.headers.get('content-encoding'), response.headers.get('vary')]).toEqual([null, null])
  expect((await bytes(response)).equals(Buffer.from([0, 1, 2, 3]))).toBe(true)
})
