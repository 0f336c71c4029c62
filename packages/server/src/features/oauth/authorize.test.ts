import { scopes } from '@latchkey/contract'
import { describe, expect, test } from 'vitest'
import { testApp } from '../../../test/app.ts'
import type { TestBrowser } from '../../../test/browser.ts'
import { TEST_PASSWORD } from '../../../test/factories.ts'
import { readMarkup } from '../../../test/markup.ts'
import { type Changes, callback, newPkce, oauthActors } from '../../../test/oauth.ts'
import { openSession } from '../accounts/service.ts'

const t = await testApp({ env: { LIMITS: 'off' } })
const actors = oauthActors(t)

const page = async (response: Response) => readMarkup(await response.text())

/** Sends the sign-in form that the browser was shown. */
const signIn = (
  browser: TestBrowser,
  { fields }: { fields: Record<string, string> },
  entered: Record<string, string>,
) => browser.post('/oauth/sign-in', { request: fields.request ?? '', ...entered })

/** Headers that every page of the flow has (RFC 9700 §4.16, RFC 6749 §10.13). */
function expectClosed({ headers }: Response) {
  expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
  expect(headers.get('content-security-policy')).toContain("default-src 'none'")
  expect(headers.get('x-frame-options')).toBe('DENY')
  expect(headers.get('cache-control')).toBe('no-store')
  expect(headers.get('referrer-policy')).toBe('no-referrer')
}

describe('the consent page', () => {
  test('says who asks for what, as whom, and where it leads', async () => {
    const account = await t.make.account()
    const browser = await actors.signedIn(account)
    const client = await actors.client({ client_name: 'Example notes' })
    const url = actors.authorizeUrl(client, newPkce(), { scope: 'pages.read purchases.read' })
    const response = await browser.get(url, { site: 'cross-site' })
    expect(response.status).toBe(200)
    expectClosed(response)
    expect(response.headers.get('content-security-policy')).toContain(
      "form-action 'self' https://client.example;",
    )
    const { h1, text, forms, elements } = await page(response)
    expect(h1).toEqual(['Allow Example notes?'])
    for (const words of [account.email, 'client.example', scopes['pages.read'], scopes['purchases.read']]) {
      expect(text).toContain(words)
    }
    expect(text).not.toContain(scopes['pages.write'])
    expect(forms).toEqual([
      { method: 'post', action: '/oauth/authorize/decision', buttons: ['Allow', 'Deny'] },
    ])
    expect(elements).not.toContain('script')
  })

  test('asks for every scope of the client when none is named (RFC 6749 §3.3)', async () => {
    const client = await actors.client({ scope: 'pages.read files.read' })
    const { text } = await actors.consentPage(
      await actors.signedIn(),
      actors.authorizeUrl(client, newPkce(), { scope: '' }),
    )
    expect(text).toContain(scopes['pages.read'])
    expect(text).toContain(scopes['files.read'])
    expect(text).not.toContain(scopes['pages.write'])
  })

  test('names an app on this computer, on any port (RFC 8252 §7.3)', async () => {
    const client = await actors.client({ redirect_uris: ['http://127.0.0.1/callback'] })
    const browser = await actors.signedIn()
    const url = actors.authorizeUrl(client, newPkce(), { redirect_uri: 'http://127.0.0.1:49152/callback' })
    const response = await browser.get(url)
    expect(response.headers.get('content-security-policy')).toContain("'self' http://127.0.0.1:49152;")
    const shown = await page(response)
    expect(shown.text).toContain('an app on this computer (127.0.0.1:49152)')
    const answer = await actors.decide(browser, shown, 'allow')
    expect(answer.headers.get('location')).toMatch(/^http:\/\/127\.0\.0\.1:49152\/callback\?code=/)
  })

  test('may leave out the redirect URI when the client has only one (RFC 6749 §3.1.2.3)', async () => {
    const browser = await actors.signedIn()
    const one = await actors.client()
    const url = actors.authorizeUrl(one, newPkce(), { redirect_uri: null })
    expect((await actors.allow(browser, url)).get('code')).toMatch(/^oac_/)
    const two = await actors.client({ redirect_uris: ['https://a.example/', 'https://b.example/'] })
    const unclear = await browser.get(actors.authorizeUrl(two, newPkce(), { redirect_uri: null }))
    expect(unclear.status).toBe(400)
  })

  test.each([
    '<script>alert(1)</script>',
    '"><img src=x onerror=alert(1)>',
    "'; alert(1); '",
    '</title><svg onload=alert(1)>',
    '{{7*7}} #{7*7} &lt;b&gt;',
  ])('shows a name as text: %s', async (client_name) => {
    const client = await actors.client({ client_name })
    const probe = '"><script>alert(2)</script>'
    const changes = { state: probe, scope: 'pages.read', unknown: probe }
    const { text, title, elements, attributes } = await actors.consentPage(
      await actors.signedIn(),
      actors.authorizeUrl(client, newPkce(), changes),
    )
    expect(text).toContain(client_name)
    expect(title).toContain(client_name)
    for (const name of ['script', 'img']) expect(elements).not.toContain(name)
    for (const name of ['onerror', 'onload']) expect(attributes).not.toContain(name)
  })
})

