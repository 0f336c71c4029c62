import { invalid, isRefusal, missing, type Refusal, refuse } from '../api/errors.ts'
import { exactlyOne, inexpressible, type Values, withMetadata } from '../api/parameters.ts'
import { formatAmount } from '../world/currencies.ts'
import { newId } from '../world/ids.ts'
import { minimumAmount } from '../world/minimums.ts'
import type { LineItem, Price, Product, Session } from '../world/objects.ts'
import type { PaymentPlan } from '../world/state.ts'
import { find, must, seconds, type World } from '../world/world.ts'
import { descriptorPrefix } from './account-object.ts'
import { connectedAccount } from './accounts.ts'
import { longestDescriptor } from './descriptors.ts'
import { dynamicMethods } from './payment-methods.ts'
import { largestAmount, newPrice, newProduct, unitAmount } from './products.ts'
import type { lineItemShape, paymentIntentDataShape, sessionShape } from './session-parameters.ts'

const shortestLife = 30 * 60
const longestLife = 24 * 3600

export type SessionParams = Values<typeof sessionShape>

/** What a session is made of once its parameters make sense together. Nothing of it is stored yet. */
export interface SessionDraft {
  lineItems: LineItem[]
  /** Products and prices given inline. */
  inline: { product: Product | null; price: Price }[]
  payment: PaymentPlan
  paymentMethodTypes: string[]
  paymentMethodOptions: NonNullable<Session['payment_method_options']>
  expiresAt: number
  total: number
  currency: string
}

/** Checks everything a session needs; a refusal leaves nothing behind. */
export function draftSession(world: World, owner: string, params: SessionParams): SessionDraft | Refusal {
  if (params.success_url === undefined) {
    return invalid('Missing required param: success_url.', 'success_url', 'parameter_missing')
  }
  if (params.automatic_tax?.enabled) {
    const message = 'Stripe Tax has not been activated on your account.'
    return refuse('stripe_tax_inactive', message, 'automatic_tax')
  }
  const expiresAt = expiry(world, params.expires_at)
  if (isRefusal(expiresAt)) return expiresAt
  const items = draftItems(world, owner, params)
  if (isRefusal(items)) return items
  const { currency } = items
  const paymentMethodTypes = methodsOf(params, currency)
  if (paymentMethodTypes.length === 0) {
    return invalid('No valid payment method types for this Checkout Session.', 'allowed_payment_method_types')
  }
  const payment = paymentPlan(world, owner, params.payment_intent_data ?? {}, items)
  if (isRefusal(payment)) return payment
  const { boleto, konbini, oxxo } = params.payment_method_options ?? {}
  const paymentMethodOptions = {
    ...(boleto === undefined ? {} : { boleto }),
    ...(konbini === undefined ? {} : { konbini }),
    ...(oxxo === undefined ? {} : { oxxo }),
  }
  return { ...items, payment, paymentMethodTypes, paymentMethodOptions, expiresAt }
}

/** Between 30 minutes and 24 hours from now. [types: `expires_at`] */
function expiry(world: World, wanted: number | undefined): number | Refusal {
  const expiresAt = wanted ?? seconds(world) + longestLife
  const life = expiresAt - seconds(world)
  if (life >= shortestLife && life <= longestLife) return expiresAt
  const limit = life < shortestLife ? 'at least 30 minutes' : 'less than 24 hours'
  return invalid(
    `The \`expires_at\` timestamp must be ${limit} from Checkout Session creation.`,
    'expires_at',
  )
}

function methodsOf(params: SessionParams, currency: string): string[] {
  const excluded = new Set(params.excluded_payment_method_types)
  const allowed = params.allowed_payment_method_types
  return dynamicMethods(currency).filter((type) => !excluded.has(type) && (allowed?.includes(type) ?? true))
}

type Items = Pick<SessionDraft, 'lineItems' | 'inline' | 'total' | 'currency'>

function draftItems(world: World, owner: string, params: SessionParams): Items | Refusal {
  if (params.line_items === undefined || params.line_items.length === 0) {
    return invalid('Missing required param: line_items.', 'line_items', 'parameter_missing')
  }
  const lineItems: LineItem[] = []
  const inline: SessionDraft['inline'] = []
  for (const [position, item] of params.line_items.entries()) {
    const priced = priceOf(world, owner, item, (name) => `line_items[${position}][${name}]`)
    if (isRefusal(priced)) return priced
    if (priced.isNew) inline.push(priced)
    lineItems.push(lineItem(world, item, priced))
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
    const message = `The Checkout Session's total amount due must add up to at least ${least} ${currency}`
    return invalid(message, undefined, 'amount_too_small')
  }
  return { lineItems, inline, total, currency }
}

