import { z } from '@hono/zod-openapi'
import { moments, shop } from './example-shop.ts'
import { controlWrites, mailBudgetNote } from './limits.ts'
import { pageParams } from './pages.ts'
import { defineOperations } from './route.ts'
import {
  described,
  Email,
  exampleId,
  HandleName,
  Id,
  ListQuery,
  listOf,
  Money,
  orNull,
  PageSlug,
  Timestamp,
  text,
  WEB_URL,
} from './schemas/primitives.ts'
import { judgedLater } from './schemas/rules.ts'

/** Seconds a Stripe Checkout Session of ours stays open. */
export const CHECKOUT_SESSION_SECONDS = 60 * 60

/** Minutes after its creation at which an unfinished checkout is looked at, webhook or not; after the last, hourly. */
export const CHECKOUT_CHECK_MINUTES = [1, 5, 15, 60] as const

/** Calendar days in which a voucher can be paid; until it is over, nobody can pay for the page in another way. */
export const VOUCHER_DAYS = 3

/** Seconds that a signature of Stripe may be old, or ahead of our clock. */
export const STRIPE_SIGNATURE_SECONDS = 300

/** What every view of a purchase shows. */
export const purchaseMembers = {
  id: Id('purchase'),
  handle: HandleName,
  pageSlug: PageSlug,
  visitorId: Id('visitor').openapi({ description: 'The buyer, or whoever was given access.' }),
  grantType: z.enum(['PURCHASED', 'GRANTED', 'REFUNDED', 'REVOKED']).openapi({
    description: 'Derived from the payment, its refunds and disputes, and manual grants.',
  }),
  hasAccess: z
    .boolean()
    .openapi({ description: 'Whether the visitor may read the page because of it.', example: true }),
  disputed: z.boolean().openapi({
    description: 'A chargeback is open; access is suspended until it ends.',
    example: false,
  }),
  price: orNull(Money).openapi({ description: 'What was paid; `null` for a grant.' }),
  refunded: orNull(Money).openapi({
    description: 'How much has been refunded so far; `null` if nothing.',
    example: null,
  }),
  purchasedAt: Timestamp.openapi({ description: 'When the payment succeeded, or access was granted.' }),
}

export const Purchase = z
  .object(purchaseMembers)
  .openapi('Purchase', { description: "A visitor's access to a page, paid or granted." })

const Buyer = z
  .object({
    ...purchaseMembers,
    email: Email.nullable().openapi({ description: '`null` once the visitor has erased their data.' }),
  })
  .openapi('Buyer', { description: 'A purchase or grant, with the email address of its buyer.' })

const Refund = z
  .object({
    id: Id('refund'),
    status: z
      .enum(['pending', 'requires_action', 'succeeded', 'failed', 'canceled'])
      .openapi({ description: "Stripe's word for where it stands.", example: 'succeeded' }),
    amount: described(Money, 'How much goes back to the buyer.'),
  })
  .openapi('Refund', { description: 'Money on its way back to the buyer.' })

const returnUrl = judgedLater(
  text(2000, 1),
  "must be an absolute URL on the handle's host or one of its allowedOrigins",
  'invalid_redirect_url',
).openapi({ pattern: WEB_URL })

const CheckoutRequest = z
  .strictObject({
    successUrl: returnUrl.openapi({
      description:
        "Where Stripe sends the buyer after payment: an absolute URL on the handle's host or one of its `allowedOrigins`. `{CHECKOUT_SESSION_ID}` in it is replaced by Stripe.",
      example: `${shop.frontEnd}/thanks?session={CHECKOUT_SESSION_ID}`,
    }),
    cancelUrl: returnUrl.openapi({
      description: 'Where Stripe sends a buyer who cancels; the same rules apply.',
      example: `${shop.frontEnd}/cancelled`,
    }),
  })
  .openapi('CheckoutRequest', { description: 'Where Stripe sends the buyer afterwards.' })

