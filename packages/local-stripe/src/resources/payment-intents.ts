import { text } from '../api/parameters.ts'
import { listRoute, retrieveRoute } from '../api/route.ts'
import { emit } from '../world/events.ts'
import { newId, randomText } from '../world/ids.ts'
import type { PaymentIntent, Session } from '../world/objects.ts'
import { accountHolding, keep, must, seconds, type World } from '../world/world.ts'
import { voucherOptions } from './voucher-methods.ts'

/** The payment of a session, as its `payment_intent_data` said. */
export function newPaymentIntent(world: World, session: Session): PaymentIntent {
  const plan = must(world.state.sessionPlans, session.id).payment
  const id = newId('pi')
  const amount = session.amount_total ?? 0
  const payment: PaymentIntent = {
    id,
    object: 'payment_intent',
    allowed_payment_method_types: null,
    amount,
    amount_capturable: 0,
    amount_details: { tip: {} },
    amount_received: 0,
    application: null,
    application_fee_amount: plan.applicationFee,
    automatic_payment_methods: null,
    canceled_at: null,
    cancellation_reason: null,
    capture_method: 'automatic_async',
    client_secret: `${id}_secret_${randomText(25)}`,
    confirmation_method: 'automatic',
    created: seconds(world),
    currency: session.currency ?? 'usd',
    customer: null,
    customer_account: null,
    description: plan.description,
    excluded_payment_method_types: null,
    last_payment_error: null,
    latest_charge: null,
    livemode: false,
    managed_payments: null,
    metadata: { ...plan.metadata },
    next_action: null,
    on_behalf_of: plan.onBehalfOf,
    payment_method: null,
    payment_method_configuration_details: null,
    payment_method_options: {
      card: { installments: null, mandate_options: null, network: null, request_three_d_secure: 'automatic' },
      ...voucherOptions(session),
    },
    payment_method_types: [...session.payment_method_types],
    payment_record: null,
    processing: null,
    receipt_email: plan.receiptEmail,
    review: null,
    setup_future_usage: null,
    shipping: null,
    source: null,
    statement_descriptor: plan.statementDescriptor,
    statement_descriptor_suffix: plan.statementDescriptorSuffix,
    status: 'requires_payment_method',
    transfer_data:
      plan.destination === null
        ? null
        : {
            destination: plan.destination,
            ...(plan.transferAmount === null ? {} : { amount: plan.transferAmount }),
          },
    transfer_group: plan.transferGroup,
  }
  keep(world, world.state.paymentIntents, accountHolding(world, session.id), payment)
  emit(world, 'payment_intent.created', payment)
  return payment
}

export const paymentIntentRoutes = [
  retrieveRoute('/v1/payment_intents/:id', 'payment_intent', ({ state }) => state.paymentIntents),
  listRoute(
    '/v1/payment_intents',
    'payment_intent',
    ({ state }) => state.paymentIntents,
    { customer: text() },
    (params) => () => params.customer === undefined,
  ),
]