describe('RFC 9700 §4.11.2: nobody is redirected who has not signed in', () => {
  test('errors too wait for it', async () => {
    const client = await actors.client()
    const url = actors.authorizeUrl(client, newPkce(), { scope: 'admin' })
    const response = await t.browser().get(url)
    expect(response.status).toBe(200)
    expect((await page(response)).h1).toEqual(['Sign in'])
    expect((await (await actors.signedIn()).get(url)).status).toBe(303)
  })

  test('signing in goes on to the consent page, for this browser only', async () => {
    const account = await t.make.account()
    const client = await actors.client()
    const browser = t.browser()
    const state = `ä&=+ %00"<${'☃'.repeat(1200)}`
    const url = actors.authorizeUrl(client, newPkce(), { state })
    const response = await browser.get(url, { site: 'cross-site' })
    expectClosed(response)
    const form = await page(response)
    expect(form.text).toContain('Example notes')
    expect(form.forms).toEqual([{ method: 'post', action: '/oauth/sign-in', buttons: ['Sign in'] }])
    const signedIn = await signIn(browser, form, { email: account.email, password: TEST_PASSWORD })
    expect(signedIn.status).toBe(303)
    expect(browser.cookie('_10x_account')).toMatch(/^rt_/)
    const next = signedIn.headers.get('location') ?? ''
    const [path, query] = next.split('?')
    expect(path).toBe('/oauth/authorize')
    expect(Object.fromEntries(new URLSearchParams(query))).toEqual(
      Object.fromEntries(new URLSearchParams(url.split('?')[1])),
    )
    const answer = await actors.allow(browser, next)
    expect(answer.get('state')).toBe(state)
    expect((await page(await t.browser().get(next))).h1).toEqual(['Sign in'])
  })

  test('a wrong password, no password, no address', async () => {
    const account = await t.make.account()
    const client = await actors.client()
    const browser = t.browser()
    const form = await page(await browser.get(actors.authorizeUrl(client, newPkce())))
    for (const entered of [
      { email: account.email, password: 'wrong' },
      { email: account.email, password: '' },
      { email: 'nobody@example.com', password: TEST_PASSWORD },
      { email: '"><script>', password: TEST_PASSWORD },
      {},
    ]) {
      const response = await signIn(browser, form, entered)
      expect(response.status).toBe(401)
      expectClosed(response)
      const { title, text, elements, fields } = await page(response)
      expect(title).toMatch(/^Error: /)
      expect(text).toContain('Example notes')
      expect(elements).not.toContain('script')
      expect(fields.password, 'a password is not sent back').toBe('')
      expect(fields.request).toBe(form.fields.request)
      expect(browser.cookie('_10x_account')).toBeNull()
    }
  })

  test('a form of another site signs nobody in', async () => {
    const account = await t.make.account()
    const browser = t.browser()
    const entered = { email: account.email, password: TEST_PASSWORD }
    for (const site of ['cross-site', 'same-site'] as const) {
      const response = await browser.post('/oauth/sign-in', entered, { site })
      expect(response.status).toBe(403)
      expect(browser.cookie('_10x_account')).toBeNull()
    }
  })

  test('passwords are tried under the limits of `signIn`, and a stranger does not use up those of the owner', async () => {
    await using limited = await testApp({ env: { LIMITS: '{"signIn":{"email":"2/10m"}}' } })
    const account = await limited.make.account()
    const attempt = async (browser: ReturnType<typeof limited.browser>, password: string) =>
      (await browser.post('/oauth/sign-in', { email: account.email, password })).status
    const own = limited.browser()
    expect(await attempt(own, TEST_PASSWORD)).toBe(303)
    const statuses = [
      await attempt(limited.browser(), 'wrong'),
      (await limited.client().accounts.signIn({ body: { email: account.email, password: 'wrong' } })).response
        .status,
      await attempt(limited.browser(), TEST_PASSWORD),
      await attempt(own, TEST_PASSWORD),
    ]
    // What succeeded did not count; the two that failed did, whichever way they came.
    expect(statuses).toEqual([401, 401, 429, 303])
  })

  test('signing in leads nowhere but to the authorization page', async () => {
    const account = await t.make.account()
    for (const request of [
      'https://evil.example',
      '//evil.example',
      '\r\nx: y',
      '&redirect=//evil.example',
      '',
    ]) {
      const browser = t.browser()
      const entered = { email: account.email, password: TEST_PASSWORD }
      const response = await signIn(browser, { fields: { request } }, entered)
      const location = new URL(response.headers.get('location') ?? '', t.origin())
      expect(location.origin + location.pathname).toBe(`${t.origin()}/oauth/authorize`)
    }
  })

  test('another account may be chosen', async () => {
    const [first, second] = [await t.make.account(), await t.make.account()]
    const browser = await actors.signedIn(first)
    const client = await actors.client()
    const consent = await actors.consentPage(browser, actors.authorizeUrl(client, newPkce()))
    const again = consent.links.find((link) => link.includes('prompt')) ?? ''
    const form = await page(await browser.get(again))
    expect(form.h1).toEqual(['Sign in'])
    const signedIn = await signIn(browser, form, { email: second.email, password: TEST_PASSWORD })
    const shown = await actors.consentPage(browser, signedIn.headers.get('location') ?? '')
    expect(shown.text).toContain(second.email)
  })

  test.each(['a session that ended', 'a token that was used', 'garbage'])('%s is nobody', async (kind) => {
    const account = await t.make.account()
    const session = await openSession(t.deps, account.id)
    if (kind === 'a session that ended') {
      await t.client().accounts.signOut({ body: { refreshToken: session.refreshToken } })
    }
    if (kind === 'a token that was used') {
      await t.client().accounts.refreshSession({ body: { refreshToken: session.refreshToken } })
    }
    const browser = t.browser()
    browser.setCookie('_10x_account', kind === 'garbage' ? 'rt_garbage' : session.refreshToken)
    const response = await browser.get(actors.authorizeUrl(await actors.client(), newPkce()))
    expect((await page(response)).h1).toEqual(['Sign in'])
  })
})

