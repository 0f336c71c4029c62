import { z } from '@hono/zod-openapi'
import { controlReads } from './limits.ts'
import { defineOperations } from './route.ts'
import { HandleName, Timestamp } from './schemas/primitives.ts'

const SalesFigures = z
  .object({
    currency: z.string().openapi({ description: 'What buyers paid in (ISO 4217).', example: 'usd' }),
    settlementCurrency: z.string().openapi({
      description: 'What Stripe transfers in; `refunds` is in it.',
      example: 'usd',
    }),
    sales: z.number().int().openapi({ description: 'How many payments.', example: 3 }),
    charged: z.number().int().openapi({
      description: 'What buyers paid, in the smallest unit of `currency`.',
      example: 7500,
    }),
    refunds: z.number().int().openapi({
      description:
        'What was refunded to buyers, less what came back because a refund failed, in the smallest unit of `settlementCurrency`.',
      example: 2500,
    }),
  })
  .openapi('SalesFigures', { description: 'Sales and refunds of a period in one pair of currencies.' })

const SalesPeriod = z
  .object({
    from: Timestamp.openapi({
      description: 'When it began, in UTC; it has not ended yet.',
      example: '2026-11-01T00:00:00.000Z',
    }),
    figures: z.array(SalesFigures).openapi({
      description: 'One entry for each pair of currencies; empty if nothing happened.',
    }),
  })
  .openapi('SalesPeriod', { description: 'What was sold and refunded since a point in time.' })

const AttentionItem = z
  .object({
    kind: z
      .enum([
        'dispute_open',
        'refund_failed',
        'connect_incomplete',
        'connect_requirements_due',
        'webhook_endpoint_disabled',
        'support_report_open',
      ])
      .openapi({
        description:
          '`dispute_open`: a bank waits for an answer about a payment; send us what shows that the buyer got the page. `refund_failed`: a refund of the last 30 days did not reach its buyer; refund it again. `connect_incomplete`: Stripe is not connected, or its form is not finished, so nothing can be sold. `connect_requirements_due`: Stripe needs something before it accepts payments or pays out. `webhook_endpoint_disabled`: an endpoint failed for too long and no longer gets events. `support_report_open`: a problem that was reported for this handle is not resolved yet.',
        example: 'dispute_open',
      }),
    count: z.number().int().openapi({ description: 'How many there are.', example: 1 }),
    dueBy: Timestamp.nullable().openapi({
      description: 'When the first of them is due; `null` if nothing is.',
      example: '2026-12-04T23:59:59.000Z',
    }),
  })
  .openapi('AttentionItem', { description: 'Something that someone has to look at.' })

const HandleOverview = z
  .object({
    today: SalesPeriod,
    month: SalesPeriod,
    attention: z.array(AttentionItem).openapi({
      description: 'What needs attention, most urgent first; empty if nothing does.',
    }),
  })
  .openapi('HandleOverview', {
    description:
      'How a handle is doing: sales since midnight and since the first of the month (UTC), and what needs attention.',
  })

/** How a handle is doing at a glance; part of the area `handles`. */
export const summary = defineOperations({
  getHandleSummary: {
    method: 'get',
    path: '/v2/handles/{handle}/summary',
    summary: 'Get the summary of a handle',
    description:
      'Returns what was sold today and this month, and what needs attention. It counts like `getEarnings`: everything in the period in which it happened, so a sale of last month that is refunded today lowers today. Fees and payouts are not shown here.',
    auth: { subject: 'account', role: 'CREATOR' },
    params: z.object({ handle: HandleName }),
    notFound: 'handle_not_found',
    success: { 200: { description: 'The summary.', body: HandleOverview } },
    errors: [],
    limits: controlReads,
  },
})
