import type { WebhookEventData, WebhookEventType } from '@latchkey/contract'
import type { Trx } from '../../platform/database/connect.ts'
import { newId } from '../../platform/ids.ts'
import { enqueueWebhook } from './queries.ts'

/** Something that happened on a handle. */
export interface Happening<T extends WebhookEventType> {
  readonly handleId: string
  readonly type: T
  readonly now: Date
  /** What to tell of it; asked for only when somebody listens. */
  readonly data: () => Promise<WebhookEventData<T>> | WebhookEventData<T>
}

/** Has the handle's webhook endpoints told, in the transaction of what happened: a delivery and a job for each. */
export async function announce<T extends WebhookEventType>(
  trx: Trx,
  { handleId, type, now, data }: Happening<T>,
): Promise<void> {
  const endpoints = await trx
    .selectFrom('webhook_endpoints')
    .select(['id', 'events'])
    .where('handle_id', '=', handleId)
    .where('disabled_at', 'is', null)
    // One that is deleted meanwhile drops out here, instead of failing what happened.
    .forKeyShare()
    .execute()
  const listening = endpoints.filter(({ events }) => events.includes(type))
  if (listening.length === 0) return
  const payload = JSON.stringify({ type, timestamp: now.toISOString(), data: await data() })
  for (const endpoint of listening) {
    const id = newId('webhookDelivery')
    await trx
      .insertInto('webhook_deliveries')
      .values({
        id,
        endpoint_id: endpoint.id,
        type,
        payload,
        state: 'pending',
        attempt_after: now,
        created_at: now,
      })
      .execute()
    await enqueueWebhook(trx, { id, endpoint_id: endpoint.id })
  }
}
