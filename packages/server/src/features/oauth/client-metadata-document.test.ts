import { describe, expect, test } from 'vitest'
import { testApp } from '../../../test/app.ts'
import { documentHost } from '../../../test/document-host.ts'
import { readMarkup } from '../../../test/markup.ts'
import { newPkce, oauthActors } from '../../../test/oauth.ts'
import { isDocumentUrl } from './client-metadata-document.ts'

const REDIRECT_URI = 'http://127.0.0.1/callback'
const json = { 'content-type': 'application/json' }

const good = {
  client_name: 'Documented notes',
  redirect_uris: [REDIRECT_URI, 'https://client.example/callback'],
  token_endpoint_auth_method: 'none',
  grant_types: ['authorization_code', 'refresh_token'],
  response_types: ['code'],
  logo_uri: 'https://client.example/logo.png',
}

interface Served {
  document: unknown
  headers: Record<string, string>
  requests: number
}

const pages = new Map<string, Served>()
const host = await documentHost(({ url = '' }, response) => {
  const page = pages.get(url)
  if (!page) return response.writeHead(404).end()
  page.requests++
  const { document } = page
  response.writeHead(200, page.headers)
  response.end(typeof document === 'string' ? document : JSON.stringify(document))
})
const t = await testApp({ env: { LIMITS: 'off' }, replace: { network: host.network } })
const actors = oauthActors(t)
const browser = await actors.signedIn()

