import { CODE_TRIES, WRONG_CODES_PER_DAY } from '@latchkey/contract'
import { sql } from 'kysely'
import type pg from 'pg'
import type { DbOrTransaction, Trx } from '../../platform/database/connect.ts'
import { prepared } from '../../platform/database/prepared.ts'
import { mailedChange } from '../../platform/mail/outbox.ts'
import type { SellerContact } from '../../platform/seller.ts'

/** What a visitor asked a magic link for, with its handle. */
export interface Challenge extends SellerContact {
  readonly id: string
  readonly email: string
  readonly handleId: string | null
  readonly handleName: string | null
  readonly handleDisplayName: string | null
  readonly allowedOrigins: string[] | null
  readonly pageSlug: string | null
  readonly returnTo: string | null
  readonly device: string | null
  readonly createdAt: Date
  readonly expiresAt: Date
  readonly usedAt: Date | null
}

const challengeColumns = `
  challenge.id, challenge.email, challenge.handle_id as "handleId", handle.name as "handleName",
  handle.display_name as "handleDisplayName", handle.allowed_origins as "allowedOrigins",
  challenge.page_slug as "pageSlug", challenge.return_to as "returnTo", challenge.device,
  challenge.created_at as "createdAt", challenge.expires_at as "expiresAt", challenge.used_at as "usedAt",
  handle.contact_email as "contactEmail", handle.terms_url as "termsUrl", handle.privacy_url as "privacyUrl",
  handle.refund_policy_url as "refundPolicyUrl"`

const challengeByToken = prepared<Challenge>(
  'challenge_by_token',
  `
  select ${challengeColumns}
  from magic_link_secrets secret
  join magic_link_challenges challenge on challenge.id = secret.challenge_id
  left join handles handle on handle.id = challenge.handle_id
  where secret.token_hash = $1`,
)

const challengeById = prepared<Challenge>(
  'challenge_by_id',
  `
  select ${challengeColumns}
  from magic_link_challenges challenge
  left join handles handle on handle.id = challenge.handle_id
  where challenge.id = $1`,
)

/** A challenge by the hash of a link that was mailed for it. */
export const findChallengeByToken = async (
  pool: pg.Pool,
  tokenHash: Buffer,
): Promise<Challenge | undefined> => (await challengeByToken.run(pool, [tokenHash]))[0]

export const findChallenge = async (pool: pg.Pool, id: string): Promise<Challenge | undefined> =>
  (await challengeById.run(pool, [id]))[0]

/** The same inside a transaction. */
export const findChallengeIn = async (trx: Trx, id: string): Promise<Challenge | undefined> =>
  (await challengeById.runIn(trx, [id]))[0]

/** A challenge as it is asked for. */
export interface NewChallenge {
  readonly id: string
  readonly email: string
  readonly handleId: string | null
  readonly pageSlug: string | null
  readonly returnTo: string | null
  readonly device: string | null
  readonly expiresAt: Date
}

const newChallenge = mailedChange(
  'new_challenge',
  'magic_link',
  `
    insert into magic_link_challenges (id, email, handle_id, page_slug, return_to, device, created_at, expires_at)
    values ($4, $5, $6, $7, $8, $9, $2, $10)
    returning id`,
)

/** Records a challenge, and its mail. */
export const insertChallenge = (pool: pg.Pool, challenge: NewChallenge, now: Date): Promise<void> =>
  newChallenge.run(pool, now, [
    challenge.id,
    challenge.email,
    challenge.handleId,
    challenge.pageSlug,
    challenge.returnTo,
    challenge.device,
    challenge.expiresAt,
  ])

/** The condition that the wrong codes of a bucket lock it. */
const codesLocked = (email: string, device: string, now: string) => `exists (
    select from (
      select occurred_at, lag(occurred_at, ${WRONG_CODES_PER_DAY - 1}) over (order by occurred_at) as first_at
      from wrong_codes
      where email = ${email} and device is not distinct from ${device} and occurred_at > ${now} - interval '48 hours'
    ) wrong
    where occurred_at > ${now} - interval '24 hours' and first_at > occurred_at - interval '24 hours'
  )`

/** A challenge for which a link was just minted, and perhaps a code. */
export type MintedChallenge = Challenge & { readonly withCode: boolean }

const mint = prepared<MintedChallenge>(
  'mint_magic_link',
  `
  with live as (
    select * from magic_link_challenges where id = $1 and used_at is null and expires_at > $2::timestamptz
  ), minted as (
    insert into magic_link_secrets (token_hash, challenge_id, code_hash, created_at)
    select $3::bytea, live.id,
      case when live.handle_id is not null
        and not ${codesLocked('live.email', 'live.device', '$2::timestamptz')} then $4::bytea end,
      $2::timestamptz
    from live
    returning code_hash
  )
  select ${challengeColumns}, minted.code_hash is not null as "withCode"
  from live challenge cross join minted
  left join handles handle on handle.id = challenge.handle_id`,
)

