import { CHECKOUT_CHECK_MINUTES } from '@latchkey/contract'
import { addSeconds } from '../../platform/clock.ts'
import type { DbOrTransaction } from '../../platform/database/connect.ts'
import type { RootDeps } from '../../platform/deps.ts'
import { enqueue } from '../../platform/jobs.ts'
import { findAttempt, findPurchase, isSettled, settlePurchase } from '../purchases/service.ts'

export interface CheckoutCheck {
  readonly purchaseId: string
  readonly attempt: number
  readonly round: number
}

/** When a round of looks at an attempt is due that was created at `since`. */
const dueAt = (round: number, since: Date): Date =>
  addSeconds(since, 60 * (CHECKOUT_CHECK_MINUTES[round] ?? 60 * (round - CHECKOUT_CHECK_MINUTES.length + 2)))

/**
 * Plans the next look at an attempt, for the case that its webhooks are lost; rounds that an outage left out are not
 * made up for. `since`: when it was created.
 */
export async function scheduleCheck(
  db: DbOrTransaction,
  check: CheckoutCheck,
  { since, now }: { since: Date; now: Date },
): Promise<void> {
  let { round } = check
  while (dueAt(round, since) <= now) round++
  await enqueue(
    db,
    'check_checkout',
    { ...check, round },
    { runAt: dueAt(round, since), key: `checkout:${check.purchaseId}:${check.attempt}` },
  )
}

/** Looks at an attempt, and plans the next look unless it came to an end. */
export async function checkCheckout(deps: RootDeps, check: CheckoutCheck): Promise<void> {
  const { db, clock } = deps
  const before = await findAttempt(db, check.purchaseId, check.attempt)
  if (!before) return
  // Nothing was lost.
  if (before.state === 'complete' && (await isSettled(deps, check.purchaseId))) return
  const hint = before.stripe_session_id ? { sessionId: before.stripe_session_id } : {}
  await settlePurchase(deps, check.purchaseId, hint)
  const attempt = await findAttempt(db, check.purchaseId, check.attempt)
  const purchase = await findPurchase(db, check.purchaseId)
  const unfinished =
    attempt?.state === 'creating' || attempt?.state === 'open' || purchase?.state === 'processing'
  if (!unfinished) return
  const times = { since: before.created_at, now: clock.now() }
  await scheduleCheck(db, { ...check, round: check.round + 1 }, times)
}
