import { hkdfSync } from 'node:crypto'
import { REPLAY_SECONDS } from '@latchkey/contract'
import { addSeconds } from './clock.ts'
import type { DbOrTransaction } from './database/connect.ts'
import { inOwnTransaction } from './database/transaction.ts'
import type { Deps, RootDeps } from './deps.ts'
import { enqueue } from './jobs.ts'
import { seal, unseal } from './sealed.ts'
import { hashSecret, newSecret } from './secrets.ts'

/** The key that a token's successor is sealed under: who does not hold the token cannot open it. */
const keyOf = (token: string): Buffer =>
  Buffer.from(hkdfSync('sha256', token, '', 'latchkey:refresh-token-successor', 32))

/** What tells the tokens of one area from those of another; a token counts only where its kind does. */
export interface RefreshTokenKind {
  readonly prefix: string
  /** Seconds a token lives, and its family with it until the next rotation. */
  readonly lifetime: number
}

/** What descends from one sign-in or one consent. */
export interface RefreshTokenFamily {
  readonly id: string
  readonly accountId: string
  readonly expiresAt: Date
  readonly revokedAt: Date | null
}

export interface Rotation {
  readonly familyId: string
  readonly accountId: string
  /** The successor, shown this once more; only its hash is kept. */
  readonly refreshToken: string
  readonly expiresAt: Date
}

/** Why a token was not exchanged. `reused`: somebody else has used it before, so its family was revoked. */
export type RefreshRefusal = 'unknown' | 'expired' | 'revoked' | 'reused'

/** Opens a family and returns its first token. */
export async function issueFamily(
  db: DbOrTransaction,
  kind: RefreshTokenKind,
  family: { id: string; accountId: string; now: Date },
): Promise<{ refreshToken: string; expiresAt: Date }> {
  const refreshToken = newSecret(kind.prefix)
  const expiresAt = addSeconds(family.now, kind.lifetime)
  await db
    .with('family', (cte) =>
      cte.insertInto('refresh_token_families').values({
        id: family.id,
        account_id: family.accountId,
        created_at: family.now,
        last_used_at: family.now,
        expires_at: expiresAt,
        revoked_at: null,
      }),
    )
    .insertInto('refresh_tokens')
    .values(unusedToken(refreshToken, family.id, family.now, expiresAt))
    .execute()
  return { refreshToken, expiresAt }
}

const unusedToken = (token: string, familyId: string, createdAt: Date, expiresAt: Date) => ({
  token_hash: hashSecret(token),
  family_id: familyId,
  created_at: createdAt,
  expires_at: expiresAt,
  used_at: null,
  sealed_successor: null,
})

/** The family a token belongs to, used or not. */
export async function findFamily(
  db: DbOrTransaction,
  kind: RefreshTokenKind,
  token: string,
): Promise<RefreshTokenFamily | undefined> {
  return token.startsWith(kind.prefix) ? await familyOf(db, token).executeTakeFirst() : undefined
}

const familyOf = (db: DbOrTransaction, token: string) =>
  db
    .selectFrom('refresh_token_families as family')
    .select([
      'family.id',
      'family.account_id as accountId',
      'family.expires_at as expiresAt',
      'family.revoked_at as revokedAt',
    ])
    .where('family.id', '=', (eb) =>
      eb.selectFrom('refresh_tokens').select('family_id').where('token_hash', '=', hashSecret(token)),
    )

// Why: apps/docs/src/content/docs/internals/decisions/0004-refresh-successor.md
/**
 * Exchanges a token for its successor (RFC 9700 §4.14.2). Presented again within `REPLAY_SECONDS`, as by a second tab
 * or after a lost answer, it yields the same successor while that is unused. Otherwise a used token is a stolen one,
 * and its whole family is revoked.
 */
