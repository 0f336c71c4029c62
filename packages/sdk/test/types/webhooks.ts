// Compiled by the type check of `npm test`, never run: what is known of events.
import { signWebhook, verifyWebhook, type WebhookEvent } from '../../src/webhooks.ts'

declare const request: Request
declare const node: { headers: { [name: string]: string | string[] | undefined }; body: string }

/** A switch over every event needs no default. */
export function exhaustive(event: WebhookEvent): string {
  event.id satisfies string
  event.timestamp satisfies string
  switch (event.type) {
    case 'purchase.completed':
      return event.data.visitorId
    case 'purchase.refunded':
      event.data.refund.amount.amount satisfies number
      return event.data.refund.id
    case 'purchase.disputed':
      return event.data.dispute.status
    case 'access.revoked':
      'invented_tomorrow' satisfies typeof event.data.reason
      return event.data.reason
    case 'group_buy.target_reached':
    case 'group_buy.activated':
      return event.data.groupBuySlug
    case 'unknown':
      event.data satisfies unknown
      // @ts-expect-error nothing is known of it
      event.data.handle
      return event.rawType
  }
}

export async function inputs() {
  await verifyWebhook(request, 'whsec_a')
  await verifyWebhook(node, ['whsec_a', 'whsec_b'], { toleranceSeconds: 60, now: () => 0 })
  await verifyWebhook({ headers: request.headers, body: await request.arrayBuffer() }, 'whsec_a')
  // @ts-expect-error it is parsed
  await verifyWebhook({ headers: request.headers, body: JSON.parse('{}') as object }, 'whsec_a')
  // @ts-expect-error there is no secret
  await verifyWebhook(request)
  // @ts-expect-error no such event; as text it could be sent
  await signWebhook({ type: 'page.liked', timestamp: '', data: {} }, 'whsec_a')
}
