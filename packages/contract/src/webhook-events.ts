import { z } from '@hono/zod-openapi'
import { moments, shop } from './example-shop.ts'
import { described, HandleName, Id, Money, orNull, PageSlug, Timestamp } from './schemas/primitives.ts'

const purchase = {
  handle: HandleName,
  pageId: Id('page'),
  pageSlug: PageSlug,
  purchaseId: Id('purchase'),
  visitorId: Id('visitor').openapi({
    description: 'The buyer. Their address is not included; `listBuyers` returns it to those who may see it.',
  }),
  price: orNull(Money).openapi({ description: 'What was paid; `null` for access that was granted.' }),
  hasAccess: z
    .boolean()
    .openapi({ description: 'Whether the purchase gives access after this event.', example: true }),
}

const groupBuy = z.object({
  handle: HandleName,
  groupBuyId: Id('groupBuy'),
  groupBuySlug: PageSlug.openapi({
    description: "The group buy's name in its URL.",
    example: shop.groupBuy.slug,
  }),
  targetQuantity: z.number().int().openapi({
    description: 'Total quantity needed before it can be activated.',
    example: shop.groupBuy.targetQuantity,
  }),
  interestedQuantity: z
    .number()
    .int()
    .openapi({ description: 'Total quantity that visitors want.', example: 10 }),
  people: z.number().int().openapi({ description: 'How many visitors are interested.', example: 6 }),
})

/** What each event tells, under `data`. */
const eventData = {
  'purchase.completed': {
    summary: 'A page was purchased',
    description: 'Reports a payment for a page, once, when it succeeds.',
    name: 'PurchaseCompletedEvent',
    data: z.object(purchase),
  },
  'purchase.refunded': {
    summary: 'A purchase was refunded',
    description:
      'Reports a refund, partial or full, once, whether you made it or Stripe did. A full refund also ends access: `access.revoked`.',
    name: 'PurchaseRefundedEvent',
    data: z.object({
      ...purchase,
      refund: z
        .object({
          id: Id('refund'),
          status: z
            .string()
            .openapi({ description: "Stripe's word for where it stands.", example: 'succeeded' }),
          amount: described(Money, 'How much this refund gives back.'),
        })
        .openapi({ description: 'The refund that this event is about.' }),
      totalRefunded: described(Money, 'What all refunds of the purchase add up to.'),
    }),
    example: { timestamp: moments.refunded, data: { hasAccess: false } },
  },
  'purchase.disputed': {
    summary: 'A payment was disputed',
    description:
      'Reports a chargeback, once, when the bank opens it. Access is suspended until it is decided. Inquiries, which move no money, are not reported.',
    name: 'PurchaseDisputedEvent',
    data: z.object({
      ...purchase,
      dispute: z
        .object({
          id: Id('dispute'),
          status: z
            .string()
            .openapi({ description: "Stripe's word for where it stands.", example: 'needs_response' }),
          amount: described(Money, 'How much the bank took back.'),
        })
        .openapi({ description: 'The chargeback that this event is about.' }),
    }),
    example: { timestamp: moments.weeksLater, data: { hasAccess: false } },
  },
  'access.revoked': {
    summary: 'A visitor lost access to a page',
    description:
      'Reports that a purchase or a grant has permanently stopped giving access, each time. If a refund fails afterwards, access returns, and a later end is sent again.',
    name: 'AccessRevokedEvent',
    data: z.object({
      ...purchase,
      reason: z
        .enum(['REFUNDED', 'REVOKED'])
        .openapi({ description: '`REVOKED`: someone on your team revoked it.' }),
    }),
    example: { timestamp: moments.refunded, data: { hasAccess: false } },
  },
  'group_buy.target_reached': {
    summary: 'A group buy reached its target',
    description: 'Reports, once, that a group buy has reached its target. It can now be activated.',
    name: 'GroupBuyTargetReachedEvent',
    data: groupBuy,
  },
  'group_buy.activated': {
    summary: 'A group buy was activated',
    description: 'Reports, once, that a group buy was activated. The linked page is on sale from now on.',
    name: 'GroupBuyActivatedEvent',
    data: groupBuy,
  },
} as const

export type WebhookEventType = keyof typeof eventData

/** Everything that webhook endpoints can be told of. */
export const webhookEventTypes = Object.keys(eventData) as [WebhookEventType, ...WebhookEventType[]]

/** `data` of an event of this type. */
export type WebhookEventData<T extends WebhookEventType> = z.output<(typeof eventData)[T]['data']>

/** The whole body of an event of this type. */
const eventSchema = (type: WebhookEventType) =>
  z
    .object({
      type: z.literal(type).openapi({ description: 'Which event it is.' }),
      timestamp: Timestamp.openapi({ description: 'When it happened; the same on every attempt.' }),
      data: eventData[type].data.openapi({ description: 'What the event is about.' }),
    })
    .openapi(eventData[type].name, { description: eventData[type].summary })

/** Every event with the schema of its body, for `webhooks` of the OpenAPI document and for tests. */
export const webhookEvents = webhookEventTypes.map((type) => ({
  type,
  summary: eventData[type].summary,
  description: eventData[type].description,
  body: eventSchema(type),
  example: 'example' in eventData[type] ? eventData[type].example : undefined,
}))
