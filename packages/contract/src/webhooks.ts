import { z } from '@hono/zod-openapi'
import { moments, shop } from './example-shop.ts'
import { controlReads, controlWrites } from './limits.ts'
import { defineOperations } from './route.ts'
import {
  described,
  exampleId,
  HandleName,
  Id,
  ListQuery,
  listOf,
  Timestamp,
  text,
  WEB_URL,
} from './schemas/primitives.ts'
import { distinct, judgedLater } from './schemas/rules.ts'
import { webhookEventTypes } from './webhook-events.ts'

/** Endpoints that one handle can have. */
export const MAX_WEBHOOK_ENDPOINTS = 10
/** Seconds that an endpoint has for its answer. */
export const WEBHOOK_TIMEOUT_SECONDS = 10
/** Seconds from each try that failed to the next; together just under three days. */
export const WEBHOOK_RETRY_SECONDS = [
  5,
  5 * 60,
  30 * 60,
  2 * 3600,
  5 * 3600,
  10 * 3600,
  14 * 3600,
  17 * 3600,
  23 * 3600,
] as const
/** Tries of one delivery. */
export const WEBHOOK_TRIES = WEBHOOK_RETRY_SECONDS.length + 1
/** Deliveries in a row that fail, each after all its tries, until their endpoint is disabled. */
export const WEBHOOK_FAILURES_ALLOWED = 10
/** Days for which deliveries are kept, and can be replayed. */
export const WEBHOOK_DELIVERY_DAYS = 30

const EventType = z.enum(webhookEventTypes).openapi('WebhookEventType', {
  description: 'What can happen; the bodies are under `webhooks` in this document.',
  example: 'purchase.completed',
})

const endpointMembers = {
  id: Id('webhookEndpoint'),
  url: z.string().openapi({
    description: 'Where events are sent to.',
    example: 'https://hooks.example.com/latchkey',
  }),
  events: z.array(EventType).openapi({
    description: 'The events it receives.',
    example: ['purchase.completed', 'access.revoked'],
  }),
  createdAt: Timestamp.openapi({ description: 'When the endpoint was added.', example: moments.updated }),
}

const WebhookEndpoint = z
  .object({
    ...endpointMembers,
    status: z.enum(['ENABLED', 'DISABLED']).openapi({
      description: `\`DISABLED\` after ${WEBHOOK_FAILURES_ALLOWED} failed deliveries in a row, or at once when it answers 410 (Gone): it receives nothing new until a replay to it succeeds.`,
    }),
    disabledAt: Timestamp.nullable().openapi({
      description: 'When it was disabled; `null` while it is enabled.',
      example: null,
    }),
  })
  .openapi('WebhookEndpoint', { description: 'A URL of yours that receives the events of a handle.' })

const CreatedWebhookEndpoint = z
  .object({
    endpoint: described(WebhookEndpoint, 'The endpoint, without its secret.'),
    secret: z.string().openapi({
      description: 'The secret for verifying signatures. It is shown only this once.',
      example: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYo=',
    }),
  })
  .openapi('CreatedWebhookEndpoint', { description: 'A new endpoint with its secret.' })

const sale = {
  type: 'purchase.completed',
  timestamp: moments.sold,
  data: {
    handle: shop.handle,
    pageId: exampleId('page'),
    pageSlug: shop.premium.slug,
    purchaseId: exampleId('purchase'),
    visitorId: exampleId('visitor'),
    price: shop.premium.price,
    hasAccess: true,
  },
}

const WebhookDelivery = z
  .object({
    id: Id('webhookDelivery').openapi({
      description: '`webhook-id` of every attempt; an id you have seen before is a repeat.',
    }),
    endpointId: Id('webhookEndpoint'),
    type: described(EventType, 'Which event it carries.'),
    status: z.enum(['PENDING', 'DELIVERED', 'FAILED']).openapi({
      description: '`PENDING`: another attempt will follow. `FAILED`: none will, unless you replay it.',
      example: 'DELIVERED',
    }),
    tries: z.number().int().openapi({
      description: 'Completed attempts, since the last replay if any.',
      example: 1,
    }),
    nextTryAt: Timestamp.nullable().openapi({
      description: 'When the next attempt is due; `null` if none is.',
      example: null,
    }),
    lastTryAt: Timestamp.nullable().openapi({
      description: 'When it was last attempted; `null` before the first attempt.',
    }),
    responseStatus: z.number().int().nullable().openapi({
      description: 'Status the endpoint last returned; `null` if there was no response.',
      example: 200,
    }),
    problem: z
      .string()
      .nullable()
      .openapi({ description: 'Why the last attempt failed; `null` if it did not.', example: null }),
    payload: z.string().openapi({
      description: 'The body, byte for byte as it is signed and sent.',
      example: JSON.stringify(sale),
    }),
    createdAt: Timestamp.openapi({ description: 'When the event happened.' }),
  })
  .openapi('WebhookDelivery', { description: 'An event on its way to an endpoint.' })

