/** What the rules look at of one row of the ledger. */
export interface LedgerFact {
  readonly kind: 'charge' | 'refund' | 'dispute'
  readonly status: string
  readonly amount: number
}

/** What a purchase is worth to its visitor now. */
export interface Standing {
  readonly access: 'none' | 'active' | 'suspended' | 'ended'
  readonly grantType: 'PURCHASED' | 'REFUNDED' | null
  readonly refundedAmount: number
}

// 'requested' is ours: the refund is committed here, Stripe has not answered yet.
const COUNTING_REFUNDS = new Set(['requested', 'pending', 'requires_action', 'succeeded'])
// Inquiries move no money, a prevented dispute never became one, a won one is over.
const HARMLESS_DISPUTE = /^(?:warning_.*|prevented|won)$/

/** Money that went back, or is going back, to the buyer. */
export const refundedAmount = (ledger: readonly LedgerFact[]): number =>
  ledger
    .filter(({ kind, status }) => kind === 'refund' && COUNTING_REFUNDS.has(status))
    .reduce((sum, { amount }) => sum + amount, 0)

/** The amount of the charge that succeeded; `0` while there is none. */
export const chargedAmount = (ledger: readonly LedgerFact[]): number =>
  ledger
    .filter(({ kind, status }) => kind === 'charge' && status === 'succeeded')
    .reduce((sum, { amount }) => sum + amount, 0)

/**
 * The entitlement as a pure function of the ledger. The order in which the rows came to be does not matter.
 *
 * | charge | refunds add up | dispute | access | grant type |
 * |---|---|---|---|---|
 * | none | – | – | none | – |
 * | paid | to the charge | any | ended | REFUNDED |
 * | paid | to less | lost | ended | REFUNDED |
 * | paid | to less | open | suspended | PURCHASED |
 * | paid | to less | none, inquiry, won | active | PURCHASED |
 */
export function deriveStanding(ledger: readonly LedgerFact[]): Standing {
  const charged = chargedAmount(ledger)
  const refunded = refundedAmount(ledger)
  if (charged === 0) return { access: 'none', grantType: null, refundedAmount: 0 }
  const disputes = ledger.filter(({ kind, status }) => kind === 'dispute' && !HARMLESS_DISPUTE.test(status))
  if (refunded >= charged || disputes.some(({ status }) => status === 'lost')) {
    return { access: 'ended', grantType: 'REFUNDED', refundedAmount: refunded }
  }
  // A state that this code does not know is an open dispute until Stripe says how it ended.
  return {
    access: disputes.length > 0 ? 'suspended' : 'active',
    grantType: 'PURCHASED',
    refundedAmount: refunded,
  }
}

/** Our part of a price in the smallest unit of its currency, rounded down: the creator never pays for a rounding. */
export const applicationFee = (amount: number, basisPoints: number): number =>
  Math.floor((amount * basisPoints) / 10_000)

/** `amount` × `part` / `total`, rounded down. */
export const proportion = (amount: number, part: number, total: number): number =>
  total === 0 ? 0 : Number((BigInt(amount) * BigInt(part)) / BigInt(total))
