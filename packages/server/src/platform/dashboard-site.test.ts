import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { testApp } from '../../test/app.ts'

const folder = mkdtempSync(join(tmpdir(), 'latchkey-dashboard-'))
afterAll(() => rmSync(folder, { recursive: true }))
const s3 = {
  S3_ENDPOINT: 'https://s3.shop.example:9000/path',
  S3_BUCKET: 'files',
  S3_ACCESS_KEY_ID: 'id',
  S3_SECRET_ACCESS_KEY: 'secret',
}
const t = await testApp({ env: { ASSETS_DIR: folder, ...s3 } })

const script = 'scheme()'
const files = {
  'index.html': `<!doctype html><title>Dashboard</title><script>${script}</script>`,
  'latchkey.svg': '<svg/>',
  'assets/index-1.js': 'start()',
}
beforeEach(() => {
  for (const [name, content] of Object.entries(files)) {
    const file = join(folder, 'dashboard/site', name)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, content)
  }
  const manifest = JSON.stringify({ key: 'k', files: Object.keys(files) })
  writeFileSync(join(folder, 'dashboard/manifest.json'), manifest)
})

const browser = { accept: 'text/html,*/*' }
const get = (path: string, headers: Record<string, string> = browser, host: string | undefined = 'app') =>
  t.send(new Request(`${t.origin(host)}${path}`, { headers }))

test.each(['/', '/h/demo/pages?state=draft', '/h/oauth', '/h/demo/pages/index.html', '/sign-in'])(
  '%s is the dashboard, which shows what the path says',
  async (path) => {
    const response = await get(path)
    expect([response.status, response.headers.get('cache-control')]).toEqual([200, 'public, no-cache'])
    expect(await response.text()).toContain('<title>Dashboard</title>')
  },
)

test('its scripts are its own and stay the same; one of another build is not there', async () => {
  const served = await get('/assets/index-1.js', { accept: '*/*' })
  expect(served.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
  expect(served.headers.get('content-type')).toBe('text/javascript; charset=utf-8')
  for (const headers of [browser, { accept: '*/*' }]) {
    expect((await get('/assets/index-0.js', headers)).status).toBe(404)
  }
  expect((await get('/nothing.json', { accept: 'application/json' })).status).toBe(404)
})

test('it runs no script but its own, and sends only to the API and to where files are stored', async () => {
  const policy = new Map(
    (await get('/')).headers
      .get('content-security-policy')
      ?.split('; ')
      .map((each) => each.split(/ (.*)/) as [string, string]),
  )
  const hash = createHash('sha256').update(script).digest('base64')
  expect(policy.get('script-src')).toBe(`'self' 'sha256-${hash}'`)
  expect(policy.get('connect-src')).toBe(`'self' ${t.origin()} https://s3.shop.example:9000`)
  expect(policy.get('default-src')).toBe("'none'")
  expect(policy.get('frame-ancestors')).toBe("'none'")
  expect(policy.get('form-action')).toBe("'self'")
})

test.each([undefined, 'api', 'demo', 'docs'])('it is not on the host %s', async (host) => {
  const response = await t.send(new Request(`${t.origin(host)}/h/demo`, { headers: browser }))
  expect(await response.text()).not.toContain('<title>Dashboard</title>')
})

test('until it is built, a page says so and comes back by itself; the API answers', async () => {
  rmSync(join(folder, 'dashboard'), { recursive: true })
  const response = await get('/h/demo')
  expect(response.status).toBe(503)
  const shown = await response.text()
  expect(shown).toContain('The dashboard is not there yet')
  expect(shown).toContain('<meta http-equiv="refresh"')
  // Programs are told what they are told later.
  for (const path of ['/premium', '/assets/index-1.js', '/sdk/latchkey-sdk.tgz']) {
    expect((await get(path, { accept: '*/*' })).status).toBe(404)
  }
  expect((await get('/v2/auth/me', { accept: '*/*' })).status).toBe(401)
})
