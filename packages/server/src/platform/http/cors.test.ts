import { describe, expect, test } from 'vitest'
import { testApp } from '../../../test/app.ts'
import { operations, sampleRequest } from '../../../test/sample-request.ts'

const t = await testApp()
const demo = await t.make.handle({ name: 'demo' })

const ELSEWHERE = { origin: 'https://shop.example.com' }
const ALLOWED_HEADERS =
  'Authorization, Content-Type, Idempotency-Key, If-Match, X-Request-Id, X-API-Key, MCP-Protocol-Version, Traceparent, Tracestate'
const EXPOSED_HEADERS =
  'X-Request-Id, RateLimit, RateLimit-Policy, Retry-After, Idempotent-Replayed, ETag, WWW-Authenticate'

const send = (method: string, path: string, headers: Record<string, string> = {}, host?: string) =>
  t.send(new Request(`${t.origin(host)}${path}`, { method, headers: { ...ELSEWHERE, ...headers } }))

function expectOpen(response: Response) {
  expect(response.headers.get('access-control-allow-origin')).toBe('*')
  expect(response.headers.get('access-control-expose-headers')).toBe(EXPOSED_HEADERS)
  expect(response.headers.has('access-control-allow-credentials')).toBe(false)
}

const expectClosed = (response: Response) =>
  expect([...response.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([])

const open = operations.filter(([, { cors }]) => cors)
const closed = operations.filter(([, { cors }]) => !cors)
const ask = (id: string, operation: (typeof operations)[number][1]) =>
  t.send(
    sampleRequest(id, operation, { origin: t.origin(), headers: ELSEWHERE, params: { handle: demo.name } }),
  )
const concrete = (path: string) => path.replaceAll(/\{\w+\}/g, 'demo')

describe('operations that any origin may call', () => {
  test('are those of visitors and of the public', () => {
    const paths = open.map(([, { path }]) => path)
    expect(paths.length).toBeGreaterThan(0)
    for (const [, { path, cors, host, rawBody }] of operations) {
      const isOpen = /^\/v2\/(visitor|public)\//.test(path) && !host && !rawBody
      if (isOpen) expect(cors, path).toBe(true)
    }
  })

  test.each(open)('%s: the answer, whatever it is, may be read', async (id, operation) => {
    expectOpen(await ask(id, operation))
  })

  test.each(open)('%s: the preflight', async (_, { path, method }) => {
    const response = await send('OPTIONS', concrete(path), {
      'access-control-request-method': method.toUpperCase(),
      'access-control-request-headers': 'authorization,content-type',
    })
    expect(response.status).toBe(204)
    expect(response.headers.get('access-control-allow-origin')).toBe('*')
    expect(response.headers.get('access-control-allow-methods')).toContain(method.toUpperCase())
    expect(response.headers.get('access-control-allow-headers')).toBe(ALLOWED_HEADERS)
    expect(response.headers.has('access-control-allow-credentials')).toBe(false)
    expect(response.headers.get('x-request-id')).toMatch(/^req_/)
  })
})

describe('errors on the way may be read too', () => {
  test.each(['/v2/public/nothing', '/v2/public/pages', '/v2/visitor/nothing'])('404 at %s', async (path) => {
    expect((await send('OPTIONS', path, { 'access-control-request-method': 'PUT' })).status).toBe(204)
    const response = await send('PUT', path)
    expect(response.status).toBe(404)
    expect(await response.json()).toMatchObject({ error: 'not_found' })
    expectOpen(response)
  })

  test.each([
    ['DELETE', '/v2/visitor/auth/verify', 'POST'],
    ['POST', '/v2/public/pages/demo', 'GET, HEAD'],
  ])('405 to %s at %s', async (method, path, allow) => {
    const preflight = await send('OPTIONS', path, { 'access-control-request-method': method })
    expect(preflight.headers.get('access-control-allow-methods')).toContain(method)
    const response = await send(method, path)
    expect(response.status).toBe(405)
    expect(response.headers.get('allow')).toBe(allow)
    expectOpen(response)
  })

  test('429, and preflights are not counted', async () => {
    const address = '203.0.113.20'
    const request = (method: string) =>
      t.send(new Request(`${t.origin()}/v2/visitor/auth/magic-link`, { method, headers: ELSEWHERE }), address)
    for (let times = 0; times < 20; times++) expect((await request('OPTIONS')).status).toBe(204)
    for (let times = 0; times < 12; times++) expect((await request('POST')).status).toBe(400)
    const refused = await request('POST')
    expect(refused.status).toBe(429)
    expectOpen(refused)
    expect((await request('OPTIONS')).status).toBe(204)
  })

  test('401 and 415', async () => {
    const unauthorized = await send('GET', '/v2/visitor/me')
    expect(unauthorized.status).toBe(401)
    expectOpen(unauthorized)
    const unsupported = await send('POST', '/v2/visitor/auth/verify', { 'content-type': 'text/plain' })
    expect(unsupported.status).toBe(415)
    expectOpen(unsupported)
  })
})

describe('everything else', () => {
  test.each(closed)('%s may not be read', async (id, operation) => {
    expectClosed(await ask(id, operation))
  })

  test.each(['/nothing', '/v2/nothing', '/v2/publicity', '/v2/auth/me', '/healthz'])(
    'has no preflight: %s',
    async (path) => {
      const response = await send('OPTIONS', path, { 'access-control-request-method': 'GET' })
      expect(response.status).toBeGreaterThanOrEqual(400)
      expectClosed(response)
    },
  )
})
