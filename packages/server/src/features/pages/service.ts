import type { Cursor } from '@latchkey/contract'
import { handleOrigin } from '../../platform/config.ts'
import type { Deps } from '../../platform/deps.ts'
import { type Failure, fail, isFailure } from '../../platform/failure.ts'
import { type Site, siteNamed } from '../../platform/html/layout.ts'
import { readCursor, toPage } from '../../platform/pagination.ts'
import { findHandle, findSiteNames } from '../handles/service.ts'
import { findPageWithAccess, type PageNames } from './access.ts'
import { withHtml } from './own-pages.ts'
import { findPublishedPages, type PublicPageRow } from './queries.ts'

export {
  findFreeLogins,
  findRequestedPage,
  forgetFreeLogins,
  freeLoginHistory,
  hasPagesForSale,
  pagesOf,
  removePages,
} from './queries.ts'
export { renderPagesAnew } from './render-anew.ts'

/** The published pages of a handle, newest first, without content. */
export const listPages = (deps: Deps, handle: string, list: List) =>
  findPages(deps, handle, list, (row) => summary(deps, row))

/** The same with the HTML of their teasers. */
export const listEntries = (deps: Deps, handle: string, list: List) =>
  findPages(deps, handle, list, (row) => ({ ...summary(deps, row), teaserHtml: teaserHtml(row) }))

interface List {
  readonly limit: number
  readonly cursor?: Cursor | undefined
}

async function findPages<T>(deps: Deps, handle: string, list: List, present: (row: PublicPageRow) => T) {
  const rows = await findPublishedPages(deps.db, handle, {
    after: readCursor(list.cursor),
    limit: list.limit + 1,
  })
  if (rows.length === 0 && !(await findHandle(deps.pool, handle))) return fail('handle_not_found')
  return toPage(rows, list.limit, position, present)
}

/** A page with what its reader may see of it; `token` is that of the reader's session. */
export async function readPage(deps: Deps, names: PageNames, token: string | undefined) {
  const read = await readWithTeaser(deps, names, token)
  return isFailure(read) ? read : read.page
}

/** The same with the HTML of its teaser. */
export async function readWithTeaser(deps: Deps, names: PageNames, token: string | undefined) {
  const found = await findPageWithAccess(deps, names, token)
  if (!found) return fail('page_not_found')
  const { page, access } = found
  const content = access.hasAccess ? withHtml(page.content, page.contentHtml) : null
  return { page: { ...summary(deps, page), content, access }, teaserHtml: teaserHtml(page) }
}

const teaserHtml = ({ teaser, teaserHtml }: Pick<PublicPageRow, 'teaser' | 'teaserHtml'>): string | null =>
  teaser ? withHtml(teaser, teaserHtml).html : null

/** A page as {@link readPage} gives it. */
export type ReadPage = Exclude<Awaited<ReturnType<typeof readPage>>, Failure>

/** The site of a handle, as pages show it. */
export async function findSite({ db }: Deps, handle: string): Promise<Site | undefined> {
  const row = await findSiteNames(db, handle)
  return row && siteNamed(row.displayName, row)
}

const position = (row: PublicPageRow) => ({ at: published(row), id: row.pageId })

/** The schema ties the state `published` to a time of publication. */
function published(row: PublicPageRow): Date {
  if (!row.publishedAt) throw new Error(`Page ${row.pageId} is published without a time.`)
  return row.publishedAt
}

const summary = ({ config }: Deps, row: PublicPageRow) => ({
  id: row.pageId,
  handle: row.handle,
  slug: row.slug,
  title: row.title,
  teaser: row.teaser,
  accessMode: row.accessMode,
  price:
    row.priceAmount === null || row.priceCurrency === null
      ? null
      : { amount: row.priceAmount, currency: row.priceCurrency },
  url: `${handleOrigin(config, row.handle)}/${row.slug}`,
  publishedAt: published(row).toISOString(),
})