const RefundRequest = z
  .strictObject({
    visitorId: text(100, 1).openapi({ description: 'The buyer.', example: exampleId('visitor') }),
    purchaseId: text(100, 1)
      .optional()
      .openapi({
        description: 'Which purchase; if omitted, the latest one still active.',
        example: exampleId('purchase'),
      }),
    reason: text(500).optional().openapi({
      description: 'For your own records; not shown in the email to the buyer.',
      example: 'Bought by mistake.',
    }),
  })
  .openapi('RefundRequest', { description: 'Which purchase to refund.' })

const stripeWebhook = {
  method: 'post',
  host: 'api',
  auth: { subject: 'anyone' },
  rawBody: true,
  bodyExample: {
    id: 'evt_1QxYzDemo',
    object: 'event',
    type: 'checkout.session.completed',
    data: { object: { id: shop.checkoutSession, object: 'checkout.session' } },
  },
  // Stripe sends everything from a few addresses.
  limits: { ip: '6000/1m' },
  success: {
    200: {
      description: 'The event is stored, or already was.',
      body: z
        .object({
          received: z.literal(true).openapi({ description: 'Always `true`: Stripe need not send it again.' }),
        })
        .openapi('StripeEventReceived', { description: 'Receipt of an event.' }),
    },
  },
  errors: ['invalid_webhook_signature'],
} as const

const ofOnePage = {
  auth: { subject: 'account', role: 'CREATOR' },
  params: pageParams,
  notFound: 'page_not_found',
} as const

