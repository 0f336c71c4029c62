import type { Trx } from '../../platform/database/connect.ts'
import { announce } from '../webhooks/service.ts'
import { isChargeback } from './entitlement.ts'
import type { LedgerRow, PurchaseRow } from './queries.ts'

/** Tells the seller's webhook endpoints what has just changed; `before` is the purchase as it was. */
export async function announceChanges(
  trx: Trx,
  before: PurchaseRow,
  ledger: readonly LedgerRow[],
  now: Date,
): Promise<void> {
  const after = await describe(trx, before.id)
  const { handleId, purchase, grantType } = after
  if (before.access_since === null && after.paid) {
    await announce(trx, { handleId, type: 'purchase.completed', now, data: () => purchase })
  }
  for (const entry of ledger) await announceEntry(trx, after, entry, now)
  if (before.access !== 'ended' && after.access === 'ended') {
    const reason = grantType === 'REVOKED' ? 'REVOKED' : 'REFUNDED'
    const data = () => ({ ...purchase, reason }) as const
    await announce(trx, { handleId, type: 'access.revoked', now, data })
  }
}

type Description = Awaited<ReturnType<typeof describe>>

/** Tells of a refund or a dispute, once: the row says whether it was. */
async function announceEntry(
  trx: Trx,
  { handleId, purchase, refundedAmount }: Description,
  entry: LedgerRow,
  now: Date,
): Promise<void> {
  if (entry.announced_at !== null) return
  const { id, status, amount, currency } = entry
  const fact = { id, status, amount: { amount, currency } }
  if (entry.kind === 'refund' && (status === 'pending' || status === 'succeeded')) {
    const data = () => ({ ...purchase, refund: fact, totalRefunded: { amount: refundedAmount, currency } })
    await announce(trx, { handleId, type: 'purchase.refunded', now, data })
  } else if (isChargeback(entry)) {
    const data = () => ({ ...purchase, dispute: fact })
    await announce(trx, { handleId, type: 'purchase.disputed', now, data })
  } else return
  await trx.updateTable('ledger_entries').set({ announced_at: now }).where('id', '=', id).execute()
}

async function describe(trx: Trx, purchaseId: string) {
  const row = await trx
    .selectFrom('purchases as purchase')
    .innerJoin('pages as page', 'page.id', 'purchase.page_id')
    .innerJoin('handles as handle', 'handle.id', 'purchase.handle_id')
    .select([
      'purchase.handle_id as handleId',
      'purchase.page_id as pageId',
      'purchase.visitor_id as visitorId',
      'purchase.amount',
      'purchase.currency',
      'purchase.access',
      'purchase.grant_type as grantType',
      'purchase.refunded_amount as refundedAmount',
      'page.slug as pageSlug',
      'handle.name as handle',
    ])
    .where('purchase.id', '=', purchaseId)
    .executeTakeFirstOrThrow()
  const { amount, currency, handle, pageId, pageSlug, visitorId } = row
  const price = amount === null || currency === null ? null : { amount, currency }
  const hasAccess = row.access === 'active'
  return {
    handleId: row.handleId,
    access: row.access,
    grantType: row.grantType,
    refundedAmount: row.refundedAmount,
    paid: row.grantType !== null,
    purchase: { handle, pageId, pageSlug, purchaseId, visitorId, price, hasAccess },
  }
}
