import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import {
  auth,
  extractWWWAuthenticateParams,
  type OAuthClientProvider,
} from '@modelcontextprotocol/sdk/client/auth.js'
import type { OAuthClientInformationMixed, OAuthTokens } from '@modelcontextprotocol/sdk/shared/auth.js'
import * as oauth4webapi from 'oauth4webapi'
import * as openidClient from 'openid-client'
import type { Page } from 'playwright-core'
import { expect, onTestFinished, test } from 'vitest'
import { documentHost } from './document-host.ts'
import { TEST_PASSWORD } from './factories.ts'
import { startLive } from './live.ts'

// Clients as they are published, against a running server, with a person at a browser.

const CLIENT_DOCUMENT = 'https://client.example/oauth/client.json'
const host = await documentHost((_, response) => {
  response.setHeader('content-type', 'application/json')
  response.end(
    JSON.stringify({
      client_id: CLIENT_DOCUMENT,
      client_name: 'Documented notes',
      redirect_uris: ['http://127.0.0.1/callback'],
      token_endpoint_auth_method: 'none',
    }),
  )
})
const live = await startLive('localhost', { replace: { network: host.network } })
const issuer = new URL(live.origin())
const timeout = { timeout: 240_000 }
// One for all tests, as somebody uses it who was there before.
const usual = await live.page()
const withoutScripts = await live.page({ javaScriptEnabled: false })

/** A creator with a page, and the address under which clients list it. */
async function creator() {
  const handle = await live.make.handle()
  const page = await live.make.page({ handle, state: 'draft' })
  return { owner: handle.owner, page, url: `${live.origin()}/v2/public/handles/${handle.name}/pages` }
}

/** What a client that runs on this computer listens on for the browser to come back. */
async function listener() {
  const { promise, resolve } = Promise.withResolvers<URL>()
  const server = createServer((request, response) => {
    resolve(new URL(request.url ?? '/', redirectUri))
    response.end('You can close this page.')
  }).listen(0, '127.0.0.1')
  onTestFinished(() => void server.close())
  await once(server, 'listening')
  const redirectUri = `http://127.0.0.1:${(server.address() as AddressInfo).port}/callback`
  return { redirectUri, answer: promise }
}

/** Opens the authorization URL and signs in. */
async function signIn(page: Page, url: URL, { email }: { email: string }): Promise<string> {
  await page.context().clearCookies()
  await page.goto(url.href)
  await page.getByLabel('Email address').fill(email)
  await page.getByLabel('Password').fill(TEST_PASSWORD)
  await page.getByRole('button', { name: 'Sign in' }).click()
  return (await page.textContent('main')) ?? ''
}

/** Opens the authorization URL, signs in, and presses a button of the consent page. */
async function answerConsent(
  url: URL,
  account: { email: string },
  button: 'Allow' | 'Deny',
  { javaScriptEnabled } = { javaScriptEnabled: true },
): Promise<string> {
  const page = javaScriptEnabled ? usual : withoutScripts
  const refused: string[] = []
  page.removeAllListeners('console')
  page.on('console', (message) => {
    if (/Content Security Policy/i.test(message.text())) refused.push(message.text())
  })
  const text = await signIn(page, url, account)
  await page.getByRole('button', { name: button }).click()
  await page.getByText('You can close this page.').waitFor()
  expect(refused).toEqual([])
  return text
}

async function titles(url: string, accessToken: string): Promise<unknown> {
  const response = await fetch(url, { headers: { authorization: `Bearer ${accessToken}` } })
  const body = await response.json()
  return response.ok ? body.items.map(({ id }: { id: string }) => id) : body.error
}

/** Keeps what a client keeps, in memory. */
class Provider implements OAuthClientProvider {
  readonly redirectUrl: string
  readonly clientMetadataUrl?: string
  client: OAuthClientInformationMixed | undefined
  kept: OAuthTokens | undefined
  authorizationUrl: URL | undefined
  #verifier = ''
  readonly #metadata: Record<string, unknown>

  constructor(redirectUrl: string, clientMetadataUrl?: string, metadata: Record<string, unknown> = {}) {
    this.#metadata = metadata
    this.redirectUrl = redirectUrl
    if (clientMetadataUrl !== undefined) this.clientMetadataUrl = clientMetadataUrl
  }

