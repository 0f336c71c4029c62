import type { Deps } from '../../platform/deps.ts'
import { proportion } from './entitlement.ts'
import { findLedgerEntry, findPurchase } from './queries.ts'
import { idOf } from './stripe-state.ts'

/**
 * The platform bears the chargebacks of destination charges; a dispute does not reverse the transfer by itself.
 * Funds withdrawn: the creator's part is taken back. Reinstated: it is given back. Both once, by keys made from
 * the dispute's id.
 */
export async function balanceDispute(deps: Deps, entryId: string): Promise<void> {
  const { db, stripe } = deps
  const entry = await findLedgerEntry(db, entryId)
  const purchase = entry && (await findPurchase(db, entry.purchase_id))
  if (!entry?.stripe_id || !purchase?.payment_intent_id || !purchase.amount) return
  const dispute = entry.stripe_id

  const payment = await stripe.paymentIntents.retrieve(purchase.payment_intent_id, {
    expand: ['latest_charge.transfer'],
  })
  const charge = typeof payment.latest_charge === 'object' ? payment.latest_charge : null
  const transfer = typeof charge?.transfer === 'object' ? charge.transfer : null
  if (!transfer) return

  if (entry.funds === 'withdrawn' && entry.transfer_reversal_id === null) {
    const amount = Math.min(entry.amount, transfer.amount - transfer.amount_reversed)
    // A refund reversed all of it before.
    if (amount <= 0) return
    const reversal = await stripe.transfers.createReversal(
      transfer.id,
      {
        amount,
        ...(purchase.application_fee && { refund_application_fee: true }),
        metadata: { dispute_id: dispute },
      },
      { idempotencyKey: `dispute:${dispute}:reversal` },
    )
    await db
      .updateTable('ledger_entries')
      .set({ transfer_reversal_id: reversal.id })
      .where('id', '=', entryId)
      .execute()
  } else if (
    entry.funds === 'reinstated' &&
    entry.transfer_reversal_id &&
    entry.return_transfer_id === null
  ) {
    const reversal = await stripe.transfers.retrieveReversal(transfer.id, entry.transfer_reversal_id)
    // Our fee was given back with the reversal, so now it is kept again.
    const fee = proportion(purchase.application_fee ?? 0, reversal.amount, purchase.amount)
    const destination = idOf(transfer.destination)
    if (!destination || reversal.amount <= fee) return
    const returned = await stripe.transfers.create(
      {
        amount: reversal.amount - fee,
        currency: reversal.currency,
        destination,
        metadata: { dispute_id: dispute },
      },
      { idempotencyKey: `dispute:${dispute}:return` },
    )
    await db
      .updateTable('ledger_entries')
      .set({ return_transfer_id: returned.id })
      .where('id', '=', entryId)
      .execute()
  }
}
