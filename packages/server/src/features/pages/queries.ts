import { sql } from 'kysely'
import type { DbOrTransaction } from '../../platform/database/connect.ts'
import type { Cursor } from '../../platform/pagination.ts'

const publicPages = (db: DbOrTransaction) =>
  db
    .selectFrom('pages as page')
    .innerJoin('handles as handle', 'handle.id', 'page.handle_id')
    .select([
      'page.id',
      'handle.name as handle',
      'page.slug',
      'page.title',
      'page.teaser',
      'page.access_mode as accessMode',
      'page.price_amount as priceAmount',
      'page.price_currency as priceCurrency',
      'page.published_at as publishedAt',
    ])

export type PublicPageRow = Awaited<ReturnType<typeof findPublishedPages>>[number]

export const handleExists = async (db: DbOrTransaction, name: string): Promise<boolean> =>
  (await db.selectFrom('handles').select('id').where('name', '=', name).executeTakeFirst()) !== undefined

export const findHandleName = (db: DbOrTransaction, name: string) =>
  db.selectFrom('handles').select('display_name as displayName').where('name', '=', name).executeTakeFirst()

/** Published pages of a handle, newest first. */
export const findPublishedPages = (
  db: DbOrTransaction,
  handle: string,
  list: { after: Cursor | null; limit: number },
) => {
  const at = sql<Date>`date_trunc('milliseconds', page.published_at)`
  let query = publicPages(db).where('handle.name', '=', handle).where('page.state', '=', 'published')
  if (list.after) {
    query = query.where(sql<boolean>`(${at}, page.id) < (${list.after.at}, ${list.after.id})`)
  }
  return query.orderBy(at, 'desc').orderBy('page.id', 'desc').limit(list.limit).execute()
}

/** A page by its names, with its content. Drafts are left out; archived pages are seen by entitled visitors only. */
export const findPage = (db: DbOrTransaction, handle: string, slug: string) =>
  publicPages(db)
    .select(['page.content', 'page.state'])
    .where('handle.name', '=', handle)
    .where('page.slug', '=', slug)
    .where('page.state', 'in', ['published', 'archived'])
    .executeTakeFirst()

export const recordFreeLogin = (db: DbOrTransaction, pageId: string, visitorId: string, now: Date) =>
  db
    .insertInto('free_logins')
    .values({ page_id: pageId, visitor_id: visitorId, first_at: now })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