export const checkout = defineOperations({
  createCheckout: {
    method: 'post',
    path: '/v2/public/pages/{handle}/{pageSlug}/checkout',
    summary: 'Start a checkout',
    description:
      'Opens a Stripe Checkout Session for a page, or returns the one already open for the same visitor, price and URLs. A visitor never has two sessions open for one page, so nobody pays twice.',
    auth: { subject: 'visitor' },
    params: pageParams,
    notFound: 'page_not_found',
    body: CheckoutRequest,
    success: {
      200: {
        description: 'Redirect the visitor to `checkoutUrl`.',
        body: z
          .object({
            checkoutUrl: z.url().openapi({
              description: 'Where the visitor pays, at Stripe.',
              example: `https://checkout.stripe.com/c/pay/${shop.checkoutSession}`,
            }),
            checkoutSessionId: z
              .string()
              .openapi({ description: "Stripe's id of the session.", example: shop.checkoutSession }),
            expiresAt: Timestamp.openapi({
              description: 'Until when the session can be paid.',
              example: moments.hourLater,
            }),
          })
          .openapi('Checkout', { description: 'An open Stripe Checkout Session.' }),
      },
    },
    errors: [
      'page_not_found',
      'page_not_paid',
      'already_purchased',
      'payment_in_progress',
      'purchase_disputed',
      'group_buy_not_open',
      'connect_not_configured',
      'invalid_redirect_url',
      'payment_provider_error',
    ],
    limits: { ip: '60/10m' },
    idempotency: 'resumable',
    cors: true,
  },
  confirmCheckout: {
    method: 'post',
    path: '/v2/public/pages/{handle}/{pageSlug}/checkout/{checkoutSessionId}/confirm',
    summary: 'Confirm a checkout',
    description:
      'Settles a payment now, by asking Stripe for the state of its session instead of waiting for a webhook. Call it when the buyer returns. Calling it repeatedly has the same effect as calling it once.',
    auth: { subject: 'visitor' },
    params: pageParams.extend({
      checkoutSessionId: z
        .string()
        .regex(/^cs_[A-Za-z0-9_]{1,200}$/)
        .openapi({ description: 'As returned by `createCheckout`.', example: shop.checkoutSession }),
    }),
    notFound: 'purchase_not_found',
    success: {
      200: {
        description: 'Where the payment stands.',
        body: z
          .object({
            status: z.enum(['paid', 'pending', 'unpaid', 'expired']).openapi({
              description:
                '`pending`: a payment is being processed, or a voucher is waiting to be paid; `listVisitorAccess` says which. `unpaid`: the session is still open, or the payment failed.',
            }),
            hasAccess: z
              .boolean()
              .openapi({ description: 'Whether the visitor may read the page now.', example: true }),
          })
          .openapi('CheckoutConfirmation', { description: 'Where a payment stands.' }),
      },
    },
    errors: ['purchase_not_found', 'payment_provider_error'],
    limits: { ip: '120/10m' },
    cors: true,
  },
  refundPurchase: {
    method: 'post',
    path: '/v2/handles/{handle}/pages/{pageSlug}/refund',
    summary: 'Refund a purchase',
    description:
      'Refunds what remains of a purchase and ends its access at once. The transfer to the creator and the platform fee are reversed in proportion. If Stripe refuses, access returns.',
    ...ofOnePage,
    body: RefundRequest,
    success: {
      200: {
        description: 'The refund is complete or on its way.',
        body: z
          .object({
            purchase: described(Purchase, 'The purchase after the refund.'),
            refund: described(Refund, 'The refund that was made.'),
          })
          .openapi('RefundedPurchase', { description: 'The refund, and the purchase after it.' }),
        example: {
          purchase: { grantType: 'REFUNDED', hasAccess: false, refunded: shop.sale.price },
        },
      },
    },
    errors: [
      'page_not_found',
      'purchase_not_found',
      'already_refunded',
      'purchase_disputed',
      'payment_provider_error',
    ],
    limits: { account: '60/1m' },
    idempotency: 'resumable',
  },
  listBuyers: {
    method: 'get',
    path: '/v2/handles/{handle}/pages/{pageSlug}/buyers',
    summary: 'List the buyers of a page',
    description:
      'Lists purchases and grants of a page, newest first, including ended ones. With `Accept: text/csv` it returns all of them as one file, ignoring `limit` and `cursor`, with amounts as decimal numbers.',
    ...ofOnePage,
    query: ListQuery,
    success: {
      200: {
        description: 'The buyers.',
        body: listOf(Buyer).openapi('BuyerList', { description: 'Buyers of a page.' }),
        csv: true,
        csvExample: `purchase_id,visitor_id,email,grant_type,has_access,disputed,price,refunded,currency,purchased_at\r\n${exampleId('purchase')},${exampleId('visitor')},${shop.buyer.email},PURCHASED,true,false,25.00,,usd,${moments.sold}\r\n`,
      },
    },
    errors: ['page_not_found'],
    limits: { account: '120/1m' },
  },
  grantAccess: {
    method: 'post',
    path: '/v2/handles/{handle}/pages/{pageSlug}/grants',
    summary: 'Grant access to a page',
    description: `Gives an email address access to a page without payment. It gets an email with the link, and whoever signs in with that address can read the page from then on. ${mailBudgetNote}`,
    ...ofOnePage,
    body: z.strictObject({ email: Email }).openapi('GrantRequest', { description: 'Who to give access to.' }),
    success: {
      201: {
        description: 'The grant.',
        body: Purchase,
        example: { grantType: 'GRANTED', price: null },
      },
    },
    errors: ['page_not_found', 'page_not_paid', 'already_purchased', 'mail_budget_used_up'],
    limits: { account: '60/1m', email: '20/1d' },
    idempotency: 'transaction',
  },
  revokeAccess: {
    method: 'delete',
    path: '/v2/handles/{handle}/pages/{pageSlug}/grants/{purchaseId}',
    summary: 'Revoke access to a page',
    description:
      'Ends the access of a grant or a purchase at once, without a refund. The payment can still be refunded later. Revoking again changes nothing.',
    ...ofOnePage,
    params: pageParams.extend({
      purchaseId: Id('purchase').openapi({ description: 'The purchase, or the grant.' }),
    }),
    notFound: 'purchase_not_found',
    success: { 204: { description: 'This purchase no longer gives access.', empty: true } },
    errors: ['page_not_found', 'purchase_not_found'],
    limits: controlWrites,
    idempotency: 'transaction',
  },
  receiveStripeEvent: {
    ...stripeWebhook,
    path: '/v2/public/stripe/webhook',
    summary: 'Receive platform account events',
    description:
      'Receives webhook events from Stripe for the platform account. Each event is stored once and acknowledged; the state it refers to is then read back from Stripe. Events of other accounts are ignored.',
  },
  receiveStripeConnectEvent: {
    ...stripeWebhook,
    path: '/v2/public/stripe/connect-webhook',
    summary: 'Receive connected account events',
    description: 'Receives webhook events from Stripe Connect, with a signing secret of its own.',
  },
})
