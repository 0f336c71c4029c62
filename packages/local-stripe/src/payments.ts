import { canReceive } from './accounts.ts'
import { type CardBehaviour, cardOf } from './cards.ts'
import { failCharge, newCharge, succeedCharge } from './charges.ts'
import { emit, underFault } from './events.ts'
import type { FaultName } from './local-stripe.ts'
import type { PaymentIntent, Session } from './objects.ts'
import { newPaymentIntent } from './payment-intents.ts'
import { planFaults } from './scripts.ts'
import { must, schedule, type World } from './world.ts'

/** Delayed methods settle after three days, as bank debits do. */
export const settlementDelay = 3 * 24 * 3600 * 1000
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
  | { result: 'invalid'; message: string }

/** True while the buyer may choose a method that settles later. */
export function offersDelayed(session: Session): boolean {
  return session.payment_method_types.includes('us_bank_account')
}

/**
 * The buyer presses Pay with a card. Pays the session, or says why not; the session stays open then.
 * @param challenged true once the buyer came through 3-D Secure.
 */
export function payByCard(
  world: World,
  session: Session,
  number: string,
  payer: Payer,
  challenged = false,
): PaymentOutcome {
  const card = cardOf(number)
  if (card === null) return { result: 'invalid', message: 'Your card number is invalid.' }
  return underFault(world, payer.fault, () => {
    if (world.fault === 'payment-pending') {
      complete(world, session, payer, paymentOf(world, session), null)
      return { result: 'complete' }
    }
    return confirm(world, session, card, payer, challenged)
  })
}

/** The buyer pays by a method that settles later. */
export function payDelayed(world: World, session: Session, payer: Payer): PaymentOutcome {
  return underFault(world, payer.fault, () => {
    complete(world, session, payer, paymentOf(world, session), null)
    return { result: 'complete' }
  })
}

function confirm(
  world: World,
  session: Session,
  card: CardBehaviour,
  payer: Payer,
  challenged: boolean,
): PaymentOutcome {
  const payment = paymentOf(world, session)
  const refusal = card.decline ?? cannotReceive(world, payment)
  if (refusal !== null) {
    const charge = newCharge(world, payment, card, payer)
    failCharge(world, payment, charge, refusal)
    return { result: 'declined', message: refusal.message }
  }
  if (card.challenge && !challenged) {
    payment.status = 'requires_action'
    payment.next_action = { type: 'use_stripe_sdk', use_stripe_sdk: { type: 'three_d_secure_redirect' } }
    emit(world, 'payment_intent.requires_action', payment)
    return { result: 'challenge' }
  }
  complete(world, session, payer, payment, card)
  return { result: 'complete' }
}

/** Completes the session: paid by the card, or with the payment processing when there is none. */
function complete(
  world: World,
  session: Session,
  payer: Payer,
  payment: PaymentIntent,
  card: CardBehaviour | null,
): void {
  session.status = 'complete'
  session.url = null
  session.payment_intent = payment.id
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
  const charge = newCharge(world, payment, card, payer)
  if (card === null) {
    payment.status = 'processing'
    payment.latest_charge = charge.id
    payment.next_action = null
    emit(world, 'charge.pending', charge)
    emit(world, 'payment_intent.processing', payment)
    schedule(world, settlementDelay, { kind: 'settle_payment', id: payment.id, outcome: 'succeeded' })
  } else {
    succeedCharge(world, payment, charge)
    session.payment_status = 'paid'
    if (card.refund !== undefined) world.state.refundOutcomes[charge.id] = card.refund
    if (card.dispute !== undefined) {
      schedule(world, disputeDelay, { kind: 'open_dispute', id: charge.id, ...card.dispute })
    }
    planFaults(world, charge)
  }
  emit(world, 'checkout.session.completed', session)
}

/** A delayed payment comes through, or fails. */
export function settlePayment(world: World, payment: PaymentIntent, outcome: 'succeeded' | 'failed'): void {
  const charge = must(world.state.charges, payment.latest_charge ?? '')
  const session = Object.values(world.state.sessions).find(
    ({ payment_intent }) => payment_intent === payment.id,
  )
  if (outcome === 'succeeded') {
    succeedCharge(world, payment, charge)
    world.state.refundOutcomes[charge.id] = 'pending-succeeded'
    planFaults(world, charge)
  } else {
    failCharge(world, payment, charge, {
      code: 'payment_intent_payment_attempt_failed',
      message: 'The payment failed.',
    })
  }
  if (session === undefined) return
  if (outcome === 'succeeded') session.payment_status = 'paid'
  emit(world, `checkout.session.async_payment_${outcome}`, session)
}

/** The session's payment: made when the buyer first confirms, reused after a decline. */
function paymentOf(world: World, session: Session): PaymentIntent {
  const made = session.payment_intent
  if (made !== null) return must(world.state.paymentIntents, made)
  const payment = newPaymentIntent(world, session)
  session.payment_intent = payment.id
  return payment
}

function cannotReceive(world: World, payment: PaymentIntent): { code: string; message: string } | null {
  const destination = payment.transfer_data?.destination
  if (destination === undefined || canReceive(world, destination)) return null
  return { code: 'account_invalid', message: 'This seller cannot receive payments at the moment.' }
}
