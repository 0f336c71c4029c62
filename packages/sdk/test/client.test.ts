import fc from 'fast-check'
import { describe, expect, expectTypeOf, test } from 'vitest'
import { createLatchkey, LatchkeyError, type LatchkeyOptions, TransportError, unwrap } from '../src/index.ts'

const json = (status: number, body: unknown, headers: Record<string, string> = {}) =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json', ...headers } })

const csvOf = (text: string) => new Response(text, { headers: { 'content-type': 'text/csv; charset=utf-8' } })

/** A client whose requests are answered by `answer`, and the requests that it sent. */
function clientOf(answer: () => Response, options: Partial<LatchkeyOptions> = {}) {
  const sent: Request[] = []
  const fetch = (request: Request) => {
    sent.push(request)
    return answer()
  }
  return { sent, client: createLatchkey({ baseUrl: 'https://latchkey.test', retries: 0, fetch, ...options }) }
}

const path = { handle: 'demo', pageSlug: 'premium' }
const pageNotFound = {
  error: 'page_not_found',
  message: 'There is none.',
  requestId: 'req_0123456789',
  docUrl: 'https://docs.latchkey.test/errors/page_not_found',
  details: null,
}

test('path, query, header and body go where the operation declares them', async () => {
  const { client, sent } = clientOf(() => json(200, {}))
  await client.pages.listPublicPages({ path: { handle: 'a/b' }, query: { limit: 5, cursor: 'x&y' } })
  await client.checkout.refundPurchase({
    path,
    header: { 'Idempotency-Key': 'mine' },
    body: { visitorId: 'vis_1' },
    headers: { 'X-Request-Id': 'req_mine' },
  })
  const [list, refund] = sent
  expect(list?.url).toBe('https://latchkey.test/v2/public/pages/a%2Fb?limit=5&cursor=x%26y')
  expect(list?.method).toBe('GET')
  expect(refund?.method).toBe('POST')
  expect(refund?.headers.get('content-type')).toBe('application/json')
  expect(refund?.headers.get('idempotency-key')).toBe('mine')
  expect(refund?.headers.get('x-request-id')).toBe('req_mine')
  expect(await refund?.json()).toEqual({ visitorId: 'vis_1' })
})

/** Any but half a surrogate pair. `binary` of the library takes seconds to set up. */
const character = fc
  .integer({ min: 0, max: 0x10ffff })
  .filter((code) => code < 0xd800 || code > 0xdfff)
  .map((code) => String.fromCodePoint(code))

describe('a path parameter that would lead elsewhere', () => {
  test.each(['', '.', '..'])('"%s" is refused before anything is sent', async (value) => {
    const { client, sent } = clientOf(() => json(200, {}))
    const revoke = client.checkout.revokeAccess({ path: { ...path, purchaseId: value } })
    await expect(revoke).rejects.toThrow(TypeError)
    await expect(client.pages.getPublicPage({ path: { ...path, handle: value } })).rejects.toThrow(
      /path\.handle/,
    )
    expect(sent).toEqual([])
  })

  test('so every value that is sent names what was meant', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: character, minLength: 1 }), async (value) => {
        fc.pre(value !== '.' && value !== '..')
        const { client, sent } = clientOf(() => new Response(null, { status: 204 }))
        await client.checkout.revokeAccess({ path: { ...path, purchaseId: value } })
        const segments = new URL(sent[0]?.url ?? '').pathname.split('/')
        expect(segments.slice(0, -1).join('/')).toBe('/v2/handles/demo/pages/premium/grants')
        expect(decodeURIComponent(segments.at(-1) ?? '')).toBe(value)
      }),
    )
  })
})

