import { isRefusal, missing, type Refusal, refuse } from '../api/errors.ts'
import { pageOf, pageParameters } from '../api/lists.ts'
import { email, hash, needed, oneOf, text, withMetadata } from '../api/parameters.ts'
import { listRoute, retrieveRoute, route } from '../api/route.ts'
import { emit } from '../world/events.ts'
import { newId } from '../world/ids.ts'
import type { Session } from '../world/objects.ts'
import { find, keep, must, schedule, seconds, type World } from '../world/world.ts'
import { draftSession, type SessionParams } from './session-checks.ts'
import { sessionShape } from './session-parameters.ts'

function createSession(world: World, owner: string, params: SessionParams): Session | Refusal {
  const draft = draftSession(world, owner, params)
  if (isRefusal(draft)) return draft
  const id = newId('cs_test')
  const session: Session = {
    id,
    object: 'checkout.session',
    adaptive_pricing: { enabled: params.adaptive_pricing?.enabled ?? false },
    after_expiration: null,
    allow_promotion_codes: params.allow_promotion_codes ?? null,
    allowed_payment_method_types: params.allowed_payment_method_types ?? null,
    amount_subtotal: draft.total,
    amount_total: draft.total,
    automatic_tax: { enabled: false, liability: null, provider: null, status: null },
    billing_address_collection: params.billing_address_collection ?? null,
    cancel_url: params.cancel_url ?? null,
    client_reference_id: params.client_reference_id ?? null,
    client_secret: null,
    collected_information: { business_name: null, individual_name: null, shipping_details: null },
    consent: null,
    consent_collection: null,
    created: seconds(world),
    currency: draft.currency,
    currency_conversion: null,
    custom_fields: [],
    custom_text: {
      after_submit: params.custom_text?.after_submit ?? null,
      shipping_address: null,
      submit: params.custom_text?.submit ?? null,
      terms_of_service_acceptance: null,
    },
    customer: null,
    customer_account: null,
    customer_creation: params.customer_creation ?? 'if_required',
    customer_details:
      params.customer_email === undefined ? null : { ...noDetails, email: params.customer_email },
    customer_email: params.customer_email ?? null,
    discounts: [],
    ...(params.excluded_payment_method_types === undefined
      ? {}
      : { excluded_payment_method_types: params.excluded_payment_method_types }),
    expires_at: draft.expiresAt,
    integration_identifier: null,
    invoice: null,
    invoice_creation: null,
    livemode: false,
    locale: params.locale ?? null,
    managed_payments: { enabled: false },
    metadata: withMetadata({}, params.metadata),
    mode: 'payment',
    origin_context: params.origin_context ?? null,
    payment_intent: null,
    payment_link: null,
    payment_method_collection: params.payment_method_collection ?? 'if_required',
    payment_method_configuration_details: null,
    payment_method_options: draft.paymentMethodOptions,
    payment_method_types: draft.paymentMethodTypes,
    payment_status: draft.total === 0 ? 'no_payment_required' : 'unpaid',
    permissions: null,
    phone_number_collection: { enabled: params.phone_number_collection?.enabled ?? false },
    recovered_from: null,
    saved_payment_method_options: null,
    setup_intent: null,
    shipping_address_collection: null,
    shipping_cost: null,
    shipping_options: [],
    status: 'open',
    submit_type: params.submit_type ?? null,
    subscription: null,
    success_url: params.success_url ?? null,
    total_details: { amount_discount: 0, amount_shipping: 0, amount_tax: 0 },
    ui_mode: 'hosted_page',
    url: `${world.url}/c/pay/${id}`,
    wallet_options: null,
  }
  for (const { product, price } of draft.inline) {
    if (product !== null) keep(world, world.state.products, owner, product)
    keep(world, world.state.prices, owner, price)
  }
  keep(world, world.state.sessions, owner, session)
  world.state.sessionPlans[id] = { lineItems: draft.lineItems, payment: draft.payment }
  schedule(world, (draft.expiresAt - seconds(world)) * 1000, { kind: 'expire_session', id })
  return session
}

const noDetails = {
  address: null,
  business_name: null,
  individual_name: null,
  name: null,
  phone: null,
  tax_exempt: 'none' as const,
  tax_ids: null,
}

/** Ends an open session, and the payment of a buyer who tried: nobody can pay it any more. */
export function expireSession(world: World, session: Session): void {
  session.status = 'expired'
  session.url = null
  const payment = world.state.paymentIntents[session.payment_intent ?? '']
  if (payment !== undefined) {
    payment.status = 'canceled'
    payment.canceled_at = seconds(world)
    payment.cancellation_reason = 'expired'
    payment.next_action = null
    emit(world, 'payment_intent.canceled', payment)
  }
  emit(world, 'checkout.session.expired', session)
}

export const sessionRoutes = [
  route({
    method: 'POST',
    path: '/v1/checkout/sessions',
    answers: 'checkout.session',
    parameters: sessionShape,
    handle: (world, { params, owner }) => createSession(world, owner, params),
  }),
  retrieveRoute('/v1/checkout/sessions/:id', 'checkout.session', ({ state }) => state.sessions),
  listRoute(
    '/v1/checkout/sessions',
    'checkout.session',
    ({ state }) => state.sessions,
    {
      customer_details: hash({ email: needed(email) }),
      payment_intent: text(),
      status: oneOf('complete', 'expired', 'open'),
    },
    (params) => (session) =>
      (params.payment_intent ?? session.payment_intent) === session.payment_intent &&
      (params.status ?? session.status) === session.status &&
      (params.customer_details?.email ?? session.customer_details?.email) === session.customer_details?.email,
  ),
  route({
    method: 'POST',
    path: '/v1/checkout/sessions/:id/expire',
    answers: 'checkout.session',
    parameters: {},
    handle(world, { path: { id = '' }, owner }) {
      const session = find(world, world.state.sessions, owner, id)
      if (session === undefined) return missing('checkout session', id, 'session')
      if (session.status !== 'open') {
        const message =
          'Only Checkout Sessions with a status in ["open"] can be expired. ' +
          `This Checkout Session has a status of "${session.status}".`
        return refuse(undefined, message)
      }
      expireSession(world, session)
      return session
    },
  }),
  route({
    method: 'GET',
    path: '/v1/checkout/sessions/:id/line_items',
    answers: 'list:item',
    parameters: pageParameters,
    handle(world, { params, path: { id = '' }, owner }) {
      if (find(world, world.state.sessions, owner, id) === undefined)
        return missing('checkout session', id, 'session')
      const { lineItems } = must(world.state.sessionPlans, id)
      return pageOf(lineItems, params, `/v1/checkout/sessions/${id}/line_items`)
    },
  }),
]
