import type { Trx } from '../../platform/database/connect.ts'
import { enqueue } from '../../platform/jobs.ts'
import { fileReport } from '../support/service.ts'
import type { LedgerRow, PurchaseRow } from './queries.ts'

/**
 * Has the charges of a visitor for a page looked at when this one may be one too many: another one is live, or the
 * visitor had erased their data before. The caller holds the lock of both.
 */
export async function checkLiveCharge(trx: Trx, purchase: PurchaseRow): Promise<void> {
  const { visitor_id: visitorId, page_id: pageId } = purchase
  const other = await trx
    .selectFrom('purchases')
    .select('id')
    .where('visitor_id', '=', visitorId)
    .where('page_id', '=', pageId)
    .where('charge_live', '=', true)
    .where('id', '!=', purchase.id)
    .limit(1)
    .executeTakeFirst()
  if (!other && !purchase.paid_after_erasure) return
  await enqueue(trx, 'resolve_charges', { visitorId, pageId }, { key: `charges:${visitorId}:${pageId}` })
}

const FAILED = new Set(['failed', 'canceled'])

/** A refund that was made by itself and came to nothing is for people to decide: it goes to the operators' queue, once. */
export async function reportFailedRefunds(
  trx: Trx,
  purchase: PurchaseRow,
  ledger: readonly LedgerRow[],
  now: Date,
): Promise<void> {
  for (const entry of ledger) {
    if (entry.cause === null || entry.cause === 'creator') continue
    if (!FAILED.has(entry.status) || entry.reported_at !== null) continue
    const why =
      entry.cause === 'duplicate_charge'
        ? 'The buyer was charged twice for one page, and the second charge could not be refunded.'
        : 'Somebody who had erased their data was charged, and the charge could not be refunded.'
    await fileReport(trx, {
      summary: 'An automatic refund failed',
      details: `${why} It is not tried again automatically: refund it at Stripe, or settle it with the buyer.

Purchase: ${purchase.id}
Payment: ${purchase.payment_intent_id}
Refund: ${entry.stripe_id ?? entry.id}`,
      now,
    })
    await trx.updateTable('ledger_entries').set({ reported_at: now }).where('id', '=', entry.id).execute()
  }
}