test('a file is answered as the response with its content, unread', async () => {
  const { client } = clientOf(() => new Response('%PDF', { headers: { 'content-type': 'application/pdf' } }))
  const file = await unwrap(client.files.downloadFile({ path: { fileId: 'fil_1' } }))
  expectTypeOf(file).toEqualTypeOf<Response>()
  expect(file.bodyUsed).toBe(false)
  expect(await file.text()).toBe('%PDF')
  const refused = clientOf(() => json(404, { ...pageNotFound, error: 'file_not_found' }))
  const { error } = await refused.client.files.downloadFile({ path: { fileId: 'fil_1' } })
  expect(error?.code).toBe('file_not_found')
})

test('CSV is asked for by `accept`, and answered as text', async () => {
  const { client, sent } = clientOf(() => csvOf('purchaseId\r\npur_1\r\n'))
  const csv = await unwrap(client.checkout.listBuyers({ path, accept: 'text/csv' }))
  expectTypeOf(csv).toEqualTypeOf<string>()
  expect(csv).toBe('purchaseId\r\npur_1\r\n')
  expect(sent[0]?.headers.get('accept')).toBe('text/csv')
})

test('the token goes with every call; a function is asked each time', async () => {
  const tokens = ['first', null, 'third']
  const { client, sent } = clientOf(() => json(200, {}), { token: async () => tokens.shift() ?? null })
  for (let call = 0; call < 3; call++) await client.visitors.getVisitor()
  expect(sent.map(({ headers }) => headers.get('authorization'))).toEqual([
    'Bearer first',
    null,
    'Bearer third',
  ])
  const fixed = clientOf(() => json(200, {}), { token: 'vst_x' })
  await fixed.client.visitors.getVisitor()
  expect(fixed.sent[0]?.headers.get('authorization')).toBe('Bearer vst_x')
})

test('a redirect is not followed, as it would take the body and the answer elsewhere', async () => {
  const asked: Request[] = []
  const client = createLatchkey({
    baseUrl: 'https://latchkey.test',
    retries: 0,
    fetch: (request) => {
      asked.push(request)
      return new Response(null, { status: 307, headers: { location: 'https://elsewhere.test/' } })
    },
  })
  const call = client.accounts.signIn({ body: { email: 'ana@example.com', password: 'secret' } })
  await expect(call).rejects.toBeInstanceOf(TransportError)
  await client.files.downloadFile({ path: { fileId: 'fil_1' } }).catch(() => {})
  expect(asked.map(({ redirect }) => redirect)).toEqual(['manual', 'follow'])
})

test('a declared error is a value with what the answer says', async () => {
  const details = { limit: 'requestMagicLink:email', retryAfterSeconds: 30 }
  const body = { ...pageNotFound, error: 'rate_limited', details }
  const { client } = clientOf(() => json(429, body, { 'retry-after': '30' }))
  const { data, error } = await client.visitors.requestMagicLink({ body: { email: 'ana@example.com' } })
  expect(data).toBeUndefined()
  expect(error).toBeInstanceOf(LatchkeyError)
  expect(error).toMatchObject({
    code: 'rate_limited',
    status: 429,
    message: 'There is none.',
    requestId: 'req_0123456789',
    docUrl: 'https://docs.latchkey.test/errors/page_not_found',
    retryAfter: 30,
    details,
  })
})

test('an answer without a body is undefined', async () => {
  const { client } = clientOf(() => new Response(null, { status: 204 }))
  const { data, error, response } = await client.visitors.signOutVisitor()
  expect([data, error, response.status]).toEqual([undefined, undefined, 204])
})

test('unwrap gives the data, and throws the error', async () => {
  const found = clientOf(() => json(200, { hasAccess: true }))
  const check = await unwrap(found.client.pages.checkPageAccess({ path }))
  expectTypeOf(check.hasAccess).toBeBoolean()
  expect(check.hasAccess).toBe(true)
  const missing = clientOf(() => json(404, pageNotFound))
  await expect(unwrap(missing.client.pages.checkPageAccess({ path }))).rejects.toThrow(LatchkeyError)
  await expect(unwrap(await missing.client.pages.checkPageAccess({ path }))).rejects.toThrow('There is none.')
})
