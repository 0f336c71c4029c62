import { CODE_TRIES, WRONG_CODES_PER_DAY } from '@latchkey/contract'
import { sql } from 'kysely'
import { addSeconds } from '../../platform/clock.ts'
import type { DbOrTransaction, Trx } from '../../platform/database/connect.ts'
import { newId } from '../../platform/ids.ts'
import { contactColumns } from '../../platform/seller.ts'

const DAY = 24 * 3600

/** A session with its visitor, by the hash of its token, in whatever state it is. */
export const findSession = (db: DbOrTransaction, tokenHash: Buffer) =>
  db
    .selectFrom('visitor_sessions as session')
    .innerJoin('visitors as visitor', 'visitor.id', 'session.visitor_id')
    .leftJoin('handles as handle', 'handle.id', 'session.handle_id')
    .select([
      'session.id as sessionId',
      'session.expires_at as expiresAt',
      'session.revoked_at as revokedAt',
      'visitor.id as visitorId',
      'visitor.email',
      'visitor.created_at as visitorCreatedAt',
      'handle.id as handleId',
      'handle.name as handleName',
    ])
    .where('session.token_hash', '=', tokenHash)
    .executeTakeFirst()

/**
 * Ends one session; `everywhere` ends all of its visitor that it could see: those of its handle when it is bound to
 * one. Unknown and ended tokens change nothing.
 */
export async function revokeSessions(
  db: DbOrTransaction,
  tokenHash: Buffer,
  options: { everywhere: boolean; now: Date },
): Promise<void> {
  await db
    .updateTable('visitor_sessions as session')
    .set({ revoked_at: options.now })
    .where('session.revoked_at', 'is', null)
    .where((where) =>
      options.everywhere
        ? where.exists(
            where
              .selectFrom('visitor_sessions as own')
              .select('own.id')
              .where('own.token_hash', '=', tokenHash)
              .whereRef('own.visitor_id', '=', 'session.visitor_id')
              // Only who holds a live session may end the others.
              .where('own.revoked_at', 'is', null)
              .where('own.expires_at', '>', options.now)
              .where((or) =>
                or.or([
                  or('own.handle_id', 'is', null),
                  or('own.handle_id', '=', or.ref('session.handle_id')),
                ]),
              ),
          )
        : where('session.token_hash', '=', tokenHash),
    )
    .execute()
}

/** A challenge by the hash of a link that was mailed for it. */
export const findChallengeByToken = (db: DbOrTransaction, tokenHash: Buffer) =>
  challenges(db)
    .innerJoin('magic_link_secrets as secret', 'secret.challenge_id', 'challenge.id')
    .where('secret.token_hash', '=', tokenHash)
    .executeTakeFirst()

export const findChallenge = (db: DbOrTransaction, id: string) =>
  challenges(db).where('challenge.id', '=', id).executeTakeFirst()

const challenges = (db: DbOrTransaction) =>
  db
    .selectFrom('magic_link_challenges as challenge')
    .leftJoin('handles as handle', 'handle.id', 'challenge.handle_id')
    .select([
      'challenge.id',
      'challenge.email',
      'challenge.handle_id as handleId',
      'handle.name as handleName',
      'handle.display_name as handleDisplayName',
      'handle.allowed_origins as allowedOrigins',
      'challenge.page_slug as pageSlug',
      'challenge.return_to as returnTo',
      'challenge.device',
      'challenge.created_at as createdAt',
      'challenge.expires_at as expiresAt',
      'challenge.used_at as usedAt',
      ...contactColumns,
    ])

export type Challenge = NonNullable<Awaited<ReturnType<typeof findChallenge>>>

/** Keeps the hashes of a link and a code that are about to be mailed. */
export const insertSecrets = (
  db: DbOrTransaction,
  secrets: { tokenHash: Buffer; challengeId: string; codeHash: Buffer | null; now: Date },
) =>
  db
    .insertInto('magic_link_secrets')
    .values({
      token_hash: secrets.tokenHash,
      challenge_id: secrets.challengeId,
      code_hash: secrets.codeHash,
      created_at: secrets.now,
    })
    .execute()

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

