import { MAX_REDIRECT_URIS, scopeNames, UNUSED_CLIENT_DAYS } from '@latchkey/contract'
import { describe, expect, test } from 'vitest'
import { testApp } from '../../../test/app.ts'
import { oauthActors } from '../../../test/oauth.ts'
import { enqueue } from '../../platform/jobs.ts'
import { hashSecret } from '../../platform/secrets.ts'
import { openSession } from '../accounts/service.ts'

const t = await testApp({ env: { LIMITS: 'off' } })
const { register } = oauthActors(t)
const redirect_uris = ['https://client.example/callback', 'http://127.0.0.1/callback']

const stored = (id: unknown) =>
  t.db.selectFrom('oauth_clients').selectAll().where('id', '=', String(id)).executeTakeFirst()

test('RFC 7591 §3.2.1: a public client gets back what was registered, and no secret', async () => {
  const { status, headers, body } = await register({
    redirect_uris,
    client_name: 'Example notes',
    token_endpoint_auth_method: 'none',
    grant_types: ['authorization_code', 'refresh_token', 'urn:ietf:params:oauth:grant-type:device_code'],
    response_types: ['code'],
    scope: 'pages.read purchases.read',
  })
  expect(status).toBe(201)
  expect(headers.get('cache-control')).toBe('no-store')
  expect(body).toEqual({
    client_id: expect.stringMatching(/^cli_/),
    client_id_issued_at: t.clock.now().getTime() / 1000,
    client_name: 'Example notes',
    redirect_uris,
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
    scope: 'pages.read purchases.read',
    token_endpoint_auth_method: 'none',
  })
})

test('RFC 7591 §2: without a method a client is confidential, without a scope it may ask for all', async () => {
  const { status, body } = await register({ redirect_uris })
  expect(status).toBe(201)
  expect(body).toMatchObject({
    token_endpoint_auth_method: 'client_secret_basic',
    client_secret: expect.stringMatching(/^ocs_[\w-]{43}$/),
    client_secret_expires_at: 0,
    scope: scopeNames.join(' '),
    client_name: 'App at client.example',
  })
  const row = await stored(body.client_id)
  expect(row?.secret_hash).toEqual(hashSecret(String(body.client_secret)))
  expect(JSON.stringify(row), 'only its hash is kept').not.toContain(String(body.client_secret))
})

test('RFC 7591 §2: metadata and scopes that the server does not know are left out', async () => {
  const { status, body } = await register({
    redirect_uris,
    scope: 'openid pages.read offline_access',
    software_id: 'x',
    jwks: { keys: [] },
    'client_name#ja': 'ノート',
  })
  expect(status).toBe(201)
  expect(body).toMatchObject({ scope: 'pages.read' })
  expect(body).not.toHaveProperty('software_id')
})

describe('RFC 7591 §3.2.2: invalid_redirect_uri', () => {
  test.each([
    'javascript:alert(1)',
    'data:text/html,x',
    'JavaScript://client.example/%0aalert(1)',
    'urn:ietf:wg:oauth:2.0:oob',
    'ms-settings://callback',
    'http://client.example/callback',
  ])('%s', async (uri) => {
    const { status, body } = await register({ redirect_uris: [...redirect_uris, uri] })
    expect([status, body.error]).toEqual([400, 'invalid_redirect_uri'])
    expect(body.error_description).toContain(uri)
  })

  test('a private-use scheme of a client that is confidential, also when it does not say so', async () => {
    const uris = [...redirect_uris, 'cursor://anysphere.cursor-mcp/oauth/callback']
    for (const method of ['client_secret_basic', 'client_secret_post', undefined, null]) {
      const { status, body } = await register({
        redirect_uris: uris,
        token_endpoint_auth_method: method,
      })
      expect([status, body.error]).toEqual([400, 'invalid_redirect_uri'])
      expect(body.error_description).toContain('token_endpoint_auth_method none')
    }
  })
})

