import type { RootDeps } from '../../platform/deps.ts'
import { type News, recordUnmatched, settlePayment, settleSession } from '../purchases/service.ts'

/** Settles the purchase that a PaymentIntent or Checkout Session is for. One that is for none of ours is only noted down. */
export async function settleOrRecord(deps: RootDeps, objectId: string, news: News): Promise<void> {
  const settle = objectId.startsWith('cs_') ? settleSession : settlePayment
  if (!(await settle(deps, objectId, news))) await recordUnmatched(deps, objectId)
}
