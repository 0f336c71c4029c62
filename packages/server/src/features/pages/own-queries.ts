import type { Position } from '@latchkey/contract'
import { type Selectable, sql, type Transaction } from 'kysely'
import type { DbOrTransaction } from '../../platform/database/connect.ts'
import type { Database } from '../../platform/database/schema.ts'

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
export const lockPage = (
  trx: Transaction<Database>,
  handleId: string,
  slug: string,
  purpose: 'change' | 'deletion',
) => {
  const page = ownPage(trx, handleId, slug)
  return (purpose === 'deletion' ? page.forUpdate() : page.forNoKeyUpdate()).executeTakeFirst()
}

/** Whether anybody has bought the page, was given access to it, or may be paying at this moment. */
export async function isKept(trx: Transaction<Database>, pageId: string): Promise<boolean> {
  const { rows } = await sql`
    select from purchases purchase
    where purchase.page_id = ${pageId} and (purchase.state <> 'open'
      or exists (select from ledger_entries where purchase_id = purchase.id)
      or exists (select from checkout_sessions where purchase_id = purchase.id and state in ('creating', 'open')))
    union all
    select from group_buys where page_id = ${pageId}
    limit 1`.execute(trx)
  return rows.length > 0
}

/** Removes a page with the checkouts that came to nothing. */
export async function removePage(trx: Transaction<Database>, pageId: string): Promise<void> {
  const unfinished = trx.selectFrom('purchases').select('id').where('page_id', '=', pageId)
  await trx.deleteFrom('checkout_sessions').where('purchase_id', 'in', unfinished).execute()
  await trx.deleteFrom('purchases').where('page_id', '=', pageId).execute()
  await trx.deleteFrom('pages').where('id', '=', pageId).execute()
}

/** How many visitors have access to the page because of a purchase or a grant. */
export async function countBuyers(db: DbOrTransaction, pageId: string): Promise<number> {
  const { buyers } = await db
    .selectFrom('purchases')
    .select((select) => select.fn.count<number>('visitor_id').distinct().as('buyers'))
    .where('page_id', '=', pageId)
    .where('access', 'in', ['active', 'suspended'])
    .executeTakeFirstOrThrow()
  return buyers
}
