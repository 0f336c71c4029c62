import type { Cursor } from '@latchkey/contract'
import { sql } from 'kysely'
import { handleOrigin } from '../../platform/config.ts'
import type { DbOrTransaction } from '../../platform/database/connect.ts'
import type { Deps } from '../../platform/deps.ts'
import { paths } from '../../platform/html/paths.ts'
import type { VisitorSubject } from '../../platform/http/operation.ts'
import { readCursor, toPage } from '../../platform/pagination.ts'

/** The group buys that a visitor takes part in, newest first; a bound session sees its handle only. */
export async function listInterestsOf(
  { db, config }: Deps,
  visitor: Pick<VisitorSubject, 'visitorId' | 'boundHandle'>,
  list: { limit: number; cursor?: Cursor | undefined },
) {
  const after = readCursor(list.cursor)
  const at = sql.ref<Date>('interest.created_at')
  let query = db
    .selectFrom('group_buy_interests as interest')
    .innerJoin('group_buys as group_buy', 'group_buy.id', 'interest.group_buy_id')
    .innerJoin('handles as handle', 'handle.id', 'group_buy.handle_id')
    .select([
      'interest.id',
      'interest.quantity',
      'interest.created_at as createdAt',
      'interest.updated_at as updatedAt',
      'group_buy.id as groupBuyId',
      'group_buy.slug as groupBuySlug',
      'group_buy.title',
      'group_buy.state',
      'group_buy.interested_quantity as interestedQuantity',
      'group_buy.target_quantity as targetQuantity',
      'group_buy.deadline',
      'handle.name as handle',
    ])
    .where('interest.visitor_id', '=', visitor.visitorId)
    .where('group_buy.state', '!=', 'DRAFT')
    .$narrowType<{ state: 'PUBLISHED' | 'PAUSED' | 'ACTIVATED' | 'CLOSED' }>()
  if (visitor.boundHandle) query = query.where('handle.id', '=', visitor.boundHandle.id)
  if (after) query = query.where(sql<boolean>`(${at}, interest.id) < (${after.at}, ${after.id})`)
  const rows = await query
    .orderBy(at, 'desc')
    .orderBy('interest.id', 'desc')
    .limit(list.limit + 1)
    .execute()
  return toPage(
    rows,
    list.limit,
    ({ createdAt, id }) => ({ at: createdAt, id }),
    ({ id: _, createdAt, updatedAt, deadline, ...row }) => ({
      ...row,
      url: `${handleOrigin(config, row.handle)}${paths.groupBuy(row.groupBuySlug)}`,
      deadline: deadline?.toISOString() ?? null,
      createdAt: createdAt.toISOString(),
      updatedAt: updatedAt.toISOString(),
    }),
  )
}

/** How many the visitor wants of each of these group buys, where they want any. */
export async function readQuantities(
  { db }: Deps,
  visitorId: string,
  groupBuyIds: readonly string[],
): Promise<Map<string, number>> {
  if (groupBuyIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('group_buy_interests')
    .select(['group_buy_id', 'quantity'])
    .where('visitor_id', '=', visitorId)
    .where('group_buy_id', 'in', groupBuyIds)
    .execute()
  return new Map(rows.map((row) => [row.group_buy_id, row.quantity]))
}

/** Everything that the visitor wants to take part in, newest first. */
export const findInterestsOf = (db: DbOrTransaction, visitorId: string) =>
  db
    .selectFrom('group_buy_interests as interest')
    .innerJoin('group_buys as group_buy', 'group_buy.id', 'interest.group_buy_id')
    .innerJoin('handles as handle', 'handle.id', 'group_buy.handle_id')
    .select([
      'handle.name as handle',
      'group_buy.slug as groupBuySlug',
      'interest.quantity',
      'interest.created_at as createdAt',
    ])
    .where('interest.visitor_id', '=', visitorId)
    .orderBy('interest.created_at', 'desc')
    .execute()
