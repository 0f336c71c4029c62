/** What the rules look at of one row of the ledger. */
export interface LedgerFact {
  readonly kind: 'charge' | 'refund' | 'dispute'
  readonly status: string
  readonly amount: number
}

/** What the creator did to a purchase by hand. */
export interface ManualAccess {
  /** It was given, not bought: there never is a charge. */
  readonly granted: boolean
  readonly revoked: boolean
}

/** What a purchase is worth to its visitor now. */
export interface Entitlement {
  readonly access: 'none' | 'active' | 'suspended' | 'ended'
  readonly grantType: 'PURCHASED' | 'GRANTED' | 'REFUNDED' | 'REVOKED' | null
  readonly refundedAmount: number
}

// 'requested' is ours: the refund is committed here, Stripe has not answered yet.
const COUNTING_REFUNDS = new Set(['requested', 'pending', 'requires_action', 'succeeded'])
const UNDER_WAY = new Set(['requested', 'pending', 'requires_action'])
// Inquiries move no money, a prevented dispute never became one, a won one is over.
const HARMLESS_DISPUTE = /^(?:warning_.*|prevented|won)$/

/** Whether the bank asks for the money, or has taken it. */
export const isChargeback = ({ kind, status }: LedgerFact): boolean =>
  kind === 'dispute' && !HARMLESS_DISPUTE.test(status)

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

// Why: apps/docs/src/content/docs/internals/decisions/0002-ledger-and-balance.md
/**
 * The entitlement as a pure function of the ledger, and of what the creator did by hand. The order in which the rows
 * came to be does not matter. The first line that fits counts.
 *
 * | charge | refunds add up | dispute | by hand | access | grant type |
 * |---|---|---|---|---|---|
 * | none | – | – | not granted | none | – |
 * | paid | to the charge | any | any | ended | REFUNDED |
 * | paid | to less | lost | any | ended | REFUNDED |
 * | paid or none | to less | any | revoked | ended | REVOKED |
 * | paid | to less | open | – | suspended | PURCHASED |
 * | paid | to less | none, inquiry, won | – | active | PURCHASED |
 * | none | – | – | granted | active | GRANTED |
 */
export function deriveEntitlement(
  ledger: readonly LedgerFact[],
  { granted, revoked }: ManualAccess = { granted: false, revoked: false },
): Entitlement {
  const charged = chargedAmount(ledger)
  if (charged === 0 && !granted) return { access: 'none', grantType: null, refundedAmount: 0 }
  const refunded = refundedAmount(ledger)
  const disputes = ledger.filter(isChargeback)
  const lost = disputes.some(({ status }) => status === 'lost')
  if (charged > 0 && (refunded >= charged || lost)) {
    return { access: 'ended', grantType: 'REFUNDED', refundedAmount: refunded }
  }
  if (revoked) return { access: 'ended', grantType: 'REVOKED', refundedAmount: refunded }
  if (charged === 0) return { access: 'active', grantType: 'GRANTED', refundedAmount: 0 }
  // A state that this code does not know is an open dispute until Stripe says how it ended.
  return {
    access: disputes.length > 0 ? 'suspended' : 'active',
    grantType: 'PURCHASED',
    refundedAmount: refunded,
  }
}

/**
 * Whether the visitor pays for the page by this charge now: something of it is left, no bank asks for it, and no refund
 * is under way. One that the creator revoked does not count: who pays again then does so knowingly.
 */
export const isChargeLive = (ledger: readonly LedgerFact[], { revoked }: ManualAccess): boolean =>
  !revoked &&
  chargedAmount(ledger) > refundedAmount(ledger) &&
  !ledger.some((entry) => isChargeback(entry) || (entry.kind === 'refund' && UNDER_WAY.has(entry.status)))
