import { type Data, unwrap } from '@latchkey/sdk'
import { describe, expect, test } from 'vitest'
import { testApp } from '../../../test/app.ts'
import { whileHeld } from '../../../test/meanwhile.ts'
import { oauthActors } from '../../../test/oauth.ts'
import { openSession } from '../accounts/service.ts'

const DAY = 24 * 3600
const t = await testApp({ env: { LIMITS: 'off' } })
const actors = oauthActors(t)
const { redeem, refresh } = actors

const use = async (token: unknown) =>
  (
    await t
      .client({ token: String(token) })
      .automation.automationListPages({ path: { handle: 'nobody-has-this' } })
  ).error?.code
const works = 'handle_not_found'

/** An account with its SDK client. */
async function person() {
  const account = await t.make.account()
  const { accounts } = await t.as(account)
  const only = async () => (await unwrap(accounts.listConnectedApps())).items[0]?.id ?? ''
  return { account, accounts, only }
}

describe('listConnectedApps', () => {
  test('shows what still has access, newest first', async () => {
    const { account, accounts } = await person()
    const notes = await actors.client({ client_name: 'Notes' })
    const agent = await actors.client({ client_name: 'Agent' })
    expect(await unwrap(accounts.listConnectedApps())).toEqual({ items: [], nextCursor: null })

    await actors.tokens(agent, { account, changes: { scope: 'pages.read purchases.read openid' } })
    await t.clock.advance(60)
    const { refresh_token } = await actors.tokens(notes, { account, changes: { scope: 'files.read' } })
    await t.clock.advance(60)
    await refresh(notes, refresh_token)
    const ended = await actors.tokens(agent, { account })
    await actors.revoke(agent, ended.access_token)
    await actors.tokens(agent)

    const now = t.clock.now()
    const iso = (seconds: number) => new Date(now.getTime() + seconds * 1000).toISOString()
    expect((await unwrap((await t.as(account)).accounts.listConnectedApps())).items).toEqual([
      {
        id: expect.stringMatching(/^grt_/),
        clientId: notes.id,
        name: 'Notes',
        scopes: ['files.read'],
        createdAt: iso(-60),
        lastUsedAt: iso(0),
        expiresAt: iso(30 * DAY),
      },
      {
        id: expect.stringMatching(/^grt_/),
        clientId: agent.id,
        name: 'Agent',
        scopes: ['pages.read', 'purchases.read'],
        createdAt: iso(-120),
        lastUsedAt: iso(-120),
        expiresAt: iso(30 * DAY - 120),
      },
    ])
    await t.clock.advance(30 * DAY - 60)
    const { items } = await unwrap((await t.as(account)).accounts.listConnectedApps())
    expect(items.map(({ name }) => name)).toEqual(['Notes'])
  })

  test('is paged', async () => {
    const { account, accounts } = await person()
    const client = await actors.client()
    for (let n = 0; n < 5; n++) await actors.tokens(client, { account })
    const ids: string[] = []
    let cursor: string | null = ''
    while (cursor !== null) {
      const page: Data<'listConnectedApps'> = await unwrap(
        accounts.listConnectedApps({ query: { limit: 2, ...(cursor && { cursor }) } }),
      )
      ids.push(...page.items.map(({ id }) => id))
      cursor = page.nextCursor
    }
    expect(new Set(ids).size).toBe(5)
  })
})

