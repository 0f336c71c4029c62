import type { Cursor, contract } from '@latchkey/contract'
import type { z } from 'zod'
import type { NamedHandle } from '../../platform/audit.ts'
import { handleOrigin } from '../../platform/config.ts'
import type { Deps } from '../../platform/deps.ts'
import { type Failure, fail } from '../../platform/failure.ts'
import { plainHtml } from '../../platform/markdown/plain.ts'
import { readCursor, toPage } from '../../platform/pagination.ts'
import { findOwnPage, findOwnPages, findPreview, type OwnPage } from './own-queries.ts'

type State = z.output<(typeof contract.pages.getPage.success)[200]['body']>['state']

/** Names this state of a page; the id keeps a page apart from one that had its slug before. */
export const etagOf = ({ id, version }: OwnPage): string => `"${id}.${version}"`

const stateOf = ({ state }: OwnPage) => state.toUpperCase() as State

const summaryOf = ({ config }: Deps, { handle }: NamedHandle, row: OwnPage) => ({
  id: row.id,
  handle,
  slug: row.slug,
  title: row.title,
  teaser: row.teaser,
  accessMode: row.access_mode,
  price: priceOf(row),
  url: `${handleOrigin(config, handle)}/${row.slug}`,
  state: stateOf(row),
  publishedAt: row.published_at?.toISOString() ?? null,
  createdAt: row.created_at.toISOString(),
  updatedAt: row.updated_at.toISOString(),
})

export const priceOf = ({ price_amount: amount, price_currency: currency }: OwnPage) =>
  amount === null || currency === null ? null : { amount, currency }

/** The page as the contract has it. */
export const presentPage = (deps: Deps, handle: NamedHandle, row: OwnPage) => ({
  ...summaryOf(deps, handle, row),
  content: row.content,
})

/** What the audit log keeps of a page. */
export const snapshot = (row: OwnPage) => ({
  pageId: row.id,
  slug: row.slug,
  state: stateOf(row),
  title: row.title,
  accessMode: row.access_mode,
  price: priceOf(row),
  contentLength: row.content.length,
  version: row.version,
})

/** Pages of a handle as its creators see them, newest first. */
export async function listOwnPages(
  deps: Deps,
  handle: NamedHandle,
  list: { state?: State | undefined; limit: number; cursor?: Cursor | undefined },
) {
  const rows = await findOwnPages(deps.db, handle.handleId, {
    state: (list.state?.toLowerCase() as OwnPage['state'] | undefined) ?? null,
    after: readCursor(list.cursor),
    limit: list.limit + 1,
  })
  const position = ({ created_at: at, id }: OwnPage) => ({ at, id })
  return toPage(rows, list.limit, position, (row) => summaryOf(deps, handle, row))
}

/** A page as its creators see it. */
export async function readOwnPage(
  { db }: Deps,
  { handleId }: NamedHandle,
  slug: string,
): Promise<OwnPage | Failure<'page_not_found'>> {
  return (await findOwnPage(db, handleId, slug)) ?? fail('page_not_found')
}

/** A text with its HTML; one that is not rendered yet is shown as it was typed, for no reader's request renders. */
export const withHtml = (markdown: string, html: string | null) => ({
  markdown,
  html: html ?? plainHtml(markdown),
})

/** The page as it will look. */
export async function previewPage(deps: Deps, handle: NamedHandle, slug: string) {
  const row = await findPreview(deps.db, handle.handleId, slug)
  if (!row) return fail('page_not_found')
  return {
    page: summaryOf(deps, handle, row),
    teaser: row.teaser === null ? null : withHtml(row.teaser, row.teaser_html),
    content: withHtml(row.content, row.content_html),
  }
}
