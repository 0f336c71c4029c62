import { type CardBehaviour, cardOf } from '../world/cards.ts'
import { emit, underFault } from '../world/events.ts'
import type { FaultName } from '../world/fault-names.ts'
import { planFaults } from '../world/fault-scripts.ts'
import type { Charge, PaymentIntent, Session } from '../world/objects.ts'
import { must, now, ownerOf, schedule, type World } from '../world/world.ts'
import { canReceive } from './accounts.ts'
import { type Decline, failCharge, type Method, newCharge, succeedCharge } from './charges.ts'
import { newPaymentIntent } from './payment-intents.ts'
import { cardDetails, delayedMethod } from './payment-methods.ts'

/** Delayed methods settle after three days, as bank debits do. */
const settlementDelay = 3 * 24 * 3600 * 1000
/** Cards that are disputed are so a little later. */
const disputeDelay = 10_000

export interface Payer {
  email: string
  name: string | null
  /** Fault chosen for this payment alone. */
  fault: FaultName | null
}

export type PaymentOutcome =
  | { result: 'complete' }
  | { result: 'challenge' }
  | { result: 'declined'; message: string }

/** True while the buyer may choose a method that settles later. */
export function offersDelayed(session: Session): boolean {
  return delayedMethod(session.payment_method_types) !== null && session.amount_total !== 0
}

/**
 * The buyer presses Pay with a card. Pays the open session, or says why not; the session stays open then.
 * @param authenticated true once the buyer came through 3-D Secure.
 */
export function payByCard(
  world: World,
  session: Session,
  number: string,
  payer: Payer,
  authenticated = false,
): PaymentOutcome {
  const card = cardOf(number)
  if (card === null) return { result: 'declined', message: 'Your card number is invalid.' }
  return underFault(world, payer.fault, () => {
    if (session.amount_total === 0) return completeSession(world, session, payer, null)
    if (world.fault === 'payment-pending') return payLater(world, session, payer, 'succeeded')
    return payNow(world, session, card, payer, authenticated)
  })
}

/** The buyer pays by a method that settles later, by itself after three days. */
export function payDelayed(
  world: World,
  session: Session,
  payer: Payer,
  settles: 'succeeded' | 'failed' = 'succeeded',
): PaymentOutcome {
  return underFault(world, payer.fault, () => payLater(world, session, payer, settles))
}

/** The buyer did not come through 3-D Secure. */
export function failAuthentication(world: World, session: Session): PaymentOutcome {
  const payment = paymentOf(world, session)
  const message =
    'We are unable to authenticate your payment method. Please choose a different payment method and try again.'
  payment.status = 'requires_payment_method'
  payment.next_action = null
  payment.last_payment_error = {
    type: 'card_error',
    code: 'payment_intent_authentication_failure',
    message,
  }
  emit(world, 'payment_intent.payment_failed', payment)
  return { result: 'declined', message }
}

function payNow(
  world: World,
  session: Session,
  card: CardBehaviour,
  payer: Payer,
  authenticated: boolean,
): PaymentOutcome {
  const payment = paymentOf(world, session)
  const refusal = card.decline ?? cannotReceive(world, payment)
  if (refusal !== null) {
    failCharge(world, payment, newCharge(world, payment, byCard(world, card, payment), payer), refusal)
    return { result: 'declined', message: refusal.message }
  }
  if (card.challenge && !authenticated) {
    payment.status = 'requires_action'
    payment.next_action = { type: 'use_stripe_sdk', use_stripe_sdk: { type: 'three_d_secure_redirect' } }
    emit(world, 'payment_intent.requires_action', payment)
    return { result: 'challenge' }
  }
  const charge = newCharge(world, payment, byCard(world, card, payment), payer)
  succeedCharge(world, payment, charge)
  session.payment_status = 'paid'
  if (card.refund !== undefined) world.state.refundOutcomes[charge.id] = card.refund
  if (card.dispute !== undefined) {
    schedule(world, disputeDelay, { kind: 'open_dispute', id: charge.id, ...card.dispute })
  }
  planFaults(world, charge)
  return completeSession(world, session, payer, payment)
}

