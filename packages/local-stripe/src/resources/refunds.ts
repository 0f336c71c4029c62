import { isRefusal, missing, type Refusal, refuse } from '../api/errors.ts'
import {
  bool,
  email,
  exactlyOne,
  inexpressible,
  integer,
  metadata,
  oneOf,
  text,
  withMetadata,
} from '../api/parameters.ts'
import { listRoute, retrieveRoute, route } from '../api/route.ts'
import { amountStep, formatAmount } from '../world/currencies.ts'
import { emit } from '../world/events.ts'
import { newId } from '../world/ids.ts'
import type { Charge, Refund, RefundStatus } from '../world/objects.ts'
import { find, keep, must, ownerOf, schedule, seconds, type World } from '../world/world.ts'
import { feeShare, refundFee } from './application-fees.ts'
import { book } from './balance.ts'
import { disputeObjection } from './dispute-object.ts'
import { refreshWarnings } from './early-fraud-warnings.ts'
import { portionOf } from './portions.ts'
import { settledCharge } from './settlement.ts'
import { coverObjection, reversalShare, reverseTransfer } from './transfers.ts'

/** Refunds that are not done at once are so after five days. */
const refundDelay = 5 * 24 * 3600 * 1000
const answerTime = 45 * 24 * 3600 * 1000

interface RefundWish {
  amount: number
  reason?: 'duplicate' | 'fraudulent' | 'requested_by_customer' | undefined
  metadata?: Record<string, string>
  reverseTransfer?: boolean | undefined
  refundApplicationFee?: boolean | undefined
  instructionsEmail?: string | undefined
}

/** A wish that was found possible. */
interface RefundPlan extends RefundWish {
  /** What is taken back from the seller, and given back of our fee. */
  reversal: number
  fee: number
}

const cardDestination: NonNullable<Refund['destination_details']> = {
  card: { reference_status: 'pending', reference_type: 'acquirer_reference_number', type: 'refund' },
  type: 'card',
}

/** Refunds so much of a charge, or says why not; a refusal leaves everything as it was. */
export function refundCharge(world: World, charge: Charge, wish: RefundWish): Refund | Refusal {
  const plan = planRefund(world, charge, wish)
  return isRefusal(plan) ? plan : makeRefund(world, charge, plan)
}

function planRefund(world: World, charge: Charge, wish: RefundWish): RefundPlan | Refusal {
  const refusal = objection(world, charge, wish.amount)
  if (refusal !== null) return refusal
  const portion = { before: charge.amount_refunded, part: wish.amount, whole: charge.amount }
  const transfer = world.state.transfers[charge.transfer ?? '']
  if (wish.reverseTransfer && transfer === undefined) {
    const message = `Cannot reverse transfer for charge ${charge.id}: it has no associated transfer.`
    return refuse(undefined, message, 'reverse_transfer')
  }
  const reversal = wish.reverseTransfer && transfer !== undefined ? reversalShare(transfer, portion) : 0
  if (isRefusal(reversal)) return reversal
  const applicationFee = world.state.applicationFees[charge.application_fee ?? '']
  if (wish.refundApplicationFee && applicationFee === undefined) {
    const message = `Cannot refund the application fee of charge ${charge.id}: it has none.`
    return refuse(undefined, message, 'refund_application_fee')
  }
  const fee =
    wish.refundApplicationFee && applicationFee !== undefined ? feeShare(applicationFee, portion) : 0
  if (isRefusal(fee)) return fee
  const uncovered =
    reversal > 0 && transfer !== undefined ? coverObjection(world, transfer, reversal - fee) : null
  return uncovered ?? { ...wish, reversal, fee }
}

