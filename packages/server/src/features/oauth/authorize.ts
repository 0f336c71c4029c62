import { CONSENT_SECONDS, contract } from '@latchkey/contract'
import { addSeconds } from '../../platform/clock.ts'
import type { Deps } from '../../platform/deps.ts'
import { fail, isFailure } from '../../platform/failure.ts'
import type { Handler } from '../../platform/http/operation.ts'
import { hashSecret, newSecret } from '../../platform/secrets.ts'
import { type BrowserAccount, findBrowserAccount } from '../accounts/service.ts'
import {
  type AuthorizationRequest,
  chooseRedirectUri,
  type Parameters,
  readAuthorizationRequest,
  single,
} from './authorization-request.ts'
import { resolveClient } from './clients.ts'
import { consentPage, redirectUriPage, signInPage, unknownClientPage } from './pages.ts'
import { type Client, insertConsent } from './queries.ts'
import { formActionSource, withParameters } from './redirect-uris.ts'
import { SIGN_IN_PATH } from './sign-in.ts'

/**
 * The authorization endpoint. Until the client and its redirect URI are known, and the account has signed in,
 * nothing is sent back to the client, not even an error: it would be an open redirector (RFC 9700 §4.11.2).
 */
export const authorizeOAuthClient: Handler<typeof contract.oauth.authorizeOAuthClient> = async ({
  deps,
  request,
  query,
}) => {
  const clientId = single(query.client_id)
  const client = clientId === undefined ? fail('oauth_client_not_found') : await resolveClient(deps, clientId)
  if (isFailure(client)) {
    const problem = 'problem' in client ? client.problem : undefined
    return { ...client, page: unknownClientPage(client.code, request, problem) }
  }
  const account = await findBrowserAccount(deps, request)
  const redirectUri = chooseRedirectUri(client.redirectUris, query.redirect_uri)
  if (redirectUri === null) {
    const ownsClient = account !== null && account.accountId === client.registeredBy
    const received = [query.redirect_uri ?? []].flat()
    const registered = ownsClient ? client.redirectUris : null
    return {
      ...fail('oauth_redirect_uri_mismatch'),
      page: redirectUriPage({ client, received, registered, request }),
    }
  }
  if (!account || [query.prompt].flat().includes('login')) {
    return { status: 200, html: signInPage({ action: SIGN_IN_PATH, asked: withoutPrompt(query), client }) }
  }
  const issuer = deps.config.origin
  const wanted = readAuthorizationRequest(query, client, issuer)
  if ('error' in wanted) {
    const { error, description } = wanted
    const answer = { error, error_description: description, state: single(query.state) ?? null, iss: issuer }
    return { status: 303, location: withParameters(redirectUri, answer) }
  }
  const ticket = await openConsent(deps, { client, account, redirectUri, query, wanted })
  return {
    status: 200,
    formActions: [formActionSource(redirectUri)],
    html: consentPage({
      action: contract.oauth.decideOAuthConsent.path,
      ticket,
      client,
      scope: wanted.scope,
      email: account.email,
      redirectUri,
      switchUrl: `${contract.oauth.authorizeOAuthClient.path}?${withoutPrompt(query)}&prompt=login`,
    }),
  }
}

/** Keeps what is asked on the page; the ticket is what its answer is recognised by. */
async function openConsent(
  { db, clock }: Deps,
  consent: {
    client: Client
    account: BrowserAccount
    redirectUri: string
    query: Parameters
    wanted: AuthorizationRequest
  },
): Promise<string> {
  const ticket = newSecret('oct_')
  await insertConsent(db, {
    ticketHash: hashSecret(ticket),
    clientId: consent.client.id,
    sessionId: consent.account.sessionId,
    redirectUri: consent.redirectUri,
    state: single(consent.query.state) ?? null,
    ...consent.wanted,
    expiresAt: addSeconds(clock.now(), CONSENT_SECONDS),
  })
  return ticket
}

/** The request as it came, for the way back from signing in; it is checked anew then. */
function withoutPrompt({ prompt: _, ...parameters }: Parameters): string {
  const pairs = Object.entries(parameters).flatMap(([name, value]) =>
    [value ?? []].flat().map((one): [string, string] => [name, one]),
  )
  return new URLSearchParams(pairs).toString()
}
