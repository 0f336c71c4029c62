import { handleOrigin } from '../../platform/config.ts'
import type { Deps } from '../../platform/deps.ts'
import { fail } from '../../platform/failure.ts'
import { readCursor, toPage } from '../../platform/pagination.ts'
import { findHandlePage, findHandlePages, type HandlePageRow } from './queries.ts'

/** The handle that the caller was found to have a role on. */
interface OwnHandle {
  readonly id: string
  readonly name: string
}

/** Every page of a handle as its creator sees them, newest first, without content. */
export async function listHandlePages(
  deps: Deps,
  handle: OwnHandle,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
) {
  const rows = await findHandlePages(deps.db, handle.id, { after: readCursor(cursor), limit: limit + 1 })
  return toPage(
    rows,
    limit,
    (row) => ({ at: row.createdAt, id: row.id }),
    (row) => creatorView(deps, handle, row),
  )
}

/** A page of a handle as its creator sees it, whatever its state. */
export async function readHandlePage(deps: Deps, handle: OwnHandle, slug: string) {
  const row = await findHandlePage(deps.db, handle.id, slug)
  return row ? { ...creatorView(deps, handle, row), content: row.content } : fail('page_not_found')
}

const creatorView = ({ config }: Deps, handle: OwnHandle, row: HandlePageRow) => ({
  id: row.id,
  handle: handle.name,
  slug: row.slug,
  title: row.title,
  teaser: row.teaser,
  accessMode: row.accessMode,
  state: row.state,
  price:
    row.priceAmount === null || row.priceCurrency === null
      ? null
      : { amount: row.priceAmount, currency: row.priceCurrency },
  url: `${handleOrigin(config, handle.name)}/${row.slug}`,
  createdAt: row.createdAt.toISOString(),
  updatedAt: row.updatedAt.toISOString(),
  publishedAt: row.publishedAt?.toISOString() ?? null,
})
