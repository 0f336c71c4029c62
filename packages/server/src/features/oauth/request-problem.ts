import type { contract } from '@latchkey/contract'
import type { Deps } from '../../platform/deps.ts'
import { fail } from '../../platform/failure.ts'
import type { Handler } from '../../platform/http/operation.ts'
import type { RequestFacts } from '../../platform/http/request.ts'
import type { BrowserAccount } from '../accounts/service.ts'
import type { AuthorizationRequest, RequestProblem } from './authorization-request.ts'
import { findGrantedScope } from './connected-app-queries.ts'
import { requestProblemPage } from './pages.ts'
import type { Client } from './queries.ts'
import { withParameters } from './redirect-uris.ts'

type AuthorizationAnswer = Awaited<ReturnType<Handler<typeof contract.oauth.authorizeOAuthClient>>>

/**
 * Answers a request that leads to no consent page, because of what is wrong with it or because it is to be silent. Anybody
 * can register a client and write such a request, so only a client that the account has connected gets it back: to others
 * the redirect would be an open one (RFC 9700 §4.11.2).
 */
export async function answerProblem(
  { db, clock, config }: Deps,
  asked: {
    readonly client: Client
    readonly account: BrowserAccount | null
    readonly redirectUri: string
    readonly state: string | null
    readonly wanted: AuthorizationRequest | RequestProblem
    readonly request: RequestFacts
  },
): Promise<AuthorizationAnswer> {
  const { client, account, wanted, request } = asked
  const granted =
    account &&
    (await findGrantedScope(db, {
      accountId: account.accountId,
      clientId: client.id,
      now: clock.now(),
    }))
  const problem = 'error' in wanted ? wanted : whyNotSilent(account, granted, wanted)
  if (granted === null) {
    return { ...fail('oauth_request_refused'), page: requestProblemPage({ client, problem, request }) }
  }
  const { error, description } = problem
  const { state } = asked
  return {
    status: 303,
    location: withParameters(asked.redirectUri, {
      error,
      error_description: description,
      state,
      iss: config.origin,
    }),
  }
}

/** What `prompt=none` would have to skip (OpenID Connect Core §3.1.2.6): the account is asked each time. */
function whyNotSilent(
  account: BrowserAccount | null,
  granted: AuthorizationRequest['scope'] | null,
  { scope }: AuthorizationRequest,
): RequestProblem {
  if (!account) return { error: 'login_required', description: 'Nobody is signed in.' }
  return scope.every((name) => granted?.includes(name))
    ? { error: 'interaction_required', description: 'The account decides each time.' }
    : { error: 'consent_required', description: 'The account did not grant this yet.' }
}
