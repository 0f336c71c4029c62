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
  readPrompt,
  single,
} from './authorization-request.ts'
import { resolveClient } from './clients.ts'
import { consentPage, redirectUriPage, signInPage, unknownClientPage } from './pages.ts'
import { type Client, insertConsent } from './queries.ts'
import { formActionSource } from './redirect-uris.ts'
import { answerProblem } from './request-problem.ts'
import { SIGN_IN_PATH } from './sign-in.ts'

/** The authorization endpoint: signs the account in, then asks it for consent. */
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
  const formActions = [formActionSource(redirectUri)]
  const prompt = readPrompt(query.prompt)
  const silent = prompt.includes('none')
  if (!silent && (!account || prompt.includes('login'))) {
    // Whoever has given the password is not asked for it again.
    const asked = withPrompt(
      query,
      prompt.filter((one) => one !== 'login'),
    )
    return { status: 200, formActions, html: signInPage({ action: SIGN_IN_PATH, asked, client }) }
  }
  const wanted = readAuthorizationRequest(query, client, deps.config.origin)
  if ('error' in wanted || silent || !account) {
    const state = single(query.state) ?? null
    return await answerProblem(deps, { client, account, redirectUri, state, wanted, request })
  }
  const ticket = await openConsent(deps, { client, account, redirectUri, query, wanted })
  return {
    status: 200,
    formActions,
    html: consentPage({
      action: contract.oauth.decideOAuthConsent.path,
      ticket,
      client,
      scope: wanted.scope,
      email: account.email,
      redirectUri,
      switchUrl: `${contract.oauth.authorizeOAuthClient.path}?${withPrompt(query, ['login', ...prompt])}`,
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

/** The request as it came, but for what it prompts for; it is checked anew on the way back from signing in. */
function withPrompt(parameters: Parameters, prompt: readonly string[]): string {
  // One that is repeated is refused then.
  const asked = Array.isArray(parameters.prompt) ? parameters.prompt : prompt.join(' ') || undefined
  const pairs = Object.entries({ ...parameters, prompt: asked }).flatMap(([name, value]) =>
    [value ?? []].flat().map((one): [string, string] => [name, one]),
  )
  return new URLSearchParams(pairs).toString()
}
