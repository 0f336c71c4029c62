import { describe, expect, test } from 'vitest'
import { curlOf } from './curl.ts'
import type { Operation } from './document.ts'
import type { Exchange } from './exchange.ts'
import { Mask } from './mask.ts'
import { jsonReport } from './report/json.ts'
import { junitReport } from './report/junit.ts'
import { textReport } from './report/text.ts'
import type { Report } from './report.ts'

const CANARY = 'canary-7f3a9c'

const exchange = (
  request: Partial<Exchange['request']>,
  more: Partial<Pick<Exchange, 'as' | 'generated' | 'operation'>> = {},
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
    ['a code in a query', { url: `http://localhost/callback?state=a&code=${CANARY}&x=y` }],
    ['a token in a query', { url: `http://localhost/x?token=${CANARY}#a` }],
    ['the token of a link', { url: `http://localhost/_edge/visitor/access/t/${CANARY}?x=y` }],
    [
      'a list of addresses',
      { body: JSON.stringify({ emails: [CANARY, CANARY], a: [{ tokens: [CANARY] }] }) },
    ],
    ['JSON that is cut short', { body: `{"name":"a","accessToken" : "${CANARY}","b":"c` }],
    ['JSON that ends in a secret', { body: `{"name":"a\\"","secret":"\\"${CANARY}` }],
    ['JSON that ends in a list', { body: `{"emails":["${CANARY}","${CANARY}` }],
    ['two cookies', { headers: { cookie: `a=${CANARY}; b=${CANARY}` } }],
    ['a cookie without a name', { headers: { cookie: CANARY } }],
    ['a key with a space', { headers: { 'x-api-key': `${CANARY} ${CANARY}` } }],
    ['a signature', { headers: { 'webhook-signature': `v1,${CANARY}` } }],
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

  test.each([
    ['cookie', `_10x_visitor=vst_${'1'.repeat(8)}; _10x_account=${CANARY}`],
    ['authorization', `Basic vst_${'1'.repeat(8)}:${CANARY}`],
    ['x-api-key', `vst_${'1'.repeat(8)}, ${CANARY}`],
  ])('the rest of a header %s of which a part is known', (name, value) => {
    const mask = new Mask()
    mask.hide(`vst_${'1'.repeat(8)}`, 'visitorToken')
    const shown = JSON.stringify(mask.request(exchange({ headers: { [name]: value } })).headers)
    expect(shown).not.toContain(CANARY)
  })

  test('a header keeps its scheme, and the names of its cookies', () => {
    const mask = new Mask()
    mask.hide('vst_11111111', 'visitorToken')
    const headers = { authorization: `Bearer ${CANARY}`, cookie: `a=vst_11111111; b=${CANARY}` }
    expect(mask.request(exchange({ headers })).headers).toEqual({
      authorization: 'Bearer <authorization>',
      cookie: 'a=<visitorToken>; b=<cookie>',
    })
  })

  test('a parameter of a path that is a token, and not one that names it', () => {
    const operation = { path: '/v2/a/{token}/b/{tokenId}' } as Operation
    const url = `http://localhost/v2/a/${CANARY}/b/tok_1?x=y`
    expect(new Mask().request(exchange({ url }, { operation })).url).toBe(
      'http://localhost/v2/a/<token>/b/tok_1?x=y',
    )
  })

  test('the values of all cookies that an answer sets', () => {
    const mask = new Mask()
    const cookie = (name: string) =>
      `${name}=${CANARY}-${name}; Expires=Wed, 21 Oct 2026 07:28:00 GMT; Path=/`
    const headers = { 'set-cookie': ['a', 'b', 'c'].map(cookie).join(', ') }
    mask.learn({ ...exchange({}), answer: { ...exchange({}).answer, headers } })
    const said = ['a', 'b', 'c'].map((name) => `${CANARY}-${name}`).join(' ')
    expect(mask.text(`${said} Path=/ GMT`)).toBe('<cookie> <cookie> <cookie> Path=/ GMT')
  })

  test.each([
    ['a URL', `It led to https://a.example/cb?code=${CANARY}&state=a.`],
    ['a link', `It led to /_edge/visitor/access/t/${CANARY}.`],
    ['JSON', `It answered {"id":1,"token":"${CANARY}"}.`],
  ])('%s in a sentence', (_, sentence) => {
    expect(new Mask().text(sentence)).not.toContain(CANARY)
  })

  // Each character of some would be the start of a search through all that follow, or the heap of one.
  test.each([
    ['a text', 'x'],
    ['encoded signs', '%40'],
    ['encoded signs and dots', '%40.'],
    ['signs', '@x.'],
    ['quotes', '"'],
    ['backslashes', '\\'],
    ['parameters', '&token='],
    ['members', '"token":'],
  ])('a long body of %s is searched in time', (_, part) => {
    const body = `"${part.repeat(2_000_000 / part.length)}`
    expect(new Mask().request(exchange({ body })).body?.length).toBeGreaterThan(0)
  })

  test('nor in what a report says beside its requests', () => {
    const mask = new Mask()
    mask.hide(CANARY, 'accessToken')
    const said = `${CANARY} of ct-1@canary.example`
    const report: Report = {
      mask,
      origin: 'http://localhost',
      version: '1.0.0',
      findings: [{ rule: 'server-error', where: `/${CANARY}`, sentence: said, exchanges: [] }],
      rules: [],
      requests: 1,
      seconds: 1,
      covered: 0,
      declared: 0,
      coverage: [],
      reached: 1,
      operations: 1,
      isLatchkey: true,
      notes: [said],
      stopped: said,
      interrupted: false,
    }
    for (const shown of [textReport(report, { coverage: true }), jsonReport(report), junitReport(report)]) {
      expect(shown).not.toMatch(/canary/i)
      expect(shown).toContain('accessToken')
    }
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
