import type { Position, Role } from '@latchkey/contract'
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
    .selectFrom('refresh_token_families')
    .select('id')
    .where('id', '=', session.id)
    .where('revoked_at', 'is', null)
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

const liveSessions = (db: DbOrTransaction, accountId: string, now: Date) =>
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

/** The session together with the account's role on a handle: one query, so both are of the same moment. */
export async function findRole(
  db: DbOrTransaction,
  caller: { sessionId: string; accountId: string; now: Date },
  handle: string,
): Promise<{ handleId: string | null; role: Role | null } | undefined> {
  return await liveSessions(db, caller.accountId, caller.now)
    .where('session.id', '=', caller.sessionId)
    .leftJoin('handles as handle', (join) => join.on('handle.name', '=', handle))
    .leftJoin('collaborators as collaborator', (join) =>
      join
        .onRef('collaborator.handle_id', '=', 'handle.id')
        .onRef('collaborator.account_id', '=', 'family.account_id'),
    )
    .select(['handle.id as handleId', 'collaborator.role as role'])
    .executeTakeFirst()
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

/** How many of these families are grants to OAuth clients. */
export async function countGrants(
  db: DbOrTransaction,
  accountId: string,
  familyIds: readonly string[],
): Promise<number> {
  const { grants } = await db
    .selectFrom('refresh_token_families as family')
    .innerJoin('oauth_grants as grant', 'grant.id', 'family.id')
    .select((select) => select.fn.countAll<number>().as('grants'))
    .where('family.account_id', '=', accountId)
    .where('family.id', '=', sql<string>`any(${familyIds}::text[])`)
    .executeTakeFirstOrThrow()
  return grants
}

/** Names of handles that the account owns. */
export async function findOwnedHandles(db: DbOrTransaction, accountId: string, limit: number) {
  const rows = await db
    .selectFrom('collaborators as collaborator')
    .innerJoin('handles as handle', 'handle.id', 'collaborator.handle_id')
    .select('handle.name')
    .where('collaborator.account_id', '=', accountId)
    .where('collaborator.role', '=', 'OWNER')
    .orderBy('handle.name')
    .limit(limit)
    .execute()
  return rows.map(({ name }) => name)
}