/** A client with a document of its own, which may be changed. `document` says what differs from a good one, or replaces it. */
function documented(document: unknown = {}, headers: Record<string, string> = json) {
  const path = `/${pages.size}/client.json`
  const id = `https://client.example${path}`
  const whole = (part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? { ...good, client_id: id, ...part }
      : part
  const served: Served = { document: whole(document), headers, requests: 0 }
  pages.set(path, served)
  const client = { id, secret: null, redirectUri: REDIRECT_URI }
  return {
    client,
    served,
    change: (part: unknown) => {
      served.document = whole(part)
    },
    ask: (changes = {}) => browser.get(actors.authorizeUrl(client, newPkce(), changes)),
  }
}

test('a client that is its document signs in, refreshes and revokes', async () => {
  const { client, served } = documented()
  const pkce = newPkce()
  const page = await actors.consentPage(browser, actors.authorizeUrl(client, pkce))
  expect(page.text).toContain('Documented notes')
  expect(page.text).toContain('described by client.example')
  expect(page.elements, 'nothing is loaded from the client').not.toContain('img')
  const answer = await actors.decide(browser, page, 'allow')
  const code = new URL(answer.headers.get('location') ?? '').searchParams.get('code') ?? ''
  const tokens = await actors.redeem(client, code, pkce)
  expect(tokens.status).toBe(200)
  const refreshed = await actors.refresh(client, tokens.body.refresh_token)
  expect(refreshed.status).toBe(200)
  expect((await actors.revoke(client, refreshed.body.refresh_token)).status).toBe(200)
  expect(served.requests).toBe(1)
  expect(host.dialled).toEqual([{ address: '93.184.216.34', port: 443, servername: 'client.example' }])
})

describe('a document is kept for a while', () => {
  test.each([
    ['nothing said', {}, 300],
    ['max-age', { 'cache-control': 'public, max-age=3600' }, 3600],
    ['a long max-age', { 'cache-control': 'max-age=99999999' }, 24 * 3600],
    ['no-store', { 'cache-control': 'no-store' }, 60],
  ])('%s', async (_, headers, seconds) => {
    const { ask, served, change } = documented({}, { ...json, ...headers })
    await ask()
    change({ client_name: 'Renamed notes' })
    await t.clock.advance(seconds - 1)
    expect(readMarkup(await (await ask()).text()).text).toContain('Documented notes')
    expect(served.requests).toBe(1)
    await t.clock.advance(1)
    expect(readMarkup(await (await ask()).text()).text).toContain('Renamed notes')
    expect(served.requests).toBe(2)
  })

  test('what it no longer says is no longer so, and one that is gone is not used', async () => {
    const { ask, change } = documented()
    expect((await ask()).status).toBe(200)
    await t.clock.advance(300)
    change({ redirect_uris: ['https://client.example/callback'] })
    expect((await ask()).status).toBe(400)
    await t.clock.advance(300)
    change('gone')
    const { text } = readMarkup(await (await ask({ redirect_uri: 'https://client.example/callback' })).text())
    expect(text).toContain('Its metadata document cannot be used')
  })
})

describe('a document that is not used', () => {
  test.each<[string, string, unknown, Record<string, string>?]>([
    ['of another client', 'client_id is not its own URL', { client_id: 'https://client.example/other.json' }],
    [
      'of another spelling of its URL',
      'client_id is not its own URL',
      { client_id: 'https://CLIENT.example/client.json' },
    ],
    ['without client_id', 'client_id is wrong', { client_id: undefined }],
    ['without redirect URIs', 'redirect_uris is wrong', { redirect_uris: [] }],
    [
      'with a redirect URI that cannot be registered',
      'is http and not on a loopback address',
      { redirect_uris: ['http://client.example/'] },
    ],
    [
      'with a script for a redirect URI',
      'is neither https nor of a scheme that an app can have for itself',
      { redirect_uris: ['javascript:alert(1)'] },
    ],
    ['without a scope that is known', 'scope must hold some of', { scope: 'openid' }],
    ['with a secret', 'client_secret is wrong', { client_secret: 'x' }],
    [
      'with a method that needs a secret',
      'token_endpoint_auth_method is wrong',
      { token_endpoint_auth_method: 'client_secret_basic' },
    ],
    [
      'with a method that is not supported',
      'token_endpoint_auth_method is wrong',
      { token_endpoint_auth_method: 'private_key_jwt' },
    ],
    ['with a name that is no string', 'client_name is wrong', { client_name: {} }],
    [
      'with a name that turns text round',
      'client_name is wrong: must be one line of visible characters',
      { client_name: '\u202eyekhctaL' },
    ],
    ['that is not JSON', 'it is wrong', '<html></html>'],
    ['that is null', 'it is wrong', 'null'],
    ['that is a list', 'it is wrong', [good]],
    ['that is empty', 'it is wrong', ''],
    ['that is not said to be JSON', 'it is not application/json', {}, { 'content-type': 'text/html' }],
    ['that is said to be nothing', 'it is not application/json', {}, {}],
    ['that is too large', 'it is larger than', { padding: 'x'.repeat(20_000) }],
  ])('%s', async (_name, reason, document, headers) => {
    const { ask } = documented(document, headers)
    const response = await ask()
    expect(response.status).toBe(400)
    expect(response.headers.get('location')).toBeNull()
    const { text } = readMarkup(await response.text())
    expect(text).toMatch(/Its metadata document cannot be used: .*/)
    expect(text).toContain(reason)
  })

  test.for([null, []])('one whose members are %j, as if they were left out, is', async (value) => {
    const { ask } = documented({
      client_name: value,
      token_endpoint_auth_method: value,
      client_secret: value,
      grant_types: value,
      response_types: value,
      scope: value,
    })
    expect((await ask()).status).toBe(200)
  })

  test('one with a private-use scheme is (RFC 8252 §7.1)', async () => {
    const redirect_uri = 'com.example.app:/cb'
    const { ask } = documented({ redirect_uris: [redirect_uri], client_name: undefined })
    const response = await ask({ redirect_uri })
    expect(response.headers.get('content-security-policy')).toContain("form-action 'self' com.example.app:;")
    const { text } = readMarkup(await response.text())
    expect(text).toContain('App that opens com.example.app: links')
    expect(text).toContain('an app on this device (com.example.app:)')
    expect((await ask({ redirect_uri: 'com.example.app:/cb/' })).status).toBe(400)
    expect((await ask({ redirect_uri: 'com.example.App:/cb' })).status).toBe(400)
  })

  test('one that a media type of its own says to be JSON is', async () => {
    const { ask } = documented({}, { 'content-type': 'application/oauth-client+json; charset=utf-8' })
    expect((await ask()).status).toBe(200)
  })
})

describe('the URL of a document', () => {
  test.each([
    ['https://client.example/client.json', true],
    ['https://client.example/c?v=1', true],
    ['https://client.example:8443/c', true],
    ['http://client.example/c', false],
    ['https://client.example', false],
    ['https://client.example/', false],
    ['https://client.example/c#x', false],
    ['https://client.example/c#', false],
    ['https://user@client.example/c', false],
    ['https://client.example/a/../c', false],
    ['https://client.example/a/%2e%2e/c', false],
    ['https://client.example/./c', false],
    ['https://CLIENT.example/c', false],
    ['https://client.example:443/c', false],
    ['https://client.example\\c', false],
    ['https://127.1/c', false],
    [`https://client.example/${'x'.repeat(2000)}`, false],
    ['cli_01jd6z3v9kf2x8t5w4q7r1m0ce', false],
  ])('%s: %s', (url, is) => {
    expect(isDocumentUrl(url)).toBe(is)
  })
})
