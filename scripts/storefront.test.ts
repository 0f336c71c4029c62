import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { expect, onTestFinished, test } from 'vitest'
import { storefrontServer } from './storefront.ts'

const config = { latchkey: 'http://localhost:8787', handle: 'demo', name: 'Demo Studio' }

async function serve() {
  const place = mkdtempSync(join(tmpdir(), 'latchkey-storefront-'))
  const folder = join(place, 'site')
  const server = storefrontServer(folder, config).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.close()
    rmSync(place, { recursive: true })
  })
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : undefined
  /** As written, dots and all. */
  const get = async (path: string, method = 'GET') => {
    const [response] = await once(request({ host: '127.0.0.1', port, path, method }).end(), 'response')
    return { status: response.statusCode, headers: response.headers, body: await text(response) }
  }
  const build = () => {
    mkdirSync(join(folder, 'assets'), { recursive: true })
    writeFileSync(join(folder, 'index.html'), '<h1>Shop</h1>')
    writeFileSync(join(folder, 'assets/shop-a1.js'), 'shop()')
    writeFileSync(join(place, 'secret.js'), 'secret')
  }
  return { get, build }
}

test('until it is built it says so, and then it is there', async () => {
  const { get, build } = await serve()
  const early = await get('/')
  expect([early.status, early.headers.refresh]).toEqual([503, '2'])
  expect(early.body).toContain('is being built')
  build()
  expect(await get('/')).toMatchObject({ status: 200, body: '<h1>Shop</h1>' })
})

test('every address shows the shop, files are what they are, and nothing beside the folder is read', async () => {
  const { get, build } = await serve()
  build()
  expect(await get('/premium?checkout=cs_test_1')).toMatchObject({ status: 200, body: '<h1>Shop</h1>' })
  const script = await get('/assets/shop-a1.js')
  expect(script).toMatchObject({ status: 200, body: 'shop()' })
  expect(script.headers).toMatchObject({
    'content-type': 'text/javascript',
    'cache-control': 'public, max-age=31536000, immutable',
    'x-content-type-options': 'nosniff',
  })
  expect((await get('/assets/gone-b2.js')).status).toBe(404)
  for (const path of ['/../secret.js', '/%2e%2e/secret.js', '/..%2fsecret.js', '/assets/../../secret.js'])
    expect((await get(path)).body).not.toBe('secret')
  expect((await get('/', 'POST')).status).toBe(405)
  // What is no address at all.
  expect((await get('//')).status).toBeLessThan(500)
})

test('its configuration leads to Latchkey, and its policy lets it call nobody else', async () => {
  const { get, build } = await serve()
  build()
  expect(JSON.parse((await get('/config.json')).body)).toEqual(config)
  const { headers } = await get('/')
  expect(headers['content-security-policy']).toContain("connect-src 'self' http://localhost:8787;")
  expect(headers['content-security-policy']).not.toContain('unsafe')
})