  get clientMetadata() {
    return {
      client_name: 'Example agent',
      redirect_uris: [this.redirectUrl],
      token_endpoint_auth_method: 'none',
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
      ...this.#metadata,
    }
  }

  state = () => 'a state'
  clientInformation = () => this.client
  tokens = () => this.kept
  codeVerifier = () => this.#verifier

  saveClientInformation(client: OAuthClientInformationMixed) {
    this.client = client
  }

  saveTokens(tokens: OAuthTokens) {
    this.kept = tokens
  }

  saveCodeVerifier(verifier: string) {
    this.#verifier = verifier
  }

  redirectToAuthorization(url: URL) {
    this.authorizationUrl = url
  }
}

test.each([
  { by: 'registration', documentUrl: undefined, name: 'Example agent', javaScriptEnabled: true },
  {
    by: 'its metadata document',
    documentUrl: CLIENT_DOCUMENT,
    name: 'Documented notes',
    javaScriptEnabled: false,
  },
])(
  'the MCP client signs in unaided by $by, refreshes, and is revoked',
  timeout,
  async ({ documentUrl, name, javaScriptEnabled }) => {
    const { owner, page, url } = await creator()
    const { redirectUri, answer } = await listener()
    const provider = new Provider(redirectUri, documentUrl)

    const refused = await fetch(url)
    expect(refused.status).toBe(401)
    const { resourceMetadataUrl, scope } = extractWWWAuthenticateParams(refused)
    if (!resourceMetadataUrl || !scope) throw new Error('The 401 does not say where to sign in.')
    const options = { serverUrl: url, resourceMetadataUrl, scope }
    expect(await auth(provider, options)).toBe('REDIRECT')
    if (!provider.authorizationUrl) throw new Error('The client does not know where to send the browser.')

    const shown = await answerConsent(provider.authorizationUrl, owner, 'Allow', { javaScriptEnabled })
    expect(shown).toContain(name)
    expect(shown).toContain('read your pages, drafts included')
    const { searchParams } = await answer
    expect(searchParams.get('state')).toBe('a state')
    expect(searchParams.get('iss')).toBe(issuer.origin)
    const authorizationCode = searchParams.get('code') ?? ''
    expect(await auth(provider, { ...options, authorizationCode })).toBe('AUTHORIZED')

    const first = provider.kept
    expect(first?.scope).toBe('pages.read')
    expect(await titles(url, first?.access_token ?? '')).toEqual([page.id])

    expect(await auth(provider, options), 'it refreshes').toBe('AUTHORIZED')
    const second = provider.kept
    expect(second?.refresh_token).not.toBe(first?.refresh_token)
    expect(await titles(url, second?.access_token ?? '')).toEqual([page.id])

    const metadata = await (await fetch(`${issuer.origin}/.well-known/oauth-authorization-server`)).json()
    const revoked = await fetch(metadata.revocation_endpoint, {
      method: 'POST',
      body: new URLSearchParams({
        token: second?.refresh_token ?? '',
        client_id: provider.client?.client_id ?? '',
      }),
    })
    expect(revoked.status).toBe(200)
    expect(await titles(url, second?.access_token ?? '')).toBe('invalid_token')
    expect(await auth(provider, options), 'it starts anew').toBe('REDIRECT')
  },
)

