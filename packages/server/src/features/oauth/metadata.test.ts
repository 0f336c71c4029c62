import { contract, scopeNames } from '@latchkey/contract'
import { unwrap } from '@latchkey/sdk'
import { describe, expect, test } from 'vitest'
import { testApp } from '../../../test/app.ts'
import { callback, newPkce, oauthActors } from '../../../test/oauth.ts'
import { rotateSigningKey } from '../../platform/keys.ts'

const t = await testApp({ env: { LIMITS: 'off' } })
const actors = oauthActors(t)
const { oauth } = t.client()
const metadata = await unwrap(oauth.getAuthorizationServerMetadata())
const path = (url: string) => url.replace(t.origin(), '')

describe('getAuthorizationServerMetadata: what it says is so', () => {
  test('RFC 8414 §3.3: the issuer is where it was asked for', () => {
    expect(metadata.issuer).toBe(t.origin())
  })

  test('every endpoint is an operation on the issuer’s origin, and every operation is named', () => {
    const named = Object.entries(metadata)
      .filter(([name]) => name.endsWith('_endpoint') || name === 'jwks_uri')
      .map(([, url]) => path(String(url)))
    const { decideOAuthConsent, getAuthorizationServerMetadata, getProtectedResourceMetadata, ...rest } =
      contract.oauth
    expect(named.sort()).toEqual(
      Object.values(rest)
        .map((operation) => operation.path)
        .sort(),
    )
  })

  test('scopes_supported: all are granted, and none else', async () => {
    const client = await actors.client()
    const { scope } = await actors.tokens(client, { changes: { scope: metadata.scopes_supported.join(' ') } })
    expect(scope.split(' ')).toEqual(metadata.scopes_supported)
    expect(metadata.scopes_supported).toEqual(scopeNames)
  })

  test.each(metadata.token_endpoint_auth_methods_supported)(
    'token_endpoint_auth_methods_supported, revocation_endpoint_auth_methods_supported: %s',
    async (method) => {
      const client = await actors.client({ token_endpoint_auth_method: method })
      const { code, pkce } = await actors.code(client)
      const secret = client.secret ?? ''
      const form = {
        client_id: client.id,
        ...(method === 'client_secret_post' && { client_secret: secret }),
      }
      const headers: Record<string, string> =
        method === 'client_secret_basic' ? { authorization: `Basic ${btoa(`${client.id}:${secret}`)}` } : {}
      const tokens = await actors.post(
        path(metadata.token_endpoint),
        new URLSearchParams({
          ...form,
          grant_type: 'authorization_code',
          code,
          code_verifier: pkce.verifier,
        }),
        headers,
      )
      expect(tokens.status).toBe(200)
      expect(metadata.revocation_endpoint_auth_methods_supported).toContain(method)
      const token = String(tokens.body.refresh_token)
      const revoked = await actors.post(
        path(metadata.revocation_endpoint),
        new URLSearchParams({ ...form, token }),
        headers,
      )
      expect(revoked.status).toBe(200)
    },
  )

  test.each(['private_key_jwt', 'client_secret_jwt', 'tls_client_auth'])(
    'a method that is not named is not registered: %s',
    async (method) => {
      const { status } = await actors.register({
        redirect_uris: ['https://client.example/'],
        token_endpoint_auth_method: method,
      })
      expect(status).toBe(400)
    },
  )

  test('grant_types_supported: all work, and none else', async () => {
    const client = await actors.client()
    const { refresh_token } = await actors.tokens(client)
    expect((await actors.refresh(client, refresh_token)).status).toBe(200)
    expect(metadata.grant_types_supported).toEqual(['authorization_code', 'refresh_token'])
    for (const grant of [
      'implicit',
      'password',
      'client_credentials',
      'urn:ietf:params:oauth:grant-type:jwt-bearer',
    ]) {
      const { body } = await actors.refresh(client, '', { grant_type: grant })
      expect(body.error).toBe('unsupported_grant_type')
    }
  })

  test('response_types_supported, response_modes_supported, code_challenge_methods_supported', async () => {
    const client = await actors.client()
    const browser = await actors.connected(client)
    const ask = (changes: Record<string, string>) =>
      browser.get(actors.authorizeUrl(client, newPkce(), changes))
    const offered = {
      response_type: metadata.response_types_supported,
      response_mode: metadata.response_modes_supported,
      code_challenge_method: metadata.code_challenge_methods_supported,
    }
    const others = { response_type: 'token', response_mode: 'form_post', code_challenge_method: 'plain' }
    for (const [name, values] of Object.entries(offered)) {
      for (const value of values) expect((await ask({ [name]: value })).status).toBe(200)
      const refused = await ask({ [name]: others[name as keyof typeof others] })
      expect(callback(refused).get('error')).not.toBeNull()
    }
  })

  test('authorization_response_iss_parameter_supported', async () => {
    const client = await actors.client()
    const answer = await actors.allow(await actors.signedIn(), actors.authorizeUrl(client, newPkce()))
    expect(metadata.authorization_response_iss_parameter_supported).toBe(true)
    expect(answer.get('iss')).toBe(metadata.issuer)
  })

  test('any origin may read it, on the bare and the api host only', async () => {
    for (const host of [undefined, 'api']) {
      const { response } = await t
        .client({
          ...(host && { host }),
          headers: { origin: 'https://inspector.example', 'mcp-protocol-version': '2026-01-01' },
        })
        .oauth.getAuthorizationServerMetadata()
      expect(response.headers.get('access-control-allow-origin')).toBe('*')
    }
    const { error } = await t.client({ host: 'demo' }).oauth.getAuthorizationServerMetadata()
    expect(error?.code).toBe('not_found')
  })
})

