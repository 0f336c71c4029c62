import { ACCESS_TOKEN_SECONDS, AUTHORIZATION_CODE_SECONDS, scopeNames } from '@latchkey/contract'
import { createLocalJWKSet, decodeProtectedHeader, type JSONWebKeySet, jwtVerify } from 'jose'
import { describe, expect, test } from 'vitest'
import { testApp } from '../../../test/app.ts'
import { commitMeanwhile, whileHeld } from '../../../test/meanwhile.ts'
import { type Changes, newPkce, oauthActors, type TestClient } from '../../../test/oauth.ts'

const t = await testApp({ env: { LIMITS: 'off' } })
const actors = oauthActors(t)
const { redeem, refresh } = actors

const outcome = ({ status, body }: { status: number; body: Record<string, unknown> }) => [status, body.error]
const works = async (accessToken: unknown) => {
  const { token, ...account } = { token: String(accessToken), handle: 'nobody-has-this' }
  const { error } = await t
    .client({ token })
    .automation.automationListPages({ path: { handle: account.handle } })
  return error?.code
}

describe('issueOAuthToken: a code', () => {
  test('RFC 6749 §5.1: gives tokens, which nothing may keep', async () => {
    const account = await t.make.account()
    const client = await actors.client()
    const { code, pkce } = await actors.code(client, {
      account,
      changes: { scope: 'purchases.read pages.read' },
    })
    const { status, headers, body } = await redeem(client, code, pkce)
    expect(status).toBe(200)
    expect(body).toEqual({
      access_token: expect.any(String),
      token_type: 'Bearer',
      expires_in: ACCESS_TOKEN_SECONDS,
      refresh_token: expect.stringMatching(/^ort_[\w-]{43}$/),
      scope: 'pages.read purchases.read',
    })
    expect(headers.get('cache-control')).toBe('no-store')
    expect(headers.get('access-control-allow-origin')).toBe('*')
  })

  test('gives nothing once the session that allowed it has ended', async () => {
    const account = await t.make.account()
    const client = await actors.client()
    const pkce = newPkce()
    const browser = await actors.signedIn(account)
    const code = (await actors.allow(browser, actors.authorizeUrl(client, pkce))).get('code') ?? ''
    await browser.client.accounts.signOut({ body: {} })
    expect(outcome(await redeem(client, code, pkce))).toEqual([400, 'invalid_grant'])
  })

  test('gives nothing when the password is reset at that moment', async () => {
    const account = await t.make.account()
    const client = await actors.client()
    const { code, pkce } = await actors.code(client, { account })
    const reset = [
      ["update accounts set password_hash = 'another' where id = $1", account.id],
      ['update refresh_token_families set revoked_at = now() where account_id = $1', account.id],
    ] as const
    const answer = await commitMeanwhile(t, reset, () => redeem(client, code, pkce))
    expect(outcome(answer)).toEqual([400, 'invalid_grant'])
  })

  test('gives what a reset ends that begins at that moment', async () => {
    const account = await t.make.account()
    const client = await actors.client()
    const { code, pkce } = await actors.code(client, { account })
    await t.client().accounts.forgotPassword({ body: { email: account.email } })
    const [resetCode = ''] = await t.mail.codesFor(account.email)
    const held = ['select from oauth_clients where id = $1 for update', client.id] as const
    const { redeemed, reset } = await whileHeld(t, [held], async (waiting) => {
      // Of the exchange, marking the client as used comes last.
      const redeemed = redeem(client, code, pkce)
      await waiting(1)
      const body = { email: account.email, code: resetCode, newPassword: 'three small green boats' }
      const reset = t.client().accounts.resetPassword({ body })
      await waiting(2)
      return { redeemed, reset }
    })
    const { body } = await redeemed
    expect((await reset).data).toMatchObject({ endedGrants: 1 })
    expect(outcome(await refresh(client, body.refresh_token))).toEqual([400, 'invalid_grant'])
  })

  test('gives nothing when its client is removed at that moment, and keeps nobody from removing it', async () => {
    const client = await actors.client()
    const { code, pkce } = await actors.code(client)
    const remover = await t.deps.pool.connect()
    try {
      await remover.query('begin')
      const { redeemed } = await whileHeld(t, [], async (waiting) => {
        await remover.query('select from oauth_clients where id = $1 for update', [client.id])
        const redeemed = redeem(client, code, pkce)
        await waiting(1)
        return { redeemed }
      })
      await remover.query('delete from oauth_clients where id = $1', [client.id])
      await remover.query('commit')
      expect(outcome(await redeemed)).toEqual([400, 'invalid_grant'])
    } finally {
      remover.release(true)
    }
  })

  test('RFC 6749 §4.1.2: exchanged by another a moment before, it ends what that one got', async () => {
    const client = await actors.client()
    const { code, pkce } = await actors.code(client)
    const held = ['select from oauth_codes where client_id = $1 for update', client.id] as const
    const both = await whileHeld(t, [held], async (waiting) => {
      const both = [redeem(client, code, pkce), redeem(client, code, pkce)]
      await waiting(2)
      return both
    })
    const answers = await Promise.all(both)
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 400])
    const won = answers.find(({ status }) => status === 200)
    expect(outcome(await refresh(client, won?.body.refresh_token))).toEqual([400, 'invalid_grant'])
  })

  test('RFC 9068 §2: the access token is a JWT that the published keys verify', async () => {
    const account = await t.make.account()
    const client = await actors.client()
    const { access_token } = await actors.tokens(client, { account })
    const jwks = (await (
      await t.send(new Request(`${t.origin()}/.well-known/jwks.json`))
    ).json()) as JSONWebKeySet
    const { payload, protectedHeader } = await jwtVerify(access_token, createLocalJWKSet(jwks), {
      typ: 'at+jwt',
      issuer: t.origin(),
      audience: t.origin(),
      currentDate: t.clock.now(),
      requiredClaims: ['exp', 'iat', 'jti', 'sub', 'client_id', 'scope'],
    })
    expect(protectedHeader).toMatchObject({ alg: 'EdDSA', kid: jwks.keys[0]?.kid })
    expect(payload).toMatchObject({ sub: account.id, client_id: client.id, scope: scopeNames.join(' ') })
    expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(ACCESS_TOKEN_SECONDS)
  })

  test.each([
    ['RFC 6749 §4.1.2: expired', AUTHORIZATION_CODE_SECONDS, 'invalid_grant'],
    ['RFC 6749 §4.1.2: a moment before', AUTHORIZATION_CODE_SECONDS - 1, undefined],
  ])('%s', async (_, seconds, error) => {
    const client = await actors.client()
    const { code, pkce } = await actors.code(client)
    await t.clock.advance(seconds)
    expect((await redeem(client, code, pkce)).body.error).toBe(error)
  })

  test('RFC 6749 §4.1.2: used twice it is refused, and what it gave ends', async () => {
    const client = await actors.client()
    const { code, pkce } = await actors.code(client)
    const { body } = await redeem(client, code, pkce)
    expect(await works(body.access_token)).toBe('handle_not_found')
    const next = await refresh(client, body.refresh_token)
    expect(next.status).toBe(200)
    expect(outcome(await redeem(client, code, pkce))).toEqual([400, 'invalid_grant'])
    expect(outcome(await refresh(client, next.body.refresh_token))).toEqual([400, 'invalid_grant'])
    for (const token of [body.access_token, next.body.access_token])
      expect(await works(token)).toBe('invalid_token')
  })

  test('RFC 6749 §10.5: of twenty exchanges at once one wins, and it ends too', async () => {
    const client = await actors.client()
    const { code, pkce } = await actors.code(client)
    const answers = await Promise.all(Array.from({ length: 20 }, () => redeem(client, code, pkce)))
    const won = answers.filter(({ status }) => status === 200)
    expect(won).toHaveLength(1)
    expect(answers.filter(({ body }) => body.error === 'invalid_grant')).toHaveLength(19)
    expect(outcome(await refresh(client, won[0]?.body.refresh_token))).toEqual([400, 'invalid_grant'])
  })

  test('RFC 6749 §5.2: of another client', async () => {
    const [client, thief] = [await actors.client(), await actors.client()]
    const { code, pkce } = await actors.code(client)
    expect(outcome(await redeem(thief, code, pkce))).toEqual([400, 'invalid_grant'])
    const own = await redeem(client, code, pkce)
    expect(own.status, 'the thief did not use it up').toBe(200)
    expect(outcome(await redeem(thief, code, pkce))).toEqual([400, 'invalid_grant'])
    expect((await refresh(client, own.body.refresh_token)).status, 'nor end what it gave').toBe(200)
  })

  const wrong = newPkce()
  test.each<[string, Changes, string]>([
    ['RFC 7636 §4.5: without verifier', { code_verifier: null }, 'invalid_request'],
    ['RFC 7636 §4.6: wrong verifier', { code_verifier: wrong.verifier }, 'invalid_grant'],
    ['RFC 7636 §4.1: verifier too short', { code_verifier: 'x'.repeat(42) }, 'invalid_grant'],
    ['RFC 7636 §4.1: verifier too long', { code_verifier: 'x'.repeat(129) }, 'invalid_grant'],
    ['RFC 7636 §4.1: verifier of other characters', { code_verifier: `${'x'.repeat(42)}+` }, 'invalid_grant'],
    [
      'RFC 6749 §4.1.3: another redirect URI',
      { redirect_uri: 'https://client.example/Callback' },
      'invalid_grant',
    ],
    ['RFC 6749 §4.1.3: without code', { code: null }, 'invalid_request'],
    ['RFC 6749 §4.1.3: unknown code', { code: 'oac_unknown' }, 'invalid_grant'],
    ['RFC 6749 §3.2: a parameter without a value counts as left out', { code: '' }, 'invalid_request'],
    ['RFC 6749 §3.2: a parameter that is repeated', { code: ['x', 'x'] }, 'invalid_request'],
    [
      'RFC 6749 §3.2: a grant type that is repeated',
      { grant_type: ['refresh_token', 'authorization_code'] },
      'invalid_request',
    ],
    ['RFC 6749 §5.2: without grant type', { grant_type: null }, 'invalid_request'],
    ['RFC 6749 §5.2: unknown grant type', { grant_type: 'implicit' }, 'unsupported_grant_type'],
    ['RFC 9700 §2.4: no password grant', { grant_type: 'password' }, 'unsupported_grant_type'],
    ['RFC 8707 §2.2: another resource', { resource: 'https://api.example' }, 'invalid_target'],
    [
      'RFC 8707 §2.2: another resource beside ours',
      { resource: [t.origin(), 'https://api.example'] },
      'invalid_target',
    ],
  ])('%s', async (_, changes, error) => {
    const client = await actors.client()
    const { code, pkce } = await actors.code(client)
    expect(outcome(await redeem(client, code, pkce, changes))).toEqual([400, error])
    expect((await redeem(client, code, pkce)).status, 'the code was not used up').toBe(200)
  })

  test('RFC 9700 §2.1.1: a code that was asked for with a challenge does not work without', async () => {
    const client = await actors.client()
    const { code, pkce } = await actors.code(client)
    const answer = await redeem(client, code, pkce, { code_verifier: '' })
    expect(outcome(answer)).toEqual([400, 'invalid_request'])
    expect(outcome(await redeem(client, code, { ...pkce, verifier: pkce.challenge }))).toEqual([
      400,
      'invalid_grant',
    ])
  })

  test.each<[string, Changes]>([
    ['RFC 8707 §2.2: the issuer as resource', { resource: t.origin() }],
    ['RFC 8707 §2.2: with the slash of an empty path', { resource: `${t.origin()}/` }],
    ['RFC 8707 §2: the issuer twice', { resource: [t.origin(), t.origin()] }],
    ['OAuth 2.1 §4.1.3: the redirect URI may be left out', { redirect_uri: null }],
    ['RFC 6749 §3.2: unknown parameters are ignored', { unknown: ['x', 'y'] }],
  ])('%s', async (_, changes) => {
    const client = await actors.client()
    const { code, pkce } = await actors.code(client)
    expect((await redeem(client, code, pkce, changes)).status).toBe(200)
  })
})

