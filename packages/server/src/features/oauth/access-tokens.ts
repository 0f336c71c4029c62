import { ACCESS_TOKEN_SECONDS, type Scope, scopeNames } from '@latchkey/contract'
import type { Deps } from '../../platform/deps.ts'
import { type Failure, fail } from '../../platform/failure.ts'
import type { TokenSubject } from '../../platform/http/operation.ts'
import type { RequestFacts } from '../../platform/http/request.ts'
import { findGrantRole, isGrantLive } from './queries.ts'

/** `typ` of OAuth access tokens (RFC 9068 §2.1). */
const ACCESS_TOKEN_TYPE = 'at+jwt'

/** What an access token says. */
export interface AccessToken {
  readonly grantId: string
  readonly clientId: string
  readonly accountId: string
  readonly scope: readonly Scope[]
}

/** A JWT (RFC 9068) for this server alone, of a grant that every use of it looks up. */
export const issueAccessToken = ({ config, keys }: Deps, token: AccessToken): Promise<string> =>
  keys.sign(
    {
      iss: config.origin,
      aud: config.origin,
      sub: token.accountId,
      client_id: token.clientId,
      scope: token.scope.join(' '),
      grant_id: token.grantId,
      jti: crypto.randomUUID(),
    },
    { typ: ACCESS_TOKEN_TYPE, lifetime: ACCESS_TOKEN_SECONDS },
  )

/** What a token of ours says, its signature and lifetime checked; whether the grant lives is still to be read. */
export async function readAccessToken(
  { config, keys }: Deps,
  token: string,
): Promise<AccessToken | 'expired' | 'invalid'> {
  const claims = await keys.verify(token, {
    typ: ACCESS_TOKEN_TYPE,
    issuer: config.origin,
    audience: config.origin,
  })
  if (typeof claims === 'string') return claims
  const { grant_id: grantId, client_id: clientId, scope, sub } = claims
  if (typeof grantId !== 'string' || typeof clientId !== 'string' || typeof scope !== 'string' || !sub) {
    return 'invalid'
  }
  const names = scope.split(' ')
  return { grantId, clientId, accountId: sub, scope: scopeNames.filter((name) => names.includes(name)) }
}

type TokenFailure = 'missing_bearer_token' | 'invalid_token' | 'token_expired' | 'insufficient_scope'

/**
 * What an access token may do on a handle: what its account may, cut down to its scopes. Without a role the handle
 * looks as if it did not exist.
 */
export async function authorizeToken(
  deps: Deps,
  request: RequestFacts,
  handle: string,
  needed: Scope,
): Promise<TokenSubject | Failure<TokenFailure | 'handle_not_found'>> {
  const sent = request.credential('token', ['oauth'])
  if (!sent) return fail('missing_bearer_token')
  const token = await readAccessToken(deps, sent)
  if (token === 'expired') return fail('token_expired')
  if (token === 'invalid') return fail('invalid_token')
  const { grantId: tokenId, accountId } = token
  const found = await findGrantRole(deps.db, { id: tokenId, accountId, now: deps.clock.now() }, handle)
  if (!found) return fail('invalid_token')
  if (!token.scope.includes(needed)) return fail('insufficient_scope')
  if (!found.handleId || !found.role) return fail('handle_not_found')
  return { tokenId, handleId: found.handleId, actor: { accountId, clientId: token.clientId } }
}

/**
 * A guard of the control plane that tells a live OAuth token from garbage: it is somebody's, but never enough there
 * (RFC 6750 §3.1).
 */
export const withoutScopedTokens =
  <Arguments extends unknown[], Subject, C extends Failure['code']>(
    guard: (deps: Deps, request: RequestFacts, ...rest: Arguments) => Promise<Subject | Failure<C>>,
  ) =>
  async (
    deps: Deps,
    request: RequestFacts,
    ...rest: Arguments
  ): Promise<Subject | Failure<C | 'insufficient_scope'>> => {
    const result = await guard(deps, request, ...rest)
    const refused = typeof result === 'object' && result !== null && 'code' in result ? result.code : null
    if (refused !== 'invalid_token' || !request.bearer) return result
    const token = await readAccessToken(deps, request.bearer)
    if (typeof token === 'string') return result
    const live = await isGrantLive(deps.db, {
      id: token.grantId,
      accountId: token.accountId,
      now: deps.clock.now(),
    })
    return live ? fail('insufficient_scope') : result
  }
