import { missing, type Refusal, refuse } from '../api/errors.ts'
import { bool, hash, metadata, text, withMetadata } from '../api/parameters.ts'
import { listRoute, retrieveRoute, route } from '../api/route.ts'
import { emit } from '../world/events.ts'
import { convert, rateBetween } from '../world/exchange.ts'
import type { Charge, Dispute } from '../world/objects.ts'
import { accountHolding, find, keep, must, type World } from '../world/world.ts'
import { book } from './balance.ts'
import { type DisputeOptions, newDispute } from './dispute-object.ts'
import { refreshWarnings } from './early-fraud-warnings.ts'
import { setRefundStatus } from './refunds.ts'
import { settledCharge } from './settlement.ts'

/** What a dispute costs, won or lost: 15.00. */
const disputeFee = 1500
/** A buyer's bank takes the money back, only asks (`inquiry`), or was answered before it asked (`prevented`). */
export function openDispute(world: World, charge: Charge, options: DisputeOptions = {}): Dispute {
  const dispute = newDispute(world, charge, options)
  keep(world, world.state.disputes, accountHolding(world, charge.id), dispute)
  charge.disputed = true
  const takes = dispute.status === 'needs_response'
  const withdraw = options.withdraw ?? takes
  if (takes) failWaitingRefunds(world, charge)
  if (withdraw) moveFunds(world, dispute, 'withdrawn')
  refreshWarnings(world, charge)
  emit(world, 'charge.dispute.created', dispute)
  if (withdraw) emit(world, 'charge.dispute.funds_withdrawn', dispute)
  if (dispute.status === 'prevented') emit(world, 'charge.dispute.closed', dispute)
  return dispute
}

/** Refunds that wait for funds fail once the payment is disputed. [types: Refund `failure_reason`] */
function failWaitingRefunds(world: World, charge: Charge): void {
  for (const refund of Object.values(world.state.refunds)) {
    if (refund.charge === charge.id && refund.pending_reason === 'insufficient_funds') {
      setRefundStatus(world, refund, 'failed', 'charge_for_pending_refund_disputed')
    }
  }
}

export type DisputeEnd = 'won' | 'lost' | 'warning_closed' | 'prevented'

/** Ends a dispute; by itself, a won one gives the funds back and a lost one keeps them or takes them again. */
export function closeDispute(world: World, dispute: Dispute, outcome: DisputeEnd, moves = true): void {
  const before = dispute.status
  if (before === outcome) return
  dispute.status = outcome
  dispute.is_charge_refundable = outcome === 'won' || outcome === 'warning_closed'
  const move = moves ? movement(dispute, outcome) : null
  if (move !== null) moveFunds(world, dispute, move)
  emit(world, 'charge.dispute.closed', dispute, { previous: { status: before } })
  if (move !== null) emit(world, `charge.dispute.funds_${move}`, dispute)
}

function movement(dispute: Dispute, outcome: DisputeEnd): 'withdrawn' | 'reinstated' | null {
  if (outcome === 'lost') return hasFunds(dispute) ? 'withdrawn' : null
  return outcome === 'won' && !hasFunds(dispute) ? 'reinstated' : null
}

/** Whether the disputed money is with the platform. */
function hasFunds(dispute: Dispute): boolean {
  return dispute.balance_transactions.reduce((sum, { amount }) => sum + amount, 0) >= 0
}

/** An open dispute moves on: an inquiry becomes a dispute, evidence is under review, a lost one is appealed. */
export function updateDispute(world: World, dispute: Dispute, status: OpenStatus): void {
  const before = dispute.status
  if (before === status) return
  dispute.status = status
  dispute.is_charge_refundable = status.startsWith('warning_')
  emit(world, 'charge.dispute.updated', dispute, { previous: { status: before } })
}

/** The bank takes or returns the money at a time of its own. */
export function moveDisputeFunds(
  world: World,
  dispute: Dispute,
  direction: 'withdrawn' | 'reinstated',
): Refusal | null {
  if ((direction === 'withdrawn') !== hasFunds(dispute)) {
    return refuse(undefined, `The funds of dispute ${dispute.id} are ${direction} already.`)
  }
  moveFunds(world, dispute, direction)
  emit(world, `charge.dispute.funds_${direction}`, dispute)
  return null
}

/** The latest dispute of a charge. */
export function disputeOf(world: World, chargeId: string): Dispute | undefined {
  return Object.values(world.state.disputes).findLast(({ charge }) => charge === chargeId)
}

function moveFunds(world: World, dispute: Dispute, direction: 'withdrawn' | 'reinstated'): void {
  const withdrawn = direction === 'withdrawn'
  const { currency } = settledCharge(world, must(world.state.charges, dispute.charge))
  const rate = dispute.currency === currency ? null : rateBetween(dispute.currency, currency)
  const amount = rate === null ? dispute.amount : convert(dispute.amount, rate)
  const transaction = book(world, {
    owner: accountHolding(world, dispute.id),
    type: 'adjustment',
    reportingCategory: withdrawn ? 'dispute' : 'dispute_reversal',
    amount: withdrawn ? -amount : amount,
    fee: withdrawn && dispute.balance_transactions.length === 0 ? disputeFee : 0,
    currency,
    exchangeRate: rate,
    source: dispute.charge,
    description: withdrawn
      ? `Chargeback withdrawal for ${dispute.charge}`
      : `Chargeback reversal for ${dispute.charge}`,
  })
  dispute.balance_transactions = [...dispute.balance_transactions, { ...transaction }]
}

const openStatuses = [
  'appeal_needs_response',
  'appeal_under_review',
  'needs_response',
  'under_review',
  'warning_needs_response',
  'warning_under_review',
] as const
export type OpenStatus = (typeof openStatuses)[number]
const open = new Set<string>(openStatuses)

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