describe('errors that go back to the client, with state and iss', () => {
  test.each<[string, Changes, string]>([
    ['RFC 6749 §4.1.2.1: no response type', { response_type: null }, 'invalid_request'],
    ['RFC 9700 §2.1.2: no implicit grant', { response_type: 'token' }, 'unsupported_response_type'],
    ['RFC 9700 §2.1.2: no hybrid', { response_type: 'code token' }, 'unsupported_response_type'],
    ['no response mode but query', { response_mode: 'fragment' }, 'invalid_request'],
    [
      'RFC 7636 §4.4.1: no challenge',
      { code_challenge: null, code_challenge_method: null },
      'invalid_request',
    ],
    ['RFC 7636 §4.4.1: an empty challenge', { code_challenge: '' }, 'invalid_request'],
    ['RFC 7636 §4.3: no method, which would be plain', { code_challenge_method: null }, 'invalid_request'],
    ['RFC 9700 §2.1.1: plain', { code_challenge_method: 'plain' }, 'invalid_request'],
    ['RFC 7636 §4.3: a method in small letters', { code_challenge_method: 's256' }, 'invalid_request'],
    ['RFC 7636 §4.2: a challenge that is no SHA-256', { code_challenge: 'x'.repeat(44) }, 'invalid_request'],
    ['RFC 6749 §3.3: an unknown scope', { scope: 'pages.read admin' }, 'invalid_scope'],
    ['RFC 6749 §3.3: a malformed scope', { scope: 'pages.read,pages.write' }, 'invalid_scope'],
    ['RFC 8707 §2: another resource', { resource: 'https://api.example' }, 'invalid_target'],
    ['RFC 8707 §2: a path of ours', { resource: `${t.origin()}/v2` }, 'invalid_target'],
    [
      'RFC 8707 §2: another resource beside ours',
      { resource: [t.origin(), 'https://x.example'] },
      'invalid_target',
    ],
    [
      'RFC 6749 §3.1: a parameter that is repeated',
      { scope: ['pages.read', 'pages.read'] },
      'invalid_request',
    ],
    ['RFC 6749 §3.1: a challenge that is repeated', { code_challenge: ['x', 'y'] }, 'invalid_request'],
  ])('%s', async (_, changes, error) => {
    const client = await actors.client()
    const response = await (await actors.signedIn()).get(actors.authorizeUrl(client, newPkce(), changes))
    expect(response.headers.get('location')).toMatch(/^https:\/\/client\.example\/callback\?error=/)
    expect(Object.fromEntries(callback(response))).toEqual({
      error,
      error_description: expect.stringMatching(/^[\x20-\x21\x23-\x5b\x5d-\x7e]+$/),
      state: 'a state',
      iss: t.origin(),
    })
  })

  test('a scope that the client did not register for', async () => {
    const client = await actors.client({ scope: 'pages.read' })
    const url = actors.authorizeUrl(client, newPkce(), { scope: 'pages.read pages.write' })
    expect(callback(await (await actors.signedIn()).get(url)).get('error')).toBe('invalid_scope')
  })

  test('RFC 6749 §3.1: a state that is repeated is not given back', async () => {
    const client = await actors.client()
    const url = actors.authorizeUrl(client, newPkce(), { state: ['one', 'two'] })
    const answer = callback(await (await actors.signedIn()).get(url))
    expect([answer.get('error'), answer.has('state')]).toEqual(['invalid_request', false])
  })

  test('a state that cannot be kept', async () => {
    const client = await actors.client()
    const url = actors.authorizeUrl(client, newPkce(), { state: 'x\0y' })
    const answer = callback(await (await actors.signedIn()).get(url))
    expect([answer.get('error'), answer.get('state')]).toEqual(['invalid_request', 'x\0y'])
  })
})