/**
 * Whether no code of a bucket counts, and its mails go without one: for a day after so many wrong ones were entered
 * within a day that somebody seems to be guessing.
 */
export async function codesAreLocked(
  db: DbOrTransaction,
  { email, device }: CodeBucket,
  now: Date,
): Promise<boolean> {
  const { rows } = await sql`
    select from (
      select occurred_at, lag(occurred_at, ${WRONG_CODES_PER_DAY - 1}) over (order by occurred_at) as first_at
      from wrong_codes
      where email = ${email} and device is not distinct from ${device} and occurred_at > ${addSeconds(now, -2 * DAY)}
    ) wrong
    where occurred_at > ${addSeconds(now, -DAY)} and first_at > occurred_at - interval '1 day'
    limit 1`.execute(db)
  return rows.length > 0
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

// Why: apps/docs/src/content/docs/internals/decisions/0001-challenge-bound-sessions.md
/**
 * Consumes a challenge and opens its session, in one statement: of any number of concurrent calls one gets a row.
 * The visitor is created here, by the first verification of the address. Like `countWrongCode` it looks at the tries
 * in the statement that ends them, so guesses made at once are worth no more than guesses in a row.
 */
export async function consumeChallenge(db: DbOrTransaction, session: NewSession) {
  const { rows } = await sql<{ visitorId: string; createdAt: Date }>`
    with consumed as (
      update magic_link_challenges set used_at = ${session.now}
      where id = ${session.challengeId} and used_at is null and expires_at > ${session.now}
        and (${session.by} = 'link' or wrong_codes < ${CODE_TRIES})
      returning email, handle_id
    ), visitor as (
      insert into visitors (id, email, created_at)
      select ${session.visitorId}, email, ${session.now} from consumed
      on conflict (email) do update set email = excluded.email
      returning id, created_at
    ), opened as (
      insert into visitor_sessions (id, token_hash, visitor_id, handle_id, created_at, expires_at)
      select ${session.sessionId}, ${session.tokenHash}, visitor.id, consumed.handle_id, ${session.now},
        ${session.sessionExpiresAt}
      from visitor, consumed
    )
    select id as "visitorId", created_at as "createdAt" from visitor`.execute(db)
  return rows[0]
}

/** The challenges of a handle, in the order in which they are locked. */
export const challengesOf = (trx: Trx, handleId: string) =>
  trx.selectFrom('magic_link_challenges').select('id').where('handle_id', '=', handleId).orderBy('id')

/** Removes the sessions that are bound to a handle, and what was asked for there. */
export async function removeSessionsOf(trx: Trx, handleId: string): Promise<void> {
  await trx.deleteFrom('visitor_sessions').where('handle_id', '=', handleId).execute()
  await trx.deleteFrom('magic_link_challenges').where('handle_id', '=', handleId).execute()
}

/** The visitor with this address, made if there is none; grants to one visitor are made one after the other. */
export async function ensureVisitor(trx: Trx, email: string, now: Date): Promise<string> {
  await trx
    .insertInto('visitors')
    .values({ id: newId('visitor'), email, created_at: now })
    .onConflict((conflict) => conflict.column('email').doNothing())
    .execute()
  const { id } = await trx
    .selectFrom('visitors')
    .select('id')
    .where('email', '=', email)
    .forNoKeyUpdate()
    .executeTakeFirstOrThrow()
  return id
}

/** Whether the visitor was not erased, and is not until the transaction ends. */
export async function holdVisitor(
  trx: Trx,
  { visitorId, email }: { visitorId: string; email: string },
): Promise<boolean> {
  const visitor = await trx
    .selectFrom('visitors')
    .select('id')
    .where('id', '=', visitorId)
    .where('email', '=', email)
    .forShare()
    .executeTakeFirst()
  return visitor !== undefined
}

/** The address of a visitor; `undefined` when there is no such visitor. */
export async function findVisitorEmail(db: DbOrTransaction, id: string): Promise<string | undefined> {
  const visitor = await db.selectFrom('visitors').select('email').where('id', '=', id).executeTakeFirst()
  return visitor?.email
}