test.each([
  {
    app: 'Cursor',
    redirectUri: 'cursor://anysphere.cursor-retrieval/oauth/user-7f3a/callback',
    destination: 'cursor://anysphere.cursor-retrieval',
    metadata: {
      redirect_uris: [
        'cursor://anysphere.cursor-retrieval/oauth/user-7f3a/callback',
        'https://www.cursor.com/agents/mcp/oauth/callback',
        'http://localhost:8787/callback',
      ],
    },
  },
  {
    app: 'an extension of VS Code',
    redirectUri: 'vscode://publisher.extension/callback',
    destination: 'vscode://publisher.extension',
    metadata: { scope: 'openid profile offline_access pages.read', contacts: [] },
  },
  {
    app: 'an app of a phone',
    redirectUri: 'com.example.app:/cb',
    destination: 'com.example.app:',
    metadata: { client_name: 'Phone notes', scope: null, logo_uri: null },
  },
])(
  'the MCP client signs in unaided as $app does, by a private-use scheme, and is disconnected by the account',
  timeout,
  async ({ redirectUri, destination, metadata }) => {
    const { owner, page: listed, url } = await creator()
    const provider = new Provider(redirectUri, undefined, metadata)
    const { resourceMetadataUrl } = extractWWWAuthenticateParams(await fetch(url))
    if (!resourceMetadataUrl) throw new Error('The 401 does not say where to sign in.')
    const options = { serverUrl: url, resourceMetadataUrl, scope: 'openid pages.read offline_access' }
    expect(await auth(provider, options)).toBe('REDIRECT')
    if (!provider.authorizationUrl) throw new Error('The client does not know where to send the browser.')

    // Whoever has asked for an app waits until somebody answers whether it may be opened.
    const page = await live.page()
    const shown = await signIn(page, provider.authorizationUrl, owner)
    expect(shown).toContain(`an app on this device (${destination})`)
    const left = page.waitForRequest((request) => request.url().startsWith(`${redirectUri}?`))
    await page.getByRole('button', { name: 'Allow' }).click({ noWaitAfter: true })
    const authorizationCode = new URL((await left).url()).searchParams.get('code') ?? ''
    expect(await auth(provider, { ...options, authorizationCode })).toBe('AUTHORIZED')
    expect(provider.kept?.scope).toBe('pages.read')
    expect(await auth(provider, options), 'it refreshes').toBe('AUTHORIZED')
    const { access_token: accessToken = '' } = provider.kept ?? {}
    expect(await titles(url, accessToken)).toEqual([listed.id])

    const { accounts } = await live.as(owner)
    const [app] = (await accounts.listConnectedApps()).data?.items ?? []
    expect(app?.clientId).toBe(provider.client?.client_id)
    await accounts.disconnectApp({ path: { grantId: app?.id ?? '' } })
    expect(await titles(url, accessToken)).toBe('invalid_token')
    expect(await auth(provider, options), 'it starts anew').toBe('REDIRECT')
  },
)

test(
  'openid-client: discovery, registration, code, refresh, revocation, with a secret',
  timeout,
  async () => {
    const { owner, page, url } = await creator()
    const { redirectUri, answer } = await listener()
    const config = await openidClient.dynamicClientRegistration(
      issuer,
      {
        client_name: 'Example server',
        redirect_uris: [redirectUri],
        token_endpoint_auth_method: 'client_secret_basic',
      },
      undefined,
      { algorithm: 'oauth2', execute: [openidClient.allowInsecureRequests] },
    )
    expect(config.serverMetadata().supportsPKCE()).toBe(true)
    const pkceCodeVerifier = openidClient.randomPKCECodeVerifier()
    const expectedState = openidClient.randomState()
    const authorizationUrl = openidClient.buildAuthorizationUrl(config, {
      redirect_uri: redirectUri,
      scope: 'pages.read purchases.read',
      code_challenge: await openidClient.calculatePKCECodeChallenge(pkceCodeVerifier),
      code_challenge_method: 'S256',
      state: expectedState,
      resource: issuer.origin,
    })
    await answerConsent(authorizationUrl, owner, 'Allow')
    // It checks state and, because the metadata promise it, iss.
    const tokens = await openidClient.authorizationCodeGrant(config, await answer, {
      pkceCodeVerifier,
      expectedState,
    })
    expect(tokens.scope).toBe('pages.read purchases.read')
    expect(await titles(url, tokens.access_token)).toEqual([page.id])

    const refreshed = await openidClient.refreshTokenGrant(config, tokens.refresh_token ?? '', {
      scope: 'purchases.read',
    })
    expect(await titles(url, refreshed.access_token)).toBe('insufficient_scope')
    await openidClient.tokenRevocation(config, refreshed.refresh_token ?? '')
    expect(await titles(url, tokens.access_token)).toBe('invalid_token')
    await expect(openidClient.refreshTokenGrant(config, refreshed.refresh_token ?? '')).rejects.toMatchObject(
      {
        error: 'invalid_grant',
      },
    )
  },
)

