import { recordAudit } from '../../platform/audit.ts'
import type { Trx } from '../../platform/database/connect.ts'
import type { RefundCause } from '../../platform/database/schema.ts'
import { inOwnTransaction } from '../../platform/database/transaction.ts'
import type { Deps, RootDeps } from '../../platform/deps.ts'
import { findLedger, findPurchases, lockPair, lockPurchase } from './queries.ts'
import { insertRefund } from './refunding.ts'
import { settlePurchase } from './settle.ts'

/**
 * Of several live charges of one visitor for one page the first one stays; none does that was paid by somebody who had
 * erased their data. Every other one is refunded, once by itself: should that fail, people decide.
 */
export async function resolveCharges(
  deps: RootDeps,
  { visitorId, pageId }: { visitorId: string; pageId: string },
): Promise<void> {
  for (const { id } of await findPurchases(deps.db, visitorId, pageId)) await settlePurchase(deps, id)
  await inOwnTransaction(deps.db, async (trx) => {
    await lockPair(trx, visitorId, pageId)
    const live = (await findPurchases(trx, visitorId, pageId)).filter(({ charge_live }) => charge_live)
    const charges = await Promise.all(
      live.map(async ({ id, paid_after_erasure: unwanted }) => {
        const charge = (await findLedger(trx, id)).find(({ kind }) => kind === 'charge')
        return { id, unwanted, at: charge?.happened_at?.getTime() ?? 0 }
      }),
    )
    const [, ...later] = charges
      .filter(({ unwanted }) => !unwanted)
      .toSorted((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1))
    for (const { id } of charges.filter(({ unwanted }) => unwanted))
      await refundByItself(deps, trx, id, 'erased_visitor')
    for (const { id } of later) await refundByItself(deps, trx, id, 'duplicate_charge')
  })
}

/** Asks for a refund that nobody asked for; at most one for a purchase, whatever becomes of it. */
async function refundByItself(
  deps: Deps,
  trx: Trx,
  purchaseId: string,
  cause: Exclude<RefundCause, 'creator'>,
): Promise<void> {
  const purchase = await lockPurchase(trx, purchaseId)
  const ledger = await findLedger(trx, purchaseId)
  if (!purchase || ledger.some((entry) => entry.cause !== null && entry.cause !== 'creator')) return
  const refund = await insertRefund(deps, trx, purchase, { cause, reason: null, requestedBy: null })
  await recordAudit(trx, {
    handleId: purchase.handle_id,
    actor: 'system',
    requestId: null,
    action: 'purchase.refunded',
    to: { purchaseId, refundId: refund.id, amount: refund.amount, currency: refund.currency, cause },
    now: deps.clock.now(),
  })
}
