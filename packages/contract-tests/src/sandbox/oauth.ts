import { createHash, randomBytes } from 'node:crypto'
import type { Exchange } from '../exchange.ts'
import type { Account } from './accounts.ts'
import { type Api, succeeded } from './api.ts'
import { textAt } from './json.ts'
import { Stuck } from './stuck.ts'

/** An OAuth client that registered itself. */
export interface OAuthClient {
  readonly id: string
  /** `null`: it is a public one. */
  readonly secret: string | null
  readonly redirectUri: string
}

/** A code with what redeems it. */
export interface GrantedCode {
  readonly code: string
  readonly verifier: string
}

export interface OAuthTokens {
  readonly accessToken: string
  readonly refreshToken: string
}

export async function registerClient(api: Api, isPublic: boolean): Promise<OAuthClient> {
  const redirectUri = 'http://127.0.0.1/callback'
  const client = await api.call('registerOAuthClient', {
    body: {
      client_name: 'Contract tests',
      redirect_uris: [redirectUri],
      token_endpoint_auth_method: isPublic ? 'none' : 'client_secret_basic',
    },
  })
  const secret = isPublic ? null : textAt(client, 'client_secret')
  return { id: textAt(client, 'client_id'), secret, redirectUri }
}

const newVerifier = () => randomBytes(32).toString('base64url')

/** Parameters of a good request for a code; `changes` replace some, or with `null` leave them out. */
export function authorizationQuery(
  client: OAuthClient,
  verifier: string,
  changes: Readonly<Record<string, string | null>> = {},
): Record<string, string> {
  const good = {
    response_type: 'code',
    client_id: client.id,
    redirect_uri: client.redirectUri,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    state: 'a state',
  }
  const all: [string, string | null][] = Object.entries({ ...good, ...changes })
  return Object.fromEntries(all.filter((entry): entry is [string, string] => entry[1] !== null))
}

/** The ticket of the consent page that an account is shown. */
export async function consentTicket(
  api: Api,
  { session }: Account,
  query: Readonly<Record<string, string>>,
): Promise<string> {
  const page = succeeded(
    await api.send('authorizeOAuthClient', { query, headers: { cookie: session.cookie } }),
  )
  const ticket = /name="ticket" value="([^"]+)"/.exec(page.answer.text)?.[1]
  if (!ticket) throw new Stuck(page, 'There is no consent page.')
  return ticket
}

/** Has an account allow what a client asks for. */
export async function grantCode(api: Api, account: Account, client: OAuthClient): Promise<GrantedCode> {
  const verifier = newVerifier()
  const ticket = await consentTicket(api, account, authorizationQuery(client, verifier))
  const decided = succeeded(
    await api.send('decideOAuthConsent', {
      body: { ticket, decision: 'allow' },
      headers: { cookie: account.session.cookie },
    }),
  )
  const location = decided.answer.headers.location ?? ''
  const code = URL.canParse(location) ? new URL(location).searchParams.get('code') : null
  if (!code) throw new Stuck(decided, 'Allowing a client gave it no code.')
  return { code, verifier }
}

/** The form that redeems a code; a confidential client says by `clientBasic` who it is. */
export const codeForm = (client: OAuthClient, { code, verifier }: GrantedCode) => ({
  grant_type: 'authorization_code',
  code,
  code_verifier: verifier,
  redirect_uri: client.redirectUri,
  ...(client.secret === null && { client_id: client.id }),
})

export const refreshForm = (client: OAuthClient, refreshToken: string) => ({
  grant_type: 'refresh_token',
  refresh_token: refreshToken,
  ...(client.secret === null && { client_id: client.id }),
})

const basicOf = ({ id, secret }: OAuthClient) =>
  secret === null ? null : { kind: 'clientBasic', secret: `${id}:${secret}` }

/** Asks the token endpoint. */
export const requestTokens = (
  api: Api,
  client: OAuthClient,
  form: Readonly<Record<string, string>>,
): Promise<Exchange> => api.send('issueOAuthToken', { body: form, as: basicOf(client) })

export const tokensIn = ({ answer }: Exchange): OAuthTokens => ({
  accessToken: textAt(answer.json, 'access_token'),
  refreshToken: textAt(answer.json, 'refresh_token'),
})

/** Tokens that an account granted to a client. */
export async function grantTokens(api: Api, account: Account, client: OAuthClient): Promise<OAuthTokens> {
  const form = codeForm(client, await grantCode(api, account, client))
  return tokensIn(succeeded(await requestTokens(api, client, form)))
}
