import { missing, refuse } from '../api/errors.ts'
import { bool, hash, metadata, text, withMetadata } from '../api/parameters.ts'
import { listRoute, retrieveRoute, route } from '../api/route.ts'
import { emit } from '../world/events.ts'
import { newId } from '../world/ids.ts'
import type { Charge, Dispute } from '../world/objects.ts'
import { find, keep, ownerOf, seconds, type World } from '../world/world.ts'
import { book } from './balance.ts'

/** What a dispute costs, won or lost: 15.00. */
const disputeFee = 1500
/** Evidence is due in a week. */
const evidenceDue = 7 * 24 * 3600

/** A buyer's bank takes the money back, or only asks (`inquiry`). */
export function openDispute(
  world: World,
  charge: Charge,
  options: { amount?: number; inquiry?: boolean; reason?: string } = {},
): Dispute {
  const inquiry = options.inquiry ?? false
  const dispute: Dispute = {
    id: newId('du'),
    object: 'dispute',
    amount: options.amount ?? charge.amount,
    balance_transactions: [],
    charge: charge.id,
    created: seconds(world),
    currency: charge.currency,
    enhanced_eligibility_types: [],
    evidence: emptyEvidence(charge),
    evidence_details: {
      due_by: seconds(world) + evidenceDue,
      enhanced_eligibility: {},
      has_evidence: false,
      past_due: false,
      submission_count: 0,
      submission_method: 'not_submitted',
    },
    intended_submission_method: null,
    is_charge_refundable: inquiry,
    livemode: false,
    metadata: {},
    payment_intent: charge.payment_intent,
    payment_method_details: {
      card: {
        brand: 'visa',
        case_type: inquiry ? 'inquiry' : 'chargeback',
        network: 'visa',
        network_reason_code: '83',
      },
      type: 'card',
    },
    reason: options.reason ?? 'fraudulent',
    status: inquiry ? 'warning_needs_response' : 'needs_response',
  }
  keep(world, world.state.disputes, ownerOf(world, charge.id), dispute)
  charge.disputed = true
  if (!inquiry) moveFunds(world, dispute, 'withdrawn')
  emit(world, 'charge.dispute.created', dispute)
  if (!inquiry) emit(world, 'charge.dispute.funds_withdrawn', dispute)
  return dispute
}

/** Ends a dispute; funds come back when it is won, and go again when one that was won is lost after all. */
export function closeDispute(
  world: World,
  dispute: Dispute,
  outcome: 'won' | 'lost' | 'warning_closed',
): void {
  const before = dispute.status
  if (before === outcome) return
  dispute.status = outcome
  dispute.is_charge_refundable = outcome !== 'lost'
  const moves = outcome === 'won' ? 'reinstated' : outcome === 'lost' && before === 'won' ? 'withdrawn' : null
  if (moves !== null) moveFunds(world, dispute, moves)
  emit(world, 'charge.dispute.closed', dispute, { previous: { status: before } })
  if (moves !== null) emit(world, `charge.dispute.funds_${moves}`, dispute)
}

/** The latest dispute of a charge. */
export function disputeOf(world: World, chargeId: string): Dispute | undefined {
  return Object.values(world.state.disputes).findLast(({ charge }) => charge === chargeId)
}

/** A charge with a dispute that is open or lost refuses refunds. [types: `is_charge_refundable`] */
export function blocksRefund(world: World, charge: Charge): boolean {
  return Object.values(world.state.disputes).some(
    (dispute) => dispute.charge === charge.id && !dispute.is_charge_refundable,
  )
}

function moveFunds(world: World, dispute: Dispute, direction: 'withdrawn' | 'reinstated'): void {
  const withdrawn = direction === 'withdrawn'
  const transaction = book(world, {
    owner: ownerOf(world, dispute.id),
    type: 'adjustment',
    reportingCategory: withdrawn ? 'dispute' : 'dispute_reversal',
    amount: withdrawn ? -dispute.amount : dispute.amount,
    fee: withdrawn && dispute.balance_transactions.length === 0 ? disputeFee : 0,
    currency: dispute.currency,
    source: dispute.charge,
    description: withdrawn
      ? `Chargeback withdrawal for ${dispute.charge}`
      : `Chargeback reversal for ${dispute.charge}`,
  })
  dispute.balance_transactions = [...dispute.balance_transactions, { ...transaction }]
}

function emptyEvidence(charge: Charge): Dispute['evidence'] {
  return {
    access_activity_log: null,
    billing_address: null,
    cancellation_policy: null,
    cancellation_policy_disclosure: null,
    cancellation_rebuttal: null,
    customer_communication: null,
    customer_email_address: charge.billing_details.email,
    customer_name: charge.billing_details.name,
    customer_purchase_ip: null,
    customer_signature: null,
    duplicate_charge_documentation: null,
    duplicate_charge_explanation: null,
    duplicate_charge_id: null,
    enhanced_evidence: {},
    product_description: null,
    receipt: null,
    refund_policy: null,
    refund_policy_disclosure: null,
    refund_refusal_explanation: null,
    service_date: null,
    service_documentation: null,
    shipping_address: null,
    shipping_carrier: null,
    shipping_date: null,
    shipping_documentation: null,
    shipping_tracking_number: null,
    uncategorized_file: null,
    uncategorized_text: null,
  }
}

const open = new Set(['needs_response', 'under_review', 'warning_needs_response', 'warning_under_review'])

const evidenceShape = {
  evidence: hash({ product_description: text(20_000), uncategorized_text: text(20_000) }),
  metadata,
  submit: bool,
}

export const disputeRoutes = [
  retrieveRoute('/v1/disputes/:id', 'dispute', ({ state }) => state.disputes),
  listRoute(
    '/v1/disputes',
    'dispute',
    ({ state }) => state.disputes,
    { charge: text(), payment_intent: text() },
    (params) => (dispute) =>
      (params.charge ?? dispute.charge) === dispute.charge &&
      (params.payment_intent ?? dispute.payment_intent) === dispute.payment_intent,
  ),
  route({
    method: 'POST',
    path: '/v1/disputes/:id',
    answers: 'dispute',
    parameters: evidenceShape,
    handle(world, { params, path: { id = '' }, owner }) {
      const dispute = find(world, world.state.disputes, owner, id)
      if (dispute === undefined) return missing('dispute', id, 'id')
      if (!open.has(dispute.status)) return refuse(undefined, 'This dispute is already closed.')
      dispute.metadata = withMetadata(dispute.metadata, params.metadata)
      if (params.evidence !== undefined) {
        Object.assign(dispute.evidence, params.evidence)
        dispute.evidence_details.has_evidence = true
      }
      if (params.submit !== false && params.evidence !== undefined) {
        dispute.evidence_details.submission_count += 1
        dispute.evidence_details.submission_method = 'manual'
        dispute.status = dispute.status.startsWith('warning_') ? 'warning_under_review' : 'under_review'
      }
      emit(world, 'charge.dispute.updated', dispute)
      return dispute
    },
  }),
  route({
    method: 'POST',
    path: '/v1/disputes/:id/close',
    answers: 'dispute',
    parameters: {},
    handle(world, { path: { id = '' }, owner }) {
      const dispute = find(world, world.state.disputes, owner, id)
      if (dispute === undefined) return missing('dispute', id, 'id')
      if (!open.has(dispute.status)) return refuse(undefined, 'This dispute is already closed.')
      closeDispute(world, dispute, dispute.status.startsWith('warning_') ? 'warning_closed' : 'lost')
      return dispute
    },
  }),
]
