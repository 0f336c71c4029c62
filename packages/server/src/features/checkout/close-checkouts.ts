import type { Transaction } from 'kysely'
import type { Database } from '../../platform/database/schema.ts'
import type { Deps } from '../../platform/deps.ts'
import { type Failure, fail } from '../../platform/failure.ts'
import { isRefusal, isStripeError } from '../../platform/stripe-errors.ts'
import { LOCKING_STATES } from '../group-buys/service.ts'
import {
  type AttemptRow,
  endAttempt,
  findCurrentAttempt,
  findUnfinishedPurchases,
  type PurchasesOf,
  sessionIdOf,
  settlePurchase,
} from '../purchases/service.ts'

/** Makes sure that an attempt can no longer be paid. If it was paid already, that is settled instead. */
export async function expireAttempt(deps: Deps, attempt: AttemptRow): Promise<void> {
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
export async function closeCheckouts(deps: Deps, handleId: string): Promise<void> {
  const attempts = await deps.db
    .selectFrom('checkout_sessions as attempt')
    .innerJoin('purchases as purchase', 'purchase.id', 'attempt.purchase_id')
    .innerJoin('pages as page', 'page.id', 'purchase.page_id')
    .innerJoin('handles as handle', 'handle.id', 'page.handle_id')
    .selectAll('attempt')
    .where('handle.id', '=', handleId)
    .where('attempt.state', 'in', ['creating', 'open'])
    .where((where) =>
      where.or([
        where('page.state', '!=', 'published'),
        where('page.access_mode', '!=', 'PAID'),
        where('handle.stripe_account_id', 'is', null),
        where('handle.stripe_account_id', '!=', where.ref('attempt.stripe_account_id')),
        where.not(
          where.exists(
            where
              .selectFrom('connect_accounts as connect')
              .select('connect.stripe_account_id')
              .whereRef('connect.stripe_account_id', '=', 'attempt.stripe_account_id')
              .where('connect.charges_enabled', '=', true)
              .where('connect.transfers_active', '=', true),
          ),
        ),
        where.exists(
          where
            .selectFrom('group_buys as group_buy')
            .select('group_buy.id')
            .whereRef('group_buy.page_id', '=', 'purchase.page_id')
            .where('group_buy.state', 'in', LOCKING_STATES),
        ),
        where.exists(
          where
            .selectFrom('purchases as given')
            .select('given.id')
            .whereRef('given.visitor_id', '=', 'purchase.visitor_id')
            .whereRef('given.page_id', '=', 'purchase.page_id')
            .where('given.access', '=', 'active'),
        ),
      ]),
    )
    .execute()
  // One that fails does not keep the others open; the job runs again for it.
  const results = await Promise.allSettled(attempts.map((attempt) => expireAttempt(deps, attempt)))
  const failures = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []))
  if (failures.length > 0) throw new AggregateError(failures, 'Some checkouts could not be closed.')
}

/** Whether something that the visitor or the handle has open could still be paid. */
export async function hasOpenCheckouts(trx: Transaction<Database>, of: PurchasesOf): Promise<boolean> {
  const attempts = trx
    .selectFrom('purchases as purchase')
    .innerJoin('checkout_sessions as attempt', 'attempt.purchase_id', 'purchase.id')
    .select('purchase.id')
    .where('purchase.state', 'in', ['open', 'processing'])
    .where('attempt.state', 'in', ['creating', 'open'])
    .limit(1)
  const own =
    'visitorId' in of
      ? attempts.where('purchase.visitor_id', '=', of.visitorId)
      : attempts.where('purchase.handle_id', '=', of.handleId)
  return (await own.executeTakeFirst()) !== undefined
}

/**
 * Makes sure that nothing the visitor or the handle has open can still be paid.
 * @returns why that cannot be: a delayed payment is on its way, or Stripe did not answer.
 */
export async function endOpenCheckouts(
  deps: Deps,
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
