import { invalid, isRefusal, missing, type Refusal } from '../api/errors.ts'
import {
  bool,
  currency,
  exactlyOne,
  hash,
  inexpressible,
  integer,
  list,
  metadata,
  needed,
  text,
  type Values,
  webAddress,
  withMetadata,
} from '../api/parameters.ts'
import { listRoute, retrieveRoute, route } from '../api/route.ts'
import { emit } from '../world/events.ts'
import { newId } from '../world/ids.ts'
import type { Price, Product } from '../world/objects.ts'
import { find, keep, seconds, type World } from '../world/world.ts'

/** Largest amount: eight digits. [types: Charge] */
export const largestAmount = 99_999_999

/** Longest name of a product. Stripe documents none: a cautious one, so that nothing longer is ever sent. */
const longestName = 250

const productShape = {
  name: needed(text(longestName)),
  description: text(),
  images: list(webAddress, 8),
  metadata,
  unit_label: text(12),
  tax_code: text(),
}
export const productData = hash(productShape)
type ProductData = Values<typeof productShape>

export const amountShape = { unit_amount: integer(0), unit_amount_decimal: text() }

/** A product, not yet stored. */
export function newProduct(world: World, data: ProductData): Product {
  return {
    id: newId('prod'),
    object: 'product',
    active: true,
    created: seconds(world),
    default_price: null,
    description: data.description ?? null,
    images: data.images ?? [],
    livemode: false,
    marketing_features: [],
    metadata: withMetadata({}, data.metadata),
    name: data.name,
    package_dimensions: null,
    shippable: null,
    statement_descriptor: null,
    tax_code: data.tax_code ?? null,
    tax_details: null,
    type: 'service',
    unit_label: data.unit_label ?? null,
    updated: seconds(world),
    url: null,
  }
}

/** Exactly one of the two ways to write an amount, whole units of the currency only. */
export function unitAmount(
  params: { unit_amount?: number | undefined; unit_amount_decimal?: string | undefined },
  currency: string,
  inside: (name: string) => string,
): number | Refusal {
  const { unit_amount: whole, unit_amount_decimal: decimal } = params
  const choice = exactlyOne(params, ['unit_amount', 'unit_amount_decimal'], inside)
  if (choice !== null) return choice
  if (decimal !== undefined && !/^\d{1,8}(\.0{1,12})?$/.test(decimal)) {
    return invalid(`Invalid decimal: ${decimal}`, inside('unit_amount_decimal'))
  }
  const amount = whole ?? Number(decimal)
  const param = inside(whole === undefined ? 'unit_amount_decimal' : 'unit_amount')
  if (amount > largestAmount) {
    return invalid(`Invalid integer: must be at most ${largestAmount}`, param, 'parameter_invalid_integer')
  }
  return inexpressible(amount, currency, param) ?? amount
}

/** A price, not yet stored. */
export function newPrice(
  world: World,
  data: {
    currency: string
    product: string
    amount: number
    active: boolean
    metadata?: Record<string, string>
    nickname?: string | undefined
  },
): Price {
  return {
    id: newId('price'),
    object: 'price',
    active: data.active,
    billing_scheme: 'per_unit',
    created: seconds(world),
    currency: data.currency,
    custom_unit_amount: null,
    livemode: false,
    lookup_key: null,
    metadata: data.metadata ?? {},
    nickname: data.nickname ?? null,
    product: data.product,
    recurring: null,
    tax_behavior: 'unspecified',
    tiers_mode: null,
    transform_quantity: null,
    type: 'one_time',
    unit_amount: data.amount,
    unit_amount_decimal: String(data.amount),
  }
}

export const productRoutes = [
  route({
    method: 'POST',
    path: '/v1/products',
    answers: 'product',
    parameters: productShape,
    handle(world, { params, owner }) {
      const product = keep(world, world.state.products, owner, newProduct(world, params))
      emit(world, 'product.created', product)
      return product
    },
  }),
  retrieveRoute('/v1/products/:id', 'product', ({ state }) => state.products),
  listRoute(
    '/v1/products',
    'product',
    ({ state }) => state.products,
    { active: bool },
    (params) => (product) => (params.active ?? product.active) === product.active,
  ),
]

const priceShape = {
  ...amountShape,
  currency: needed(currency),
  metadata,
  nickname: text(),
  product: text(),
  product_data: hash({ name: needed(text(longestName)), metadata }),
}

export const priceRoutes = [
  route({
    method: 'POST',
    path: '/v1/prices',
    answers: 'price',
    parameters: priceShape,
    handle(world, { params, owner }) {
      const choice = exactlyOne(params, ['product', 'product_data'])
      if (choice !== null) return choice
      const amount = unitAmount(params, params.currency, (name) => name)
      if (isRefusal(amount)) return amount
      const named = params.product
      if (named !== undefined && find(world, world.state.products, owner, named) === undefined) {
        return missing('product', named, 'product')
      }
      const made = params.product_data === undefined ? null : newProduct(world, params.product_data)
      if (made !== null) keep(world, world.state.products, owner, made)
      const price = newPrice(world, {
        currency: params.currency,
        product: made?.id ?? named ?? '',
        amount,
        active: true,
        metadata: withMetadata({}, params.metadata),
        nickname: params.nickname,
      })
      keep(world, world.state.prices, owner, price)
      emit(world, 'price.created', price)
      return price
    },
  }),
  retrieveRoute('/v1/prices/:id', 'price', ({ state }) => state.prices),
  listRoute(
    '/v1/prices',
    'price',
    ({ state }) => state.prices,
    { active: bool, currency, product: text() },
    (params) => (price) =>
      (params.active ?? price.active) === price.active &&
      (params.currency ?? price.currency) === price.currency &&
      (params.product ?? price.product) === price.product,
  ),
]
