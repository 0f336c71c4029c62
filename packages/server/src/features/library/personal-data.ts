import type { Cursor } from '@latchkey/contract'
import { inOwnTransaction } from '../../platform/database/transaction.ts'
import type { Deps, RootDeps } from '../../platform/deps.ts'
import { type Failure, fail } from '../../platform/failure.ts'
import type { VisitorSubject } from '../../platform/http/operation.ts'
import { endOpenCheckouts } from '../checkout/service.ts'
import { forgetReader } from '../files/service.ts'
import { findInterestsOf, withdrawAllInterests } from '../group-buys/service.ts'
import { forgetFreeLogins } from '../pages/service.ts'
import { forgetBuyer, hasOpenCheckouts } from '../purchases/service.ts'
import { eraseIdentity, findLiveSessions, isFresh, lockIdentity } from '../visitors/service.ts'
import { listAccess, listPending } from './history.ts'

/** How often erasing looks again because a checkout was opened meanwhile. */
const MAX_ROUNDS = 5
/** Entries of the history that are read at once. */
const HISTORY_PAGE = 100

/** Everything that is kept of the visitor. */
export async function exportVisitor(deps: Deps, visitor: VisitorSubject) {
  const { db, clock } = deps
  if (!(await isFresh(deps, visitor))) return fail('fresh_session_required')
  const now = clock.now()
  const sessions = await findLiveSessions(deps, visitor.visitorId)
  const interests = await findInterestsOf(db, visitor.visitorId)
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
  deps: RootDeps,
  visitor: VisitorSubject,
): Promise<null | Failure<'fresh_session_required' | 'payment_in_progress' | 'payment_provider_error'>> {
  if (!(await isFresh(deps, visitor))) return fail('fresh_session_required')
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const open = await endOpenCheckouts(deps, { visitorId: visitor.visitorId })
    if (open) return open
    const erased = await inOwnTransaction(deps.db, async (trx) => {
      await lockIdentity(trx, visitor)
      // Another tab opened one meanwhile; from now on none can.
      if (await hasOpenCheckouts(trx, { visitorId: visitor.visitorId })) return false
      await withdrawAllInterests(trx, visitor.visitorId, deps.clock.now())
      await forgetFreeLogins(trx, visitor.visitorId)
      await forgetReader(trx, visitor.email)
      await forgetBuyer(trx, visitor.visitorId, deps.clock.now())
      await eraseIdentity(trx, visitor)
      return true
    })
    if (erased) return null
  }
  return fail('payment_in_progress')
}
