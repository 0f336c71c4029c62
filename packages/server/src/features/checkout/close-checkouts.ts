import type { RootDeps } from '../../platform/deps.ts'
import { type Failure, fail } from '../../platform/failure.ts'
import { isRefusal, isStripeError } from '../../platform/stripe-errors.ts'
import { LOCKING_STATES } from '../group-buys/service.ts'
import {
  type AttemptRow,
  endAttempt,
  findAttemptsToClose,
  findCurrentAttempt,
  findUnfinishedPurchases,
  type PurchasesOf,
  sessionIdOf,
  settlePurchase,
} from '../purchases/service.ts'

/** Makes sure that an attempt can no longer be paid. If it was paid already, that is settled instead. */
export async function expireAttempt(deps: RootDeps, attempt: AttemptRow): Promise<void> {
  const { db, stripe } = deps
  const sessionId = await sessionIdOf(deps, attempt)
  if (sessionId === null) return
  try {
    await stripe.checkout.sessions.expire(sessionId)
  } catch (error) {
    if (!isRefusal(error)) throw error
    // It is not open any more: complete, or expired by another tab.
    await settlePurchase(deps, attempt.purchase_id, { sessionId })
    return
  }
  await endAttempt(db, attempt.purchase_id, attempt.attempt, 'expired')
}

/** Ends the open checkouts of a handle that would pay for what is not sold like that any more, or was given since. */
export async function closeCheckouts(deps: RootDeps, handleId: string): Promise<void> {
  const attempts = await findAttemptsToClose(deps.db, handleId, LOCKING_STATES)
  // One that fails does not keep the others open; the job runs again for it.
  const results = await Promise.allSettled(attempts.map((attempt) => expireAttempt(deps, attempt)))
  const failures = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []))
  if (failures.length > 0) throw new AggregateError(failures, 'Some checkouts could not be closed.')
}

/**
 * Makes sure that nothing the visitor or the handle has open can still be paid.
 * @returns why that cannot be: a delayed payment is on its way, or Stripe did not answer.
 */
export async function endOpenCheckouts(
  deps: RootDeps,
  of: PurchasesOf,
): Promise<null | Failure<'payment_in_progress' | 'payment_provider_error'>> {
  const unfinished = await findUnfinishedPurchases(deps.db, of)
  try {
    for (const { id } of unfinished) {
      const attempt = await findCurrentAttempt(deps.db, id)
      if (attempt) await expireAttempt(deps, attempt)
    }
  } catch (error) {
    if (!isStripeError(error)) throw error
    deps.log.warn({ err: error }, 'open checkouts could not be ended')
    return fail('payment_provider_error')
  }
  const left = await findUnfinishedPurchases(deps.db, of)
  return left.some(({ state }) => state === 'processing') ? fail('payment_in_progress') : null
}