describe('RFC 6749 §3.1.2.4: without a redirect URI of the client nothing is redirected', () => {
  test.each<[string, Changes]>([
    ['unknown client', { client_id: 'cli_01jd6z3v9kf2x8t5w4q7r1m0ce' }],
    ['no client', { client_id: null }],
    ['a client with U+0000', { client_id: 'cli_\0' }],
    ['two clients', { client_id: ['cli_1', 'cli_2'] }],
    ['a client that is a URL without TLS', { client_id: 'http://client.example/client.json' }],
  ])('%s', async (_, changes) => {
    const url = actors.authorizeUrl(await actors.client(), newPkce(), changes)
    for (const browser of [t.browser(), await actors.signedIn()]) {
      const response = await browser.get(url)
      expect(response.status).toBe(400)
      expectClosed(response)
      expect((await page(response)).h1).toEqual(['We do not know this app'])
    }
  })

  test.each([
    ['slash', 'https://client.example/callback/'],
    ['case', 'https://client.example/Callback'],
    ['query', 'https://client.example/callback?x=1'],
    ['fragment', 'https://client.example/callback#x'],
    ['port', 'https://client.example:8443/callback'],
    ['scheme', 'http://client.example/callback'],
    ['host', 'https://evil.example/callback'],
  ])('RFC 9700 §2.1: a redirect URI off by %s', async (_, redirect_uri) => {
    const url = actors.authorizeUrl(await actors.client(), newPkce(), { redirect_uri, scope: 'admin' })
    for (const browser of [t.browser(), await actors.signedIn()]) {
      const response = await browser.get(url)
      expect([response.status, response.headers.get('location')]).toEqual([400, null])
      expect((await page(response)).text).toContain(redirect_uri)
    }
  })

  const wrong = 'https://client.example/callback/"><script>alert(1)</script>'
  test.each<[string, Changes]>([
    ['wrong', { redirect_uri: wrong }],
    ['repeated', { redirect_uri: ['https://client.example/callback', wrong] }],
  ])(
    'a redirect URI that is %s is shown, and those registered to nobody but the owner',
    async (_, changes) => {
      const owner = await t.make.account()
      const { accessToken } = await openSession(t.deps, owner.id)
      const redirectUri = 'https://client.example/callback'
      const { body } = await actors.register(
        { redirect_uris: [redirectUri, 'https://other.example/x'], token_endpoint_auth_method: 'none' },
        { authorization: `Bearer ${accessToken}` },
      )
      const client = { id: String(body.client_id), secret: null, redirectUri }
      const url = actors.authorizeUrl(client, newPkce(), changes)
      const seen = await Promise.all(
        [t.browser(), await actors.signedIn(), await actors.signedIn(owner)].map(async (browser) => {
          const response = await browser.get(url)
          expect(response.status).toBe(400)
          expect(response.headers.get('location')).toBeNull()
          expectClosed(response)
          const { text, elements } = await page(response)
          expect(text).toContain(wrong)
          expect(elements).not.toContain('script')
          return text.includes('https://other.example/x')
        }),
      )
      expect(seen).toEqual([false, false, true])
    },
  )
})