function makeRefund(world: World, charge: Charge, plan: RefundPlan): Refund {
  const settled = settledCharge(world, charge)
  const portion = { before: charge.amount_refunded, part: plan.amount, whole: charge.amount }
  const id = newId('re')
  const refund: Refund = {
    id,
    object: 'refund',
    amount: plan.amount,
    balance_transaction: book(world, {
      owner: ownerOf(world, charge.id),
      type: charge.id.startsWith('py_') ? 'payment_refund' : 'refund',
      reportingCategory: 'refund',
      amount: -portionOf(settled.amount, portion, amountStep(settled.currency)),
      currency: settled.currency,
      exchangeRate: settled.exchange_rate,
      source: id,
    }).id,
    charge: charge.id,
    created: seconds(world),
    currency: charge.currency,
    customer: null,
    customer_account: null,
    metadata: plan.metadata ?? {},
    payment_intent: charge.payment_intent,
    payment_method: charge.payment_method,
    reason: plan.reason ?? null,
    receipt_number: null,
    source_transfer_reversal: null,
    status: 'pending',
    transfer_reversal: null,
    pending_reason: 'insufficient_funds',
    ...(charge.id.startsWith('ch_') ? { destination_details: cardDestination } : {}),
  }
  keep(world, world.state.refunds, ownerOf(world, charge.id), refund)
  const instructionsEmail = plan.instructionsEmail ?? charge.billing_details.email
  if (world.state.refundOutcomes[charge.id] === 'requires-action' && instructionsEmail !== null) {
    refund.instructions_email = instructionsEmail
  }
  if (!world.state.platformLacks) send(world, refund)
  count(charge, plan.amount)
  const transfer = world.state.transfers[charge.transfer ?? '']
  if (transfer !== undefined && plan.reversal > 0) {
    refund.transfer_reversal = reverseTransfer(world, transfer, { amount: plan.reversal, refund }).id
  }
  const fee = world.state.applicationFees[charge.application_fee ?? '']
  if (fee !== undefined && plan.fee > 0) refundFee(world, fee, plan.fee)
  emit(world, 'refund.created', refund)
  emit(world, 'charge.refunded', charge)
  refreshWarnings(world, charge)
  return refund
}

/** A refund that the balance covers is on its way. */
function send(world: World, refund: Refund): void {
  const outcome = world.state.refundOutcomes[refund.charge]
  if (outcome === 'requires-action') {
    askBuyer(world, refund)
    return
  }
  if (outcome?.startsWith('pending')) {
    refund.pending_reason = 'processing'
  } else {
    refund.status = 'succeeded'
    delete refund.pending_reason
  }
  if (outcome === undefined) return
  const status = outcome === 'pending-succeeded' ? 'succeeded' : 'failed'
  schedule(world, refundDelay, { kind: 'settle_refund', id: refund.id, status })
}

/** The buyer is asked by mail where the money should go, and has 45 days to answer. [types: Refund.NextAction] */
function askBuyer(world: World, refund: Refund): void {
  refund.status = 'requires_action'
  delete refund.pending_reason
  refund.next_action = {
    type: 'display_details',
    display_details: {
      email_sent: { email_sent_at: seconds(world), email_sent_to: refund.instructions_email ?? '' },
      expires_at: seconds(world) + answerTime / 1000,
    },
  }
  schedule(world, answerTime, { kind: 'settle_refund', id: refund.id, status: 'failed' })
}

/** While the platform's balance lacks, refunds wait for it. [types: `pending_reason`; support: pending refunds] */
export function setPlatformBalance(world: World, balance: 'lacking' | 'enough'): void {
  world.state.platformLacks = balance === 'lacking'
  if (world.state.platformLacks) return
  for (const refund of Object.values(world.state.refunds).filter(awaitsFunds)) {
    send(world, refund)
    announce(world, refund, { status: 'pending', pending_reason: 'insufficient_funds' })
  }
}

function awaitsFunds(refund: Refund): boolean {
  return refund.status === 'pending' && refund.pending_reason === 'insufficient_funds'
}

function announce(world: World, refund: Refund, previous: Record<string, unknown>): void {
  emit(world, 'refund.updated', refund, { previous })
  emit(world, 'charge.refund.updated', refund, { previous })
}

/** Refunds count against the charge unless they failed or were canceled. */
function counts(status: string | null): boolean {
  return status !== 'failed' && status !== 'canceled'
}

function count(charge: Charge, amount: number): void {
  charge.amount_refunded += amount
  charge.refunded = charge.amount_refunded >= charge.amount
}

/**
 * Moves a refund on. One that failed or was canceled gives the money back to the platform's balance; a reversed
 * transfer and a refunded fee stay as they are.
 */
