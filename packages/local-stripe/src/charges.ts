import { newApplicationFee } from './application-fees.ts'
import { book } from './balance.ts'
import type { CardBehaviour } from './cards.ts'
import { processingFee } from './currencies.ts'
import { emit } from './events.ts'
import { newId, randomText } from './ids.ts'
import type { Charge, PaymentIntent } from './objects.ts'
import { text } from './parameters.ts'
import { listRoute, retrieveRoute } from './route.ts'
import { newTransfer } from './transfers.ts'
import { keep, ownerOf, seconds, type World } from './world.ts'

interface Decline {
  code: string
  declineCode?: string
  message: string
}

/** An attempt to pay; `card` is null for the delayed method. It starts as pending. */
export function newCharge(
  world: World,
  payment: PaymentIntent,
  card: CardBehaviour | null,
  payer: { email: string; name: string | null },
): Charge {
  const id = newId(card === null ? 'py' : 'ch')
  payment.payment_method = newId('pm')
  const charge: Charge = {
    id,
    object: 'charge',
    amount: payment.amount,
    amount_captured: 0,
    amount_refunded: 0,
    application: null,
    application_fee: null,
    application_fee_amount: payment.application_fee_amount,
    balance_transaction: null,
    billing_details: {
      address: { city: null, country: null, line1: null, line2: null, postal_code: null, state: null },
      email: payer.email,
      name: payer.name,
      phone: null,
      tax_id: null,
    },
    calculated_statement_descriptor: payment.statement_descriptor ?? 'LOCAL STRIPE',
    captured: false,
    created: seconds(world),
    currency: payment.currency,
    customer: null,
    description: payment.description,
    disputed: false,
    failure_balance_transaction: null,
    failure_code: null,
    failure_message: null,
    fraud_details: {},
    livemode: false,
    metadata: { ...payment.metadata },
    on_behalf_of: payment.on_behalf_of,
    outcome: null,
    paid: false,
    payment_intent: payment.id,
    payment_method: payment.payment_method,
    payment_method_details: card === null ? bankDetails() : cardDetails(world, card, payment.amount),
    radar_options: {},
    receipt_email: payment.receipt_email,
    receipt_number: null,
    receipt_url: null,
    refunded: false,
    review: null,
    shipping: null,
    source: null,
    source_transfer: null,
    statement_descriptor: payment.statement_descriptor,
    statement_descriptor_suffix: payment.statement_descriptor_suffix,
    status: 'pending',
    transfer_data:
      payment.transfer_data === null
        ? null
        : { amount: payment.transfer_data.amount ?? null, destination: payment.transfer_data.destination },
    transfer_group: payment.transfer_group ?? (payment.transfer_data === null ? null : `group_${payment.id}`),
  }
  return keep(world, world.state.charges, ownerOf(world, payment.id), charge)
}

/** The money came: charge, transfer to the seller, our fee, all with their sums. */
export function succeedCharge(world: World, payment: PaymentIntent, charge: Charge): void {
  const owner = ownerOf(world, charge.id)
  charge.status = 'succeeded'
  charge.paid = true
  charge.captured = true
  charge.amount_captured = charge.amount
  charge.outcome = {
    advice_code: null,
    network_advice_code: null,
    network_decline_code: null,
    network_status: 'approved_by_network',
    reason: null,
    risk_level: 'normal',
    risk_score: 12,
    seller_message: 'Payment complete.',
    type: 'authorized',
  }
  charge.receipt_url = `${world.url}/receipts/${charge.id}`
  charge.balance_transaction = book(world, {
    owner,
    type: charge.id.startsWith('py_') ? 'payment' : 'charge',
    reportingCategory: 'charge',
    amount: charge.amount,
    fee: processingFee(charge.amount, charge.currency),
    currency: charge.currency,
    source: charge.id,
    description: charge.description,
  }).id
  payment.status = 'succeeded'
  payment.amount_received = charge.amount
  payment.latest_charge = charge.id
  payment.last_payment_error = null
  payment.next_action = null
  payment.transfer_group = charge.transfer_group
  const transfer = charge.transfer_data === null ? null : newTransfer(world, charge)
  if (transfer !== null) charge.transfer = transfer.id
  const fee = charge.application_fee_amount === null ? null : newApplicationFee(world, charge)
  if (fee !== null) charge.application_fee = fee.id
  emit(world, 'charge.succeeded', charge)
  if (transfer !== null) emit(world, 'transfer.created', transfer)
  if (fee !== null) emit(world, 'application_fee.created', fee)
  emit(world, 'payment_intent.succeeded', payment)
}

/** The attempt failed; the payment waits for another method. */
export function failCharge(world: World, payment: PaymentIntent, charge: Charge, decline: Decline): void {
  charge.status = 'failed'
  charge.failure_code = decline.code
  charge.failure_message = decline.message
  charge.outcome = {
    advice_code: decline.declineCode === undefined ? null : 'do_not_try_again',
    network_advice_code: null,
    network_decline_code: null,
    network_status: 'declined_by_network',
    reason: decline.declineCode ?? decline.code,
    risk_level: 'normal',
    risk_score: 12,
    seller_message: 'The bank did not approve the payment.',
    type: 'issuer_declined',
  }
  payment.status = 'requires_payment_method'
  payment.latest_charge = charge.id
  payment.payment_method = null
  payment.next_action = null
  payment.last_payment_error = {
    type: 'card_error',
    charge: charge.id,
    code: decline.code,
    message: decline.message,
    doc_url: `https://stripe.com/docs/error-codes/${decline.code.replaceAll('_', '-')}`,
    ...(decline.declineCode === undefined ? {} : { decline_code: decline.declineCode }),
  }
  emit(world, 'charge.failed', charge)
  emit(world, 'payment_intent.payment_failed', payment)
}

function cardDetails(world: World, card: CardBehaviour, amount: number): Charge['payment_method_details'] {
  return {
    type: 'card',
    card: {
      amount_authorized: amount,
      authorization_code: null,
      brand: card.brand,
      checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: 'pass' },
      country: 'US',
      electronic_commerce_indicator: null,
      exp_month: 12,
      exp_year: new Date(seconds(world) * 1000).getUTCFullYear() + 3,
      fingerprint: randomText(16),
      funding: 'credit',
      installments: null,
      last4: card.last4,
      mandate: null,
      network: card.brand,
      network_transaction_id: randomText(15),
      regulated_status: 'unregulated',
      three_d_secure: null,
      transaction_link_id: null,
      wallet: null,
    },
  }
}

function bankDetails(): Charge['payment_method_details'] {
  return {
    type: 'us_bank_account',
    us_bank_account: {
      account_holder_type: 'individual',
      account_type: 'checking',
      bank_name: 'STRIPE TEST BANK',
      fingerprint: randomText(16),
      last4: '6789',
      payment_reference: null,
      routing_number: '110000000',
    },
  }
}

export const chargeRoutes = [
  retrieveRoute('/v1/charges/:id', 'charge', ({ state }) => state.charges),
  listRoute(
    '/v1/charges',
    'charge',
    ({ state }) => state.charges,
    { customer: text(), payment_intent: text(), transfer_group: text() },
    (params) => (charge) =>
      params.customer === undefined &&
      (params.payment_intent ?? charge.payment_intent) === charge.payment_intent &&
      (params.transfer_group ?? charge.transfer_group) === charge.transfer_group,
  ),
]