const operator = { auth: { subject: 'account', role: 'OPERATOR' } } as const
const handleParams = z.object({ handle: HandleName })
const endpointParams = handleParams.extend({
  webhookEndpointId: Id('webhookEndpoint').openapi({ description: 'Which endpoint, by its `id`.' }),
})

export const webhooks = defineOperations({
  listWebhookEndpoints: {
    ...operator,
    method: 'get',
    path: '/v2/handles/{handle}/webhooks',
    summary: 'List webhook endpoints',
    description: `Lists the webhook endpoints of the handle, newest first; at most ${MAX_WEBHOOK_ENDPOINTS}.`,
    params: handleParams,
    notFound: 'handle_not_found',
    query: ListQuery,
    success: {
      200: {
        description: 'The endpoints.',
        body: listOf(WebhookEndpoint).openapi('WebhookEndpointList', {
          description: 'Webhook endpoints of a handle.',
        }),
      },
    },
    errors: [],
    limits: controlReads,
  },
  createWebhookEndpoint: {
    ...operator,
    method: 'post',
    path: '/v2/handles/{handle}/webhooks',
    summary: 'Add a webhook endpoint',
    description: `Adds a URL that events are sent to, signed with the Standard Webhooks scheme (\`webhook-id\`, \`webhook-timestamp\`, \`webhook-signature\`). Any 2xx within ${WEBHOOK_TIMEOUT_SECONDS} seconds counts as received; redirects are not followed. Otherwise there are ${WEBHOOK_TRIES} attempts over three days. Events may arrive twice, and in any order. The secret is shown once.`,
    params: handleParams,
    notFound: 'handle_not_found',
    body: z
      .strictObject({
        url: judgedLater(
          text(2000, 1),
          'must be an https URL on a public address, without user name, password or fragment',
        ).openapi({
          pattern: WEB_URL,
          description: 'https, on a public address, without user name, password or fragment.',
          example: 'https://hooks.example.com/latchkey',
        }),
        events: distinct(
          z.array(EventType).min(1).max(webhookEventTypes.length),
          'must not name an event twice',
        ).openapi({
          description: 'The events it receives.',
          example: ['purchase.completed', 'access.revoked'],
        }),
      })
      .openapi('WebhookEndpointRequest', { description: 'Where to send which events.' }),
    success: { 201: { description: 'The endpoint, and its secret.', body: CreatedWebhookEndpoint } },
    errors: ['invalid_request', 'too_many_webhook_endpoints'],
    limits: controlWrites,
    idempotency: 'transaction',
  },
  deleteWebhookEndpoint: {
    ...operator,
    method: 'delete',
    path: '/v2/handles/{handle}/webhooks/{webhookEndpointId}',
    summary: 'Delete a webhook endpoint',
    description: 'Deletes a webhook endpoint and its deliveries. Nothing more is sent to it.',
    params: endpointParams,
    notFound: 'webhook_endpoint_not_found',
    success: { 204: { description: 'The endpoint is deleted.', empty: true } },
    errors: ['webhook_endpoint_not_found'],
    limits: controlWrites,
    idempotency: 'transaction',
  },
  listWebhookDeliveries: {
    ...operator,
    method: 'get',
    path: '/v2/handles/{handle}/webhooks/{webhookEndpointId}/deliveries',
    summary: 'List deliveries to an endpoint',
    description: `Lists what was sent, or will be sent, to a webhook endpoint, newest first. Deliveries are kept for ${WEBHOOK_DELIVERY_DAYS} days.`,
    params: endpointParams,
    notFound: 'webhook_endpoint_not_found',
    query: ListQuery,
    success: {
      200: {
        description: 'The deliveries.',
        body: listOf(WebhookDelivery).openapi('WebhookDeliveryList', {
          description: 'Deliveries to a webhook endpoint.',
        }),
      },
    },
    errors: ['webhook_endpoint_not_found'],
    limits: controlReads,
  },
  replayWebhookDelivery: {
    ...operator,
    method: 'post',
    path: '/v2/handles/{handle}/webhooks/{webhookEndpointId}/deliveries/{deliveryId}/replay',
    summary: 'Replay a delivery',
    description:
      'Sends a delivery to a webhook endpoint again now, whatever its outcome, with the same `webhook-id` and a full set of attempts. If it succeeds, a disabled endpoint is enabled.',
    params: endpointParams.extend({
      deliveryId: Id('webhookDelivery').openapi({ description: 'Which delivery, by its `webhook-id`.' }),
    }),
    notFound: 'webhook_delivery_not_found',
    success: {
      202: {
        description: 'It is on its way.',
        body: WebhookDelivery,
        example: {
          status: 'PENDING',
          tries: 0,
          nextTryAt: moments.hourLater,
        },
      },
    },
    errors: ['webhook_delivery_not_found'],
    limits: controlWrites,
    idempotency: 'transaction',
  },
})
