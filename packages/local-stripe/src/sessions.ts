import { connectedAccount } from './accounts.ts'
import { formatAmount, minimumAmount } from './currencies.ts'
import { invalid, isRefusal, missing, type Refusal, refuse } from './errors.ts'
import { emit } from './events.ts'
import { newId } from './ids.ts'
import { pageOf, pageParameters } from './lists.ts'
import type { LineItem, Session } from './objects.ts'
import { email, exactlyOne, hash, needed, oneOf, text, type Values, withMetadata } from './parameters.ts'
import { largestAmount, newPrice, newProduct, unitAmount } from './products.ts'
import { listRoute, retrieveRoute, route } from './route.ts'
import type { lineItemShape, paymentIntentDataShape } from './session-parameters.ts'
import { sessionShape } from './session-parameters.ts'
import type { PaymentPlan } from './state.ts'
import { find, keep, must, schedule, seconds, type World } from './world.ts'

const shortestLife = 30 * 60
const longestLife = 24 * 3600

type SessionParams = Values<typeof sessionShape>
type Checked = {
  lineItems: LineItem[]
  payment: PaymentPlan
  expiresAt: number
  total: number
  currency: string
}

function createSession(world: World, owner: string, params: SessionParams): Session | Refusal {
  const checked = check(world, owner, params)
  if (isRefusal(checked)) return checked
  const id = newId('cs_test')
  const session: Session = {
    id,
    object: 'checkout.session',
    adaptive_pricing: { enabled: params.adaptive_pricing?.enabled ?? false },
    after_expiration: null,
    allow_promotion_codes: params.allow_promotion_codes ?? null,
    allowed_payment_method_types: params.allowed_payment_method_types ?? null,
    amount_subtotal: checked.total,
    amount_total: checked.total,
    automatic_tax: { enabled: false, liability: null, provider: null, status: null },
    billing_address_collection: params.billing_address_collection ?? null,
    cancel_url: params.cancel_url ?? null,
    client_reference_id: params.client_reference_id ?? null,
    client_secret: null,
    collected_information: { business_name: null, individual_name: null, shipping_details: null },
    consent: null,
    consent_collection: null,
    created: seconds(world),
    currency: checked.currency,
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
    expires_at: checked.expiresAt,
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
    payment_method_options: {},
    payment_method_types: methodsOf(params, checked.currency),
    payment_status: checked.total === 0 ? 'no_payment_required' : 'unpaid',
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
  keep(world, world.state.sessions, owner, session)
  world.state.sessionPlans[id] = { lineItems: checked.lineItems, payment: checked.payment }
  schedule(world, (checked.expiresAt - seconds(world)) * 1000, { kind: 'expire_session', id })
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

/** Cards always; a bank debit, which settles later, for dollars. */
function methodsOf(params: SessionParams, currency: string): string[] {
  const dynamic = currency === 'usd' ? ['card', 'us_bank_account'] : ['card']
  const excluded = new Set(params.excluded_payment_method_types)
  const allowed = params.allowed_payment_method_types
  return dynamic.filter((name) => !excluded.has(name) && (allowed?.some((other) => other === name) ?? true))
}

function check(world: World, owner: string, params: SessionParams): Checked | Refusal {
  if (params.success_url === undefined) {
    return invalid('Missing required param: success_url.', 'success_url', 'parameter_missing')
  }
  if (params.automatic_tax?.enabled) {
    return refuse(
      'stripe_tax_inactive',
      'Stripe Tax has not been activated on your account.',
      'automatic_tax',
    )
  }
  if (params.line_items === undefined || params.line_items.length === 0) {
    return invalid('Missing required param: line_items.', 'line_items', 'parameter_missing')
  }
  const expiresAt = params.expires_at ?? seconds(world) + longestLife
  const life = expiresAt - seconds(world)
  if (life < shortestLife || life > longestLife) {
    const limit = life < shortestLife ? 'at least 30 minutes' : 'less than 24 hours'
    return invalid(
      `The \`expires_at\` timestamp must be ${limit} from Checkout Session creation.`,
      'expires_at',
    )
  }
  const lineItems: LineItem[] = []
  for (const [position, item] of params.line_items.entries()) {
    const made = lineItem(world, owner, item, (name) => `line_items[${position}][${name}]`)
    if (isRefusal(made)) return made
    lineItems.push(made)
  }
  const currency = lineItems[0]?.currency ?? 'usd'
  if (lineItems.some((item) => item.currency !== currency) || (params.currency ?? currency) !== currency) {
    return invalid('All line items must have the same currency.', 'line_items')
  }
  const total = lineItems.reduce((sum, item) => sum + item.amount_total, 0)
  if (total > largestAmount) {
    return invalid('The Checkout Session total amount is too large.', 'line_items', 'amount_too_large')
  }
  if (total > 0 && total < minimumAmount(currency)) {
    const least = formatAmount(minimumAmount(currency), currency)
    return invalid(
      `The Checkout Session's total amount due must add up to at least ${least} ${currency}`,
      undefined,
      'amount_too_small',
    )
  }
  const payment = paymentPlan(world, owner, params.payment_intent_data ?? {}, total)
  return isRefusal(payment) ? payment : { lineItems, payment, expiresAt, total, currency }
}

function lineItem(
  world: World,
  owner: string,
  item: Values<typeof lineItemShape>,
  inside: (name: string) => string,
): LineItem | Refusal {
  const choice = exactlyOne(item, ['price', 'price_data'], inside)
  if (choice !== null) return choice
  const price =
    item.price === undefined
      ? inlinePrice(world, owner, item.price_data, inside)
      : find(world, world.state.prices, owner, item.price)
  if (price === undefined) return missing('price', item.price ?? '', inside('price'))
  if (isRefusal(price)) return price
  const amount = (price.unit_amount ?? 0) * item.quantity
  return {
    id: newId('li'),
    object: 'item',
    adjustable_quantity: null,
    amount_discount: 0,
    amount_subtotal: amount,
    amount_tax: 0,
    amount_total: amount,
    currency: price.currency,
    description: world.state.products[price.product]?.name ?? null,
    metadata: withMetadata({}, item.metadata),
    price,
    quantity: item.quantity,
  }
}

function inlinePrice(
  world: World,
  owner: string,
  data: Values<typeof lineItemShape>['price_data'],
  inside: (name: string) => string,
) {
  if (data === undefined) return undefined
  const within = (name: string) => `${inside('price_data')}[${name}]`
  const choice = exactlyOne(data, ['product', 'product_data'], within)
  if (choice !== null) return choice
  const amount = unitAmount(data, data.currency, within)
  if (isRefusal(amount)) return amount
  if (data.product !== undefined && find(world, world.state.products, owner, data.product) === undefined) {
    return missing('product', data.product, within('product'))
  }
  const product = data.product ?? newProduct(world, owner, data.product_data ?? { name: '' }).id
  return newPrice(world, owner, { currency: data.currency, product, amount, active: false })
}

function paymentPlan(
  world: World,
  owner: string,
  data: Values<typeof paymentIntentDataShape>,
  total: number,
): PaymentPlan | Refusal {
  const inside = (name: string) => `payment_intent_data[${name}]`
  const { application_fee_amount: fee, transfer_data: transfer } = data
  if (fee !== undefined && transfer?.amount !== undefined) {
    const message =
      'You may only specify one of these parameters: application_fee_amount, transfer_data[amount].'
    return invalid(message, inside('application_fee_amount'), 'parameters_exclusive')
  }
  if (fee !== undefined && transfer === undefined && owner === world.state.platform) {
    const message =
      'Can only apply an application_fee_amount when the PaymentIntent is attempting a direct payment (using an ' +
      'OAuth key or Stripe-Account header) or destination payment (using `transfer_data[destination]`).'
    return invalid(message, inside('application_fee_amount'))
  }
  if (Math.max(fee ?? 0, transfer?.amount ?? 0) > total) {
    const param = fee === undefined ? inside('transfer_data][amount') : inside('application_fee_amount')
    return invalid('This amount must be less than or equal to the total amount of the session.', param)
  }
  for (const [account, param] of [
    [transfer?.destination, inside('transfer_data][destination')],
    [data.on_behalf_of, inside('on_behalf_of')],
  ] as const) {
    if (account === undefined) continue
    const found = connectedAccount(world, account)
    if (isRefusal(found)) return refuse('resource_missing', `No such destination: '${account}'`, param)
    if (found.capabilities?.transfers !== 'active') {
      const message =
        'Your destination account needs to have at least one of the following capabilities enabled: transfers, ' +
        'crypto_transfers, legacy_payments'
      return refuse('insufficient_capabilities_for_transfer', message, param)
    }
  }
  return {
    applicationFee: fee ?? null,
    destination: transfer?.destination ?? null,
    transferAmount: transfer?.amount ?? null,
    description: data.description ?? null,
    metadata: withMetadata({}, data.metadata),
    onBehalfOf: data.on_behalf_of ?? null,
    receiptEmail: data.receipt_email ?? null,
    statementDescriptor: data.statement_descriptor ?? null,
    statementDescriptorSuffix: data.statement_descriptor_suffix ?? null,
    transferGroup: data.transfer_group ?? null,
  }
}

/** Ends an open session: nobody can pay it any more. */
export function expireSession(world: World, session: Session): void {
  session.status = 'expired'
  session.url = null
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