function byCard(world: World, card: CardBehaviour, payment: PaymentIntent): Method {
  const year = new Date(now(world)).getUTCFullYear()
  return { prefix: 'ch', details: cardDetails(card, payment.amount, year) }
}

function payLater(
  world: World,
  session: Session,
  payer: Payer,
  settles: 'succeeded' | 'failed',
): PaymentOutcome {
  const payment = paymentOf(world, session)
  const details = delayedMethod(payment.payment_method_types)?.details() ?? null
  const charge = newCharge(world, payment, { prefix: 'py', details }, payer)
  payment.status = 'processing'
  payment.latest_charge = charge.id
  payment.next_action = null
  emit(world, 'charge.pending', charge)
  emit(world, 'payment_intent.processing', payment)
  schedule(world, settlementDelay, { kind: 'settle_payment', id: payment.id, outcome: settles })
  return completeSession(world, session, payer, payment)
}

/** Completes the session; free ones have no payment. */
export function completeSession(
  world: World,
  session: Session,
  payer: Payer,
  payment: PaymentIntent | null,
): PaymentOutcome {
  session.status = 'complete'
  session.url = null
  session.payment_intent = payment?.id ?? null
  session.customer_details = {
    address: null,
    business_name: null,
    email: payer.email,
    individual_name: null,
    name: payer.name,
    phone: null,
    tax_exempt: 'none',
    tax_ids: [],
  }
  emit(world, 'checkout.session.completed', session)
  return { result: 'complete' }
}

/** A delayed payment comes through, or fails. */
export function settlePayment(world: World, payment: PaymentIntent, outcome: 'succeeded' | 'failed'): void {
  const charge = must(world.state.charges, payment.latest_charge ?? '')
  settleCharge(world, payment, charge, outcome)
  if (charge.status === 'succeeded') world.state.refundOutcomes[charge.id] = 'pending-succeeded'
}

/** The money of a completed session comes, or does not. */
export function settleCharge(
  world: World,
  payment: PaymentIntent,
  charge: Charge,
  outcome: 'succeeded' | 'failed',
): void {
  const session = Object.values(world.state.sessions).find(
    ({ payment_intent }) => payment_intent === payment.id,
  )
  const refusal = outcome === 'succeeded' ? cannotReceive(world, payment) : paymentFailed
  if (refusal === null) {
    succeedCharge(world, payment, charge)
    planFaults(world, charge)
  } else {
    failCharge(world, payment, charge, refusal)
  }
  if (session === undefined) return
  if (refusal === null) session.payment_status = 'paid'
  emit(world, `checkout.session.async_payment_${refusal === null ? 'succeeded' : 'failed'}`, session)
}

const paymentFailed: Decline = {
  code: 'payment_intent_payment_attempt_failed',
  message: 'The payment failed.',
}

/** The session's payment: made when the buyer first confirms, reused after a decline. */
export function paymentOf(world: World, session: Session): PaymentIntent {
  const made = session.payment_intent
  if (made !== null) return must(world.state.paymentIntents, made)
  const payment = newPaymentIntent(world, session)
  session.payment_intent = payment.id
  return payment
}

/** The seller lost what is needed to be paid since the session was made. */
function cannotReceive(world: World, payment: PaymentIntent): Decline | null {
  const owner = ownerOf(world, payment.id)
  const destination = payment.transfer_data?.destination
  const able =
    (destination === undefined || canReceive(world, destination)) &&
    (owner === world.state.platform || world.state.accounts[owner]?.charges_enabled === true)
  return able
    ? null
    : { code: 'account_invalid', message: 'This seller cannot receive payments at the moment.' }
}
