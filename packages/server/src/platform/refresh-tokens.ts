import { hkdfSync } from 'node:crypto'
import { REPLAY_SECONDS } from '@latchkey/contract'
import { addSeconds } from './clock.ts'
import type { DbOrTransaction } from './database/connect.ts'
import { prepared } from './database/prepared.ts'
import { inOwnTransaction } from './database/transaction.ts'
import type { Deps, RootDeps } from './deps.ts'
import { addJob } from './jobs.ts'
import { causeForPayload } from './request-context.ts'
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

/** A family with its first token, which is shown this once; only its hash is kept. */
export interface NewFamily {
  readonly id: string
  readonly refreshToken: string
  readonly createdAt: Date
  readonly expiresAt: Date
}

/** A family that is about to be opened. */
export const newFamily = (kind: RefreshTokenKind, id: string, now: Date): NewFamily => ({
  id,
  refreshToken: newSecret(kind.prefix),
  createdAt: now,
  expiresAt: addSeconds(now, kind.lifetime),
})

/**
 * Parts of a statement that opens a family, by the name of `family`, with its first token.
 * @param holder A part that returns the `id` of the account it is for; where it returns none, nothing is opened.
 * @param first Where among the values of the statement `familyValues` begin.
 */
export const openingFamily = (holder: string, first: number): string => {
  const [id, token, created, expires] = [0, 1, 2, 3].map((n) => `$${first + n}`)
  return `family as (
    insert into refresh_token_families (id, account_id, created_at, last_used_at, expires_at)
    select ${id}::text, id, ${created}::timestamptz, ${created}::timestamptz, ${expires}::timestamptz from ${holder}
    returning id
  ), first_token as (
    insert into refresh_tokens (token_hash, family_id, created_at, expires_at)
    select ${token}::bytea, id, ${created}::timestamptz, ${expires}::timestamptz from family
  )`
}

export const familyValues = ({ id, refreshToken, createdAt, expiresAt }: NewFamily): readonly unknown[] => [
  id,
  hashSecret(refreshToken),
  createdAt,
  expiresAt,
]

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
  { pool, db, clock, log }: Pick<RootDeps, 'pool' | 'db' | 'clock' | 'log'>,
  kind: RefreshTokenKind,
  token: string,
): Promise<Rotation | { readonly refused: RefreshRefusal }> {
  if (!token.startsWith(kind.prefix)) return { refused: 'unknown' }
  const now = clock.now()
  const succession = successionOf(kind, token, now)
  const [exchanged] = await exchange.run(pool, succession.values)
  if (exchanged) return { ...exchanged, ...succession.successor }
  return await inOwnTransaction(db, async (trx) => {
    // Rotations of one family follow one another; what the next statements read is then the newest.
    const family = await familyOf(trx, token).forUpdate().executeTakeFirst()
    if (!family) return { refused: 'unknown' }
    if (family.revokedAt) return { refused: 'revoked' }
    const used = await trx
      .selectFrom('refresh_tokens')
      .select(['used_at as usedAt', 'sealed_successor as sealedSuccessor'])
      .where('token_hash', '=', hashSecret(token))
      .where('used_at', 'is not', null)
      .where('expires_at', '>', now)
      .$narrowType<{ usedAt: Date }>()
      .executeTakeFirst()
    if (!used) return { refused: 'expired' }
    const { id: familyId, accountId } = family
    if (used.sealedSuccessor && now <= addSeconds(used.usedAt, REPLAY_SECONDS)) {
      const refreshToken = unseal(keyOf(token), used.sealedSuccessor)
      return { familyId, accountId, refreshToken, expiresAt: family.expiresAt }
    }
    await revokeFamily(trx, familyId, now)
    log.warn({ familyId, accountId }, 'refresh token used again; its family was revoked')
    return { refused: 'reused' }
  })
}

// The family is locked before its tokens are looked at, so of any number of exchanges of one token one finds it unused,
// and a family that is revoked meanwhile stays so.
const exchange = prepared<{ familyId: string; accountId: string }>(
  'exchange_refresh_token',
  `
  with family as (
    select id, account_id from refresh_token_families
    where id = (select family_id from refresh_tokens where token_hash = $1) and revoked_at is null
    for update
  ), used as (
    update refresh_tokens token set used_at = $2::timestamptz, sealed_successor = $3::bytea
    from family
    where token.token_hash = $1 and token.used_at is null and token.expires_at > $2::timestamptz
    returning family.id, family.account_id
  ), erased as (
    -- This use is the first of the successor of the token before, so that one no longer yields it.
    update refresh_tokens token set sealed_successor = null
    from used
    where token.family_id = used.id and token.token_hash <> $1 and token.sealed_successor is not null
  ), successor as (
    insert into refresh_tokens (token_hash, family_id, created_at, expires_at)
    select $4::bytea, id, $2::timestamptz, $5::timestamptz from used
  ), renewed as (
    update refresh_token_families family set last_used_at = $2::timestamptz, expires_at = $5::timestamptz
    from used
    where family.id = used.id
  )
  select used.id as "familyId", used.account_id as "accountId"
  from used, ${addJob('erase_successor', `jsonb_build_object('familyId', used.id) || $6::jsonb`, {
    key: `'erase_successor:' || used.id`,
    runAt: '$7::timestamptz',
  })}`,
)

/** A token's successor, and the values of the statement by which it becomes that. */
function successionOf(kind: RefreshTokenKind, token: string, now: Date) {
  const refreshToken = newSecret(kind.prefix)
  const expiresAt = addSeconds(now, kind.lifetime)
  return {
    successor: { refreshToken, expiresAt },
    values: [
      hashSecret(token),
      now,
      seal(keyOf(token), refreshToken),
      hashSecret(refreshToken),
      expiresAt,
      JSON.stringify(causeForPayload()),
      addSeconds(now, REPLAY_SECONDS),
    ],
  }
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
