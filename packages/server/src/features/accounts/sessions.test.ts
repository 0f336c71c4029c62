import { type Data, unwrap } from '@latchkey/sdk'
import { describe, expect, test } from 'vitest'
import { testApp } from '../../../test/app.ts'
import { TEST_PASSWORD } from '../../../test/factories.ts'

const DAY = 24 * 3600
const t = await testApp({ env: { LIMITS: 'off' } })
const { accounts } = t.client()

const refresh = (refreshToken: string) => accounts.refreshSession({ body: { refreshToken } })
const isLive = async (token: string) => (await t.client({ token }).accounts.getAccount()).error === undefined

async function signedIn() {
  const account = await t.make.account()
  const tokens = await unwrap(accounts.signIn({ body: { email: account.email, password: TEST_PASSWORD } }))
  return { ...account, ...tokens }
}

async function signedInBrowser() {
  const account = await t.make.account()
  const browser = t.browser('app')
  const tokens = await unwrap(
    browser.client.accounts.signIn({ body: { email: account.email, password: TEST_PASSWORD } }),
  )
  return { ...account, ...tokens, browser, cookie: () => browser.cookie('_10x_account') }
}

describe('refreshSession', () => {
  test('yields the next pair, again and again, for as long as a dashboard stays open', async () => {
    let { refreshToken } = await signedIn()
    for (let n = 0; n < 3; n++) {
      await t.clock.advance(29 * DAY)
      const next = await unwrap(refresh(refreshToken))
      expect(await isLive(next.accessToken)).toBe(true)
      expect(next.refreshToken).not.toBe(refreshToken)
      refreshToken = next.refreshToken ?? ''
    }
  })

  test('expired: after 30 days without use', async () => {
    const { refreshToken } = await signedIn()
    await t.clock.advance(30 * DAY)
    expect((await refresh(refreshToken)).error).toMatchObject({
      code: 'invalid_refresh_token',
      details: { reason: 'expired' },
    })
  })

  test('two tabs, 13 ms apart, both go on', async () => {
    const { refreshToken } = await signedIn()
    const [one, other] = await Promise.all([unwrap(refresh(refreshToken)), unwrap(refresh(refreshToken))])
    await t.clock.advance(0.013)
    const late = await unwrap(refresh(refreshToken))
    expect(new Set([one, other, late].map((tokens) => tokens.refreshToken)).size).toBe(1)
    expect(await isLive(one.accessToken)).toBe(true)
    expect(await isLive(late.accessToken)).toBe(true)
    expect((await refresh(late.refreshToken ?? '')).error).toBeUndefined()
  })

  test('reuse after the successor was used ends the session, access on the control plane included', async () => {
    const { refreshToken, accessToken } = await signedIn()
    const second = await unwrap(refresh(refreshToken))
    const third = await unwrap(refresh(second.refreshToken ?? ''))
    expect((await refresh(refreshToken)).error).toMatchObject({ details: { reason: 'reused' } })
    expect((await refresh(third.refreshToken ?? '')).error).toMatchObject({ details: { reason: 'revoked' } })
    for (const token of [accessToken, second.accessToken, third.accessToken]) {
      expect(await isLive(token)).toBe(false)
    }
  })

  test.for([
    ['nothing', {}, 'missing'],
    ['a made-up token', { refreshToken: `rt_${'x'.repeat(43)}` }, 'unknown'],
    ['something else', { refreshToken: 'vst_1' }, 'unknown'],
  ] as const)('%s is refused', async ([, body, reason]) => {
    const { error } = await accounts.refreshSession({ body })
    expect(error).toMatchObject({ status: 401, code: 'invalid_refresh_token', details: { reason } })
  })

  test('an access token is no refresh token', async () => {
    const { accessToken } = await signedIn()
    expect((await refresh(accessToken)).error).toMatchObject({ details: { reason: 'unknown' } })
  })
})

describe('refreshSession by cookie', () => {
  test('renews the cookie, and keeps its token from scripts', async () => {
    const { browser, cookie } = await signedInBrowser()
    const before = cookie()
    const tokens = await unwrap(browser.client.accounts.refreshSession())
    expect(tokens.refreshToken).toBeNull()
    expect(cookie()).toMatch(/^rt_/)
    expect(cookie()).not.toBe(before)
    expect(await isLive(tokens.accessToken)).toBe(true)
    expect((await browser.client.accounts.refreshSession()).error).toBeUndefined()
  })

  test('a page that sends the token of the cookie in the body keeps both together', async () => {
    const { browser, cookie, refreshToken } = await signedInBrowser()
    const tokens = await unwrap(browser.client.accounts.refreshSession({ body: { refreshToken } }))
    expect(cookie()).toBe(tokens.refreshToken)
  })

  test('a token in the body leaves the cookie of another session alone', async () => {
    const { browser, cookie } = await signedInBrowser()
    const before = cookie()
    const { refreshToken } = await signedIn()
    await unwrap(browser.client.accounts.refreshSession({ body: { refreshToken } }))
    expect(cookie()).toBe(before)
  })

  test('a cookie that no longer counts is cleared', async () => {
    const { browser, cookie } = await signedInBrowser()
    browser.setCookie('_10x_account', `rt_${'x'.repeat(43)}`)
    const { error } = await browser.client.accounts.refreshSession()
    expect(error).toMatchObject({ details: { reason: 'unknown' } })
    expect(cookie()).toBeNull()
  })

  test.for(['same-site', 'cross-site'] as const)(
    'CSRF: from a %s page the cookie does not count',
    async (site) => {
      const { cookie } = await signedInBrowser()
      const token = cookie()
      for (const path of ['/v2/auth/refresh', '/v2/auth/logout']) {
        const response = await t.send(
          new Request(`${t.origin('app')}${path}`, {
            method: 'POST',
            headers: { cookie: `_10x_account=${token}`, 'sec-fetch-site': site },
          }),
        )
        expect(response.status).toBe(path.endsWith('refresh') ? 401 : 204)
        expect(response.headers.getSetCookie()).toEqual([])
      }
      expect((await refresh(token ?? '')).error).toBeUndefined()
    },
  )
})

