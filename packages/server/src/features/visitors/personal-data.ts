import type { Cursor } from '@latchkey/contract'
import { sql, type Transaction } from 'kysely'
import { addSeconds } from '../../platform/clock.ts'
import type { Database } from '../../platform/database/schema.ts'
import type { Deps } from '../../platform/deps.ts'
import { type Failure, fail } from '../../platform/failure.ts'
import type { VisitorSubject } from '../../platform/http/operation.ts'
import { erasedAddress } from '../../platform/mail/erased.ts'
import { endOpenCheckouts, hasOpenCheckouts } from '../checkout/service.ts'
import { withdrawAllInterests } from '../group-buys/service.ts'
import { listAccess, listPending } from './history.ts'

/** Seconds after signing in within which a visitor may take their data along, or erase it. */
const FRESH_SECONDS = 10 * 60
/** How often erasing looks again because a checkout was opened meanwhile. */
const MAX_ROUNDS = 5
/** Entries of the history that are read at once. */
const HISTORY_PAGE = 100

/** Whether the session was opened just now, and for all handles: a creator's front end never holds such a one. */
async function isFresh({ db, clock }: Deps, visitor: VisitorSubject): Promise<boolean> {
  if (visitor.boundHandle) return false
  const session = await db
    .selectFrom('visitor_sessions')
    .select('id')
    .where('id', '=', visitor.sessionId)
    .where('created_at', '>', addSeconds(clock.now(), -FRESH_SECONDS))
    .executeTakeFirst()
  return session !== undefined
}

/** Everything that is kept of the visitor. */
export async function exportVisitor(deps: Deps, visitor: VisitorSubject) {
  const { db, clock } = deps
  if (!(await isFresh(deps, visitor))) return fail('fresh_session_required')
  const now = clock.now()
  const sessions = await db
    .selectFrom('visitor_sessions as session')
    .leftJoin('handles as handle', 'handle.id', 'session.handle_id')
    .select(['session.created_at as createdAt', 'session.expires_at as expiresAt', 'handle.name as handle'])
    .where('session.visitor_id', '=', visitor.visitorId)
    .where('session.revoked_at', 'is', null)
    .where('session.expires_at', '>', now)
    .orderBy('session.created_at', 'desc')
    .execute()
  const interests = await db
    .selectFrom('group_buy_interests as interest')
    .innerJoin('group_buys as group_buy', 'group_buy.id', 'interest.group_buy_id')
    .innerJoin('handles as handle', 'handle.id', 'group_buy.handle_id')
    .select([
      'handle.name as handle',
      'group_buy.slug as groupBuySlug',
      'interest.quantity',
      'interest.created_at as createdAt',
    ])
    .where('interest.visitor_id', '=', visitor.visitorId)
    .orderBy('interest.created_at', 'desc')
    .execute()
  return {
    exportedAt: now.toISOString(),
    visitor: {
      id: visitor.visitorId,
      email: visitor.email,
      createdAt: visitor.visitorCreatedAt.toISOString(),
    },
    sessions: sessions.map((session) => ({
      createdAt: session.createdAt.toISOString(),
      expiresAt: session.expiresAt.toISOString(),
      handle: session.handle,
    })),
    access: await wholeHistory(deps, visitor),
    pending: await listPending(deps, visitor),
    interests: interests.map((interest) => ({ ...interest, createdAt: interest.createdAt.toISOString() })),
  }
}

type HistoryItem = Awaited<ReturnType<typeof listAccess>>['items'][number]

async function wholeHistory(deps: Deps, visitor: VisitorSubject): Promise<HistoryItem[]> {
  const items: HistoryItem[] = []
  let cursor: Cursor | null = null
  do {
    const page = await listAccess(deps, visitor, { limit: HISTORY_PAGE, ...(cursor !== null && { cursor }) })
    items.push(...page.items)
    cursor = page.nextCursor
  } while (cursor !== null)
  return items
}

/**
 * Removes the address, and all that is tied to it or to the visitor alone. Purchases stay for the books: they
 * point to a visitor without an address. Checkouts that are open are ended first, so that nobody pays for nothing.
 */
export async function eraseVisitor(
  deps: Deps,
  visitor: VisitorSubject,
): Promise<null | Failure<'fresh_session_required' | 'payment_in_progress' | 'payment_provider_error'>> {
  if (!(await isFresh(deps, visitor))) return fail('fresh_session_required')
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const open = await endOpenCheckouts(deps, { visitorId: visitor.visitorId })
    if (open) return open
    const erased = await deps.db.transaction().execute(async (trx) => {
      await lockVisitor(trx, visitor)
      // Another tab opened one meanwhile; from now on none can.
      if (await hasOpenCheckouts(trx, { visitorId: visitor.visitorId })) return false
      await withdrawAllInterests(trx, visitor.visitorId, deps.clock.now())
      await removeTraces(trx, visitor)
      return true
    })
    if (erased) return null
  }
  return fail('payment_in_progress')
}

/**
 * Waits for sign-ins and checkouts of the visitor that are under way, and keeps off others. Signing in locks the
 * challenge first, so this does.
 */
async function lockVisitor(trx: Transaction<Database>, visitor: VisitorSubject): Promise<void> {
  await trx
    .selectFrom('magic_link_challenges')
    .select('id')
    .where('email', '=', visitor.email)
    .orderBy('id')
    .forUpdate()
    .execute()
  await trx.selectFrom('visitors').select('id').where('id', '=', visitor.visitorId).forNoKeyUpdate().execute()
}

async function removeTraces(trx: Transaction<Database>, { visitorId, email }: VisitorSubject): Promise<void> {
  await trx.deleteFrom('visitor_sessions').where('visitor_id', '=', visitorId).execute()
  await trx.deleteFrom('free_logins').where('visitor_id', '=', visitorId).execute()
  await trx.deleteFrom('magic_link_challenges').where('email', '=', email).execute()
  await trx.deleteFrom('file_readers').where('email', '=', email).execute()
  await trx.deleteFrom('wrong_codes').where('email', '=', email).execute()
  await trx
    .updateTable('visitors')
    .set({ email: erasedAddress(visitorId) })
    .where('id', '=', visitorId)
    .execute()
  // Mails that wait would go to the address that is left, which leads nowhere.
  await sql`
    update mails set outcome = 'unwanted', finished_at = now()
    where outcome is null and kind in ('purchase_confirmed', 'receipt_resent', 'purchase_refunded',
      'access_granted', 'refund_failed', 'dispute_opened', 'dispute_closed') and subject_id in (
      select id from purchases where visitor_id = ${visitorId}
      union all
      select receipt.id from resent_receipts receipt join purchases purchase on purchase.id = receipt.purchase_id
      where purchase.visitor_id = ${visitorId}
      union all
      select entry.id from ledger_entries entry join purchases purchase on purchase.id = entry.purchase_id
      where purchase.visitor_id = ${visitorId}
      union all
      select recipient.id from notice_recipients recipient
      join ledger_entries entry on entry.id = recipient.ledger_entry_id
      join purchases purchase on purchase.id = entry.purchase_id
      where purchase.visitor_id = ${visitorId} and recipient.audience = 'buyer'
    )`.execute(trx)
}
