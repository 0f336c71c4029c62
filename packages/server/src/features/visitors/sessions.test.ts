import { VISITOR_SESSION_SECONDS } from '@latchkey/contract'
import { unwrap } from '@latchkey/sdk'
import { describe, expect, test } from 'vitest'
import { type TestApp, testApp } from '../../../test/app.ts'
import { operations, sampleRequest } from '../../../test/sample-request.ts'
import { addSeconds } from '../../platform/clock.ts'

const t = await testApp({ env: { LIMITS: 'off' } })
const [one, other] = [await t.make.handle(), await t.make.handle()]

const forVisitors = operations.filter(([, { auth }]) => auth.subject === 'visitor')

/** Signs in by the mailed link and gives the raw answer. */
async function signIn(app: TestApp, handle?: string): Promise<Response> {
  const email = 'flags@example.com'
  await app.client().visitors.requestMagicLink({ body: { email, ...(handle && { handle }) } })
  const { token } = await app.mail.magicLinkFor(email)
  const request = new Request(`${app.origin(handle)}/v2/visitor/auth/verify`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token }),
  })
  return await app.send(request)
}

const reason = async (token: string) => {
  const { error } = await t.client({ token }).visitors.getVisitor()
  return error?.code === 'visitor_unauthorized' ? error.details.reason : null
}

describe('the cookie', () => {
  const flags = `Path=/; Max-Age=${VISITOR_SESSION_SECONDS}; HttpOnly; SameSite=Lax`

  test('is host-only, HttpOnly, Lax, for the whole host and Secure', async () => {
    const [cookie] = (await signIn(t, one.name)).headers.getSetCookie()
    expect(cookie).toMatch(/^_10x_visitor=vst_[\w-]{43}; /)
    expect(cookie?.split(/;(.*)/s)[1]?.trim()).toBe(`${flags}; Secure`)
  })

  test('lives as long as it says to the second, however long opening the session took', async () => {
    let passed = 0
    const clock = { now: () => new Date(t.clock.now().getTime() + passed++) }
    await using own = await testApp({ replace: { clock } })
    const [cookie] = (await signIn(own)).headers.getSetCookie()
    expect(cookie).toContain('; Max-Age=2592000;')
  })

  test.each(['localhost:8787', 'latchkey.localhost:8787'])('is not Secure on %s', async (domain) => {
    await using local = await testApp({ env: { PUBLIC_DOMAIN: domain } })
    const [cookie] = (await signIn(local)).headers.getSetCookie()
    expect(cookie?.split(/;(.*)/s)[1]?.trim()).toBe(flags)
  })

  test('of one host does not reach another', async () => {
    const browser = t.browser(one.name)
    const { token } = await t.make.visitorSession({ handle: one })
    browser.setCookie('_10x_visitor', token)
    expect((await browser.client.visitors.getVisitor()).data).toBeDefined()
    expect(await (await browser.get(`${t.origin(other.name)}/v2/visitor/me`)).json()).toMatchObject({
      details: { reason: 'missing' },
    })
  })

  test('of several names only its own counts', async () => {
    const { token } = await t.make.visitorSession()
    const cookie = `a=1; _10x_visitor=${token}; x_10x_visitor=2; _10x_visitor2=3; _10X_visitor=4`
    const { data } = await t.client({ headers: { cookie } }).visitors.getVisitor()
    expect(data).toBeDefined()
  })

  test('two of its name count as none, in whichever order', async () => {
    const [own, other] = [await t.make.visitorSession(), await t.make.visitorSession()]
    const session = (...tokens: string[]) =>
      t.client({ headers: { cookie: tokens.map((token) => `_10x_visitor=${token}`).join('; ') } })
    for (const tokens of [
      [own.token, other.token],
      [own.token, 'nonsense'],
      ['', own.token],
      [own.token, own.token],
    ]) {
      const { error } = await session(...tokens).visitors.getVisitor()
      expect(error).toMatchObject({ code: 'visitor_unauthorized', details: { reason: 'missing' } })
    }
  })
})

describe('the bearer token', () => {
  test('works wherever the cookie does', async () => {
    const { visitor, token } = await t.make.visitorSession({ handle: one })
    const page = await t.make.page({ handle: one, accessMode: 'FREE_WITH_LOGIN' })
    const client = t.client({ token })
    expect((await unwrap(client.visitors.getVisitor())).visitor.email).toBe(visitor.email)
    expect((await unwrap(client.visitors.listVisitorAccess())).items).toEqual([])
    const path = { handle: one.name, pageSlug: page.slug }
    expect((await unwrap(client.pages.checkPageAccess({ path }))).hasAccess).toBe(true)
    expect((await unwrap(client.pages.getPublicPage({ path }))).content).not.toBeNull()
    await t.deps.background.drain()
    expect((await unwrap(client.visitors.listVisitorAccess())).items).toHaveLength(1)
    expect((await client.visitors.signOutVisitor()).response.status).toBe(204)
    expect(await reason(token)).toBe('revoked')
  })

  test('wins over the cookie', async () => {
    const [mine, cookies] = [await t.make.visitorSession(), await t.make.visitorSession()]
    const cookie = `_10x_visitor=${cookies.token}`
    const both = await unwrap(t.client({ token: mine.token, headers: { cookie } }).visitors.getVisitor())
    expect(both.visitor.id).toBe(mine.visitor.id)
    const { error } = await t.client({ token: 'nonsense', headers: { cookie } }).visitors.getVisitor()
    expect(error?.code).toBe('visitor_unauthorized')
  })

  test.each(['bearer', 'BEARER'])('is taken after the scheme %s', async (scheme) => {
    const { token } = await t.make.visitorSession()
    const headers = { authorization: `${scheme} ${token}` }
    expect((await t.client({ headers }).visitors.getVisitor()).data).toBeDefined()
  })
})

