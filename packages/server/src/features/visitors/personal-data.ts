import { FRESH_SESSION_SECONDS } from '@latchkey/contract'
import { addSeconds } from '../../platform/clock.ts'
import type { Trx } from '../../platform/database/connect.ts'
import type { Deps } from '../../platform/deps.ts'
import type { VisitorSubject } from '../../platform/http/operation.ts'
import { erasedAddress } from '../../platform/mail/erased.ts'

/** Whether the session was opened just now, and for all handles: a creator's front end never holds such a one. */
export async function isFresh({ db, clock }: Deps, visitor: VisitorSubject): Promise<boolean> {
  if (visitor.boundHandle) return false
  const session = await db
    .selectFrom('visitor_sessions')
    .select('id')
    .where('id', '=', visitor.sessionId)
    .where('created_at', '>', addSeconds(clock.now(), -FRESH_SESSION_SECONDS))
    .executeTakeFirst()
  return session !== undefined
}

/** The sessions of the visitor that live, newest first. */
export const findLiveSessions = ({ db, clock }: Deps, visitorId: string) =>
  db
    .selectFrom('visitor_sessions as session')
    .leftJoin('handles as handle', 'handle.id', 'session.handle_id')
    .select(['session.created_at as createdAt', 'session.expires_at as expiresAt', 'handle.name as handle'])
    .where('session.visitor_id', '=', visitorId)
    .where('session.revoked_at', 'is', null)
    .where('session.expires_at', '>', clock.now())
    .orderBy('session.created_at', 'desc')
    .execute()

/**
 * Waits for sign-ins and checkouts of the visitor that are under way, and keeps off others. Signing in locks the
 * challenge first, so this does.
 */
export async function lockIdentity(trx: Trx, visitor: VisitorSubject): Promise<void> {
  await trx
    .selectFrom('magic_link_challenges')
    .select('id')
    .where('email', '=', visitor.email)
    .orderBy('id')
    .forUpdate()
    .execute()
  await trx.selectFrom('visitors').select('id').where('id', '=', visitor.visitorId).forNoKeyUpdate().execute()
}

/** Removes the address, and what visitors have of it; the row stays for the books. */
export async function eraseIdentity(trx: Trx, { visitorId, email }: VisitorSubject): Promise<void> {
  await trx.deleteFrom('visitor_sessions').where('visitor_id', '=', visitorId).execute()
  await trx.deleteFrom('magic_link_challenges').where('email', '=', email).execute()
  await trx.deleteFrom('wrong_codes').where('email', '=', email).execute()
  await trx
    .updateTable('visitors')
    .set({ email: erasedAddress(visitorId) })
    .where('id', '=', visitorId)
    .execute()
}
