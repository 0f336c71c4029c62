import { stepOf } from '@latchkey/contract'
import type { LedgerRow } from './queries.ts'
import type { FeeRefund, SellerPart } from './seller-part.ts'
import { type Lowering, proportion, type Shares, sharesOf } from './shares.ts'

/** Seconds around a refund in which Stripe returns the fee that belongs to it. */
const SAME_MOMENT = 10

/** What of a row decides about the creator's part. */
export type ShareFact = Pick<
  LedgerRow,
  'kind' | 'status' | 'amount' | 'portion' | 'funds' | 'cause' | 'reversed_amount' | 'returned_fee'
>

// Asked for here, but not at Stripe yet, a refund has moved nothing.
const MOVED = new Set(['pending', 'requires_action', 'succeeded'])

/**
 * Whether this row lowers what the creator should have: a refund of ours, a refund with which Stripe took the transfer
 * back, a dispute whose money was withdrawn. A refund made at Stripe without a reversal is the platform's goodwill.
 */
const lowers = (entry: ShareFact): boolean =>
  entry.kind === 'dispute'
    ? entry.funds === 'withdrawn'
    : entry.kind === 'refund' &&
      MOVED.has(entry.status) &&
      (entry.cause !== null || entry.reversed_amount !== null)

const loweringOf = (entry: ShareFact): Lowering => ({
  kind: entry.kind === 'dispute' ? 'dispute' : 'refund',
  portion: entry.portion ?? entry.amount,
  reversed: entry.reversed_amount,
  returnedFee: entry.returned_fee,
})

/** What a purchase keeps of its seller's part. */
export interface SellerFacts {
  readonly settlement_currency: string
  readonly transfer_id: string
  readonly transfer_amount: number
  readonly transfer_left: number
  readonly fee_id: string | null
  readonly fee_amount: number
  readonly fee_left: number
  readonly held_amount: number
  readonly target_amount: number
}

/** Divides a charge by its ledger; the one function from the ledger to what its creator should have. */
export const divideCharge = (
  ledger: readonly ShareFact[],
  charge: { transfer: number; fee: number; currency: string },
): Shares =>
  sharesOf(
    {
      ...charge,
      charged: ledger
        .filter(({ kind, status }) => kind === 'charge' && status === 'succeeded')
        .reduce((sum, { amount }) => sum + amount, 0),
    },
    ledger.filter(lowers).map(loweringOf),
  )

/** What the creator has of a charge, and what they should have. */
export function balanceOf(
  ledger: readonly LedgerRow[],
  seller: SellerPart,
): { facts: SellerFacts; shares: Shares } {
  const { transfer, fee } = seller
  const claimed = new Set(ledger.map(({ fee_refund_id }) => fee_refund_id))
  // Somebody returned it at Stripe, apart from any refund: the creator keeps it.
  const goodwill = (fee?.refunds ?? [])
    .filter(({ id, ownStep }) => !ownStep && !claimed.has(id))
    .reduce((sum, { amount }) => sum + amount, 0)
  const feeAmount = (fee?.amount ?? 0) - goodwill
  const feeLeft = fee?.left ?? 0
  const transferred = [transfer, ...seller.returns].reduce((sum, { left }) => sum + left, 0)
  const currency = transfer.currency
  const shares = divideCharge(ledger, { transfer: transfer.amount, fee: feeAmount, currency })
  return {
    facts: {
      settlement_currency: currency,
      transfer_id: transfer.id,
      transfer_amount: transfer.amount,
      transfer_left: transfer.left,
      fee_id: fee?.id ?? null,
      fee_amount: feeAmount,
      fee_left: feeLeft,
      held_amount: transferred - feeLeft,
      target_amount: shares.net,
    },
    shares,
  }
}

/** What Stripe did to transfer and fee together with a refund; it does not say which return of the fee belongs to it. */
export function takenWith(
  refund: { transferReversalId: string | null; happenedAt: Date },
  seller: SellerPart,
  claimed: ReadonlySet<string | null>,
) {
  const reversal = seller.transfer.reversals.find(({ id }) => id === refund.transferReversalId)
  if (!reversal) return { reversed_amount: null, fee_refund_id: null, returned_fee: null }
  const { transfer, fee } = seller
  const expected = proportion(fee?.amount ?? 0, reversal.amount, transfer.amount)
  const distance = ({ at }: FeeRefund) => Math.abs(at.getTime() - refund.happenedAt.getTime())
  const [own] = (fee?.refunds ?? [])
    .filter(({ id, ownStep }) => !ownStep && !claimed.has(id))
    .filter(({ amount }) => Math.abs(amount - expected) <= stepOf(transfer.currency))
    .filter((candidate) => distance(candidate) <= SAME_MOMENT * 1000)
    .toSorted((a, b) => distance(a) - distance(b))
  return {
    reversed_amount: reversal.amount,
    fee_refund_id: own?.id ?? null,
    returned_fee: own?.amount ?? null,
  }
}

/** The next thing to do for a purchase whose creator has more or less than they should. */
export type PlannedStep =
  | { readonly kind: 'fee_refund' | 'reversal'; readonly objectId: string; readonly amount: number }
  | { readonly kind: 'return'; readonly objectId: null; readonly amount: number }

/** One transfer by which we gave back, with what of it was not reversed. */
export interface ReturnLeft {
  readonly id: string
  readonly left: number
}

/**
 * One step towards the target; `null` when the creator has what they should. First the fee is returned, then the rest
 * is taken from the original transfer, then from what was given back, the newest first.
 */
export function planStep(
  facts: SellerFacts,
  {
    feeToReturn,
    feeReturned,
    returns,
  }: {
    feeToReturn: number
    /** What we have returned of it so far. */
    feeReturned: number
    /** Newest first. */
    returns: readonly ReturnLeft[]
  },
): PlannedStep | null {
  const step = stepOf(facts.settlement_currency)
  const whole = (amount: number) => amount - (amount % step)
  const excess = facts.held_amount - facts.target_amount
  if (excess < 0) {
    const amount = whole(-excess)
    return amount > 0 ? { kind: 'return', objectId: null, amount } : null
  }
  if (excess === 0) return null
  const fee = whole(Math.min(feeToReturn - feeReturned, facts.fee_left))
  if (fee > 0 && facts.fee_id) return { kind: 'fee_refund', objectId: facts.fee_id, amount: fee }
  const transfers = [{ id: facts.transfer_id, left: facts.transfer_left }, ...returns]
  for (const { id, left } of transfers) {
    const amount = whole(Math.min(excess, left))
    if (amount > 0) return { kind: 'reversal', objectId: id, amount }
  }
  return null
}
