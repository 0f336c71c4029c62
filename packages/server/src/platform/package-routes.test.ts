import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { testApp } from '../../test/app.ts'

const folder = mkdtempSync(join(tmpdir(), 'latchkey-assets-'))
afterAll(() => rmSync(folder, { recursive: true }))
const t = await testApp({ env: { ASSETS_DIR: folder } })

const first = 'latchkey-sdk-0.1.0-0123456789ab.tgz'
const second = 'latchkey-sdk-0.1.1-ba9876543210.tgz'

/** As `npm run build` leaves it. */
function build(asset: string, tarball: string, bytes: string) {
  rmSync(join(folder, asset), { recursive: true, force: true })
  mkdirSync(join(folder, asset))
  writeFileSync(join(folder, asset, tarball), bytes)
  writeFileSync(join(folder, asset, 'manifest.json'), JSON.stringify({ key: 'k', tarball }))
}

beforeEach(() => {
  build('sdk', first, 'the packed SDK')
  build('contract-tests', 'latchkey-contract-tests-0.1.0-0123456789ab.tgz', 'the packed tests')
})

const get = (path: string, init?: RequestInit, host?: string) =>
  t.send(new Request(`${t.origin(host)}${path}`, init))

const html = { headers: { accept: 'text/html,*/*' } }

describe('a package', () => {
  test.each([undefined, 'api', 'docs'])('is had under both names on the host %s', async (host) => {
    for (const name of ['latchkey-sdk.tgz', first]) {
      const response = await get(`/sdk/${name}`, {}, host)
      expect([response.status, await response.text()]).toEqual([200, 'the packed SDK'])
    }
    const other = await get('/sdk/latchkey-contract-tests.tgz', {}, host)
    expect(await other.text()).toBe('the packed tests')
  })

  test.each(['app', 'demo'])('is not had on the host %s', async (host) => {
    expect((await get('/sdk/latchkey-sdk.tgz', {}, host)).status).toBe(404)
  })

  test('is kept by caches under the name with its hash, and asked for anew under the other', async () => {
    const latest = await get('/sdk/latchkey-sdk.tgz')
    expect(Object.fromEntries(latest.headers)).toMatchObject({
      'content-type': 'application/gzip',
      'content-length': '14',
      'cache-control': 'public, no-cache',
      'content-location': `/sdk/${first}`,
      'access-control-allow-origin': '*',
      'x-content-type-options': 'nosniff',
      'x-request-id': expect.stringMatching(/^req_/),
    })
    expect(latest.headers.has('content-encoding')).toBe(false)
    const pinned = await get(`/sdk/${first}`)
    expect(pinned.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')

    const etag = latest.headers.get('etag') ?? ''
    const known = { headers: { 'if-none-match': etag } }
    expect((await get('/sdk/latchkey-sdk.tgz', known)).status).toBe(304)
    build('sdk', second, 'a newer one')
    expect((await get('/sdk/latchkey-sdk.tgz', known)).status).toBe(200)
  })

  test('answers HEAD without a body', async () => {
    const response = await get('/sdk/latchkey-sdk.tgz', { method: 'HEAD' })
    expect([response.status, response.headers.get('content-length'), await response.text()]).toEqual([
      200,
      '14',
      '',
    ])
  })

  test('that was built anew while the server runs is the one that is had; its predecessor leads to it', async () => {
    expect(await (await get('/sdk/latchkey-sdk.tgz')).text()).toBe('the packed SDK')
    build('sdk', second, 'a newer one')
    expect(await (await get('/sdk/latchkey-sdk.tgz')).text()).toBe('a newer one')
    const gone = await get(`/sdk/${first}`)
    expect(gone.status).toBe(404)
    expect(await gone.json()).toEqual({
      error: 'not_found',
      message: `The SDK of this server is another one: ${t.origin()}/sdk/${second}`,
      requestId: gone.headers.get('x-request-id'),
      docUrl: `${t.deps.config.docsUrl}/errors/not_found`,
      details: null,
    })
    const page = await get(`/sdk/${first}`, html)
    expect(page.headers.get('content-type')).toMatch(/^text\/html/)
    expect(await page.text()).toContain(second)
  })
})

describe('what is not built', () => {
  const broken: [string, () => void][] = [
    ['no folder', () => rmSync(join(folder, 'sdk'), { recursive: true })],
    ['no manifest', () => rmSync(join(folder, 'sdk/manifest.json'))],
    ['no tarball', () => rmSync(join(folder, 'sdk', first))],
    ['half a manifest', () => writeFileSync(join(folder, 'sdk/manifest.json'), '{"tarball":"latch')],
    [
      'a manifest that leads elsewhere',
      () => writeFileSync(join(folder, 'sdk/manifest.json'), `{"tarball":"../../${first}"}`),
    ],
  ]
  test.each(broken)('is said to be missing: %s', async (_, damage) => {
    damage()
    const response = await get('/sdk/latchkey-sdk.tgz')
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '5'])
    expect(response.headers.get('cache-control')).toBe('no-store')
    const body = await response.json()
    expect(body.error).toBe('unavailable')
    expect(body.message).toMatch(/SDK .* `npm run build` .* ASSETS_DIR/)
    const page = await get('/sdk/latchkey-sdk.tgz', html, 'docs')
    expect(page.status).toBe(503)
    expect(await page.text()).toMatch(/Not built yet.*ASSETS_DIR/s)
    // The other one is not touched by it.
    expect((await get('/sdk/latchkey-contract-tests.tgz')).status).toBe(200)
    build('sdk', second, 'a newer one')
    expect(await (await get('/sdk/latchkey-sdk.tgz')).text()).toBe('a newer one')
  })
})

test.each([
  'latchkey-sdk-0.1.0.tgz',
  'latchkey-sdk',
  'latchkey.tgz',
  'manifest.json',
  'package/package.json',
  'latchkey-sdk-%2e%2e%2f0123456789ab.tgz',
])('there is nothing else: /sdk/%s', async (name) => {
  const response = await get(`/sdk/${name}`)
  expect([response.status, (await response.json()).error]).toEqual([404, 'not_found'])
})
