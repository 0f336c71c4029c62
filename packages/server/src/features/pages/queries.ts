import type { Position } from '@latchkey/contract'
import { sql } from 'kysely'
import type { DbOrTransaction, Trx } from '../../platform/database/connect.ts'
import { newestFirst, type Slice } from '../../platform/pagination.ts'
import { handleIdOf } from '../handles/service.ts'

export type PublicPageRow = Awaited<ReturnType<typeof findPublishedPages>>[number]

/** Published pages of a handle, newest first. */
export const findPublishedPages = (
  db: DbOrTransaction,
  handle: string,
  list: { after: Position | null; limit: number },
) => {
  let query = db
    .selectFrom('pages as page')
    .select([
      'page.id as pageId',
      sql<string>`${handle}::text`.as('handle'),
      'page.slug',
      'page.title',
      'page.teaser',
      'page.teaser_html as teaserHtml',
      'page.access_mode as accessMode',
      'page.price_amount as priceAmount',
      'page.price_currency as priceCurrency',
      'page.published_at as publishedAt',
    ])
    // As a value, not a join: then the index gives the order, and a page of the list is all that is read.
    .where('page.handle_id', '=', handleIdOf(db, handle))
    .where('page.state', '=', 'published')
  if (list.after) {
    query = query.where(sql<boolean>`(page.published_at, page.id) < (${list.after.at}, ${list.after.id})`)
  }
  return query.orderBy('page.published_at', 'desc').orderBy('page.id', 'desc').limit(list.limit).execute()
}

/** Remembers that the visitor has opened a free page; only the first time counts. */
export const recordFreeLogin = (db: DbOrTransaction, pageId: string, visitorId: string, now: Date) =>
  db
    .insertInto('free_logins')
    .values({ page_id: pageId, visitor_id: visitorId, first_at: now })
    .onConflict((conflict) => conflict.doNothing())
    .execute()

/** Pages of a handle that a visitor has opened by signing in, newest first. */
export const findFreeLogins = (db: DbOrTransaction, handleId: string, visitorId: string, limit: number) =>
  db
    .selectFrom('free_logins as login')
    .innerJoin('pages as page', 'page.id', 'login.page_id')
    .select(['page.slug as pageSlug', 'page.title as pageTitle', 'login.first_at as since'])
    .where('login.visitor_id', '=', visitorId)
    .where('page.handle_id', '=', handleId)
    .orderBy('login.first_at', 'desc')
    .orderBy('page.id', 'desc')
    .limit(limit)
    .execute()

/** Whether a handle has a page that is published for a price. */
export async function hasPagesForSale(db: DbOrTransaction, handleId: string): Promise<boolean> {
  const page = await db
    .selectFrom('pages')
    .select('id')
    .where('handle_id', '=', handleId)
    .where('state', '=', 'published')
    .where('access_mode', '=', 'PAID')
    .limit(1)
    .executeTakeFirst()
  return page !== undefined
}

/** The page that a visitor came for, while it is published: what it is called and costs. */
export async function findRequestedPage(
  db: DbOrTransaction,
  { handleId, pageSlug }: { handleId: string | null; pageSlug: string | null },
) {
  if (handleId === null || pageSlug === null) return null
  const page = await db
    .selectFrom('pages')
    .select(['title', 'price_amount as amount', 'price_currency as currency'])
    .where('handle_id', '=', handleId)
    .where('slug', '=', pageSlug)
    .where('state', '=', 'published')
    .executeTakeFirst()
  if (!page) return null
  const { title, amount, currency } = page
  return { title, price: amount === null || currency === null ? null : { amount, currency } }
}

/** Forgets what a visitor has opened for free. */
export const forgetFreeLogins = (trx: Trx, visitorId: string) =>
  trx.deleteFrom('free_logins').where('visitor_id', '=', visitorId).execute()

/** The pages of a handle, in the order in which they are locked. */
export const pagesOf = (trx: Trx, handleId: string) =>
  trx.selectFrom('pages').select('id').where('handle_id', '=', handleId).orderBy('id')

/** Removes the pages of a handle with what was read there for free. */
export const removePages = (trx: Trx, handleId: string) =>
  trx.deleteFrom('pages').where('handle_id', '=', handleId).execute()

/** What a visitor has opened for free; a part like `purchaseHistory`. */
export const freeLoginHistory = (visitorId: string, handleId: string | null, slice: Slice) => sql`
  select page.id, null, null, page.id, page.handle_id, null, 'active', null, null, null, 0, login.first_at, null
  from free_logins login
  join pages page on page.id = login.page_id
  where login.visitor_id = ${visitorId} ${handleId === null ? sql`` : sql`and page.handle_id = ${handleId}`}
    ${newestFirst('login.first_at', 'login.page_id', slice)}`
