import type { Position } from '@latchkey/contract'
import { sql } from 'kysely'
import type { DbOrTransaction } from '../../platform/database/connect.ts'

export const findAccountByEmail = (db: DbOrTransaction, email: string) =>
  db
    .selectFrom('accounts')
    .select(['id', 'password_hash as passwordHash'])
    .where('email', '=', email)
    .executeTakeFirst()

export const findAccount = (db: DbOrTransaction, id: string) =>
  db
    .selectFrom('accounts')
    .select(['id', 'email', 'name', 'created_at as createdAt'])
    .where('id', '=', id)
    .executeTakeFirst()

/** Whether the account still has this password; it then keeps it, and is not deleted, until the transaction ends. */
export async function holdPassword(trx: DbOrTransaction, account: { id: string; passwordHash: string }) {
  const row = await trx
    .selectFrom('accounts')
    .select('id')
    .where('id', '=', account.id)
    .where('password_hash', '=', account.passwordHash)
    .forShare()
    .executeTakeFirst()
  return row !== undefined
}

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

/** Sets a password. @returns the id of the account, if there is one with this address. */
export const updatePassword = (trx: DbOrTransaction, email: string, passwordHash: string) =>
  trx
    .updateTable('accounts')
    .set({ password_hash: passwordHash })
    .where('email', '=', email)
    .returning('id')
    .executeTakeFirst()

/** Makes a family of refresh tokens the session of an account. */
export const insertSession = (db: DbOrTransaction, session: { id: string; device: string | null }) =>
  db.insertInto('account_sessions').values(session).execute()

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