export async function rotate(
  { db, clock, log }: Pick<RootDeps, 'db' | 'clock' | 'log'>,
  kind: RefreshTokenKind,
  token: string,
): Promise<Rotation | { readonly refused: RefreshRefusal }> {
  if (!token.startsWith(kind.prefix)) return { refused: 'unknown' }
  const now = clock.now()
  return await inOwnTransaction(db, async (trx) => {
    // Rotations of one family follow one another; what the next statements read is then the newest.
    const family = await familyOf(trx, token).forUpdate().executeTakeFirst()
    if (!family) return { refused: 'unknown' }
    if (family.revokedAt) return { refused: 'revoked' }
    const presented = await trx
      .selectFrom('refresh_tokens')
      .select(['expires_at as expiresAt', 'used_at as usedAt', 'sealed_successor as sealedSuccessor'])
      .where('token_hash', '=', hashSecret(token))
      .executeTakeFirst()
    if (!presented || presented.expiresAt <= now) return { refused: 'expired' }

    const { id: familyId, accountId } = family
    if (!presented.usedAt) return { familyId, accountId, ...(await succeed(trx, kind, token, familyId, now)) }
    if (presented.sealedSuccessor && now <= addSeconds(presented.usedAt, REPLAY_SECONDS)) {
      const refreshToken = unseal(keyOf(token), presented.sealedSuccessor)
      return { familyId, accountId, refreshToken, expiresAt: family.expiresAt }
    }
    await revokeFamily(trx, familyId, now)
    log.warn({ familyId, accountId }, 'refresh token used again; its family was revoked')
    return { refused: 'reused' }
  })
}

async function succeed(
  trx: DbOrTransaction,
  kind: RefreshTokenKind,
  token: string,
  familyId: string,
  now: Date,
): Promise<{ refreshToken: string; expiresAt: Date }> {
  const refreshToken = newSecret(kind.prefix)
  const expiresAt = addSeconds(now, kind.lifetime)
  await trx
    // This use is the first of the successor of the token before, so that one no longer yields it.
    .with('erased', (cte) =>
      cte
        .updateTable('refresh_tokens')
        .set({ sealed_successor: null })
        .where('family_id', '=', familyId)
        .where('sealed_successor', 'is not', null),
    )
    .with('used', (cte) =>
      cte
        .updateTable('refresh_tokens')
        .set({ used_at: now, sealed_successor: seal(keyOf(token), refreshToken) })
        .where('token_hash', '=', hashSecret(token)),
    )
    .with('family', (cte) =>
      cte
        .updateTable('refresh_token_families')
        .set({ last_used_at: now, expires_at: expiresAt })
        .where('id', '=', familyId),
    )
    .insertInto('refresh_tokens')
    .values(unusedToken(refreshToken, familyId, now, expiresAt))
    .execute()
  await enqueue(
    trx,
    'erase_successor',
    { familyId },
    { runAt: addSeconds(now, REPLAY_SECONDS), key: `erase_successor:${familyId}` },
  )
  return { refreshToken, expiresAt }
}

/** Ends a family with all its tokens; an ended one stays as it is. */
export async function revokeFamily(db: DbOrTransaction, familyId: string, now: Date): Promise<void> {
  await db
    .updateTable('refresh_token_families')
    .set({ revoked_at: now })
    .where('id', '=', familyId)
    .where('revoked_at', 'is', null)
    .execute()
}

/**
 * Ends every family of an account: its sessions, and what it granted to OAuth clients.
 * @returns the ids of those that were live.
 */
export async function revokeFamiliesOf(db: DbOrTransaction, accountId: string, now: Date): Promise<string[]> {
  const ended = await db
    .updateTable('refresh_token_families')
    .set({ revoked_at: now })
    .where('account_id', '=', accountId)
    .where('revoked_at', 'is', null)
    .returning(['id', 'expires_at as expiresAt'])
    .execute()
  return ended.flatMap(({ id, expiresAt }) => (expiresAt > now ? [id] : []))
}

/** Erases the successor of a family's token that is too old to yield it. */
export async function eraseSuccessor(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  familyId: string,
): Promise<void> {
  await db
    .updateTable('refresh_tokens')
    .set({ sealed_successor: null })
    .where('family_id', '=', familyId)
    .where('used_at', '<=', addSeconds(clock.now(), -REPLAY_SECONDS))
    .where('sealed_successor', 'is not', null)
    .execute()
}
