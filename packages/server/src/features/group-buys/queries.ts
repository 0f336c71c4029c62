import type { Position } from '@latchkey/contract'
import { sql } from 'kysely'
import type { DbOrTransaction, Trx } from '../../platform/database/connect.ts'
import { contactColumns, placeColumns } from '../../platform/seller.ts'
import { handleIdOf } from '../handles/service.ts'

const groupBuys = (db: DbOrTransaction) =>
  db
    .selectFrom('group_buys as group_buy')
    .innerJoin('handles as handle', 'handle.id', 'group_buy.handle_id')
    .leftJoin('pages as page', 'page.id', 'group_buy.page_id')
    .selectAll('group_buy')
    .select([
      'handle.name as handleName',
      'handle.display_name as handleDisplayName',
      'page.slug as pageSlug',
      ...contactColumns,
      ...placeColumns,
    ])

// The handle stands as a value in these: where it is joined, the planner does not see that this one has many group buys,
// and may look through all of them for one.

type HandleId = string | ReturnType<typeof handleIdOf>

/** A group buy by its names, in any state. */
export const findGroupBuy = (db: DbOrTransaction, handle: string, slug: string) =>
  findOwnGroupBuy(db, handleIdOf(db, handle), slug)

/** One of a handle's own, in any state. */
export const findOwnGroupBuy = (db: DbOrTransaction, handleId: HandleId, slug: string) =>
  groupBuys(db)
    .where('group_buy.handle_id', '=', handleId)
    .where('group_buy.slug', '=', slug)
    .executeTakeFirst()

export type GroupBuyRow = NonNullable<Awaited<ReturnType<typeof findOwnGroupBuy>>>

export const findGroupBuyById = (db: DbOrTransaction, id: string) =>
  groupBuys(db).where('group_buy.id', '=', id).executeTakeFirst()

interface List {
  readonly after: Position | null
  readonly limit: number
}

const newestFirst = (query: ReturnType<typeof groupBuys>, { after, limit }: List) => {
  const at = sql.ref<Date>('group_buy.created_at')
  const rest = after ? query.where(sql<boolean>`(${at}, group_buy.id) < (${after.at}, ${after.id})`) : query
  return rest.orderBy(at, 'desc').orderBy('group_buy.id', 'desc').limit(limit).execute()
}

/** All group buys of a handle, newest first. */
export const findOwnGroupBuys = (db: DbOrTransaction, handleId: string, list: List) =>
  newestFirst(groupBuys(db).where('group_buy.handle_id', '=', handleId), list)

/** Those of a handle that everybody may see, newest first. */
export const findPublicGroupBuys = (db: DbOrTransaction, handle: string, list: List) =>
  newestFirst(
    groupBuys(db)
      .where('group_buy.handle_id', '=', handleIdOf(db, handle))
      .where('group_buy.state', 'in', ['PUBLISHED', 'PAUSED', 'ACTIVATED']),
    list,
  )

/**
 * Locks a group buy until the transaction ends: every change of its interests or state passes here, or, by those who
 * work on the handle, through `lockOwnGroupBuy`.
 */
export const lockGroupBuy = (trx: Trx, handle: string, slug: string) =>
  lockOwnGroupBuy(trx, handleIdOf(trx, handle), slug)

export const lockOwnGroupBuy = (trx: Trx, handleId: HandleId, slug: string) =>
  trx
    .selectFrom('group_buys')
    .selectAll()
    .where('handle_id', '=', handleId)
    .where('slug', '=', slug)
    .forUpdate()
    .executeTakeFirst()

export type LockedGroupBuy = NonNullable<Awaited<ReturnType<typeof lockOwnGroupBuy>>>

export const findInterest = (db: DbOrTransaction, groupBuyId: string, visitorId: string) =>
  db
    .selectFrom('group_buy_interests')
    .selectAll()
    .where('group_buy_id', '=', groupBuyId)
    .where('visitor_id', '=', visitorId)
    .executeTakeFirst()

export type InterestRow = NonNullable<Awaited<ReturnType<typeof findInterest>>>

/** Interests with who they are of, newest first. */
export function findInterests(
  db: DbOrTransaction,
  groupBuyId: string,
  list: { after: Position | null; limit: number },
) {
  const at = sql.ref<Date>('interest.created_at')
  let query = db
    .selectFrom('group_buy_interests as interest')
    .innerJoin('visitors as visitor', 'visitor.id', 'interest.visitor_id')
    .selectAll('interest')
    .select('visitor.email')
    .where('interest.group_buy_id', '=', groupBuyId)
  if (list.after)
    query = query.where(sql<boolean>`(${at}, interest.id) < (${list.after.at}, ${list.after.id})`)
  return query.orderBy(at, 'desc').orderBy('interest.id', 'desc').limit(list.limit).execute()
}

/** Interests in the order of their visitors, after one of these. */
export const findInterestsAfter = (
  db: DbOrTransaction,
  groupBuyId: string,
  visitorId: string,
  limit: number,
) =>
  db
    .selectFrom('group_buy_interests')
    .select(['id', 'visitor_id as visitorId'])
    .where('group_buy_id', '=', groupBuyId)
    .where('visitor_id', '>', visitorId)
    .orderBy('visitor_id')
    .limit(limit)
    .execute()

/** States in which a group buy keeps its page from being sold: it is not a draft any more, and not activated. */
export const LOCKING_STATES = ['PUBLISHED', 'PAUSED', 'CLOSED'] as const

/** The group buy that the page waits for; one that can still go ahead comes before one that is over. */
export const findLock = (db: DbOrTransaction, pageId: string) =>
  db
    .selectFrom('group_buys')
    .select(['slug', 'title', 'state', 'interested_quantity', 'target_quantity'])
    .where('page_id', '=', pageId)
    .where('state', 'in', LOCKING_STATES)
    .orderBy(sql`state = 'CLOSED'`)
    .orderBy('created_at', 'desc')
    .limit(1)
    .executeTakeFirst()

/** Whether the page waits for a group buy. */
export const isPageLocked = async (db: DbOrTransaction, pageId: string): Promise<boolean> =>
  (await findLock(db, pageId)) !== undefined

/** The group buys of a handle, in the order in which they are locked. */
export const groupBuysOf = (trx: Trx, handleId: string) =>
  trx.selectFrom('group_buys').select('id').where('handle_id', '=', handleId).orderBy('id')

/** Removes the group buys of a handle with the interests in them. */
export const removeGroupBuys = (trx: Trx, handleId: string) =>
  trx.deleteFrom('group_buys').where('handle_id', '=', handleId).execute()

/** Whether a group buy leads to the page. */
export async function hasGroupBuy(trx: Trx, pageId: string): Promise<boolean> {
  const row = await trx
    .selectFrom('group_buys')
    .select('id')
    .where('page_id', '=', pageId)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}
