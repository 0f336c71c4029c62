import { ACCESS_TOKEN_SECONDS, type Cursor, REFRESH_TOKEN_SECONDS } from '@latchkey/contract'
import type { Deps, RootDeps } from '../../platform/deps.ts'
import { type Failure, fail } from '../../platform/failure.ts'
import type { AccountSubject } from '../../platform/http/operation.ts'
import { newId } from '../../platform/ids.ts'
import { readCursor, toPage } from '../../platform/pagination.ts'
import {
  findFamily,
  newFamily,
  type RefreshTokenKind,
  revokeFamily,
  rotate,
} from '../../platform/refresh-tokens.ts'
import { issueAccessToken } from './access-tokens.ts'
import { findSession, findSessions, insertSession, type NewSession } from './queries.ts'

/** Refresh tokens of account sessions. */
const refreshTokens: RefreshTokenKind = { prefix: 'rt_', lifetime: REFRESH_TOKEN_SECONDS }

/** The tokens of a session; `expiresIn` is seconds of the access token. */
export interface SessionTokens {
  readonly accessToken: string
  readonly refreshToken: string
  readonly expiresIn: number
}

/** A session that has just been opened. */
export interface OpenedSession extends SessionTokens {
  readonly accountId: string
  readonly sessionId: string
}

/** Opens a session of an account that has proven itself, and hands out its first tokens. */
export async function openSession(
  deps: RootDeps,
  accountId: string,
  device: string | null = null,
): Promise<OpenedSession> {
  const session = await openSessionIf(deps, { accountId, passwordHash: null, device, told: false })
  if (!session) throw new Error('There is no such account.')
  return session
}

/** The same, if the account still has the password that was checked, and with the mail to its owner. */
export async function openSessionIf(
  deps: RootDeps,
  asked: Omit<NewSession, 'family'>,
): Promise<OpenedSession | null> {
  const family = newFamily(refreshTokens, newId('accountSession'), deps.clock.now())
  const { accountId } = asked
  if (!(await insertSession(deps.pool, { ...asked, family }))) return null
  const { id: sessionId, refreshToken } = family
  const accessToken = await issueAccessToken(deps, accountId, sessionId)
  return { accountId, sessionId, accessToken, refreshToken, expiresIn: ACCESS_TOKEN_SECONDS }
}

/** Exchanges a refresh token for the next pair of tokens; `null` when none was sent. */
export async function refreshSession(
  deps: RootDeps,
  token: string | null,
): Promise<SessionTokens | Failure<'invalid_refresh_token'>> {
  if (token === null) return fail('invalid_refresh_token', { reason: 'missing' })
  const rotation = await rotate(deps, refreshTokens, token)
  if ('refused' in rotation) return fail('invalid_refresh_token', { reason: rotation.refused })
  const accessToken = await issueAccessToken(deps, rotation.accountId, rotation.familyId)
  return { accessToken, refreshToken: rotation.refreshToken, expiresIn: ACCESS_TOKEN_SECONDS }
}

/** Ends the sessions behind these refresh tokens, also when a token was exchanged since; unknown ones change nothing. */
export async function signOut({ db, clock }: Deps, tokens: readonly string[]): Promise<void> {
  for (const token of tokens) {
    const family = await findFamily(db, refreshTokens, token)
    if (family) await revokeFamily(db, family.id, clock.now())
  }
}

/** The live sessions of an account, a page of them. */
export async function listSessions(
  { db, clock }: Deps,
  { accountId, sessionId }: AccountSubject,
  { limit, cursor }: { limit: number; cursor?: Cursor | undefined },
) {
  const rows = await findSessions(db, accountId, {
    now: clock.now(),
    after: readCursor(cursor),
    limit: limit + 1,
  })
  return toPage(
    rows,
    limit,
    (row) => ({ at: row.createdAt, id: row.id }),
    (row) => ({
      id: row.id,
      current: row.id === sessionId,
      device: row.device,
      createdAt: row.createdAt.toISOString(),
      lastUsedAt: row.lastUsedAt.toISOString(),
      expiresAt: row.expiresAt.toISOString(),
    }),
  )
}

/** Ends one session of an account; one that had ended stays as it is. */
export async function endSession(
  { db, clock }: Deps,
  accountId: string,
  sessionId: string,
): Promise<null | Failure<'session_not_found'>> {
  if (!(await findSession(db, sessionId, accountId))) return fail('session_not_found')
  await revokeFamily(db, sessionId, clock.now())
  return null
}
