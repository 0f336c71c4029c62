import { text } from '../api/parameters.ts'
import { listRoute, retrieveRoute } from '../api/route.ts'
import { processingFee } from '../world/currencies.ts'
import { emit } from '../world/events.ts'
import { convert } from '../world/exchange.ts'
import { newId } from '../world/ids.ts'
import type { Charge, PaymentIntent } from '../world/objects.ts'
import { accountHolding, keep, must, type World } from '../world/world.ts'
import { descriptorPrefix } from './account-object.ts'
import { newApplicationFee } from './application-fees.ts'
import { book } from './balance.ts'
import { blankCharge } from './charge-object.ts'
import { settlementOf } from './settlement.ts'
import { transferOf } from './transfers.ts'

export interface Decline {
  code: string
  declineCode?: string
  message: string
}

/** What is paid with; cards make charges (`ch_…`), all others payments (`py_…`). */
export interface Method {
  prefix: 'ch' | 'py'
  details: Charge['payment_method_details']
}

/** An attempt to pay. It starts as pending. */
export function newCharge(
  world: World,
  payment: PaymentIntent,
  { prefix, details }: Method,
  payer: { email: string; name: string | null },
): Charge {
  const owner = accountHolding(world, payment.id)
  payment.payment_method = newId('pm')
  const charge: Charge = {
    ...blankCharge(world, prefix, payment),
    application_fee_amount: payment.application_fee_amount,
    calculated_statement_descriptor: prefix === 'ch' ? descriptorOf(world, payment) : null,
    billing_details: {
      address: { city: null, country: null, line1: null, line2: null, postal_code: null, state: null },
      email: payer.email,
      name: payer.name,
      phone: null,
      tax_id: null,
    },
    description: payment.description,
    metadata: { ...payment.metadata },
    on_behalf_of: payment.on_behalf_of,
    payment_intent: payment.id,
    payment_method: payment.payment_method,
    payment_method_details: details,
    receipt_email: payment.receipt_email,
    statement_descriptor: payment.statement_descriptor,
    statement_descriptor_suffix: payment.statement_descriptor_suffix,
    transfer_data:
      payment.transfer_data === null
        ? null
        : { amount: payment.transfer_data.amount ?? null, destination: payment.transfer_data.destination },
    transfer_group: payment.transfer_group ?? (payment.transfer_data === null ? null : `group_${payment.id}`),
  }
  return keep(world, world.state.charges, owner, charge)
}

/** The account's prefix, and what the payment adds. [docs: Statement descriptors, dynamic suffixes] */
function descriptorOf(world: World, { statement_descriptor_suffix: suffix }: PaymentIntent): string | null {
  const prefix = descriptorPrefix(must(world.state.accounts, world.state.platform))
  if (prefix === null || suffix === null) return prefix ?? suffix
  return `${prefix}* ${suffix}`
}

/** The money came: charge, transfer to the seller, our fee, all with their sums. */
export function succeedCharge(world: World, payment: PaymentIntent, charge: Charge): void {
  const owner = accountHolding(world, charge.id)
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
  const { currency, rate } = settlementOf(world, owner, charge.currency)
  const amount = rate === null ? charge.amount : convert(charge.amount, rate)
  charge.balance_transaction = book(world, {
    owner,
    type: charge.id.startsWith('py_') ? 'payment' : 'charge',
    reportingCategory: 'charge',
    amount,
    fee: processingFee(amount, currency),
    currency,
    exchangeRate: rate,
    source: charge.id,
    description: charge.description,
  }).id
  payment.status = 'succeeded'
  payment.amount_received = charge.amount
  payment.latest_charge = charge.id
  payment.last_payment_error = null
  payment.next_action = null
  payment.transfer_group = charge.transfer_group
  const transfer = transferOf(world, charge)
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
