import { z } from '@hono/zod-openapi'
import { controlWrites, mailBudgetNote } from './limits.ts'
import { pageParams } from './pages.ts'
import { defineOperations } from './route.ts'
import {
  Email,
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

const purchaseMembers = {
  id: Id('purchase'),
  handle: HandleName,
  pageSlug: PageSlug,
  visitorId: Id('visitor'),
  grantType: z.enum(['PURCHASED', 'GRANTED', 'REFUNDED', 'REVOKED']).openapi({
    description: 'Derived from the payment, its refunds and disputes, and manual grants.',
  }),
  hasAccess: z.boolean(),
  disputed: z.boolean().openapi({ description: 'A chargeback is open; access is suspended until it ends.' }),
  price: orNull(Money).openapi({ description: 'What was paid; `null` for a grant.' }),
  refunded: orNull(Money).openapi({
    description: 'How much has been refunded so far; `null` if nothing.',
  }),
  purchasedAt: Timestamp,
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
    status: z.enum(['pending', 'requires_action', 'succeeded', 'failed', 'canceled']),
    amount: Money,
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
      example: 'https://example.com/thanks',
    }),
    cancelUrl: returnUrl.openapi({
      description: 'Where Stripe sends a buyer who cancels; the same rules apply.',
      example: 'https://example.com/cancelled',
    }),
  })
  .openapi('CheckoutRequest', { description: 'Where Stripe sends the buyer afterwards.' })

const RefundRequest = z
  .strictObject({
    visitorId: text(100, 1).openapi({ description: 'The buyer.', example: 'vis_01jd6z3v9kf2x8t5w4q7r1m0ce' }),
    purchaseId: text(100, 1)
      .optional()
      .openapi({ description: 'Which purchase; if omitted, the latest one still active.' }),
    reason: text(500)
      .optional()
      .openapi({ description: 'For your own records; not shown in the email to the buyer.' }),
  })
  .openapi('RefundRequest', { description: 'Which purchase to refund.' })

const stripeWebhook = {
  method: 'post',
  host: 'api',
  auth: { subject: 'anyone' },
  rawBody: true,
  // Stripe sends everything from a few addresses.
  limits: { ip: '6000/1m' },
  success: {
    200: {
      description: 'The event is stored, or already was.',
      body: z
        .object({ received: z.literal(true) })
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
      'Opens a Stripe Checkout Session for the page, or returns the one already open for the same visitor, price and URLs. A visitor never has two sessions open for one page, so nobody pays twice.',
    auth: { subject: 'visitor' },
    params: pageParams,
    notFound: 'page_not_found',
    body: CheckoutRequest,
    success: {
      200: {
        description: 'Redirect the visitor to `checkoutUrl`.',
        body: z
          .object({
            checkoutUrl: z.url(),
            checkoutSessionId: z
              .string()
              .openapi({ description: "Stripe's id of the session.", example: 'cs_test_a1b2c3' }),
            expiresAt: Timestamp,
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
      'Asks Stripe for the state of the session and settles it now, without waiting for a webhook. Call it when the buyer returns. Calling it repeatedly has the same effect as calling it once.',
    auth: { subject: 'visitor' },
    params: pageParams.extend({
      checkoutSessionId: z
        .string()
        .regex(/^cs_[A-Za-z0-9_]{1,200}$/)
        .openapi({ description: '`checkoutSessionId` of the checkout.', example: 'cs_test_a1b2c3' }),
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
            hasAccess: z.boolean(),
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
      'Refunds what remains of the purchase and ends access at once. The transfer to the creator and the platform fee are reversed in proportion. If Stripe refuses, access returns.',
    ...ofOnePage,
    body: RefundRequest,
    success: {
      200: {
        description: 'The refund is complete or on its way.',
        body: z
          .object({ purchase: Purchase, refund: Refund })
          .openapi('RefundedPurchase', { description: 'The refund, and the purchase after it.' }),
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
      'Lists purchases and grants of the page, newest first, including ended ones. With `Accept: text/csv` it returns all of them as one file, ignoring `limit` and `cursor`, with amounts as decimal numbers.',
    ...ofOnePage,
    query: ListQuery,
    success: {
      200: {
        description: 'The buyers.',
        body: listOf(Buyer).openapi('BuyerList', { description: 'Buyers of a page.' }),
        csv: true,
      },
    },
    errors: ['page_not_found'],
    limits: { account: '120/1m' },
  },
  grantAccess: {
    method: 'post',
    path: '/v2/handles/{handle}/pages/{pageSlug}/grants',
    summary: 'Grant access to a page',
    description: `Gives an address access to the page without payment. It gets an email with the link, and whoever signs in with that address can read the page from then on. ${mailBudgetNote}`,
    ...ofOnePage,
    body: z.strictObject({ email: Email }).openapi('GrantRequest', { description: 'Who to give access to.' }),
    success: { 201: { description: 'The grant.', body: Purchase } },
    errors: ['page_not_found', 'page_not_paid', 'already_purchased', 'mail_budget_used_up'],
    limits: { account: '60/1m', email: '20/1d' },
    idempotency: 'transaction',
  },
  revokeAccess: {
    method: 'delete',
    path: '/v2/handles/{handle}/pages/{pageSlug}/grants/{purchaseId}',
    summary: 'Revoke access to a page',
    description:
      'Ends a grant or a purchase at once, without a refund. The payment can still be refunded later. Revoking again changes nothing.',
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