test('RFC 9728: every 401 leads to the metadata of the resource, and that to the issuer', async () => {
  const { response } = await t.client().accounts.getAccount()
  expect(response.status).toBe(401)
  const [, url = ''] =
    /resource_metadata="([^"]+)"/.exec(response.headers.get('www-authenticate') ?? '') ?? []
  const resource = await (await t.send(new Request(url))).json()
  expect(resource).toEqual(await unwrap(oauth.getProtectedResourceMetadata()))
  expect(resource).toMatchObject({
    resource: t.origin(),
    authorization_servers: [metadata.issuer],
    scopes_supported: metadata.scopes_supported,
    bearer_methods_supported: ['header'],
  })
  expect(metadata.protected_resources).toEqual([resource.resource])
})

describe('getJwks', () => {
  test('public members only, kept for a while', async () => {
    const { data, response } = await oauth.getJwks()
    expect(data?.keys).toEqual([
      {
        kty: 'OKP',
        crv: 'Ed25519',
        alg: 'EdDSA',
        use: 'sig',
        kid: expect.any(String),
        x: expect.any(String),
      },
    ])
    expect(response.headers.get('cache-control')).toBe('public, max-age=300')
  })

  test('a rotation adds a key and signs nobody out', async () => {
    const client = await actors.client()
    const before = await actors.tokens(client)
    await t.clock.advance(1)
    const { kid } = await rotateSigningKey(t.db, t.clock)
    await t.deps.keys.reload()
    const { keys } = await unwrap(oauth.getJwks())
    expect(keys.map((key) => key.kid)).toContain(kid)
    await t.clock.advance(600)
    const after = await actors.refresh(client, before.refresh_token)
    expect(JSON.parse(atob(String(after.body.access_token).split('.')[0] ?? '')).kid).toBe(kid)
    const ask = (token: unknown) =>
      t
        .client({ token: String(token) })
        .automation.automationListPages({ path: { handle: 'nobody-has-this' } })
    for (const token of [before.access_token, after.body.access_token]) {
      expect((await ask(token)).error?.code).toBe('handle_not_found')
    }
  })
})
