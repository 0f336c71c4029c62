import { describe, expect, test } from 'vitest'
import { curlOf } from './curl.ts'
import type { Exchange } from './exchange.ts'
import { Mask } from './mask.ts'

const CANARY = 'canary-7f3a9c'

const exchange = (
  request: Partial<Exchange['request']>,
  more: Partial<Pick<Exchange, 'as' | 'generated'>> = {},
): Exchange => ({
  operation: null,
  as: null,
  request: { method: 'POST', url: 'http://localhost/', headers: {}, body: null, ...request },
  answer: { status: 200, headers: {}, text: '', json: undefined, code: null },
  milliseconds: 1,
  ...more,
})

describe('no secret is shown', () => {
  test.each([
    ['a bearer token', { headers: { authorization: `Bearer ${CANARY}` } }],
    ['Basic', { headers: { authorization: `Basic ${CANARY}` } }],
    ['a cookie', { headers: { cookie: `_10x_visitor=${CANARY}` } }],
    ['a key', { headers: { 'x-api-key': CANARY } }],
    ['a password', { body: JSON.stringify({ password: CANARY, nested: [{ newPassword: CANARY }] }) }],
    ['a code', { body: JSON.stringify({ code: CANARY }) }],
    [
      'a token in a form',
      { body: `grant_type=refresh_token&refresh_token=${CANARY}&code_verifier=${CANARY}` },
    ],
    ['an address', { body: JSON.stringify({ text: `write to ${CANARY}@example.com` }) }],
    ['an address in a query', { url: `http://localhost/v2/x?q=${CANARY}%40example.com` }],
  ])('%s', (_, request) => {
    const shown = JSON.stringify(new Mask().request(exchange(request)))
    expect(shown).not.toContain(CANARY)
    expect(shown).toContain('<')
  })

  test.each([
    ['as it is', CANARY],
    ['encoded for a query', encodeURIComponent(`${CANARY}/+`)],
    ['in Basic', Buffer.from(CANARY).toString('base64')],
  ])('what an answer handed out, %s, in what was generated too', (_, written) => {
    const mask = new Mask()
    const handedOut = { accessToken: CANARY, list: [{ secret: `${CANARY}/+` }] }
    mask.learn({ ...exchange({}), answer: { ...exchange({}).answer, json: handedOut } })
    const later = exchange({ url: `http://localhost/${written}`, body: written }, { generated: true })
    expect(JSON.stringify(mask.request(later))).not.toContain(written)
    expect(mask.text(`It said ${written}.`)).not.toContain(written)
  })

  test('a long body is searched in time', () => {
    const long = exchange({ body: `"${'x'.repeat(2_000_000)}` })
    expect(new Mask().request(long).body).toHaveLength(2_000_001)
  })
})

test('what was generated stays as it was sent', () => {
  const body = JSON.stringify({ email: 'a..b@example.com', password: 'x' })
  expect(new Mask().request(exchange({ body }, { generated: true })).body).toBe(body)
})

describe('curl', () => {
  test.each([
    ["it's", `'it'\\''s'`],
    ['a\0b\u202e', `$'a\\x00b\\xe2\\x80\\xae'`],
  ])('quotes %j for a shell', (body, quoted) => {
    expect(curlOf(exchange({ body }).request)).toBe(`curl -X POST 'http://localhost/' --data-raw ${quoted}`)
  })
})
