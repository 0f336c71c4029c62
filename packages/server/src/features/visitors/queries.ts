import type { DbOrTransaction, Trx } from '../../platform/database/connect.ts'
import { newId } from '../../platform/ids.ts'

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