describe('RFC 7591 §3.2.2: invalid_client_metadata', () => {
  test.each<[string, Record<string, unknown>]>([
    ['no redirect URI', {}],
    ['an empty list of redirect URIs', { redirect_uris: [] }],
    ['too many redirect URIs', { redirect_uris: Array(MAX_REDIRECT_URIS + 1).fill(redirect_uris[0]) }],
    ['a redirect URI that is no string', { redirect_uris: [7] }],
    ['a redirect URI that is too long', { redirect_uris: [`https://c.example/${'x'.repeat(2000)}`] }],
    ['a name that is no string', { redirect_uris, client_name: { toString: 'x' } }],
    ['a name that is too long', { redirect_uris, client_name: 'x'.repeat(101) }],
    ['a name with U+0000', { redirect_uris, client_name: 'x\0y' }],
    ['a name with a line break', { redirect_uris, client_name: 'Latchkey\nverified' }],
    ['a name that turns text round', { redirect_uris, client_name: 'Notes \u202eyekhctaL' }],
    ['a method that is not supported', { redirect_uris, token_endpoint_auth_method: 'private_key_jwt' }],
    ['grants without the code', { redirect_uris, grant_types: ['client_credentials'] }],
    ['response types without the code', { redirect_uris, response_types: ['token'] }],
  ])('%s', async (_, metadata) => {
    const { status, body } = await register(metadata)
    expect([status, body.error]).toEqual([400, 'invalid_client_metadata'])
  })
})

test.each(['openid profile', 'admin', 'pages.read,pages.write', '\u00a0x\u2003'])(
  'RFC 6749 §3.3: no scope that is known: %s',
  async (scope) => {
    const { status, body } = await register({ redirect_uris, scope })
    expect([status, body.error]).toEqual([400, 'invalid_scope'])
  },
)

test.for([null, []])('members that may be left out count as left out when they are %j', async (value) => {
  const { status, body } = await register({
    redirect_uris,
    client_name: value,
    token_endpoint_auth_method: value,
    grant_types: value,
    response_types: value,
    scope: value,
    client_uri: value,
    contacts: value,
  })
  expect(status).toBe(201)
  expect(body).toMatchObject({
    client_name: 'App at client.example',
    token_endpoint_auth_method: 'client_secret_basic',
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
    scope: scopeNames.join(' '),
  })
  expect((await register({ redirect_uris: value })).body.error, 'it may not be left out').toBe(
    'invalid_client_metadata',
  )
})

test('RFC 8252 §7.1: what Cursor registers, all of it', async () => {
  const uris = [
    'cursor://anysphere.cursor-mcp/oauth/callback',
    'https://www.cursor.com/agents/mcp/oauth/callback',
    'http://localhost:8787/callback',
  ]
  const { status, body } = await register({
    redirect_uris: uris,
    client_name: null,
    token_endpoint_auth_method: 'none',
    scope: 'openid\tprofile offline_access\n pages.read\u00a0purchases.read',
  })
  expect(status).toBe(201)
  expect(body).toMatchObject({
    redirect_uris: uris,
    client_name: 'App that opens cursor: links',
    scope: 'pages.read purchases.read',
  })
})

describe('RFC 7591 §3: with an access token', () => {
  test('of an account the client is that account’s', async () => {
    const account = await t.make.account()
    const { accessToken } = await openSession(t.deps, account.id)
    const { status, body } = await register({ redirect_uris }, { authorization: `Bearer ${accessToken}` })
    expect(status).toBe(201)
    expect((await stored(body.client_id))?.registered_by).toBe(account.id)
  })

  test('that is not an account’s nothing is registered', async () => {
    const { token } = await t.make.oauthToken({ account: await t.make.account() })
    for (const bearer of ['garbage', token]) {
      const { status, headers, body } = await register(
        { redirect_uris },
        { authorization: `Bearer ${bearer}` },
      )
      expect([status, body.error]).toEqual([401, 'invalid_token'])
      expect(headers.get('www-authenticate')).toMatch(/^Bearer .*error="invalid_token".*resource_metadata="/)
    }
  })
})

test('clients that were never used are removed after a while, and no others', async () => {
  const day = 24 * 3600
  const actors = oauthActors(t)
  const used = await actors.client()
  await actors.tokens(used)
  const unused = await actors.client()
  await t.clock.advance(UNUSED_CLIENT_DAYS * day - 1)
  const younger = await actors.client()
  const clean = async () => {
    await enqueue(t.db, 'remove_expired', {}, { key: 'remove_expired' })
    await t.jobs.run()
  }
  await clean()
  expect(await stored(unused.id)).toBeDefined()
  await t.clock.advance(2)
  await clean()
  expect(await stored(unused.id)).toBeUndefined()
  expect(await stored(younger.id)).toBeDefined()
  expect(await stored(used.id)).toBeDefined()
})