type Item = Values<typeof lineItemShape>
interface Priced {
  price: Price
  product: Product | null
  isNew: boolean
}

function lineItem(world: World, item: Item, { price, product }: Priced): LineItem {
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
    description: (product ?? must(world.state.products, price.product)).name,
    metadata: withMetadata({}, item.metadata),
    price,
    quantity: item.quantity,
  }
}

function priceOf(
  world: World,
  owner: string,
  item: Item,
  inside: (name: string) => string,
): Priced | Refusal {
  const choice = exactlyOne(item, ['price', 'price_data'], inside)
  if (choice !== null) return choice
  const data = item.price_data
  if (data === undefined) {
    const price = find(world, world.state.prices, owner, item.price ?? '')
    if (price === undefined) return missing('price', item.price ?? '', inside('price'))
    return { price, product: null, isNew: false }
  }
  const within = (name: string) => `${inside('price_data')}[${name}]`
  const source = exactlyOne(data, ['product', 'product_data'], within)
  if (source !== null) return source
  const amount = unitAmount(data, data.currency, within)
  if (isRefusal(amount)) return amount
  if (data.product !== undefined && find(world, world.state.products, owner, data.product) === undefined) {
    return missing('product', data.product, within('product'))
  }
  const product = data.product_data === undefined ? null : newProduct(world, data.product_data)
  const price = newPrice(world, {
    currency: data.currency,
    product: product?.id ?? data.product ?? '',
    amount,
    active: false,
  })
  return { price, product, isNew: true }
}

function paymentPlan(
  world: World,
  owner: string,
  data: Values<typeof paymentIntentDataShape>,
  items: Items,
): PaymentPlan | Refusal {
  const refusal =
    feeObjection(world, owner, data, items) ?? sellerObjection(world, data) ?? suffixObjection(world, data)
  if (refusal !== null) return refusal
  return {
    applicationFee: data.application_fee_amount ?? null,
    destination: data.transfer_data?.destination ?? null,
    transferAmount: data.transfer_data?.amount ?? null,
    description: data.description ?? null,
    metadata: withMetadata({}, data.metadata),
    onBehalfOf: data.on_behalf_of ?? null,
    receiptEmail: data.receipt_email ?? null,
    statementDescriptor: data.statement_descriptor ?? null,
    statementDescriptorSuffix: data.statement_descriptor_suffix ?? null,
    transferGroup: data.transfer_group ?? null,
  }
}

const inside = (name: string) => `payment_intent_data[${name}]`

function feeObjection(
  world: World,
  owner: string,
  data: Values<typeof paymentIntentDataShape>,
  { total, currency }: Items,
): Refusal | null {
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
  const amount = fee ?? transfer?.amount ?? 0
  const param = fee === undefined ? inside('transfer_data][amount') : inside('application_fee_amount')
  if (amount <= total) return inexpressible(amount, currency, param)
  return invalid('This amount must be less than or equal to the total amount of the session.', param)
}

/** What stands on the statement: the account's prefix, `* `, and the suffix, 22 in all. [docs: Statement descriptors] */
function suffixObjection(world: World, data: Values<typeof paymentIntentDataShape>): Refusal | null {
  const suffix = data.statement_descriptor_suffix
  const prefix = descriptorPrefix(must(world.state.accounts, world.state.platform))
  if (suffix === undefined || prefix === null || prefix.length + 2 + suffix.length <= longestDescriptor)
    return null
  const message =
    `The statement descriptor suffix is too long: with the prefix '${prefix}' at most ` +
    `${longestDescriptor - 2 - prefix.length} characters are left.`
  return invalid(message, inside('statement_descriptor_suffix'))
}

/** A destination must be connected and able to receive when the session is made. */
function sellerObjection(world: World, data: Values<typeof paymentIntentDataShape>): Refusal | null {
  const named = [
    [data.transfer_data?.destination, inside('transfer_data][destination')],
    [data.on_behalf_of, inside('on_behalf_of')],
  ] as const
  for (const [account, param] of named) {
    if (account === undefined) continue
    const found = connectedAccount(world, account)
    if (isRefusal(found)) return refuse('resource_missing', `No such destination: '${account}'`, param)
    if (found.capabilities?.transfers === 'active') continue
    const message =
      'Your destination account needs to have at least one of the following capabilities enabled: transfers, ' +
      'crypto_transfers, legacy_payments'
    return refuse('insufficient_capabilities_for_transfer', message, param)
  }
  return null
}
