import type { Position } from '@latchkey/contract'
import { type Selectable, sql } from 'kysely'
import type { DbOrTransaction, Trx } from '../../platform/database/connect.ts'
import type { Database } from '../../platform/database/schema.ts'
import { removePurchases } from '../purchases/service.ts'

/** A page as its creators have it, without the HTML. */
export type OwnPage = Pick<Selectable<Database['pages']>, (typeof ownColumns)[number]>

const listed = [
  'id',
  'handle_id',
  'slug',
  'title',
  'teaser',
  'access_mode',
  'state',
  'price_amount',
  'price_currency',
  'created_at',
  'updated_at',
  'published_at',
  'version',
] as const

export const ownColumns = [...listed, 'content'] as const

/** Pages of a handle in every state or in one, newest first, as their ids are; content is left empty. */
export const findOwnPages = (
  db: DbOrTransaction,
  handleId: string,
  list: { state: OwnPage['state'] | null; after: Position | null; limit: number },
): Promise<OwnPage[]> => {
  let query = db
    .selectFrom('pages')
    .select([...listed, sql<string>`''`.as('content')])
    .where('handle_id', '=', handleId)
  if (list.state) query = query.where('state', '=', list.state)
  if (list.after) query = query.where('id', '<', list.after.id)
  return query.orderBy('id', 'desc').limit(list.limit).execute()
}

const ownPage = (db: DbOrTransaction, handleId: string, slug: string) =>
  db.selectFrom('pages').select(ownColumns).where('handle_id', '=', handleId).where('slug', '=', slug)

export const findOwnPage = (db: DbOrTransaction, handleId: string, slug: string) =>
  ownPage(db, handleId, slug).executeTakeFirst()

/** The page with its HTML, as it will look. */
export const findPreview = (db: DbOrTransaction, handleId: string, slug: string) =>
  ownPage(db, handleId, slug).select(['teaser_html', 'content_html']).executeTakeFirst()

/** The page, locked. Its deletion takes the stronger lock, for which whatever begins to refer to the page waits. */
export const lockPage = (trx: Trx, handleId: string, slug: string, purpose: 'change' | 'deletion') => {
  const page = ownPage(trx, handleId, slug)
  return (purpose === 'deletion' ? page.forUpdate() : page.forNoKeyUpdate()).executeTakeFirst()
}

/** Removes a page with the checkouts that came to nothing. */
export async function removePage(trx: Trx, pageId: string): Promise<void> {
  await removePurchases(trx, { pageId })
  await trx.deleteFrom('pages').where('id', '=', pageId).execute()
}
