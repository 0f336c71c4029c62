import type Stripe from 'stripe'
import { describe, expect, test } from 'vitest'
import { paidSession, type TestWorld, testWorld } from './world.ts'

/** Members a type always has; the compiler keeps each list below complete. */
type Required<T> = { [K in keyof T]-?: object extends Pick<T, K> ? never : K }[keyof T]
type Members<T> = Record<Exclude<Required<T>, 'lastResponse'>, true>

const session: Members<Stripe.Checkout.Session> = {
  id: true,
  object: true,
  adaptive_pricing: true,
  after_expiration: true,
  allow_promotion_codes: true,
  allowed_payment_method_types: true,
  amount_subtotal: true,
  amount_total: true,
  automatic_tax: true,
  billing_address_collection: true,
  cancel_url: true,
  client_reference_id: true,
  client_secret: true,
  collected_information: true,
  consent: true,
  consent_collection: true,
  created: true,
  currency: true,
  currency_conversion: true,
  custom_fields: true,
  custom_text: true,
  customer: true,
  customer_account: true,
  customer_creation: true,
  customer_details: true,
  customer_email: true,
  discounts: true,
  expires_at: true,
  integration_identifier: true,
  invoice: true,
  invoice_creation: true,
  livemode: true,
  locale: true,
  managed_payments: true,
  metadata: true,
  mode: true,
  origin_context: true,
  payment_intent: true,
  payment_link: true,
  payment_method_collection: true,
  payment_method_configuration_details: true,
  payment_method_options: true,
  payment_method_types: true,
  payment_status: true,
  permissions: true,
  recovered_from: true,
  saved_payment_method_options: true,
  setup_intent: true,
  shipping_address_collection: true,
  shipping_cost: true,
  shipping_options: true,
  status: true,
  submit_type: true,
  subscription: true,
  success_url: true,
  total_details: true,
  ui_mode: true,
  url: true,
  wallet_options: true,
}
const charge: Members<Stripe.Charge> = {
  id: true,
  object: true,
  amount: true,
  amount_captured: true,
  amount_refunded: true,
  application: true,
  application_fee: true,
  application_fee_amount: true,
  balance_transaction: true,
  billing_details: true,
  calculated_statement_descriptor: true,
  captured: true,
  created: true,
  currency: true,
  customer: true,
  description: true,
  disputed: true,
  failure_balance_transaction: true,
  failure_code: true,
  failure_message: true,
  fraud_details: true,
  livemode: true,
  metadata: true,
  on_behalf_of: true,
  outcome: true,
  paid: true,
  payment_intent: true,
  payment_method: true,
  payment_method_details: true,
  receipt_email: true,
  receipt_number: true,
  receipt_url: true,
  refunded: true,
  review: true,
  shipping: true,
  source: true,
  source_transfer: true,
  statement_descriptor: true,
  statement_descriptor_suffix: true,
  status: true,
  transfer_data: true,
  transfer_group: true,
}
const refund: Members<Stripe.Refund> = {
  id: true,
  object: true,
  amount: true,
  balance_transaction: true,
  charge: true,
  created: true,
  currency: true,
  customer: true,
  customer_account: true,
  metadata: true,
  payment_intent: true,
  payment_method: true,
  reason: true,
  receipt_number: true,
  source_transfer_reversal: true,
  status: true,
  transfer_reversal: true,
}
const dispute: Members<Stripe.Dispute> = {
  id: true,
  object: true,
  amount: true,
  balance_transactions: true,
  charge: true,
  created: true,
  currency: true,
  enhanced_eligibility_types: true,
  evidence: true,
  evidence_details: true,
  intended_submission_method: true,
  is_charge_refundable: true,
  livemode: true,
  metadata: true,
  payment_intent: true,
  reason: true,
  status: true,
}
const account: Members<Stripe.Account> & Record<'capabilities' | 'requirements' | 'controller', true> = {
  id: true,
  object: true,
  charges_enabled: true,
  details_submitted: true,
  email: true,
  payouts_enabled: true,
  type: true,
  capabilities: true,
  requirements: true,
  controller: true,
}
const transfer: Members<Stripe.Transfer> = {
  id: true,
  object: true,
  amount: true,
  amount_reversed: true,
  balance_transaction: true,
  created: true,
  currency: true,
  description: true,
  destination: true,
  livemode: true,
  metadata: true,
  reversals: true,
  reversed: true,
  source_transaction: true,
  transfer_group: true,
}

describe('objects have every member of their type', () => {
  const read: [
    string,
    object,
    (world: TestWorld, ids: Awaited<ReturnType<typeof paidSession>>) => Promise<object>,
  ][] = [
    ['checkout session', session, async (_, paid) => paid.session],
    ['charge', charge, async (_, paid) => paid.charge],
    ['refund', refund, ({ stripe }, paid) => stripe.refunds.create({ charge: paid.charge.id, amount: 100 })],
    [
      'dispute',
      dispute,
      async ({ local, stripe }, paid) =>
        stripe.disputes.retrieve(await local.dashboard.openDispute(paid.charge.id)),
    ],
    ['account', account, ({ stripe }) => stripe.accounts.create({ type: 'express' })],
    ['transfer', transfer, ({ stripe }, paid) => stripe.transfers.retrieve(String(paid.charge.transfer))],
  ]

  test.each(read)('%s', async (_, members, fetch) => {
    const world = await testWorld()
    const object = await fetch(world, await paidSession(world))
    expect(Object.keys(object)).toEqual(expect.arrayContaining(Object.keys(members)))
  })

  test('the same object in an event and from the API', async () => {
    const world = await testWorld()
    const { session, charge } = await paidSession(world)
    const inEvent = (type: string) => world.inbox.events.find((event) => event.type === type)?.data.object
    expect(inEvent('checkout.session.completed')).toEqual(
      await world.stripe.checkout.sessions.retrieve(session.id),
    )
    expect(inEvent('charge.succeeded')).toEqual(await world.stripe.charges.retrieve(charge.id))
  })
})
