import type { Role } from '@latchkey/contract'
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

/** Makes a family of refresh tokens the session of an account. */
export const insertSession = (db: DbOrTransaction, session: { id: string; userAgent: string | null }) =>
  db.insertInto('account_sessions').values({ id: session.id, user_agent: session.userAgent }).execute()

const liveSessions = (db: DbOrTransaction, sessionId: string, accountId: string, now: Date) =>
  db
    .selectFrom('account_sessions as session')
    .innerJoin('refresh_token_families as family', 'family.id', 'session.id')
    .where('session.id', '=', sessionId)
    .where('family.account_id', '=', accountId)
    .where('family.revoked_at', 'is', null)
    .where('family.expires_at', '>', now)

/** Whether the session behind a token still lives. */
export async function isSessionLive(db: DbOrTransaction, sessionId: string, accountId: string, now: Date) {
  const row = await liveSessions(db, sessionId, accountId, now).select('session.id').executeTakeFirst()
  return row !== undefined
}

/** The session together with the account's role on a handle: one query, so both are of the same moment. */
export async function findRole(
  db: DbOrTransaction,
  caller: { sessionId: string; accountId: string; now: Date },
  handle: string,
): Promise<{ handleId: string | null; role: Role | null } | undefined> {
  return await liveSessions(db, caller.sessionId, caller.accountId, caller.now)
    .leftJoin('handles as handle', (join) => join.on('handle.name', '=', handle))
    .leftJoin('collaborators as collaborator', (join) =>
      join
        .onRef('collaborator.handle_id', '=', 'handle.id')
        .onRef('collaborator.account_id', '=', 'family.account_id'),
    )
    .select(['handle.id as handleId', 'collaborator.role as role'])
    .executeTakeFirst()
}