export function setRefundStatus(
  world: World,
  refund: Refund,
  status: RefundStatus,
  failureReason = 'expired_or_canceled_card',
): void {
  const before = refund.status
  if (before === status) return
  const charge = must(world.state.charges, refund.charge)
  refund.status = status
  if (status !== 'pending') delete refund.pending_reason
  if (status !== 'requires_action') delete refund.next_action
  if (counts(before) && !counts(status)) {
    count(charge, -refund.amount)
    const taken = must(world.state.balanceTransactions, refund.balance_transaction ?? '')
    refund.failure_balance_transaction = book(world, {
      owner: ownerOf(world, refund.id),
      type: 'refund_failure',
      reportingCategory: 'refund_failure',
      amount: -taken.amount,
      currency: taken.currency,
      exchangeRate: taken.exchange_rate,
      source: refund.id,
    }).id
  }
  if (!counts(before) && counts(status)) count(charge, refund.amount)
  if (status === 'failed') refund.failure_reason = failureReason
  announce(world, refund, { status: before })
  if (status === 'failed') emit(world, 'refund.failed', refund)
}

function chargeToRefund(
  world: World,
  owner: string,
  params: { charge?: string | undefined; payment_intent?: string | undefined },
): Charge | Refusal {
  const choice = exactlyOne(params, ['payment_intent', 'charge'])
  if (choice !== null) return choice
  if (params.charge !== undefined) {
    return (
      find(world, world.state.charges, owner, params.charge) ?? missing('charge', params.charge, 'charge')
    )
  }
  const id = params.payment_intent ?? ''
  const payment = find(world, world.state.paymentIntents, owner, id)
  if (payment === undefined) return missing('payment_intent', id, 'payment_intent')
  const charge = world.state.charges[payment.latest_charge ?? '']
  if (charge?.status === 'succeeded') return charge
  const message = `This PaymentIntent (${payment.id}) does not have a successful charge to refund.`
  return refuse('payment_intent_unexpected_state', message, 'payment_intent')
}

/** Why a charge cannot be refunded by this amount. */
function objection(world: World, charge: Charge, amount: number): Refusal | null {
  if (charge.status !== 'succeeded')
    return refuse('charge_not_refundable', `Charge ${charge.id} is not refundable.`)
  const disputed = disputeObjection(world, charge)
  if (disputed !== null) return disputed
  const left = charge.amount - charge.amount_refunded
  if (left <= 0) return refuse('charge_already_refunded', `Charge ${charge.id} has already been refunded.`)
  if (amount <= left) return inexpressible(amount, charge.currency, 'amount')
  const kind = charge.amount_refunded === 0 ? 'charge amount' : 'unrefunded amount on charge'
  const [asked, rest] = [amount, left].map((value) => formatAmount(value, charge.currency))
  return refuse(undefined, `Refund amount (${asked}) is greater than ${kind} (${rest})`, 'amount')
}

const refundShape = {
  amount: integer(1),
  charge: text(),
  instructions_email: email,
  metadata,
  payment_intent: text(),
  reason: oneOf('duplicate', 'fraudulent', 'requested_by_customer'),
  refund_application_fee: bool,
  reverse_transfer: bool,
}

export const refundRoutes = [
  route({
    method: 'POST',
    path: '/v1/refunds',
    answers: 'refund',
    parameters: refundShape,
    handle(world, { params, owner }) {
      const charge = chargeToRefund(world, owner, params)
      if (isRefusal(charge)) return charge
      const amount = params.amount ?? Math.max(1, charge.amount - charge.amount_refunded)
      return refundCharge(world, charge, {
        amount,
        reason: params.reason,
        metadata: withMetadata({}, params.metadata),
        instructionsEmail: params.instructions_email,
        reverseTransfer: params.reverse_transfer,
        refundApplicationFee: params.refund_application_fee,
      })
    },
  }),
  retrieveRoute('/v1/refunds/:id', 'refund', ({ state }) => state.refunds),
  listRoute(
    '/v1/refunds',
    'refund',
    ({ state }) => state.refunds,
    { charge: text(), payment_intent: text() },
    (params) => (refund) =>
      (params.charge ?? refund.charge) === refund.charge &&
      (params.payment_intent ?? refund.payment_intent) === refund.payment_intent,
  ),
  route({
    method: 'POST',
    path: '/v1/refunds/:id/cancel',
    answers: 'refund',
    parameters: {},
    handle(world, { path: { id = '' }, owner }) {
      const refund = find(world, world.state.refunds, owner, id)
      if (refund === undefined) return missing('refund', id, 'id')
      if (refund.status !== 'requires_action') {
        return refuse('status_transition_invalid', 'Only refunds that require action can be canceled.')
      }
      setRefundStatus(world, refund, 'canceled')
      return refund
    },
  }),
]