/**
 * Keeps the hashes of a link and a code that are about to be mailed, beside those of earlier attempts, which may have
 * arrived all the same. There is no code for a session that works for all handles, which must not be open to whoever
 * can make a visitor read six digits to them, nor where codes are locked. Nothing comes of a challenge that is spent.
 */
export const mintSecrets = async (
  pool: pg.Pool,
  secrets: { challengeId: string; tokenHash: Buffer; codeHash: Buffer | null; now: Date },
): Promise<MintedChallenge | undefined> =>
  (await mint.run(pool, [secrets.challengeId, secrets.now, secrets.tokenHash, secrets.codeHash]))[0]

/** Hashes of the codes that were mailed for a challenge. */
export const findCodeHashes = async (db: DbOrTransaction, challengeId: string): Promise<Buffer[]> => {
  const rows = await db
    .selectFrom('magic_link_secrets')
    .select('code_hash')
    .where('challenge_id', '=', challengeId)
    .execute()
  return rows.flatMap((row) => (row.code_hash ? [row.code_hash] : []))
}

/** Where wrong codes for an address are counted: in one bucket for each browser that is known, and one for all others. */
export interface CodeBucket {
  readonly email: string
  readonly device: string | null
}

/** Has codes for an address be entered one after the other. */
export const lockCodes = (trx: DbOrTransaction, email: string) =>
  sql`select pg_advisory_xact_lock(hashtextextended(${`magic_link:${email}`}, 0))`.execute(trx)

/**
 * Counts a wrong code, against its challenge and in its bucket, unless the code was burnt or the challenge spent
 * before.
 */
export const countWrongCode = (
  db: DbOrTransaction,
  { challengeId, email, device, now }: CodeBucket & { challengeId: string; now: Date },
) =>
  sql`
    with counted as (
      update magic_link_challenges set wrong_codes = wrong_codes + 1
      where id = ${challengeId} and wrong_codes < ${CODE_TRIES} and used_at is null and expires_at > ${now}
      returning id
    )
    insert into wrong_codes (email, device, occurred_at) select ${email}, ${device}, ${now} from counted`.execute(
    db,
  )

const bucketLocked = prepared<{ locked: boolean }>(
  'codes_locked',
  `select ${codesLocked('$1', '$2::text', '$3::timestamptz')} as locked`,
)

/**
 * Whether no code of a bucket counts, and its mails go without one: for a day after so many wrong ones were entered
 * within a day that somebody seems to be guessing.
 */
export async function codesAreLocked(trx: Trx, { email, device }: CodeBucket, now: Date): Promise<boolean> {
  const [row] = await bucketLocked.runIn(trx, [email, device, now])
  return row?.locked ?? false
}

/** The session that consuming a challenge opens. */
export interface NewSession {
  readonly challengeId: string
  /** A code opens nothing any more once too many wrong ones were entered. */
  readonly by: 'link' | 'code'
  readonly visitorId: string
  readonly sessionId: string
  readonly tokenHash: Buffer
  readonly now: Date
  readonly sessionExpiresAt: Date
}

const consume = prepared<{ visitorId: string; createdAt: Date }>(
  'consume_challenge',
  `
  with consumed as (
    update magic_link_challenges set used_at = $1::timestamptz
    where id = $2 and used_at is null and expires_at > $1::timestamptz
      and ($3 = 'link' or wrong_codes < ${CODE_TRIES})
    returning email, handle_id
  ), visitor as (
    insert into visitors (id, email, created_at)
    select $4::text, email, $1::timestamptz from consumed
    on conflict (email) do update set email = excluded.email
    returning id, created_at
  ), opened as (
    insert into visitor_sessions (id, token_hash, visitor_id, handle_id, created_at, expires_at)
    select $5::text, $6::bytea, visitor.id, consumed.handle_id, $1::timestamptz, $7::timestamptz
    from visitor, consumed
  )
  select id as "visitorId", created_at as "createdAt" from visitor`,
)

// Why: apps/docs/src/content/docs/internals/decisions/0001-challenge-bound-sessions.md
/**
 * Consumes a challenge and opens its session, in one statement: of any number of concurrent calls one gets a row.
 * The visitor is created here, by the first verification of the address. Like `countWrongCode` it looks at the tries
 * in the statement that ends them, so guesses made at once are worth no more than guesses in a row.
 */
export async function consumeChallenge(on: { pool: pg.Pool } | { trx: Trx }, session: NewSession) {
  const values = [
    session.now,
    session.challengeId,
    session.by,
    session.visitorId,
    session.sessionId,
    session.tokenHash,
    session.sessionExpiresAt,
  ]
  const [visitor] = 'trx' in on ? await consume.runIn(on.trx, values) : await consume.run(on.pool, values)
  return visitor
}
