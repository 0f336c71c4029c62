import { z } from '@hono/zod-openapi'
import { HandleName, Id, Money, orNull, PageSlug, Timestamp } from './schemas/primitives.ts'

const purchase = {
  handle: HandleName,
  pageId: Id('page'),
  pageSlug: PageSlug,
  purchaseId: Id('purchase'),
  visitorId: Id('visitor').openapi({
    description: 'The buyer. Their address is not sent along: `listBuyers` tells it to those who may know.',
  }),
  price: orNull(Money).openapi({ description: 'What was paid; `null` for access that was given.' }),
  hasAccess: z.boolean().openapi({ description: 'Whether the purchase gave access after this.' }),
}

const groupBuy = z.object({
  handle: HandleName,
  groupBuyId: Id('groupBuy'),
  groupBuySlug: PageSlug,
  targetQuantity: z.number().int(),
  interestedQuantity: z.number().int(),
  people: z.number().int(),
})

/** What each event tells, under `data`. */
const eventData = {
  'purchase.completed': {
    summary: 'A page was purchased',
    description: 'Once for each purchase, when its payment succeeded.',
    name: 'PurchaseCompletedEvent',
    data: z.object(purchase),
  },
  'purchase.refunded': {
    summary: 'A purchase was refunded',
    description:
      'Once for each refund, in part or in full, whether you made it or Stripe did. A full one also ends access: `access.revoked`.',
    name: 'PurchaseRefundedEvent',
    data: z.object({
      ...purchase,
      refund: z.object({ id: Id('refund'), status: z.string(), amount: Money }),
      totalRefunded: Money,
    }),
  },
  'purchase.disputed': {
    summary: 'A payment was disputed',
    description:
      'Once for each chargeback. Access is suspended until it is decided; inquiries, which move no money, are not told.',
    name: 'PurchaseDisputedEvent',
    data: z.object({
      ...purchase,
      dispute: z.object({
        id: Id('dispute'),
        status: z.string().openapi({ description: "Stripe's word for where it stands." }),
        amount: Money,
      }),
    }),
  },
  'access.revoked': {
    summary: 'A visitor lost access to a page',
    description:
      'Whenever a purchase or a grant stops giving access for good. If a refund fails afterwards, access returns; a later end is told again.',
    name: 'AccessRevokedEvent',
    data: z.object({
      ...purchase,
      reason: z
        .enum(['REFUNDED', 'REVOKED'])
        .openapi({ description: '`REVOKED`: one of your people took it back.' }),
    }),
  },
  'group_buy.target_reached': {
    summary: 'A group buy reached its target',
    description: 'Once for each group buy, when its target is first reached. It can be activated now.',
    name: 'GroupBuyTargetReachedEvent',
    data: groupBuy,
  },
  'group_buy.activated': {
    summary: 'A group buy was activated',
    description: 'Once for each group buy. The linked page is for sale from now on.',
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
      type: z.literal(type),
      timestamp: Timestamp.openapi({ description: 'When it happened; the same on every try.' }),
      data: eventData[type].data,
    })
    .openapi(eventData[type].name, { description: eventData[type].summary })

/** Every event with the schema of its body, for `webhooks` of the OpenAPI document and for tests. */
export const webhookEvents = webhookEventTypes.map((type) => ({
  type,
  summary: eventData[type].summary,
  description: eventData[type].description,
  body: eventSchema(type),
}))
