import { ACCESS_TOKEN_SECONDS, REFRESH_TOKEN_SECONDS } from '@latchkey/contract'
import type { Deps } from '../../platform/deps.ts'
import { newId } from '../../platform/ids.ts'
import { issueFamily, type RefreshTokenKind } from '../../platform/refresh-tokens.ts'
import { issueAccessToken } from './access-tokens.ts'
import { insertSession } from './queries.ts'

/** Refresh tokens of account sessions. */
const refreshTokens: RefreshTokenKind = { prefix: 'rt_', lifetime: REFRESH_TOKEN_SECONDS }

/** Opens a session of an account that has proven itself, and hands out its first tokens. */
export async function openSession(deps: Deps, accountId: string) {
  const { db, clock } = deps
  const id = newId('accountSession')
  const { refreshToken } = await db.transaction().execute(async (trx) => {
    const issued = await issueFamily(trx, refreshTokens, { id, accountId, now: clock.now() })
    await insertSession(trx, { id, userAgent: null })
    return issued
  })
  const accessToken = await issueAccessToken(deps, accountId, id)
  return { accessToken, refreshToken, expiresIn: ACCESS_TOKEN_SECONDS }
}
