import {
  bool,
  currency,
  email,
  hash,
  integer,
  list,
  metadata,
  needed,
  oneOf,
  text,
  webAddress,
} from '../api/parameters.ts'
import { descriptor } from './descriptors.ts'
import { amountShape, productData } from './products.ts'

const custom = hash({ message: needed(text(1200)) })

export const lineItemShape = {
  price: text(),
  price_data: hash({
    ...amountShape,
    currency: needed(currency),
    product: text(),
    product_data: productData,
    tax_behavior: oneOf('exclusive', 'inclusive', 'unspecified'),
  }),
  quantity: needed(integer(1, 999_999)),
  metadata,
}

export const paymentIntentDataShape = {
  application_fee_amount: integer(1),
  capture_method: oneOf('automatic', 'automatic_async'),
  description: text(1000),
  metadata,
  on_behalf_of: text(),
  receipt_email: email,
  statement_descriptor: descriptor(5),
  statement_descriptor_suffix: descriptor(1),
  transfer_data: hash({ amount: integer(1), destination: needed(text()) }),
  transfer_group: text(),
}

/** What one-time payments on the hosted page use. Subscriptions, tax, shipping and discounts are left out. */
export const sessionShape = {
  adaptive_pricing: hash({ enabled: bool }),
  allow_promotion_codes: bool,
  allowed_payment_method_types: list(text()),
  automatic_tax: hash({ enabled: needed(bool) }),
  billing_address_collection: oneOf('auto', 'required'),
  cancel_url: webAddress,
  client_reference_id: text(200),
  currency,
  custom_text: hash({ after_submit: custom, submit: custom }),
  customer_creation: oneOf('always', 'if_required'),
  customer_email: email,
  excluded_payment_method_types: list(text()),
  expires_at: integer(0),
  invoice_creation: hash({ enabled: needed(bool) }),
  line_items: list(hash(lineItemShape)),
  locale: text(),
  metadata,
  mode: oneOf('payment'),
  origin_context: oneOf('mobile_app', 'web'),
  payment_intent_data: hash(paymentIntentDataShape),
  payment_method_collection: oneOf('always', 'if_required'),
  payment_method_options: hash({
    // Least and most days: [types: Konbini; docs: Boleto, OXXO]
    boleto: hash({ expires_after_days: needed(integer(0, 60)) }),
    konbini: hash({ expires_after_days: needed(integer(1, 60)) }),
    oxxo: hash({ expires_after_days: needed(integer(1, 7)) }),
  }),
  phone_number_collection: hash({ enabled: needed(bool) }),
  submit_type: oneOf('auto', 'book', 'donate', 'pay'),
  success_url: webAddress,
  ui_mode: oneOf('hosted_page'),
}