describe('visitor_unauthorized says why', () => {
  test('missing', async () => {
    const { error } = await t.client().visitors.getVisitor()
    expect(error).toMatchObject({ code: 'visitor_unauthorized', details: { reason: 'missing' } })
  })

  test.each(['nonsense', `vst_${'A'.repeat(42)}`, `vst_${'A'.repeat(44)}`, 'patv1_1.secret', 'a.b.c'])(
    'malformed: %s',
    async (token) => {
      expect(await reason(token)).toBe('malformed')
    },
  )

  test('expired, from the second on at which it ends', async () => {
    const expiresAt = addSeconds(t.clock.now(), 1)
    const { token } = await t.make.visitorSession({ expiresAt })
    expect(await reason(token)).toBeNull()
    await t.clock.advance(1)
    expect(await reason(token)).toBe('expired')
  })

  test('revoked, also when it is unknown or expired since', async () => {
    const now = t.clock.now()
    expect(await reason((await t.make.visitorSession({ revokedAt: now })).token)).toBe('revoked')
    expect(await reason((await t.make.visitorSession({ revokedAt: now, expiresAt: now })).token)).toBe(
      'revoked',
    )
    expect(await reason(`vst_${'A'.repeat(43)}`)).toBe('revoked')
  })

  test.each(forVisitors)('other_handle: a session of one handle at another: %s', async (id, operation) => {
    const { token } = await t.make.visitorSession({ handle: one })
    const page = await t.make.page({ handle: other, price: { amount: 900, currency: 'usd' } })
    const atItsHost = sampleRequest(id, operation, {
      origin: t.origin(other.name),
      token,
      params: { handle: one.name },
    })
    const byPath = sampleRequest(id, operation, {
      origin: operation.path.includes('{handle}') ? t.origin() : t.origin(other.name),
      token,
      params: { handle: other.name, pageSlug: page.slug },
    })
    for (const request of [atItsHost, byPath]) {
      const response = await t.send(request)
      expect(response.status).toBe(401)
      expect(await response.json()).toMatchObject({
        error: 'visitor_unauthorized',
        details: { reason: 'other_handle' },
      })
    }
  })

  test('a session of one handle is as none at the pages of another', async () => {
    const { visitor, token } = await t.make.visitorSession({ handle: one })
    const page = await t.make.page({ handle: other, price: { amount: 900, currency: 'usd' } })
    await t.make.purchase({ page, visitor })
    const path = { handle: other.name, pageSlug: page.slug }
    for (const host of ['', one.name, other.name]) {
      const { pages } = t.client({ token, host })
      const access = { hasAccess: false, reason: 'visitor_auth_required' }
      expect(await unwrap(pages.checkPageAccess({ path }))).toMatchObject(access)
      expect(await unwrap(pages.getPublicPage({ path }))).toMatchObject({ content: null, access })
    }
  })

  test('a session for all handles works everywhere', async () => {
    const { visitor, token } = await t.make.visitorSession()
    const page = await t.make.page({ handle: other, price: { amount: 900, currency: 'usd' } })
    await t.make.purchase({ page, visitor })
    const path = { handle: other.name, pageSlug: page.slug }
    for (const host of ['', one.name, other.name]) {
      expect(await unwrap(t.client({ token, host }).pages.checkPageAccess({ path }))).toMatchObject({
        hasAccess: true,
      })
      expect((await t.client({ token, host }).visitors.getVisitor()).data?.session.handle).toBeNull()
    }
  })
})

