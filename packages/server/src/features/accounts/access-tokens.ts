import { ACCESS_TOKEN_SECONDS } from '@latchkey/contract'
import type { Config } from '../../platform/config.ts'
import type { Deps } from '../../platform/deps.ts'
import { type Failure, fail, isFailure } from '../../platform/failure.ts'
import type { AccountSubject } from '../../platform/http/operation.ts'
import type { RequestFacts } from '../../platform/http/request.ts'
import { findLiveEmail, isSessionLive } from './queries.ts'

/** `typ` of account access tokens. It and their audience differ from those of OAuth (`at+jwt`), so that neither passes for the other. */
const ACCESS_TOKEN_TYPE = 'account+jwt'
/** What account access tokens are for: the control plane. */
const audience = ({ origin }: Config) => `${origin}/v2`
/** `client_id` of tokens that people get by signing in themselves (RFC 9068 §2.2 requires one). */
const CLIENT_ID = 'latchkey'

// Why: apps/docs/src/content/docs/internals/decisions/0006-no-cached-access.md
/** A JWT (RFC 9068) for the session `sid`, which every use of it looks up. */
export const issueAccessToken = ({ config, keys }: Deps, accountId: string, sessionId: string) =>
  keys.sign(
    {
      iss: config.origin,
      aud: audience(config),
      sub: accountId,
      client_id: CLIENT_ID,
      sid: sessionId,
      jti: crypto.randomUUID(),
    },
    { typ: ACCESS_TOKEN_TYPE, lifetime: ACCESS_TOKEN_SECONDS },
  )

export type TokenFailure = Failure<'missing_bearer_token' | 'invalid_token' | 'token_expired'>

/** What the token says, its signature and lifetime checked; whether the session lives is still to be read. */
export async function readAccessToken(
  { config, keys }: Deps,
  request: RequestFacts,
): Promise<AccountSubject | TokenFailure> {
  const token = request.credential('account')
  if (!token) return fail('missing_bearer_token')
  const claims = await keys.verify(token, {
    typ: ACCESS_TOKEN_TYPE,
    issuer: config.origin,
    audience: audience(config),
  })
  if (claims === 'expired') return fail('token_expired')
  if (claims === 'invalid' || typeof claims.sid !== 'string' || !claims.sub) return fail('invalid_token')
  return { accountId: claims.sub, sessionId: claims.sid }
}

/** The account behind the access token, as long as its session lives. */
export async function authenticateAccount(
  deps: Deps,
  request: RequestFacts,
): Promise<AccountSubject | TokenFailure> {
  const subject = await readAccessToken(deps, request)
  if (isFailure(subject)) return subject
  const live = await isSessionLive(deps.db, subject.sessionId, subject.accountId, deps.clock.now())
  return live ? subject : fail('invalid_token')
}

/** The account behind the access token, if it works for the platform. */
export async function authorizePlatformOperator(
  deps: Deps,
  request: RequestFacts,
): Promise<AccountSubject | TokenFailure | Failure<'insufficient_role'>> {
  const subject = await readAccessToken(deps, request)
  if (isFailure(subject)) return subject
  const email = await findLiveEmail(deps.db, { ...subject, now: deps.clock.now() })
  if (email === undefined) return fail('invalid_token')
  return deps.config.PLATFORM_OPERATORS.includes(email) ? subject : fail('insufficient_role')
}