describe('signOut', () => {
  test('ends refresh and control-plane access at once, and can be repeated', async () => {
    const { refreshToken, accessToken } = await signedIn()
    for (let n = 0; n < 2; n++) {
      expect((await accounts.signOut({ body: { refreshToken } })).response.status).toBe(204)
      expect(await isLive(accessToken)).toBe(false)
      expect((await refresh(refreshToken)).error).toMatchObject({ details: { reason: 'revoked' } })
    }
  })

  test('works with a token that was exchanged since', async () => {
    const { refreshToken } = await signedIn()
    const next = await unwrap(refresh(refreshToken))
    await unwrap(accounts.signOut({ body: { refreshToken } }))
    expect(await isLive(next.accessToken)).toBe(false)
  })

  test('by cookie: ends the session and clears the cookie', async () => {
    const { browser, cookie, accessToken } = await signedInBrowser()
    const { response } = await browser.client.accounts.signOut()
    expect(response.status).toBe(204)
    expect(cookie()).toBeNull()
    expect(await isLive(accessToken)).toBe(false)
  })

  test('without anything, and with a made-up token, it succeeds', async () => {
    expect((await accounts.signOut()).response.status).toBe(204)
    expect((await accounts.signOut({ body: { refreshToken: 'rt_1' } })).response.status).toBe(204)
  })

  test('leaves other sessions alone', async () => {
    const { email, refreshToken } = await signedIn()
    const other = await unwrap(accounts.signIn({ body: { email, password: TEST_PASSWORD } }))
    await unwrap(accounts.signOut({ body: { refreshToken } }))
    expect(await isLive(other.accessToken)).toBe(true)
  })
})

describe('listSessions and endSession', () => {
  test('shows the live sessions, newest first, and which is the own one', async () => {
    const first = await signedIn()
    await t.clock.advance(60)
    const headers = { 'user-agent': 'curl/8.14.1' }
    const body = { email: first.email, password: TEST_PASSWORD }
    const second = await unwrap(accounts.signIn({ body, headers }))
    const ended = await unwrap(accounts.signIn({ body }))
    await unwrap(accounts.signOut({ body: { refreshToken: ended.refreshToken } }))
    const list = await unwrap(t.client({ token: second.accessToken }).accounts.listSessions())
    expect(list.nextCursor).toBeNull()
    const now = t.clock.now()
    const iso = (seconds: number) => new Date(now.getTime() + seconds * 1000).toISOString()
    expect(list.items).toEqual([
      {
        id: expect.stringMatching(/^ses_/),
        current: true,
        device: 'curl',
        createdAt: iso(0),
        lastUsedAt: iso(0),
        expiresAt: iso(30 * DAY),
      },
      {
        id: expect.stringMatching(/^ses_/),
        current: false,
        device: null,
        createdAt: iso(-60),
        lastUsedAt: iso(-60),
        expiresAt: iso(30 * DAY - 60),
      },
    ])
  })

  test('is paged', async () => {
    const { email, accessToken } = await signedIn()
    const body = { email, password: TEST_PASSWORD }
    for (let n = 0; n < 4; n++) await unwrap(accounts.signIn({ body }))
    const client = t.client({ token: accessToken }).accounts
    const ids: string[] = []
    let cursor: string | null = ''
    while (cursor !== null) {
      const page: Data<'listSessions'> = await unwrap(
        client.listSessions({ query: { limit: 2, ...(cursor && { cursor }) } }),
      )
      ids.push(...page.items.map(({ id }) => id))
      cursor = page.nextCursor
    }
    expect(new Set(ids).size).toBe(5)
  })

  test('a session that is ended elsewhere loses access at once', async () => {
    const { email, accessToken } = await signedIn()
    const other = await unwrap(accounts.signIn({ body: { email, password: TEST_PASSWORD } }))
    const { accounts: client } = t.client({ token: accessToken })
    const { items } = await unwrap(client.listSessions())
    const sessionId = items.find(({ current }) => !current)?.id ?? ''
    expect((await client.endSession({ path: { sessionId } })).response.status).toBe(204)
    expect(await isLive(other.accessToken)).toBe(false)
    expect((await refresh(other.refreshToken)).error).toMatchObject({ details: { reason: 'revoked' } })
    expect((await client.endSession({ path: { sessionId } })).response.status, 'again').toBe(204)
    expect(await isLive(accessToken)).toBe(true)
  })

  test("another account's session, an unknown one and none at all look the same, and stay as they are", async () => {
    const one = await signedIn()
    const other = await signedIn()
    const { items } = await unwrap(t.client({ token: other.accessToken }).accounts.listSessions())
    const { accounts: client } = t.client({ token: one.accessToken })
    const bodies = []
    for (const sessionId of [items[0]?.id ?? '', 'ses_01jd6z3v9kf2x8t5w4q7r1m0ce', 'nothing']) {
      const { error } = await client.endSession({ path: { sessionId } })
      bodies.push([error?.status, error?.code, error?.message, error?.details])
    }
    expect(new Set(bodies.map((body) => JSON.stringify(body)))).toEqual(
      new Set([JSON.stringify([404, 'session_not_found', bodies[0]?.[2], null])]),
    )
    expect(await isLive(other.accessToken)).toBe(true)
  })
})
