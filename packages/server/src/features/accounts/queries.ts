import type { Position } from '@latchkey/contract'
import { sql } from 'kysely'
import type pg from 'pg'
import type { DbOrTransaction } from '../../platform/database/connect.ts'
import { prepared } from '../../platform/database/prepared.ts'
import { mailAbout, mailValues } from '../../platform/mail/outbox.ts'
import { familyValues, type NewFamily, openingFamily } from '../../platform/refresh-tokens.ts'

/** An account with what its password is checked by. */
export interface Credentials {
  readonly id: string
  readonly passwordHash: string
}

const credentialsByEmail = prepared<Credentials>(
  'credentials_by_email',
  `select id, password_hash as "passwordHash" from accounts where email = $1`,
)

export const findAccountByEmail = async (pool: pg.Pool, email: string): Promise<Credentials | undefined> =>
  (await credentialsByEmail.run(pool, [email]))[0]

export const findAccount = (db: DbOrTransaction, id: string) =>
  db
    .selectFrom('accounts')
    .select(['id', 'email', 'name', 'created_at as createdAt'])
    .where('id', '=', id)
    .executeTakeFirst()

/** Holds the account in place: it cannot be deleted before the transaction ends. */
export const holdAccount = (trx: DbOrTransaction, accountId: string) =>
  trx
    .selectFrom('accounts')
    .select(['id', 'email'])
    .where('id', '=', accountId)
    .forKeyShare()
    .executeTakeFirst()

/**
 * Whether a session was not ended; the password it rests on then stays until the transaction ends.
 */
export async function holdSession(
  trx: DbOrTransaction,
  session: { id: string; accountId: string },
): Promise<boolean> {
  // A reset of the password holds this row before it ends what there is; read after it, the family is as it left it.
  await trx.selectFrom('accounts').select('id').where('id', '=', session.accountId).forShare().execute()
  const live = await trx
    .selectFrom('refresh_token_families as family')
    .select('family.id')
    .where('family.id', '=', session.id)
    .where('family.revoked_at', 'is', null)
    .executeTakeFirst()
  return live !== undefined
}

/**
 * The same as parts of a statement, of which the last, `live`, returns the `id` of the session if it was not ended. It is
 * locked too: a statement sees nothing that was committed after it began, but of rows that it waited to lock.
 * @param account The account and its session, as values of the statement.
 */
export const holdingSession = (account: string, session: string): string => `
  session_holder as (
    select id from accounts where id = ${account} for share
  ), live as (
    select family.id from session_holder holder
    join refresh_token_families family on family.account_id = holder.id
    where family.id = ${session} and family.revoked_at is null
    for share of family
  )`

/** Sets a password. @returns the id of the account, if there is one with this address. */
export const updatePassword = (trx: DbOrTransaction, email: string, passwordHash: string) =>
  trx
    .updateTable('accounts')
    .set({ password_hash: passwordHash })
    .where('email', '=', email)
    .returning('id')
    .executeTakeFirst()

// The account is held before anything else is done: a password that is being reset is waited for, and a reset that comes
// after waits until it sees this session, which it ends.
const { mail, job } = mailAbout('new_sign_in', 'told')
const open = prepared(
  'open_session',
  `
  with holder as (
    select id from accounts where id = $4 and ($5::text is null or password_hash = $5) for share
  ), ${openingFamily('holder', 6)}, session as (
    insert into account_sessions (id, device) select id, $10::text from family returning id
  ), told as (select id from session where $11::boolean), ${mail}
  select (select job.id from ${job}) from session`,
)

/** A session that an account is about to get. */
export interface NewSession {
  readonly accountId: string
  /** It is opened only if the account still has this password. */
  readonly passwordHash: string | null
  readonly family: NewFamily
  readonly device: string | null
  /** Whether its owner gets a mail about it. */
  readonly told: boolean
}

/**
 * Opens a session in one statement with the mail about it.
 * @returns `false` when there is no such account any more, or it has another password.
 */
export async function insertSession(pool: pg.Pool, session: NewSession): Promise<boolean> {
  const { accountId, passwordHash, family, device, told } = session
  const values = [
    ...mailValues(family.createdAt),
    accountId,
    passwordHash,
    ...familyValues(family),
    device,
    told,
  ]
  return (await open.run(pool, values)).length > 0
}

const sessions = (db: DbOrTransaction) =>
  db
    .selectFrom('account_sessions as session')
    .innerJoin('refresh_token_families as family', 'family.id', 'session.id')

/** The sessions of an account that live, as a query that more can be asked of. */
export const liveSessions = (db: DbOrTransaction, accountId: string, now: Date) =>
  sessions(db)
    .where('family.account_id', '=', accountId)
    .where('family.revoked_at', 'is', null)
    .where('family.expires_at', '>', now)

/** Whether the session behind a token still lives. */
export async function isSessionLive(db: DbOrTransaction, sessionId: string, accountId: string, now: Date) {
  const row = await liveSessions(db, accountId, now)
    .where('session.id', '=', sessionId)
    .select('session.id')
    .executeTakeFirst()
  return row !== undefined
}

/** The address of the account whose session still lives. */
export async function findLiveEmail(
  db: DbOrTransaction,
  caller: { sessionId: string; accountId: string; now: Date },
): Promise<string | undefined> {
  const row = await liveSessions(db, caller.accountId, caller.now)
    .innerJoin('accounts as account', 'account.id', 'family.account_id')
    .where('session.id', '=', caller.sessionId)
    .select('account.email')
    .executeTakeFirst()
  return row?.email
}

/** Live sessions of an account, newest first. */
export const findSessions = (
  db: DbOrTransaction,
  accountId: string,
  list: { now: Date; after: Position | null; limit: number },
) => {
  const at = sql.ref<Date>('family.created_at')
  let query = liveSessions(db, accountId, list.now).select([
    'session.id',
    'session.device',
    'family.created_at as createdAt',
    'family.last_used_at as lastUsedAt',
    'family.expires_at as expiresAt',
  ])
  if (list.after) {
    query = query.where(sql<boolean>`(${at}, session.id) < (${list.after.at}, ${list.after.id})`)
  }
  return query.orderBy(at, 'desc').orderBy('session.id', 'desc').limit(list.limit).execute()
}

/** A session of an account, in whatever state it is. */
export const findSession = (db: DbOrTransaction, sessionId: string, accountId: string) =>
  sessions(db)
    .select('session.id')
    .where('session.id', '=', sessionId)
    .where('family.account_id', '=', accountId)
    .executeTakeFirst()
