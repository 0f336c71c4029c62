import { type Refusal, refuse } from '../api/errors.ts'
import { newId } from '../world/ids.ts'
import type { Charge, Dispute } from '../world/objects.ts'
import { seconds, type World } from '../world/world.ts'

/** Evidence is due in a week. */
const evidenceDue = 7 * 24 * 3600

export interface DisputeOptions {
  /** Part of the charge, or what the bank says in a currency of its own. */
  amount?: number | undefined
  currency?: string | undefined
  inquiry?: boolean | undefined
  prevented?: boolean | undefined
  reason?: string | undefined
  /** Whether the money goes at once; by default that of a real dispute. */
  withdraw?: boolean | undefined
}

/** A dispute, not yet stored. Amount and currency may differ from the charge's. [types: Dispute `amount`] */
export function newDispute(world: World, charge: Charge, options: DisputeOptions): Dispute {
  const inquiry = options.inquiry ?? false
  return {
    id: newId('du'),
    object: 'dispute',
    amount: options.amount ?? charge.amount,
    balance_transactions: [],
    charge: charge.id,
    created: seconds(world),
    currency: options.currency ?? charge.currency,
    enhanced_eligibility_types: [],
    evidence: emptyEvidence(charge),
    evidence_details: {
      due_by: options.prevented ? null : seconds(world) + evidenceDue,
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
    status: options.prevented ? 'prevented' : inquiry ? 'warning_needs_response' : 'needs_response',
  }
}

/**
 * Why a charge with a dispute that is open or lost refuses refunds. [types: `is_charge_refundable`] Stripe documents two
 * codes and not when it answers which: here a card's charge was charged back (`charge_disputed`), the payment of any
 * other method is disputed (`refund_disputed_payment`). [docs: Error codes]
 */
export function disputeObjection(world: World, charge: Charge): Refusal | null {
  const blocks = ({ charge: disputed, is_charge_refundable }: Dispute) =>
    disputed === charge.id && !is_charge_refundable
  if (!Object.values(world.state.disputes).some(blocks)) return null
  if (charge.payment_method_details?.type === 'card') {
    return refuse('charge_disputed', `Charge ${charge.id} has been charged back; cannot issue a refund.`)
  }
  return refuse('refund_disputed_payment', `Payment ${charge.id} is disputed; cannot issue a refund.`)
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
