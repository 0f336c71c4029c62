import type { contract } from '@latchkey/contract'
import { type Config, handleOrigin } from '../../platform/config.ts'
import { fail } from '../../platform/failure.ts'
import { renderMarkdown } from '../../platform/html/markdown.ts'
import type { Handlers } from '../../platform/http/operation.ts'
import { readCursor, toPage } from '../../platform/pagination.ts'
import { checkAccess } from './access.ts'
import { findPage, findPublishedPages, handleExists, type PublicPageRow } from './queries.ts'

export const pageHandlers: Handlers<typeof contract.pages> = {
  async listPublicPages({ deps, params, query }) {
    const rows = await findPublishedPages(deps.db, params.handle, {
      after: readCursor(query.cursor),
      limit: query.limit + 1,
    })
    if (rows.length === 0 && !(await handleExists(deps.db, params.handle))) return fail('handle_not_found')
    return {
      status: 200,
      body: toPage(rows, query.limit, position, (row) => summary(row, deps.config)),
    }
  },

  async getPublicPage({ deps, request, params }) {
    const names = { handle: params.handle, slug: params.pageSlug }
    const [page, access] = await Promise.all([
      findPage(deps.db, names.handle, names.slug),
      checkAccess(deps, names, request.visitorCredential.token),
    ])
    if (!page || !access) return fail('page_not_found')
    const content = access.hasAccess ? { markdown: page.content, html: renderMarkdown(page.content) } : null
    return { status: 200, body: { ...summary(page, deps.config), content, access } }
  },

  async checkPageAccess({ deps, request, params }) {
    const answer = await checkAccess(
      deps,
      { handle: params.handle, slug: params.pageSlug },
      request.visitorCredential.token,
    )
    return answer ? { status: 200, body: answer } : fail('page_not_found')
  },
}

const position = (row: PublicPageRow) => ({ at: published(row), id: row.id })

/** The schema ties the state `published` to a time of publication. */
function published(row: PublicPageRow): Date {
  if (!row.publishedAt) throw new Error(`Page ${row.id} is published without a time.`)
  return row.publishedAt
}

const summary = (row: PublicPageRow, config: Config) => ({
  id: row.id,
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
