import type Stripe from 'stripe'

/** The API's own type, with references held as ids: `expand` resolves them when asked. */
type Stored<T, References> = Omit<T, keyof References> & References

export type Session = Stored<Stripe.Checkout.Session, { payment_intent: string | null }>
export type PaymentIntent = Stored<
  Stripe.PaymentIntent,
  {
    latest_charge: string | null
    payment_method: string | null
    on_behalf_of: string | null
    transfer_data: { destination: string; amount?: number } | null
  }
>
export type Charge = Stored<
  Stripe.Charge,
  {
    payment_intent: string | null
    balance_transaction: string | null
    transfer?: string
    source_transfer: string | null
    application_fee: string | null
    on_behalf_of: string | null
    transfer_data: { amount: number | null; destination: string } | null
  }
>
export type Refund = Stored<
  Stripe.Refund,
  {
    charge: string
    payment_intent: string | null
    balance_transaction: string | null
    transfer_reversal: string | null
  }
>
export type TransferReversal = Stored<
  Stripe.TransferReversal,
  { transfer: string; source_refund: string | null }
>
export type Transfer = Stored<
  Stripe.Transfer,
  {
    destination: string
    destination_payment: string
    source_transaction: string | null
    reversals: Stripe.ApiList<TransferReversal>
  }
>
export type FeeRefund = Stored<Stripe.FeeRefund, { fee: string }>
export type ApplicationFee = Stored<
  Stripe.ApplicationFee,
  { account: string; charge: string; refunds: Stripe.ApiList<FeeRefund> }
>
export type Dispute = Stored<Stripe.Dispute, { charge: string; payment_intent: string | null }>
export type EarlyFraudWarning = Stored<
  Stripe.Radar.EarlyFraudWarning,
  { charge: string; payment_intent?: string }
>
export type WebhookEndpoint = Stripe.WebhookEndpoint
export type Account = Stripe.Account
export type Payout = Stored<
  Stripe.Payout,
  { balance_transaction: string | null; failure_balance_transaction: string | null; destination: null }
>
export type BalanceTransaction = Stored<Stripe.BalanceTransaction, { source: string | null }>
export type Product = Stripe.Product
/** On the wire `unit_amount_decimal` is a string; the client makes a Decimal of it. */
export type Price = Stored<Stripe.Price, { product: string; unit_amount_decimal: string | null }>
export type LineItem = Stored<Stripe.LineItem, { price: Price | null }>

/** A list as the API answers it. */
export type ApiList<T> = Stripe.ApiList<T>

/** An event as it is stored, listed and delivered. */
export interface StripeEvent {
  id: string
  object: 'event'
  /** The connected account it happened on; absent for the platform's own events. */
  account?: string
  api_version: string
  /** Seconds since 1970. */
  created: number
  data: { object: Record<string, unknown>; previous_attributes?: Record<string, unknown> }
  livemode: boolean
  /** Endpoints that have not yet answered 2xx. */
  pending_webhooks: number
  request: { id: string | null; idempotency_key: string | null } | null
  type: string
}

export type RefundStatus = 'pending' | 'requires_action' | 'succeeded' | 'failed' | 'canceled'
