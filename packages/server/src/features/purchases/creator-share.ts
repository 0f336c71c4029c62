import { divideCharge, type ShareFact } from './balance.ts'
import type { PurchaseRow } from './queries.ts'

/** A purchase with what Stripe transferred of it; until that was read, with what was asked for. */
export type SharedPurchase = Pick<
  PurchaseRow,
  'amount' | 'currency' | 'application_fee' | 'transfer_amount' | 'fee_amount' | 'settlement_currency'
>

/** A row with its place in time. */
export type DatedFact = ShareFact & { readonly id: string; readonly created_at: Date }

/** What the creator should have of a charge, by its ledger, and the currency that it is in. */
export function creatorShare(purchase: SharedPurchase, ledger: readonly ShareFact[]) {
  const currency = purchase.settlement_currency ?? purchase.currency ?? ''
  const transfer = purchase.transfer_amount ?? purchase.amount ?? 0
  const fee = purchase.fee_amount ?? purchase.application_fee ?? 0
  return { ...divideCharge(ledger, { transfer, fee, currency }), currency }
}

/** What a refund or a dispute takes from the creator while it counts, after all that came before it. */
export function takenBy(
  purchase: SharedPurchase,
  ledger: readonly DatedFact[],
  entry: DatedFact,
): { amount: number; currency: string } {
  const earlier = ledger.filter((other) => isEarlier(other, entry))
  const counting = {
    ...entry,
    ...(entry.kind === 'refund' ? { status: 'succeeded' } : { funds: 'withdrawn' as const }),
  }
  const before = creatorShare(purchase, earlier)
  const after = creatorShare(purchase, [...earlier, counting])
  return { amount: before.net - after.net, currency: before.currency }
}

function isEarlier(one: DatedFact, other: DatedFact): boolean {
  const [a, b] = [one.created_at.getTime(), other.created_at.getTime()]
  return one.id !== other.id && (one.kind === 'charge' || a < b || (a === b && one.id < other.id))
}
