import { expect, test } from 'vitest'
import { testApp } from '../../../test/app.ts'
import { oauthActors } from '../../../test/oauth.ts'

const t = await testApp({ env: { LIMITS: 'off' } })
const actors = oauthActors(t)
const { refresh, revoke } = actors

const code = async (token: string) =>
  (await t.client({ token }).automation.automationListPages({ path: { handle: 'nobody-has-this' } })).error
    ?.code

test.each(['refresh_token', 'access_token'] as const)(
  'RFC 7009 §2.1: revoking the %s ends both, at once',
  async (kind) => {
    const client = await actors.client()
    const tokens = await actors.tokens(client)
    const other = await actors.tokens(client)
    expect(await code(tokens.access_token)).toBe('handle_not_found')
    const { status, body } = await revoke(client, tokens[kind], { token_type_hint: kind })
    expect([status, body]).toEqual([200, {}])
    expect(await code(tokens.access_token)).toBe('invalid_token')
    expect((await refresh(client, tokens.refresh_token)).body.error).toBe('invalid_grant')
    expect(await code(other.access_token), 'another grant of the client stays').toBe('handle_not_found')
    expect((await revoke(client, tokens[kind])).status, 'again').toBe(200)
  },
)

test('RFC 7009 §2.1: by a refresh token that was replaced since', async () => {
  const client = await actors.client()
  const first = await actors.tokens(client)
  const second = await refresh(client, first.refresh_token)
  expect((await revoke(client, first.refresh_token)).status).toBe(200)
  expect((await refresh(client, second.body.refresh_token)).body.error).toBe('invalid_grant')
})

test.each(['garbage', 'ort_garbage', 'rt_garbage', 'a.b.c'])(
  'RFC 7009 §2.2: an unknown token is no error: %s',
  async (token) => {
    expect((await revoke(await actors.client(), token)).status).toBe(200)
  },
)

test('RFC 7009 §2.1: not by another client, not without its secret', async () => {
  const client = await actors.client({ token_endpoint_auth_method: 'client_secret_post' })
  const tokens = await actors.post(
    '/oauth/token',
    await (async () => {
      const { code: granted, pkce } = await actors.code(client)
      return new URLSearchParams({
        grant_type: 'authorization_code',
        code: granted,
        code_verifier: pkce.verifier,
        client_id: client.id,
        client_secret: client.secret ?? '',
      })
    })(),
  )
  const token = tokens.body.refresh_token
  const thief = await actors.client()
  expect(await revoke(thief, token)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } })
  expect(await revoke(client, token)).toMatchObject({ status: 401, body: { error: 'invalid_client' } })
  expect(await revoke(client, token, { client_secret: 'x' })).toMatchObject({ status: 401 })
  expect(await code(String(tokens.body.access_token))).toBe('handle_not_found')
  expect((await revoke(client, token, { client_secret: client.secret ?? '' })).status).toBe(200)
})

test('RFC 6749 §3.2: a repeated parameter, a missing token', async () => {
  const client = await actors.client()
  for (const token of [['a', 'b'], '', null]) {
    expect(await revoke(client, '', { token })).toMatchObject({
      status: 400,
      body: { error: 'invalid_request' },
    })
  }
})

test('the refresh token of an account’s session is not revoked here', async () => {
  const browser = await actors.signedIn()
  expect((await revoke(await actors.client(), browser.cookie('_10x_account'))).status).toBe(200)
  expect((await browser.client.accounts.refreshSession({ body: {} })).error).toBeUndefined()
})

test('RFC 6749 §2.3: a client does not authenticate in two ways at once', async () => {
  const client = await actors.client({ token_endpoint_auth_method: 'client_secret_basic' })
  const secret = client.secret ?? ''
  const form = new URLSearchParams({ token: 'x', client_id: client.id, client_secret: secret })
  const answer = await actors.post('/oauth/revoke', form, {
    authorization: `Basic ${Buffer.from(`${client.id}:${secret}`).toString('base64')}`,
  })
  expect(answer).toMatchObject({ status: 400, body: { error: 'invalid_request' } })
})
