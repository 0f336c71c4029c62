import type Stripe from 'stripe'
import type { Deps } from '../../platform/deps.ts'
import { idOf } from '../../platform/stripe-errors.ts'
import { proportion } from './entitlement.ts'
import { findLedgerEntry, findPurchase, type LedgerRow, type PurchaseRow } from './queries.ts'

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
    const reversal =
      (await madeReversal(deps, transfer, dispute)) ?? (await reverse(deps, purchase, entry, transfer))
    if (reversal) await record(deps, entry.id, { transfer_reversal_id: reversal.id })
  } else if (
    entry.funds === 'reinstated' &&
    entry.transfer_reversal_id &&
    entry.return_transfer_id === null
  ) {
    const reversal = await stripe.transfers.retrieveReversal(transfer.id, entry.transfer_reversal_id)
    const returned =
      (await madeReturn(deps, dispute)) ?? (await giveBack(deps, purchase, dispute, transfer, reversal))
    if (returned) await record(deps, entry.id, { return_transfer_id: returned.id })
  }
}

// What was done before a crash is looked up first: keys age, and the amount that is left has changed since.

async function madeReversal({ stripe }: Deps, transfer: Stripe.Transfer, dispute: string) {
  const { data } = await stripe.transfers.listReversals(transfer.id, { limit: 100 })
  return data.find(({ metadata }) => metadata?.dispute_id === dispute)
}

async function madeReturn({ stripe }: Deps, dispute: string) {
  const { data } = await stripe.transfers.list({ transfer_group: dispute, limit: 1 })
  return data[0]
}

async function reverse({ stripe }: Deps, purchase: PurchaseRow, entry: LedgerRow, transfer: Stripe.Transfer) {
  const amount = Math.min(entry.amount, transfer.amount - transfer.amount_reversed)
  // A refund reversed all of it before.
  if (amount <= 0) return null
  return await stripe.transfers.createReversal(
    transfer.id,
    {
      amount,
      ...(purchase.application_fee && { refund_application_fee: true }),
      metadata: { dispute_id: entry.stripe_id },
    },
    { idempotencyKey: `dispute:${entry.stripe_id}:reversal` },
  )
}

async function giveBack(
  { stripe }: Deps,
  purchase: PurchaseRow,
  dispute: string,
  transfer: Stripe.Transfer,
  reversal: Stripe.TransferReversal,
) {
  // Our fee was given back with the reversal, so now it is kept again.
  const fee = proportion(purchase.application_fee ?? 0, reversal.amount, purchase.amount ?? 0)
  const destination = idOf(transfer.destination)
  if (!destination || reversal.amount <= fee) return null
  return await stripe.transfers.create(
    { amount: reversal.amount - fee, currency: reversal.currency, destination, transfer_group: dispute },
    { idempotencyKey: `dispute:${dispute}:return` },
  )
}

async function record(
  { db }: Deps,
  entryId: string,
  done: { transfer_reversal_id: string } | { return_transfer_id: string },
): Promise<void> {
  await db.updateTable('ledger_entries').set(done).where('id', '=', entryId).execute()
}
