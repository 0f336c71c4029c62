import { z } from '@hono/zod-openapi'
import { purchaseMembers } from './checkout.ts'
import { moments, shop } from './example-shop.ts'
import { controlReads } from './limits.ts'
import { defineOperations } from './route.ts'
import {
  described,
  Email,
  exampleId,
  HandleName,
  Id,
  ListQuery,
  listOf,
  Moment,
  Money,
  PageSlug,
  Timestamp,
  text,
} from './schemas/primitives.ts'
import { judgedLater } from './schemas/rules.ts'

/** How often the receipt of one purchase can be sent again within 24 hours. */
export const RECEIPTS_PER_DAY = 3

const SaleStatus = z
  .enum(['PAID', 'PARTIALLY_REFUNDED', 'REFUNDED', 'DISPUTED', 'GRANTED', 'REVOKED'])
  .openapi('SaleStatus', {
    description:
      'Where a sale stands. `DISPUTED`: a chargeback is open, and access is suspended. `REFUNDED`: all of it went back, or a chargeback was lost. `GRANTED`: access was given without a payment. `REVOKED`: the creator ended access.',
    example: 'PAID',
  })

const saleMembers = {
  ...purchaseMembers,
  status: SaleStatus,
  pageTitle: z.string().openapi({ description: 'What the page is called now.', example: shop.premium.title }),
  email: Email.nullable().openapi({
    description: 'The address of the buyer; `null` once they have erased their data.',
    example: shop.buyer.email,
  }),
}

export const Sale = z
  .object(saleMembers)
  .openapi('Sale', { description: 'A purchase or grant of any page of a handle, with who it belongs to.' })

const LedgerEntry = z
  .object({
    id: z.string().openapi({
      description: 'Id of the entry.',
      example: 'chg_01jd6z3v9kf2x8t5w4q7r1m0ce',
    }),
    kind: z
      .enum(['CHARGE', 'REFUND', 'DISPUTE'])
      .openapi({ description: 'What Stripe object it stands for.', example: 'CHARGE' }),
    status: z.string().openapi({
      description: "Stripe's word for where it stands, such as `succeeded`, `needs_response` or `won`.",
      example: 'succeeded',
    }),
    amount: described(Money, 'How much was charged, refunded or disputed.'),
    stripeId: z.string().nullable().openapi({
      description: "Stripe's id of the object; `null` for a refund that Stripe has not confirmed yet.",
      example: 'ch_3PqXyz',
    }),
    cause: z.enum(['CREATOR', 'DUPLICATE_CHARGE', 'ERASED_VISITOR']).nullable().openapi({
      description:
        'Why a refund was made: a creator asked for it, the buyer had paid twice, or the buyer had erased their data before the payment came. `null` for refunds made at Stripe, and for anything else.',
      example: 'CREATOR',
    }),
    reason: z.string().nullable().openapi({
      description:
        "Of a refund, what its creator noted. Of a dispute, what the buyer's bank says, in Stripe's terms.",
      example: 'Bought by mistake',
    }),
    dueBy: Timestamp.nullable().openapi({
      description: 'Of a dispute: until when the bank takes a response; `null` if it takes none.',
      example: moments.weeksLater,
    }),
    happenedAt: Timestamp.openapi({
      description: 'When it happened at Stripe, or was asked for here.',
      example: moments.sold,
    }),
  })
  .openapi('LedgerEntry', { description: 'A charge, refund or dispute, as Stripe last reported it.' })

const SaleMail = z
  .object({
    id: Id('mail').openapi({
      description: 'Id of the email; part of its `Message-ID`.',
      example: exampleId('mail'),
    }),
    kind: z
      .enum([
        'PURCHASE_CONFIRMED',
        'RECEIPT_RESENT',
        'ACCESS_GRANTED',
        'PURCHASE_REFUNDED',
        'REFUND_FAILED',
        'DISPUTE_OPENED',
        'DISPUTE_CLOSED',
        'SALE_MADE',
        'SALE_REFUNDED',
      ])
      .openapi({ description: 'What it says.', example: 'PURCHASE_CONFIRMED' }),
    audience: z.enum(['BUYER', 'SELLER']).openapi({
      description: 'Whether it went to the buyer, or to someone who works on the handle.',
      example: 'BUYER',
    }),
    email: Email.nullable().openapi({
      description:
        'The address it goes to; `null` once a buyer has erased their data, or someone no longer works on the handle. Tokens see only addresses of buyers.',
      example: shop.buyer.email,
    }),
    outcome: z.enum(['PENDING', 'SENT', 'REFUSED', 'UNWANTED', 'GIVEN_UP']).openapi({
      description:
        '`PENDING`: it waits, or is being tried again. `SENT`: a mail server took it. `REFUSED`: the mail server said no. `UNWANTED`: there was no longer a reason to send it. `GIVEN_UP`: no mail server took it for days.',
      example: 'SENT',
    }),
    createdAt: Timestamp.openapi({
      description: 'When it was written.',
      example: moments.sold,
    }),
    finishedAt: Timestamp.nullable().openapi({
      description: 'When `outcome` was known; `null` while it is `PENDING`.',
      example: moments.minutesLater,
    }),
  })
  .openapi('SaleMail', { description: 'An email about a sale: to whom, and what became of it.' })

