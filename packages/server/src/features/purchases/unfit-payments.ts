import type { Trx } from '../../platform/database/connect.ts'
import { inOwnTransaction } from '../../platform/database/transaction.ts'
import type { Deps, RootDeps } from '../../platform/deps.ts'
import { enqueue } from '../../platform/jobs.ts'
import { isRefusal } from '../../platform/stripe-errors.ts'
import { fileReport } from '../support/service.ts'
import { refundedAmount } from './entitlement.ts'
import { fetchPayment, type PaymentState } from './stripe-state.ts'

/** What was paid and not yet paid back. */
const remaining = ({ status, entries, amount }: PaymentState): number =>
  status === 'succeeded' ? amount - refundedAmount(entries) : 0

/**
 * A payment that names a purchase of ours but is not what it asked for (another amount, or a second payment) buys
 * nothing: it is refunded, once.
 */
export async function giveUnfitBack(
  trx: Trx,
  purchaseId: string,
  payment: PaymentState,
  now: Date,
): Promise<void> {
  if (remaining(payment) <= 0) return
  const inserted = await trx
    .insertInto('unfit_payments')
    .values({
      payment_intent_id: payment.id,
      purchase_id: purchaseId,
      refund_id: null,
      state: 'requested',
      amount: null,
      reverse_transfer: null,
      refund_application_fee: null,
      created_at: now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('payment_intent_id')
    .executeTakeFirst()
  if (inserted) await enqueueUnfitRefund(trx, payment.id)
}

/** Has the refund of an unfit payment made. */
const enqueueUnfitRefund = (db: Trx | Deps['db'], paymentIntentId: string) =>
  enqueue(db, 'refund_unfit_payment', { paymentIntentId }, { key: `unfit:${paymentIntentId}` })

/** Refunds an unfit payment. Safe to repeat; what Stripe refuses goes to the operators' queue. */
export async function refundUnfitPayment(deps: RootDeps, paymentIntentId: string): Promise<void> {
  const { db, stripe, clock } = deps
  const payment = await fetchPayment(deps, paymentIntentId)
  const unfit = await decideRefund(deps, payment)
  if (!unfit) return
  // Made before a crash, or by people meanwhile.
  if (remaining(payment) <= 0) {
    await finish(deps, paymentIntentId, { state: 'refunded', refund_id: null })
    return
  }
  try {
    const refund = await stripe.refunds.create(
      {
        payment_intent: paymentIntentId,
        amount: unfit.amount ?? 0,
        ...(unfit.reverse_transfer && { reverse_transfer: true }),
        ...(unfit.refund_application_fee && { refund_application_fee: true }),
        metadata: { purchase_id: unfit.purchase_id, unfit: 'true' },
      },
      { idempotencyKey: `unfit:${paymentIntentId}` },
    )
    await finish(deps, paymentIntentId, { state: 'refunded', refund_id: refund.id })
  } catch (error) {
    if (!isRefusal(error)) throw error
    deps.log.error({ paymentIntentId, stripeCode: error.code }, 'unfit payment could not be refunded')
    await inOwnTransaction(db, async (trx) => {
      const refused = await finish({ db: trx }, paymentIntentId, { state: 'refused', refund_id: null })
      if (!refused) return
      await fileReport(trx, {
        summary: 'A payment that fits no purchase could not be refunded',
        details: `It names a purchase, but is not what the purchase asked for. It is not tried again automatically: refund it at Stripe, or settle it with the buyer.

Purchase: ${unfit.purchase_id}
Payment: ${paymentIntentId}`,
        now: clock.now(),
      })
    })
  }
}

/**
 * What is asked of Stripe, decided once: a repeated key must come with the same parameters.
 * @returns `null` when there is nothing to refund any more.
 */
const decideRefund = async ({ db }: Deps, payment: PaymentState) =>
  await db
    .updateTable('unfit_payments')
    .set(({ fn, val }) => ({
      amount: fn.coalesce('amount', val(remaining(payment))),
      reverse_transfer: fn.coalesce('reverse_transfer', val(payment.seller !== null)),
      refund_application_fee: fn.coalesce('refund_application_fee', val(Boolean(payment.seller?.fee))),
    }))
    .where('payment_intent_id', '=', payment.id)
    .where('state', '=', 'requested')
    .returningAll()
    .executeTakeFirst()

/** @returns whether it was unfinished before. */
async function finish(
  { db }: { db: Trx | Deps['db'] },
  paymentIntentId: string,
  end: { state: 'refunded' | 'refused'; refund_id: string | null },
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('unfit_payments')
    .set(end)
    .where('payment_intent_id', '=', paymentIntentId)
    .where('state', '=', 'requested')
    .executeTakeFirst()
  return numUpdatedRows > 0n
}