describe('a cookie on a request that changes something', () => {
  /** Whether the cookie counted: whether signing out with it ended its session. */
  async function counted(headers: Record<string, string>): Promise<boolean> {
    const { token } = await t.make.visitorSession({ handle: one })
    const cookie = `_10x_visitor=${token}`
    const client = t.client({ host: one.name, headers: { ...headers, cookie } })
    await client.visitors.signOutVisitor()
    return (await reason(token)) === 'revoked'
  }
  const origin = t.origin(one.name)
  const sibling = t.origin(other.name)

  test.each([
    ['same-origin', true],
    ['none', true],
    ['same-site', false],
    ['cross-site', false],
    ['', false],
  ])('with Sec-Fetch-Site %j: %s', async (site, expected) => {
    expect(await counted({ 'sec-fetch-site': site })).toBe(expected)
    expect(await counted({ 'sec-fetch-site': site, origin }), 'whatever Origin says').toBe(expected)
    expect(await counted({ 'sec-fetch-site': site, origin: sibling })).toBe(expected)
  })

  test.each([
    [undefined, true],
    [origin, true],
    [sibling, false],
    [t.origin(), false],
    [origin.replace('https', 'http'), false],
    [`${origin}.evil.example`, false],
    [`${origin}:8443`, false],
    ['null', false],
    ['', false],
  ])('without it, with Origin %j: %s', async (from, expected) => {
    expect(await counted(from === undefined ? {} : { origin: from })).toBe(expected)
  })

  test('leaves the bearer token alone', async () => {
    const { token } = await t.make.visitorSession({ handle: one })
    const headers = { 'sec-fetch-site': 'cross-site', origin: 'https://shop.example.com' }
    await t.client({ token, headers }).visitors.signOutVisitor()
    expect(await reason(token)).toBe('revoked')
  })

  test('reading goes by the cookie from anywhere', async () => {
    const { token } = await t.make.visitorSession({ handle: one })
    const headers = { cookie: `_10x_visitor=${token}`, 'sec-fetch-site': 'cross-site', origin: sibling }
    expect((await t.client({ host: one.name, headers }).visitors.getVisitor()).data).toBeDefined()
  })
})

describe('signOutVisitor', () => {
  test('ends the session on the server and clears the cookie', async () => {
    const browser = t.browser(one.name)
    const { token } = await t.make.visitorSession({ handle: one })
    browser.setCookie('_10x_visitor', token)
    const { response } = await browser.client.visitors.signOutVisitor()
    expect(response.status).toBe(204)
    expect(response.headers.getSetCookie()).toEqual([
      '_10x_visitor=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax; Secure',
    ])
    expect(await reason(token)).toBe('revoked')
  })

  test('succeeds when nobody is signed in, any more or ever', async () => {
    const { token } = await t.make.visitorSession()
    for (const given of [token, token, 'nonsense', undefined]) {
      const client = t.client(given === undefined ? {} : { token: given })
      expect((await client.visitors.signOutVisitor()).response.status).toBe(204)
    }
  })

  test('ends the sessions of token and cookie when both are sent', async () => {
    const [bearer, cookie] = [await t.make.visitorSession(), await t.make.visitorSession()]
    const headers = { cookie: `_10x_visitor=${cookie.token}` }
    await t.client({ token: bearer.token, headers }).visitors.signOutVisitor()
    expect([await reason(bearer.token), await reason(cookie.token)]).toEqual(['revoked', 'revoked'])
  })

  test('ends this session alone, or everywhere all that it could see and nobody else’s', async () => {
    const kinds = ['library', 'one', 'other'] as const
    const handles = { library: undefined, one, other }
    const seen = { library: kinds, one: ['one'], other: ['other'] }
    for (const everywhere of [false, true]) {
      for (const kind of kinds) {
        const visitor = await t.make.visitor()
        const open = (bound: (typeof kinds)[number], of = visitor) =>
          t.make.visitorSession({ visitor: of, ...(handles[bound] && { handle: handles[bound] }) })
        const own = await open(kind)
        const others = await Promise.all(kinds.map(async (bound) => ({ bound, ...(await open(bound)) })))
        const stranger = await open(kind, await t.make.visitor())
        await t.client({ token: own.token }).visitors.signOutVisitor({ body: { everywhere } })
        expect(await reason(own.token)).toBe('revoked')
        for (const { bound, token } of others) {
          const ended = everywhere && (seen[kind] as readonly string[]).includes(bound)
          expect(await reason(token), `${kind} ends ${bound}, everywhere: ${everywhere}`).toBe(
            ended ? 'revoked' : null,
          )
        }
        expect(await reason(stranger.token)).toBeNull()
      }
    }
  })

  test('everywhere takes a live session', async () => {
    const visitor = await t.make.visitor()
    const live = await t.make.visitorSession({ visitor })
    const expired = await t.make.visitorSession({ visitor, expiresAt: t.clock.now() })
    const revoked = await t.make.visitorSession({ visitor, revokedAt: t.clock.now() })
    for (const { token } of [expired, revoked]) {
      await t.client({ token }).visitors.signOutVisitor({ body: { everywhere: true } })
    }
    expect(await reason(live.token)).toBeNull()
  })

  test('access ends with the session', async () => {
    const { visitor, token } = await t.make.visitorSession()
    const page = await t.make.page({ handle: one, price: { amount: 900, currency: 'usd' } })
    await t.make.purchase({ page, visitor })
    const path = { handle: one.name, pageSlug: page.slug }
    const client = t.client({ token })
    expect((await unwrap(client.pages.checkPageAccess({ path }))).hasAccess).toBe(true)
    await client.visitors.signOutVisitor()
    expect((await unwrap(client.pages.checkPageAccess({ path }))).hasAccess).toBe(false)
  })
})