test('RFC 6749 §3.2: GET on the token endpoint, and a code in its query', async () => {
  const client = await actors.client()
  const { code, pkce } = await actors.code(client)
  const query = new URLSearchParams({
    grant_type: 'authorization_code',
    code,
    code_verifier: pkce.verifier,
    client_id: client.id,
  })
  const got = await t.send(new Request(`${t.origin()}/oauth/token?${query}`))
  expect([got.status, got.headers.get('allow')]).toEqual([405, 'POST'])
  const posted = await t.send(new Request(`${t.origin()}/oauth/token?${query}`, { method: 'POST' }))
  expect([posted.status, (await posted.json()).error]).toEqual([400, 'invalid_request'])
  expect((await redeem(client, code, pkce)).status, 'the code was not used up').toBe(200)
})

describe('RFC 6749 §2.3: client authentication', () => {
  const basic = (id: string, secret: string) => ({
    authorization: `Basic ${Buffer.from(`${encodeURIComponent(id)}:${encodeURIComponent(secret)}`).toString('base64')}`,
  })
  const ask = async (by: TestClient, changes: Changes, headers: Record<string, string> = {}) => {
    const form = new URLSearchParams({ grant_type: 'refresh_token', refresh_token: 'ort_unknown' })
    for (const [name, value] of Object.entries({ client_id: by.id, ...changes })) {
      if (typeof value === 'string') form.set(name, value)
    }
    return await actors.post('/oauth/token', form, headers)
  }
  /** The client was let in: only its refresh token is not known. */
  const letIn = [400, 'invalid_grant']
  const shutOut = [401, 'invalid_client']

  test('client_secret_basic', async () => {
    const client = await actors.client({ token_endpoint_auth_method: 'client_secret_basic' })
    const secret = client.secret ?? ''
    expect(outcome(await ask(client, {}, basic(client.id, secret)))).toEqual(letIn)
    expect(outcome(await ask(client, { client_id: null }, basic(client.id, secret)))).toEqual(letIn)
    expect(outcome(await ask(client, {}, basic(client.id, `${secret}x`)))).toEqual(shutOut)
    expect(outcome(await ask(client, {}, basic(client.id, '')))).toEqual(shutOut)
    expect(outcome(await ask(client, { client_secret: secret })), 'in the body').toEqual(letIn)
    expect(outcome(await ask(client, {})), 'not at all').toEqual(shutOut)
  })

  test('client_secret_post', async () => {
    const client = await actors.client({ token_endpoint_auth_method: 'client_secret_post' })
    const secret = client.secret ?? ''
    expect(outcome(await ask(client, { client_secret: secret }))).toEqual(letIn)
    expect(outcome(await ask(client, { client_secret: `${secret}x` }))).toEqual(shutOut)
    expect(outcome(await ask(client, { client_secret: secret.slice(0, -1) }))).toEqual(shutOut)
    expect(outcome(await ask(client, {}, basic(client.id, secret))), 'in the header').toEqual(letIn)
    expect(outcome(await ask(client, {})), 'not at all').toEqual(shutOut)
    expect(outcome(await ask(client, { client_secret: '' })), 'empty').toEqual(shutOut)
  })

  test('none', async () => {
    const client = await actors.client()
    expect(outcome(await ask(client, {}))).toEqual(letIn)
    expect(outcome(await ask(client, { client_secret: 'x' }))).toEqual(shutOut)
    expect(outcome(await ask(client, {}, basic(client.id, 'x')))).toEqual(shutOut)
    expect(outcome(await ask(client, {}, basic(client.id, ''))), 'an empty secret is none').toEqual(letIn)
    expect(outcome(await ask(client, { client_id: null }, basic(client.id, '')))).toEqual(letIn)
  })

  test('one way only', async () => {
    const client = await actors.client({ token_endpoint_auth_method: 'client_secret_basic' })
    const header = basic(client.id, client.secret ?? '')
    const both = await ask(client, { client_secret: client.secret ?? '' }, header)
    expect(outcome(both)).toEqual([400, 'invalid_request'])
    expect(outcome(await ask(client, { client_id: 'cli_other' }, header))).toEqual([400, 'invalid_request'])
    const empty = basic(client.id, '')
    expect(outcome(await ask(client, { client_secret: client.secret ?? '' }, empty))).toEqual(letIn)
    expect(outcome(await ask(client, { client_secret: 'x' }, empty))).toEqual(shutOut)
  })

  test.each([
    ['unknown', 'cli_01jd6z3v9kf2x8t5w4q7r1m0ce'],
    ['U+0000 inside', 'cli_\0'],
    ['not ASCII', 'clïent'],
    ['a document that was never fetched', 'https://client.example/client.json'],
  ])('a client id: %s', async (_, id) => {
    const client = { id, secret: null, redirectUri: '' }
    const answers = [await ask(client, { client_id: null }, basic(id, 'secret'))]
    if (!id.includes('\0')) answers.push(await ask(client, {}))
    for (const answer of answers) {
      expect(outcome(answer)).toEqual(shutOut)
      // RFC 6749 §5.2
      expect(answer.headers.get('www-authenticate')).toMatch(/^Basic realm="https:\/\/latchkey.test"/)
    }
  })

  test.each(['Basic', 'Basic !', 'Basic eA==', `Basic ${btoa('%zz:x')}`, 'Bearer x', 'Negotiate x'])(
    'an Authorization header that is none: %s',
    async (authorization) => {
      const client = await actors.client()
      expect(outcome(await ask(client, {}, { authorization }))).toEqual(shutOut)
    },
  )
})

