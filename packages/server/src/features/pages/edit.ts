import { type Caller, recordAudit } from '../../platform/audit.ts'
import { inTransaction } from '../../platform/database/transaction.ts'
import type { Deps } from '../../platform/deps.ts'
import { type Failure, fail } from '../../platform/failure.ts'
import { type IfMatch, matches } from '../../platform/http/etag.ts'
import { newId } from '../../platform/ids.ts'
import { renderTexts } from '../../platform/markdown/texts.ts'
import { RENDERER } from '../../platform/markdown/version.ts'
import { etagOf, snapshot } from './own-pages.ts'
import { lockPage, type OwnPage, ownColumns } from './own-queries.ts'
import { sources } from './render-anew.ts'

/** What creators write of a page. */
export interface PageTexts {
  readonly title: string
  readonly teaser: string | null
  readonly content: string
  readonly accessMode: OwnPage['access_mode']
  readonly price: { readonly amount: number; readonly currency: string } | null
}

/** What creators wrote as HTML, made before the transaction that stores both. */
export interface PageHtml {
  readonly teaser: string | null
  readonly content: string | null
}

/** Renders the texts of a page that is to be written. */
export const renderPage = (
  deps: Deps,
  { handleId }: Caller,
  { slug, teaser, content }: Pick<PageTexts, 'teaser' | 'content'> & { readonly slug: string },
): Promise<PageHtml | Failure<'invalid_request'>> =>
  renderTexts(deps, handleId, sources({ slug, teaser, content }))

/** The HTML is always that of the texts beside which it is stored. */
const htmlColumns = ({ teaser, content }: PageHtml) => ({
  teaser_html: teaser,
  content_html: content,
  renderer: RENDERER,
})

const columnsOf = (texts: PageTexts) => ({
  title: texts.title,
  teaser: texts.teaser,
  content: texts.content,
  access_mode: texts.accessMode,
  price_amount: texts.price?.amount ?? null,
  price_currency: texts.price?.currency ?? null,
})

/** Makes a draft. */
export async function createPage(
  { db, clock }: Deps,
  caller: Caller,
  { slug, ...texts }: PageTexts & { readonly slug: string },
  html: PageHtml,
): Promise<OwnPage | Failure<'slug_taken'>> {
  const now = clock.now()
  return await inTransaction(db, async (trx) => {
    const row = await trx
      .insertInto('pages')
      .values({
        id: newId('page'),
        handle_id: caller.handleId,
        slug,
        ...columnsOf(texts),
        ...htmlColumns(html),
        state: 'draft',
        created_at: now,
        updated_at: now,
        published_at: null,
      })
      .onConflict((conflict) => conflict.columns(['handle_id', 'slug']).doNothing())
      .returning(ownColumns)
      .executeTakeFirst()
    if (!row) return fail('slug_taken')
    await recordAudit(trx, { ...caller, action: 'page.created', to: snapshot(row), now })
    return row
  })
}

/** Replaces what creators write of a page, unless it is no longer the one that the caller has seen. */
export async function updatePage(
  { db, clock }: Deps,
  caller: Caller,
  slug: string,
  texts: PageTexts,
  html: PageHtml,
  ifMatch: IfMatch,
): Promise<OwnPage | Failure<'page_not_found' | 'page_archived' | 'precondition_failed'>> {
  const now = clock.now()
  return await inTransaction(db, async (trx) => {
    const before = await lockPage(trx, caller.handleId, slug, 'change')
    if (!before) return fail('page_not_found')
    if (!matches(ifMatch, etagOf(before))) return fail('precondition_failed')
    if (before.state === 'archived') return fail('page_archived')
    const columns = columnsOf(texts)
    const same = Object.entries(columns).every(([name, value]) => before[name as keyof OwnPage] === value)
    if (same) return before
    const after = await trx
      .updateTable('pages')
      .set({ ...columns, ...htmlColumns(html), updated_at: now, version: before.version + 1 })
      .where('id', '=', before.id)
      .returning(ownColumns)
      .executeTakeFirstOrThrow()
    const changes = { from: snapshot(before), to: snapshot(after) }
    await recordAudit(trx, { ...caller, action: 'page.updated', ...changes, now })
    return after
  })
}
