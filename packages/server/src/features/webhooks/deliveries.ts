import type { Cursor } from '@latchkey/contract'
import { type Caller, recordAudit } from '../../platform/audit.ts'
import { inTransaction } from '../../platform/database/transaction.ts'
import type { Deps } from '../../platform/deps.ts'
import { type Failure, fail } from '../../platform/failure.ts'
import { readCursor, toPage } from '../../platform/pagination.ts'
import { type DeliveryRow, enqueueWebhook, findDeliveries, findEndpoint } from './queries.ts'

const statuses = { pending: 'PENDING', delivered: 'DELIVERED', failed: 'FAILED' } as const

/** A delivery as the creators of its handle see it. */
const presentDelivery = (row: DeliveryRow) => ({
  id: row.id,
  endpointId: row.endpoint_id,
  type: row.type,
  status: statuses[row.state],
  tries: row.tries,
  nextTryAt: row.state === 'pending' ? row.attempt_after.toISOString() : null,
  lastTryAt: row.last_try_at?.toISOString() ?? null,
  responseStatus: row.response_status,
  problem: row.problem,
  payload: row.payload,
  createdAt: row.created_at.toISOString(),
})

type Delivery = ReturnType<typeof presentDelivery>

export async function listDeliveries(
  { db }: Deps,
  handleId: string,
  endpointId: string,
  { limit, cursor }: { limit: number; cursor?: Cursor | undefined },
): Promise<{ items: Delivery[]; nextCursor: string | null } | Failure<'webhook_endpoint_not_found'>> {
  if (!(await findEndpoint(db, handleId, endpointId))) return fail('webhook_endpoint_not_found')
  const rows = await findDeliveries(db, endpointId, { after: readCursor(cursor), limit: limit + 1 })
  return toPage(rows, limit, ({ created_at: at, id }) => ({ at, id }), presentDelivery)
}

/** Sends a delivery again, now and with all its tries, whatever became of it. */
export async function replayDelivery(
  { db, clock }: Deps,
  caller: Caller,
  { webhookEndpointId, deliveryId }: { webhookEndpointId: string; deliveryId: string },
): Promise<Delivery | Failure<'webhook_delivery_not_found'>> {
  const now = clock.now()
  return await inTransaction(db, async (trx) => {
    const delivery = await trx
      .updateTable('webhook_deliveries as delivery')
      .from('webhook_endpoints as endpoint')
      .set({ state: 'pending', tries: 0, attempt_after: now, leased_by: null })
      .where('delivery.id', '=', deliveryId)
      .where('delivery.endpoint_id', '=', webhookEndpointId)
      .whereRef('endpoint.id', '=', 'delivery.endpoint_id')
      .where('endpoint.handle_id', '=', caller.handleId)
      .returningAll('delivery')
      .executeTakeFirst()
    if (!delivery) return fail('webhook_delivery_not_found')
    await enqueueWebhook(trx, delivery)
    const to = { webhookEndpointId, webhookDeliveryId: delivery.id, type: delivery.type }
    await recordAudit(trx, { ...caller, action: 'webhook_delivery.replayed', to, now })
    return presentDelivery(delivery)
  })
}
