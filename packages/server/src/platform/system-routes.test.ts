import { readFileSync } from 'node:fs'
import { createServer, type Socket } from 'node:net'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { type TestApp, testApp } from '../../test/app.ts'
import { connectDatabase } from './database/connect.ts'

const TOKEN = 'metrics-token-of-the-tests'
const t = await testApp()

interface Asked {
  address?: string
  headers?: Record<string, string>
  method?: string
  origin?: string
}

const ask = (app: TestApp, path: string, { address, origin = app.origin(), ...init }: Asked = {}) =>
  app.send(new Request(`${origin}${path}`, init), address)

describe('/healthz', () => {
  test('answers on every host as long as the process lives', async () => {
    for (const host of [undefined, 'api', 'app', 'demo']) {
      const response = await ask(t, '/healthz', { origin: t.origin(host) })
      expect([response.status, await response.text()]).toEqual([200, 'ok\n'])
      expect(response.headers.get('x-request-id')).toMatch(/^req_/)
    }
  })
})

describe('/readyz', () => {
  const withDatabaseAt = async (port: number) => {
    const { db, pool } = connectDatabase({ url: `postgres://latchkey@127.0.0.1:${port}/none`, poolMax: 2 })
    onTestFinished(async () => await db.destroy())
    pool.on('error', () => {})
    return await testApp({ replace: { db } })
  }

  test('answers 200 while the database answers', async () => {
    expect((await ask(t, '/readyz')).status).toBe(200)
  })

  test('answers 503 when the database is not there', async () => {
    const response = await ask(await withDatabaseAt(9), '/readyz')
    expect([response.status, await response.text()]).toEqual([503, 'database unreachable\n'])
  })

  test('answers 503 soon when the database is silent', async () => {
    const sockets: Socket[] = []
    const silent = createServer((socket) => sockets.push(socket.on('error', () => {})))
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => {
      for (const socket of sockets) socket.destroy()
      silent.close()
    })
    const address = silent.address()
    const app = await withDatabaseAt(typeof address === 'object' && address ? address.port : 0)
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    onTestFinished(() => void vi.useRealTimers())
    const asked = ask(app, '/readyz')
    // Its own, and that of the connection, which is patient.
    await expect.poll(() => vi.getTimerCount()).toBeGreaterThan(1)
    await vi.advanceTimersByTimeAsync(2000)
    expect((await asked).status).toBe(503)
    // The connection gives up too, or the pool would wait for it.
    await vi.advanceTimersByTimeAsync(5000)
  })
})

describe('/metrics', () => {
  const origin = 'http://127.0.0.1:8787'
  const bearer = (token: string) => ({ headers: { authorization: `Bearer ${token}` } })

  test('is read from loopback', async () => {
    await ask(t, '/v2/visitor/me')
    for (const address of ['127.0.0.1', '::1', '::ffff:127.0.0.1']) {
      const response = await ask(t, '/metrics', { address, origin })
      expect(response.status).toBe(200)
      expect(response.headers.get('content-type')).toMatch(/^text\/plain/)
      expect(await response.text()).toContain(
        'latchkey_http_request_duration_seconds_count{operation="getVisitor",status="401"}',
      )
    }
  })

  test.each<[string, Asked]>([
    ['another address', { address: '203.0.113.1', origin }],
    ['an address that begins like loopback', { address: '12.7.0.1', origin }],
    [
      'behind a proxy that says so',
      { address: '127.0.0.1', origin, headers: { 'x-forwarded-for': '203.0.113.1' } },
    ],
    [
      'behind one that says so by RFC 7239',
      { address: '127.0.0.1', origin, headers: { forwarded: 'for=x' } },
    ],
    ['loopback under a public name', { address: '127.0.0.1', origin: 'https://latchkey.test' }],
    ['a token when there is none', { address: '203.0.113.1', origin, ...bearer(TOKEN) }],
  ])('is not there for %s', async (_, asked) => {
    expect((await ask(t, '/metrics', asked)).status).toBe(404)
  })

  test('is not there from loopback when there is a proxy', async () => {
    const app = await testApp({ env: { TRUST_PROXY: '1' } })
    expect((await ask(app, '/metrics', { address: '127.0.0.1', origin })).status).toBe(404)
  })

  test('is read with METRICS_TOKEN from anywhere, and with that alone', async () => {
    const app = await testApp({ env: { METRICS_TOKEN: TOKEN, TRUST_PROXY: '1' } })
    const from = { address: '203.0.113.1' }
    expect((await ask(app, '/metrics', { ...from, ...bearer(TOKEN) })).status).toBe(200)
    expect((await ask(app, '/metrics', { ...from, ...bearer(`${TOKEN}x`) })).status).toBe(404)
    expect((await ask(app, '/metrics', from)).status).toBe(404)
  })
})