describe('disconnectApp', () => {
  test('ends access and refresh tokens and codes at once, and can be repeated', async () => {
    const { account, accounts, only } = await person()
    const client = await actors.client()
    const tokens = await actors.tokens(client, { account })
    const next = await refresh(client, tokens.refresh_token)
    const waiting = await actors.code(client, { account })
    const grantId = await only()
    for (const _ of ['first', 'again']) {
      expect((await accounts.disconnectApp({ path: { grantId } })).response.status).toBe(204)
      for (const { access_token } of [tokens, next.body])
        expect(await use(access_token)).toBe('invalid_token')
      for (const { refresh_token } of [tokens, next.body]) {
        expect((await refresh(client, refresh_token)).body.error).toBe('invalid_grant')
      }
      expect((await redeem(client, waiting.code, waiting.pkce)).body.error).toBe('invalid_grant')
    }
    expect((await unwrap(accounts.listConnectedApps())).items).toEqual([])
    const again = await actors.tokens(client, { account })
    expect(await use(again.access_token), 'it can be connected anew').toBe(works)
  })

  test('leaves other apps, other accounts, and the account’s session alone', async () => {
    const { account, accounts, only } = await person()
    const [client, other] = [await actors.client(), await actors.client()]
    await actors.tokens(client, { account })
    const grantId = await only()
    const kept = [await actors.tokens(other, { account }), await actors.tokens(client)]
    const codes = [
      { client: other, ...(await actors.code(other, { account })) },
      { client, ...(await actors.code(client)) },
    ]
    await unwrap(accounts.disconnectApp({ path: { grantId } }))
    for (const { access_token } of kept) expect(await use(access_token)).toBe(works)
    for (const { client: by, code, pkce } of codes) expect((await redeem(by, code, pkce)).status).toBe(200)
    expect((await accounts.getAccount()).error).toBeUndefined()
  })

  test('another account’s, an unknown one, a session and none at all look the same, and stay as they are', async () => {
    const { account, only } = await person()
    const { accessToken } = await openSession(t.deps, account.id)
    const tokens = await actors.tokens(await actors.client(), { account })
    const stranger = await person()
    const { items } = await unwrap(t.client({ token: accessToken }).accounts.listSessions())
    for (const grantId of [await only(), 'grt_01jd6z3v9kf2x8t5w4q7r1m0ce', items[0]?.id ?? '', 'nothing']) {
      const { error } = await stranger.accounts.disconnectApp({ path: { grantId } })
      expect(error).toMatchObject({ status: 404, code: 'connected_app_not_found', details: null })
    }
    expect(await use(tokens.access_token)).toBe(works)
  })

  test('at the same time as the app refreshes and exchanges, in whatever order they come, nothing of the old outlives it', async () => {
    for (let n = 0; n < 5; n++) {
      const { account, accounts, only } = await person()
      const client = await actors.client()
      const tokens = await actors.tokens(client, { account })
      const waiting = await actors.code(client, { account })
      const grantId = await only()
      const [refreshed, exchanged, ended] = await Promise.all([
        refresh(client, tokens.refresh_token),
        redeem(client, waiting.code, waiting.pkce),
        accounts.disconnectApp({ path: { grantId } }),
      ])
      expect(ended.response.status).toBe(204)
      expect(await use(tokens.access_token)).toBe('invalid_token')
      if (refreshed.status === 200) {
        expect(await use(refreshed.body.access_token)).toBe('invalid_token')
        expect((await refresh(client, refreshed.body.refresh_token)).body.error).toBe('invalid_grant')
      }
      // What was exchanged before is a grant of its own, which the account sees.
      const { items } = await unwrap(accounts.listConnectedApps())
      expect(items.map(({ id }) => id)).not.toContain(grantId)
      expect(items).toHaveLength(exchanged.status === 200 ? 1 : 0)
    }
  })

  test('a refresh that waits while it happens gets nothing', async () => {
    const { account, only } = await person()
    const client = await actors.client()
    const tokens = await actors.tokens(client, { account })
    const end = ['update refresh_token_families set revoked_at = now() where id = $1', await only()] as const
    const { acting } = await whileHeld(t, [end], async (waiting) => {
      const acting = refresh(client, tokens.refresh_token)
      await waiting(1)
      return { acting }
    })
    expect((await acting).body.error).toBe('invalid_grant')
  })
})

test('a password reset ends every connected app, with the codes that wait', async () => {
  const { account } = await person()
  const client = await actors.client()
  const tokens = await actors.tokens(client, { account })
  const waiting = await actors.code(client, { account })
  const { accounts } = t.client()
  await unwrap(accounts.forgotPassword({ body: { email: account.email } }))
  const [code = ''] = await t.mail.codesFor(account.email)
  await accounts.resetPassword({
    body: { email: account.email, code, newPassword: 'three small green boats' },
  })
  expect(await use(tokens.access_token)).toBe('invalid_token')
  expect((await refresh(client, tokens.refresh_token)).body.error).toBe('invalid_grant')
  expect((await redeem(client, waiting.code, waiting.pkce)).body.error).toBe('invalid_grant')
  expect((await unwrap((await t.as(account)).accounts.listConnectedApps())).items).toEqual([])
})