const CheckoutAttempt = z
  .object({
    attempt: z.number().int().openapi({ description: 'Counts from 1.', example: 1 }),
    status: z.enum(['OPEN', 'COMPLETE', 'EXPIRED']).openapi({
      description: "State of the attempt's Checkout Session.",
      example: 'COMPLETE',
    }),
    checkoutSessionId: z.string().nullable().openapi({
      description: "Stripe's id of the session; `null` if none was opened.",
      example: shop.checkoutSession,
    }),
    price: described(Money, 'What it was to cost.'),
    createdAt: Timestamp.openapi({ description: 'When it began.', example: moments.signedIn }),
    expiresAt: Timestamp.openapi({
      description: 'Until when it could be paid.',
      example: moments.hourLater,
    }),
  })
  .openapi('CheckoutAttempt', { description: 'One attempt of a buyer to pay.' })

const SaleDetail = z
  .object({
    ...saleMembers,
    ledger: z.array(LedgerEntry).openapi({
      description: 'The charge with its refunds and disputes, oldest first; empty for a grant.',
    }),
    mails: z.array(SaleMail).openapi({
      description: 'Emails to the buyer, and to those who work on the handle, newest first; 100 at most.',
    }),
    attempts: z.array(CheckoutAttempt).openapi({
      description: 'How often the buyer began to pay, newest first; 100 at most.',
    }),
  })
  .openapi('SaleDetail', { description: 'A sale with everything that is known about it.' })

/** What is true of every operation about the sales of a handle. */
export const ofHandle = {
  auth: { subject: 'account', role: 'CREATOR' },
  params: z.object({ handle: HandleName }),
  notFound: 'handle_not_found',
} as const

const ofOneSale = {
  ...ofHandle,
  params: z.object({
    handle: HandleName,
    purchaseId: Id('purchase').openapi({ description: '`id` of the sale.' }),
  }),
  notFound: 'purchase_not_found',
} as const

const CSV_EXAMPLE = [
  'purchase_id,page,page_title,visitor_id,email,status,has_access,price,refunded,currency,purchased_at',
  `${exampleId('purchase')},${shop.premium.slug},${shop.premium.title},${exampleId('visitor')},${shop.buyer.email},PAID,true,25.00,,usd,${moments.sold}`,
  '',
].join('\r\n')

/** What creators see of the sales of their handle; part of the area `checkout`. */
export const sales = defineOperations({
  listSales: {
    ...ofHandle,
    method: 'get',
    path: '/v2/handles/{handle}/sales',
    summary: 'List the sales of a handle',
    description:
      'Lists the sales of a handle, newest first: purchases and grants of all its pages, including ended ones. Filters can be combined. With `Accept: text/csv` it returns all that match as one file, ignoring `limit` and `cursor`, with amounts as decimal numbers.',
    query: ListQuery.extend({
      email: Email.optional().openapi({
        description: 'Only sales to the person with this address.',
        example: shop.buyer.email,
      }),
      visitorId: text(100, 1)
        .optional()
        .openapi({
          description: 'Only sales to this person, including after they erased their address.',
          example: exampleId('visitor'),
        }),
      page: PageSlug.optional().openapi({
        description: 'Only sales of the page with this slug, in whatever state the page is.',
        example: shop.premium.slug,
      }),
      status: described(SaleStatus, 'Only sales that stand there.').optional(),
      currency: z
        .string()
        .regex(/^[A-Za-z]{3}$/, 'must be a currency, such as usd')
        .toLowerCase()
        .optional()
        .openapi({
          description: 'Only sales that were paid in this currency (ISO 4217); grants have none.',
          example: 'usd',
        }),
      from: judgedLater(Moment, 'must not be after `to`').optional().openapi({
        description: 'Only sales made at this time or later (RFC 3339).',
        example: '2026-11-01T00:00:00Z',
      }),
      to: Moment.optional().openapi({
        description: 'Only sales made before this time (RFC 3339).',
        example: '2026-12-01T00:00:00Z',
      }),
    }),
    success: {
      200: {
        description: 'The sales.',
        body: listOf(Sale).openapi('SaleList', { description: 'Sales of a handle.' }),
        csv: true,
        csvExample: CSV_EXAMPLE,
      },
    },
    errors: ['invalid_request'],
    limits: { account: '120/1m' },
  },
  getSale: {
    ...ofOneSale,
    method: 'get',
    path: '/v2/handles/{handle}/sales/{purchaseId}',
    summary: 'Get a sale',
    description:
      'Returns a sale with its charge, refunds and disputes, the emails that were sent about it, and the attempts to pay.',
    success: {
      200: {
        description: 'The sale.',
        body: SaleDetail,
        example: { ledger: [{ cause: null, reason: null, dueBy: null }] },
      },
    },
    errors: ['purchase_not_found'],
    limits: controlReads,
  },
  resendReceipt: {
    ...ofOneSale,
    method: 'post',
    path: '/v2/handles/{handle}/sales/{purchaseId}/receipt',
    summary: 'Send a receipt again',
    description: `Emails the buyer another receipt for what they paid, as it stands now. At most ${RECEIPTS_PER_DAY} are sent for one purchase within 24 hours. \`getSale\` shows what became of it.`,
    success: { 202: { description: 'The receipt is on its way.', body: SaleMail } },
    errors: ['purchase_not_found', 'receipt_unavailable', 'rate_limited'],
    limits: { account: '60/1m' },
    idempotency: 'transaction',
  },
})
