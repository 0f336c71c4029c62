import type { Scope } from '@latchkey/contract'
import type { Deps } from '../../platform/deps.ts'
import { type Failure, fail, isFailure } from '../../platform/failure.ts'
import type { Guards } from '../../platform/http/operation.ts'
import type { RequestFacts } from '../../platform/http/request.ts'
import { authorizePersonalToken, readToken, TOKEN_PREFIX } from './tokens.ts'

/** The personal access token of a request, as bearer or `X-API-Key`; `null` when it sent none. */
function personalToken(request: RequestFacts): string | null {
  const sent = request.credential('token', ['personalToken', 'personalTokenHeader'])
  return sent?.startsWith(TOKEN_PREFIX) ? sent : null
}

/** Takes personal access tokens beside those that the other guard knows. */
export const orPersonalToken =
  (otherwise: Guards['token']): Guards['token'] =>
  async (deps: Deps, request: RequestFacts, handle: string, needed: Scope) => {
    const token = personalToken(request)
    return token === null
      ? await otherwise(deps, request, handle, needed)
      : await authorizePersonalToken(deps, token, handle, needed)
  }

/** A guard of the control plane that tells a live personal access token from garbage: it is never enough there (RFC 6750 §3.1). */
export const withoutPersonalTokens =
  <Arguments extends unknown[], Subject, C extends Failure['code']>(
    guard: (deps: Deps, request: RequestFacts, ...rest: Arguments) => Promise<Subject | Failure<C>>,
  ) =>
  async (
    deps: Deps,
    request: RequestFacts,
    ...rest: Arguments
  ): Promise<Subject | Failure<C | 'insufficient_scope' | 'invalid_token' | 'token_expired'>> => {
    const token = personalToken(request)
    if (token === null) return await guard(deps, request, ...rest)
    const row = await readToken(deps, token)
    return isFailure(row) ? row : fail('insufficient_scope')
  }