test(
  'oauth4webapi: discovery, registration, code, refresh, revocation, and the access token as a resource server checks it',
  timeout,
  async () => {
    const insecure = { [oauth4webapi.allowInsecureRequests]: true }
    const { owner, page, url } = await creator()
    const { redirectUri, answer } = await listener()
    const as = await oauth4webapi.processDiscoveryResponse(
      issuer,
      await oauth4webapi.discoveryRequest(issuer, { algorithm: 'oauth2', ...insecure }),
    )
    const client = await oauth4webapi.processDynamicClientRegistrationResponse(
      await oauth4webapi.dynamicClientRegistrationRequest(
        as,
        { client_name: 'Example app', redirect_uris: [redirectUri], token_endpoint_auth_method: 'none' },
        insecure,
      ),
    )
    const none = oauth4webapi.None()
    const verifier = oauth4webapi.generateRandomCodeVerifier()
    const state = oauth4webapi.generateRandomState()
    const authorizationUrl = new URL(as.authorization_endpoint ?? '')
    authorizationUrl.search = String(
      new URLSearchParams({
        client_id: client.client_id,
        redirect_uri: redirectUri,
        response_type: 'code',
        scope: 'pages.read',
        code_challenge: await oauth4webapi.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
        state,
      }),
    )
    await answerConsent(authorizationUrl, owner, 'Allow')
    const parameters = oauth4webapi.validateAuthResponse(as, client, await answer, state)
    const tokens = await oauth4webapi.processAuthorizationCodeResponse(
      as,
      client,
      await oauth4webapi.authorizationCodeGrantRequest(
        as,
        client,
        none,
        parameters,
        redirectUri,
        verifier,
        insecure,
      ),
    )
    expect(await titles(url, tokens.access_token)).toEqual([page.id])

    const claims = await oauth4webapi.validateJwtAccessToken(
      as,
      new Request(url, { headers: { authorization: `Bearer ${tokens.access_token}` } }),
      issuer.origin,
      insecure,
    )
    expect(claims).toMatchObject({ sub: owner.id, client_id: client.client_id, scope: 'pages.read' })

    const refreshed = await oauth4webapi.processRefreshTokenResponse(
      as,
      client,
      await oauth4webapi.refreshTokenGrantRequest(as, client, none, tokens.refresh_token ?? '', insecure),
    )
    await oauth4webapi.processRevocationResponse(
      await oauth4webapi.revocationRequest(as, client, none, refreshed.refresh_token ?? '', insecure),
    )
    expect(await titles(url, refreshed.access_token)).toBe('invalid_token')
  },
)

test(
  'RFC 9207: a client that began elsewhere notices our answer, and one that is denied is told so',
  timeout,
  async () => {
    const { owner } = await creator()
    const { redirectUri, answer } = await listener()
    const config = await openidClient.dynamicClientRegistration(
      issuer,
      { redirect_uris: [redirectUri], token_endpoint_auth_method: 'none' },
      openidClient.None(),
      { algorithm: 'oauth2', execute: [openidClient.allowInsecureRequests] },
    )
    const pkceCodeVerifier = openidClient.randomPKCECodeVerifier()
    const authorizationUrl = openidClient.buildAuthorizationUrl(config, {
      redirect_uri: redirectUri,
      code_challenge: await openidClient.calculatePKCECodeChallenge(pkceCodeVerifier),
      code_challenge_method: 'S256',
    })
    await answerConsent(authorizationUrl, owner, 'Deny')
    const denied = await answer
    await expect(
      openidClient.authorizationCodeGrant(config, denied, { pkceCodeVerifier }),
    ).rejects.toMatchObject({ error: 'access_denied' })
    const mixedUp = new URL(denied)
    mixedUp.searchParams.set('iss', 'https://evil.example')
    const noticed = await openidClient
      .authorizationCodeGrant(config, mixedUp, { pkceCodeVerifier })
      .catch((error: unknown) => error)
    expect(noticed).toMatchObject({ cause: { message: expect.stringContaining('"iss"') } })
  },
)
