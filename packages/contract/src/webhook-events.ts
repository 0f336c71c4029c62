import { z } from '@hono/zod-openapi'
import { HandleName, Id, Money, orNull, PageSlug, Timestamp } from './schemas/primitives.ts'

const purchase = {
  handle: HandleName,
  pageId: Id('page'),
  pageSlug: PageSlug,
  purchaseId: Id('purchase'),
  visitorId: Id('visitor').openapi({
    description: 'The buyer. Their address is not included; `listBuyers` returns it to those who may see it.',
  }),
  price: orNull(Money).openapi({ description: 'What was paid; `null` for access that was granted.' }),
  hasAccess: z.boolean().openapi({ description: 'Whether the purchase gives access after this event.' }),
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
    description: 'Sent once for each purchase, when its payment succeeds.',
    name: 'PurchaseCompletedEvent',
    data: z.object(purchase),
  },
  'purchase.refunded': {
    summary: 'A purchase was refunded',
    description:
      'Sent once for each refund, partial or full, whether you made it or Stripe did. A full refund also ends access: `access.revoked`.',
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
      'Sent once for each chargeback. Access is suspended until it is decided. Inquiries, which move no money, are not reported.',
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
      'Sent whenever a purchase or a grant permanently stops giving access. If a refund fails afterwards, access returns, and a later end is sent again.',
    name: 'AccessRevokedEvent',
    data: z.object({
      ...purchase,
      reason: z
        .enum(['REFUNDED', 'REVOKED'])
        .openapi({ description: '`REVOKED`: someone on your team revoked it.' }),
    }),
  },
  'group_buy.target_reached': {
    summary: 'A group buy reached its target',
    description: 'Sent once for each group buy, when its target is first reached. It can now be activated.',
    name: 'GroupBuyTargetReachedEvent',
    data: groupBuy,
  },
  'group_buy.activated': {
    summary: 'A group buy was activated',
    description: 'Sent once for each group buy. The linked page is on sale from now on.',
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
      timestamp: Timestamp.openapi({ description: 'When it happened; the same on every attempt.' }),
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
