import { createHash, randomBytes } from 'node:crypto'
import { openSession } from '../src/features/accounts/service.ts'
import type { TestApp } from './app.ts'
import type { TestBrowser } from './browser.ts'
import type { TestAccount } from './factories.ts'
import { type Markup, readMarkup } from './markup.ts'

/** What a client keeps between asking and redeeming. */
export interface TestClient {
  readonly id: string
  readonly secret: string | null
  readonly redirectUri: string
}

export interface Pkce {
  readonly verifier: string
  readonly challenge: string
}

/** Parameters that replace or, with `null`, leave out those of a good request; a list repeats one. */
export type Changes = Record<string, string | readonly string[] | null>

export interface TokenAnswer {
  readonly status: number
  readonly headers: Headers
  readonly body: Record<string, unknown>
}

export const newPkce = (): Pkce => {
  const verifier = randomBytes(32).toString('base64url')
  return { verifier, challenge: createHash('sha256').update(verifier).digest('base64url') }
}

/** Parameters as a query or form, `changes` applied. */
function parameters(good: Record<string, string>, changes: Changes = {}): URLSearchParams {
  const all = Object.entries<Changes[string]>({ ...good, ...changes })
  return new URLSearchParams(
    all.flatMap(([name, value]) =>
      [value ?? []].flat().map((one): [string, string] => [name, one as string]),
    ),
  )
}

/** The parts that clients, browsers and accounts play in an authorization, each of which a test can play wrongly. */
export function oauthActors(t: TestApp) {
  const register = async (metadata: Record<string, unknown>, headers: Record<string, string> = {}) => {
    const request = new Request(`${t.origin()}/oauth/register`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(metadata),
    })
    return await answer(await t.send(request))
  }

  /** A client that registered; public unless a method is given. */
  const client = async (metadata: Record<string, unknown> = {}): Promise<TestClient> => {
    const redirectUri = 'https://client.example/callback'
    const { status, body } = await register({
      client_name: 'Example notes',
      redirect_uris: [redirectUri],
      token_endpoint_auth_method: 'none',
      ...metadata,
    })
    if (status !== 201) throw new Error(`The client was not registered: ${JSON.stringify(body)}`)
    return {
      id: String(body.client_id),
      secret: typeof body.client_secret === 'string' ? body.client_secret : null,
      redirectUri: String((body.redirect_uris as string[])[0]),
    }
  }

  /** A browser in which an account (a new one unless given) is signed in. */
  const signedIn = async (account?: Pick<TestAccount, 'id'>): Promise<TestBrowser> => {
    const browser = t.browser()
    const { refreshToken } = await openSession(t.deps, (account ?? (await t.make.account())).id)
    browser.setCookie('_10x_account', refreshToken)
    return browser
  }

  const authorizeUrl = (by: TestClient, { challenge }: Pkce, changes: Changes = {}): string =>
    `/oauth/authorize?${parameters(
      {
        response_type: 'code',
        client_id: by.id,
        redirect_uri: by.redirectUri,
        code_challenge: challenge,
        code_challenge_method: 'S256',
        state: 'a state',
      },
      changes,
    )}`

  const consentPage = async (browser: TestBrowser, url: string): Promise<Markup> => {
    const response = await browser.get(url, { site: 'cross-site' })
    if (response.status !== 200) throw new Error(`No consent page but ${response.status}.`)
    return readMarkup(await response.text())
  }

  const decide = (browser: TestBrowser, { fields }: Pick<Markup, 'fields'>, decision: 'allow' | 'deny') =>
    browser.post('/oauth/authorize/decision', { ticket: fields.ticket ?? '', decision })

  /** Allows what a client asks for, and returns the parameters it gets back. */
  const allow = async (browser: TestBrowser, url: string): Promise<URLSearchParams> =>
    callback(await decide(browser, await consentPage(browser, url), 'allow'))

  const post = async (path: string, form: URLSearchParams, headers: Record<string, string> = {}) =>
    answer(await t.send(new Request(`${t.origin()}${path}`, { method: 'POST', headers, body: form })))

  const redeem = (by: TestClient, code: string, { verifier }: Pkce, changes: Changes = {}) =>
    post(
      '/oauth/token',
      parameters(
        {
          grant_type: 'authorization_code',
          code,
          code_verifier: verifier,
          redirect_uri: by.redirectUri,
          client_id: by.id,
        },
        changes,
      ),
    )

  const refresh = (by: TestClient, refreshToken: unknown, changes: Changes = {}) =>
    post(
      '/oauth/token',
      parameters(
        { grant_type: 'refresh_token', refresh_token: String(refreshToken), client_id: by.id },
        changes,
      ),
    )

  const revoke = (by: TestClient, token: unknown, changes: Changes = {}) =>
    post('/oauth/revoke', parameters({ token: String(token), client_id: by.id }, changes))

  /** A code for a client, with what redeems it. */
  const code = async (
    by: TestClient,
    given: { account?: Pick<TestAccount, 'id'>; changes?: Changes } = {},
  ) => {
    const pkce = newPkce()
    const browser = await signedIn(given.account)
    const granted = await allow(browser, authorizeUrl(by, pkce, given.changes))
    return { code: granted.get('code') ?? '', pkce }
  }

  /** Tokens that an account granted to a client. */
  const tokens = async (
    by: TestClient,
    given: { account?: Pick<TestAccount, 'id'>; changes?: Changes } = {},
  ): Promise<{ access_token: string; refresh_token: string; scope: string }> => {
    const granted = await code(by, given)
    const { status, body } = await redeem(by, granted.code, granted.pkce)
    if (status !== 200) throw new Error(`No tokens: ${JSON.stringify(body)}`)
    return body as { access_token: string; refresh_token: string; scope: string }
  }

  /** A browser in which an account is signed in that has connected a client. */
  const connected = async (by: TestClient, given?: Pick<TestAccount, 'id'>): Promise<TestBrowser> => {
    const account = given ?? (await t.make.account())
    await tokens(by, { account })
    return await signedIn(account)
  }

  return {
    register,
    client,
    signedIn,
    connected,
    authorizeUrl,
    consentPage,
    decide,
    allow,
    post,
    code,
    redeem,
    tokens,
    refresh,
    revoke,
  }
}

async function answer(response: Response): Promise<TokenAnswer> {
  const text = await response.text()
  return {
    status: response.status,
    headers: response.headers,
    body: text === '' ? {} : JSON.parse(text),
  }
}

/** The parameters of a redirect back to the client. */
export function callback(response: Response): URLSearchParams {
  const location = response.headers.get('location')
  if (response.status !== 303 || location === null) throw new Error(`No redirect but ${response.status}.`)
  return new URL(location).searchParams
}
