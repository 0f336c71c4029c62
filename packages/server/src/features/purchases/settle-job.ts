import type { RootDeps } from '../../platform/deps.ts'
import { balancePurchase } from './balancing.ts'
import { findLedger } from './queries.ts'
import { completeRefund } from './refunding.ts'
import { settlePurchase } from './settle.ts'

/** The job of a purchase: reads all there is at Stripe, makes the refunds that were asked for, and balances the creator's part. */
export async function settleAndBalance(deps: RootDeps, purchaseId: string): Promise<void> {
  await settlePurchase(deps, purchaseId, { disputed: true })
  for (const { id, status } of await findLedger(deps.db, purchaseId)) {
    if (status === 'requested') await completeRefund(deps, id)
  }
  await balancePurchase(deps, purchaseId)
}
