import type { Deps } from '../../platform/deps.ts'
import { ACCOUNT_COOKIE } from '../../platform/http/cookies.ts'
import type { RequestFacts } from '../../platform/http/request.ts'
import { hashSecret } from '../../platform/secrets.ts'

/** The account that is signed in in a browser. */
export interface BrowserAccount {
  readonly accountId: string
  readonly sessionId: string
  readonly email: string
}

/** Looks up whose refresh token the cookie holds, without using it up: opening a page must not rotate it. */
export async function findBrowserAccount(
  { db, clock }: Deps,
  request: RequestFacts,
): Promise<BrowserAccount | null> {
  const cookie = request.cookie(ACCOUNT_COOKIE)
  if (cookie === null) return null
  const now = clock.now()
  const found = await db
    .selectFrom('refresh_tokens as token')
    .innerJoin('refresh_token_families as family', 'family.id', 'token.family_id')
    .innerJoin('account_sessions as session', 'session.id', 'family.id')
    .innerJoin('accounts as account', 'account.id', 'family.account_id')
    .select(['account.id as accountId', 'session.id as sessionId', 'account.email'])
    .where('token.token_hash', '=', hashSecret(cookie))
    .where('token.used_at', 'is', null)
    .where('token.expires_at', '>', now)
    .where('family.revoked_at', 'is', null)
    .executeTakeFirst()
  return found ?? null
}