describe('RFC 6749 §6: refreshing', () => {
  test('replaces the refresh token, and an access token of before stays good', async () => {
    const client = await actors.client()
    const first = await actors.tokens(client)
    const second = await refresh(client, first.refresh_token)
    expect(second).toMatchObject({ status: 200, body: { scope: first.scope } })
    expect(second.body.refresh_token).not.toBe(first.refresh_token)
    expect(await works(first.access_token)).toBe('handle_not_found')
    expect(await works(second.body.access_token)).toBe('handle_not_found')
  })

  test('RFC 9700 §4.14.2: used again after its successor was used, the whole family ends', async () => {
    const client = await actors.client()
    const first = await actors.tokens(client)
    const second = await refresh(client, first.refresh_token)
    const third = await refresh(client, second.body.refresh_token)
    expect(third.status).toBe(200)
    expect(outcome(await refresh(client, first.refresh_token))).toEqual([400, 'invalid_grant'])
    expect(outcome(await refresh(client, third.body.refresh_token))).toEqual([400, 'invalid_grant'])
    expect(await works(third.body.access_token)).toBe('invalid_token')
  })

  test('a lost answer: within 30 seconds, while the successor is unused, the same successor comes again', async () => {
    const client = await actors.client()
    const { refresh_token } = await actors.tokens(client)
    const answers = await Promise.all(Array.from({ length: 10 }, () => refresh(client, refresh_token)))
    await t.clock.advance(30)
    answers.push(await refresh(client, refresh_token))
    expect(new Set(answers.map(({ body }) => body.refresh_token)).size).toBe(1)
    await t.clock.advance(1)
    expect(outcome(await refresh(client, refresh_token))).toEqual([400, 'invalid_grant'])
  })

  test('of another client, or of an account’s session', async () => {
    const [client, thief] = [await actors.client(), await actors.client()]
    const { refresh_token } = await actors.tokens(client)
    expect(outcome(await refresh(thief, refresh_token))).toEqual([400, 'invalid_grant'])
    expect((await refresh(client, refresh_token)).status, 'the thief did not use it up').toBe(200)
    const browser = await actors.signedIn()
    expect(outcome(await refresh(client, browser.cookie('_10x_account')))).toEqual([400, 'invalid_grant'])
  })

  test.each<[string, Changes, unknown]>([
    ['part of the scope', { scope: 'pages.read' }, 'pages.read'],
    ['all of it, when left out', {}, 'pages.read purchases.read'],
    ['all of it, when there is nothing but white space', { scope: ' \t' }, 'pages.read purchases.read'],
    ['RFC 6749 §3.3: what is known of it', { scope: 'openid\tpages.read\n offline_access  ' }, 'pages.read'],
  ])('gives %s', async (_, changes, scope) => {
    const client = await actors.client()
    const { refresh_token } = await actors.tokens(client, { changes: { scope: 'pages.read purchases.read' } })
    const narrowed = await refresh(client, refresh_token, changes)
    expect(narrowed.body.scope).toBe(scope)
    const whole = await refresh(client, narrowed.body.refresh_token)
    expect(whole.body.scope, 'the refresh token keeps all of it').toBe('pages.read purchases.read')
  })

  test.each<[string, Changes, string]>([
    ['RFC 6749 §6: no scope that was not granted', { scope: 'pages.read pages.write' }, 'invalid_scope'],
    ['RFC 6749 §3.3: no scope that is known', { scope: 'openid offline_access' }, 'invalid_scope'],
    ['RFC 6749 §3.3: no malformed scope', { scope: 'pages.read,pages.read' }, 'invalid_scope'],
    ['RFC 8707 §2.2: no other resource', { resource: 'https://api.example' }, 'invalid_target'],
    ['RFC 6749 §6: not without a token', { refresh_token: null }, 'invalid_request'],
    ['RFC 6749 §3.2: no repeated parameter', { scope: ['pages.read', 'pages.read'] }, 'invalid_request'],
  ])('%s', async (_, changes, error) => {
    const client = await actors.client()
    const { refresh_token } = await actors.tokens(client, { changes: { scope: 'pages.read' } })
    expect(outcome(await refresh(client, refresh_token, changes))).toEqual([400, error])
    expect((await refresh(client, refresh_token)).status, 'the token was not used up').toBe(200)
  })

  test('a token that is 30 days old', async () => {
    const client = await actors.client()
    const { refresh_token } = await actors.tokens(client)
    await t.clock.advance(30 * 24 * 3600)
    expect(outcome(await refresh(client, refresh_token))).toEqual([400, 'invalid_grant'])
  })
})

test('tokens of accounts and of OAuth do not pass for one another', async () => {
  const { access_token } = await actors.tokens(await actors.client())
  const account = await t.make.account()
  const own = (await actors.signedIn(account)).client
  const { data } = await own.accounts.refreshSession({ body: {} })
  expect(decodeProtectedHeader(access_token).typ).not.toBe(decodeProtectedHeader(data?.accessToken ?? '').typ)
  expect(await works(data?.accessToken)).toBe('invalid_token')
})
