import type { Position } from '@latchkey/contract'
import { type Selectable, sql } from 'kysely'
import type { DbOrTransaction, Trx } from '../../platform/database/connect.ts'
import type { Database } from '../../platform/database/schema.ts'
import { enqueue } from '../../platform/jobs.ts'

export type EndpointRow = Selectable<Database['webhook_endpoints']>
export type DeliveryRow = Selectable<Database['webhook_deliveries']>

/**
 * Adds the job of a delivery, now or at `runAt`. A delivery has one such job waiting at most, and an endpoint one that
 * runs, so that one that is slow keeps no other waiting.
 */
export const enqueueWebhook = (
  db: DbOrTransaction,
  { id: deliveryId, endpoint_id: queue }: Pick<DeliveryRow, 'id' | 'endpoint_id'>,
  runAt?: Date,
): Promise<void> =>
  enqueue(
    db,
    'deliver_webhook',
    { deliveryId },
    // Tries that failed come after deliveries that were not tried yet.
    { key: deliveryId, queue, ...(runAt && { runAt, yields: true }) },
  )

/** Endpoints of a handle, newest first. */
export function findEndpoints(
  db: DbOrTransaction,
  handleId: string,
  list: { after: Position | null; limit: number },
): Promise<EndpointRow[]> {
  let query = db.selectFrom('webhook_endpoints').selectAll().where('handle_id', '=', handleId)
  if (list.after) query = query.where(sql<boolean>`(created_at, id) < (${list.after.at}, ${list.after.id})`)
  return query.orderBy('created_at', 'desc').orderBy('id', 'desc').limit(list.limit).execute()
}

/** An endpoint, if it is the handle's. */
export const findEndpoint = (db: DbOrTransaction, handleId: string, endpointId: string) =>
  db
    .selectFrom('webhook_endpoints')
    .selectAll()
    .where('id', '=', endpointId)
    .where('handle_id', '=', handleId)
    .executeTakeFirst()

/** Deliveries to an endpoint, newest first. */
export function findDeliveries(
  db: DbOrTransaction,
  endpointId: string,
  list: { after: Position | null; limit: number },
): Promise<DeliveryRow[]> {
  let query = db.selectFrom('webhook_deliveries').selectAll().where('endpoint_id', '=', endpointId)
  if (list.after) query = query.where(sql<boolean>`(created_at, id) < (${list.after.at}, ${list.after.id})`)
  return query.orderBy('created_at', 'desc').orderBy('id', 'desc').limit(list.limit).execute()
}

/** How many endpoints of a handle get nothing any more. */
export async function countDisabledEndpoints(db: DbOrTransaction, handleId: string): Promise<number> {
  const { count } = await db
    .selectFrom('webhook_endpoints')
    .select((select) => select.fn.countAll<number>().as('count'))
    .where('handle_id', '=', handleId)
    .where('disabled_at', 'is not', null)
    .executeTakeFirstOrThrow()
  return count
}

/** The endpoints of a handle, in the order in which they are locked. */
export const endpointsOf = (trx: Trx, handleId: string) =>
  trx.selectFrom('webhook_endpoints').select('id').where('handle_id', '=', handleId).orderBy('id')

/** Removes the endpoints of a handle with their deliveries. */
export const removeEndpoints = (trx: Trx, handleId: string) =>
  trx.deleteFrom('webhook_endpoints').where('handle_id', '=', handleId).execute()
