import type { Position } from '@latchkey/contract'
import { sql } from 'kysely'
import type { DbOrTransaction } from '../../platform/database/connect.ts'
import type { Deps } from '../../platform/deps.ts'
import { idOf, nullIfMissing } from '../../platform/stripe-errors.ts'
import { findPurchase } from './queries.ts'
import { purchaseNamedIn } from './stripe-state.ts'

/**
 * Keeps a payment that was made on our Stripe account for no purchase of this database: another product, a second
 * deployment, a backup that was restored. Nobody here may touch its money; operators can look at the list.
 * @param objectId a PaymentIntent, or a Checkout Session.
 */
export async function recordUnmatched({ db, stripe, clock, log, metrics }: Deps, objectId: string) {
  const paymentIntentId = objectId.startsWith('cs_')
    ? idOf((await stripe.checkout.sessions.retrieve(objectId).catch(nullIfMissing))?.payment_intent ?? null)
    : objectId
  if (!paymentIntentId) return
  const payment = await stripe.paymentIntents.retrieve(paymentIntentId).catch(nullIfMissing)
  if (!payment || payment.amount_received === 0) return
  const named = purchaseNamedIn(payment.metadata)
  if (named && (await findPurchase(db, named))) return
  const claimed = payment.metadata.purchase_id
  const why = claimed === undefined ? 'no_metadata' : 'unknown_purchase'
  const inserted = await db
    .insertInto('unmatched_payments')
    .values({
      payment_intent_id: payment.id,
      // PostgreSQL holds no U+0000.
      purchase_id: claimed?.replaceAll('\0', '') ?? null,
      amount: payment.amount_received,
      currency: payment.currency,
      why,
      first_seen_at: clock.now(),
    })
    .onConflict((conflict) => conflict.column('payment_intent_id').doNothing())
    .returning('why')
    .executeTakeFirst()
  if (!inserted) return
  metrics.unmatchedPayment(why)
  log.warn({ paymentIntentId, why }, 'payment without a purchase')
}

/** Payments for no purchase of this database, those newest that were seen last for the first time. */
export function findUnmatchedPayments(db: DbOrTransaction, list: { after: Position | null; limit: number }) {
  let query = db.selectFrom('unmatched_payments').selectAll()
  if (list.after) {
    query = query.where(
      sql<boolean>`(first_seen_at, payment_intent_id) < (${list.after.at}, ${list.after.id})`,
    )
  }
  return query
    .orderBy('first_seen_at', 'desc')
    .orderBy('payment_intent_id', 'desc')
    .limit(list.limit)
    .execute()
}