describe('/openapi.json', () => {
  test('is the committed contract with the URLs of this deployment, for any origin', async () => {
    const committed = readFileSync(new URL('../../../../openapi/openapi.json', import.meta.url), 'utf8')
    const response = await ask(t, '/openapi.json', { headers: { origin: 'https://docs.example.com' } })
    expect(response.headers.get('content-type')).toBe('application/json')
    expect(response.headers.get('access-control-allow-origin')).toBe('*')
    const links = committed.replaceAll('https://docs.latchkey.example', t.deps.config.docsUrl)
    expect(links).not.toBe(committed)
    const served = await response.json()
    const { origin } = t.deps.config
    expect(served.servers).toEqual([{ url: origin }])
    const { authorizationCode } = served.components.securitySchemes.oauth.flows
    expect(authorizationCode).toMatchObject({
      authorizationUrl: `${origin}/oauth/authorize`,
      tokenUrl: `${origin}/oauth/token`,
      refreshUrl: `${origin}/oauth/token`,
    })
    const { servers, ...document } = JSON.parse(links)
    expect(servers[0].url).toBe('{scheme}://{publicDomain}')
    for (const url of ['authorizationUrl', 'tokenUrl', 'refreshUrl']) {
      authorizationCode[url] = new URL(authorizationCode[url]).pathname
    }
    expect({ ...served, servers: null }).toEqual({ ...document, servers: null })
    const preflight = await ask(t, '/openapi.json', { method: 'OPTIONS' })
    expect([preflight.status, preflight.headers.get('access-control-allow-origin')]).toEqual([204, '*'])
  })

  const served = async (env: Record<string, string>) =>
    await (await ask(await testApp({ env }), '/openapi.json')).json()
  const sandbox = { SANDBOX_INBOX: 'http://localhost:8788', STRIPE_API_BASE: 'http://127.0.0.1:9' }

  test('announces inbox and local Stripe of a deployment for trying out, and of no other', async () => {
    const trial = await served({ ...sandbox, PUBLIC_DOMAIN: 'localhost:8787' })
    expect(trial['x-latchkey-sandbox']).toEqual({
      inbox: 'http://localhost:8788',
      stripe: 'http://127.0.0.1:9/_control',
    })
    for (const env of [{ NODE_ENV: 'production' }, { STRIPE_API_BASE: 'https://stripe.example' }]) {
      const other = await served({ ...sandbox, PUBLIC_DOMAIN: 'localhost:8787', ...env })
      expect(other).not.toHaveProperty('x-latchkey-sandbox')
    }
  })

  test('has the limits that are enforced here', async () => {
    const limits = (document: { paths: Record<string, Record<string, unknown>> }) =>
      ['/v2/auth/signup', '/v2/auth/signup/resend', '/v2/auth/login'].map(
        (path) => document.paths[path]?.post,
      )
    const own = await served({ LIMITS: '{"signUp":{"email":"7/1h"}}' })
    expect(limits(own)).toMatchObject([
      { 'x-rate-limit': { email: '7/1h', ip: '30/1h' } },
      { 'x-rate-limit': { email: '7/1h', ip: '30/1h' } },
      { 'x-rate-limit': { email: '10/10m', ip: '60/10m' } },
    ])
    const none = await served({ LIMITS: 'off' })
    for (const operation of limits(none)) expect(operation).not.toHaveProperty('x-rate-limit')
  })
})

describe('the request id', () => {
  const paths = [
    '/healthz',
    '/openapi.json',
    '/v2/visitor/me',
    '/v2/visitor/nothing',
    '/nothing',
    '/_edge/visitor/access',
    '/_edge/visitor/access/t/unknown',
  ]

  test.each(paths)('is on every answer: %s', async (path) => {
    for (const method of ['GET', 'HEAD', 'DELETE', 'OPTIONS']) {
      const first = (await ask(t, path, { method })).headers.get('x-request-id')
      const second = (await ask(t, path, { method })).headers.get('x-request-id')
      expect(first, method).toMatch(/^req_[A-Za-z0-9]{10,64}$/)
      expect(second, method).not.toBe(first)
    }
  })

  test.each([
    [`req_${'a'.repeat(10)}`, true],
    [`req_${'Z9'.repeat(32)}`, true],
    [`req_${'a'.repeat(9)}`, false],
    [`req_${'a'.repeat(65)}`, false],
    ['req_with-a-dash-in', false],
    [`REQ_${'a'.repeat(10)}`, false],
    ['1234567890', false],
  ])('%s of the caller is kept: %s', async (sent, kept) => {
    const response = await ask(t, '/v2/visitor/me', { headers: { 'x-request-id': sent } })
    const { requestId } = await response.json()
    expect(requestId).toBe(response.headers.get('x-request-id'))
    expect(requestId === sent).toBe(kept)
  })
})
