import type { Cursor } from '@latchkey/contract'
import { type Config, handleOrigin } from '../../platform/config.ts'
import type { Deps } from '../../platform/deps.ts'
import { paths } from '../../platform/html/paths.ts'
import { contentTag } from '../../platform/http/etag.ts'
import { plainHtml } from '../../platform/markdown/plain.ts'
import { readCursor, toPage } from '../../platform/pagination.ts'
import { findOwnGroupBuys, findPublicGroupBuys, type GroupBuyRow } from './queries.ts'

/** Group buys of a handle in every state, newest first. */
export async function listOwnGroupBuys(
  deps: Deps,
  handleId: string,
  query: { limit: number; cursor?: Cursor | undefined },
) {
  const list = { after: readCursor(query.cursor), limit: query.limit + 1 }
  const rows = await findOwnGroupBuys(deps.db, handleId, list)
  return toPage(
    rows,
    query.limit,
    (row) => ({ at: row.created_at, id: row.id }),
    (row) => presentGroupBuy(row, deps.config),
  )
}

/** Group buys that everybody may see, newest first. */
export async function listPublicGroupBuys(
  { db, config }: Deps,
  handle: string,
  query: { limit: number; cursor?: Cursor | undefined },
) {
  const list = { after: readCursor(query.cursor), limit: query.limit + 1 }
  const rows = await findPublicGroupBuys(db, handle, list)
  return toPage(
    rows,
    query.limit,
    (row) => ({ at: row.created_at, id: row.id }),
    (row) => presentPublicGroupBuy(row, config),
  )
}

/** The description as HTML; one that is not rendered yet as it was typed. */
export const descriptionHtml = ({ description, description_html: html }: GroupBuyRow): string =>
  html ?? plainHtml(description)

/** A group buy as everybody sees it. */
export const presentPublicGroupBuy = (row: GroupBuyRow, config: Config) => ({
  id: row.id,
  handle: row.handleName,
  slug: row.slug,
  title: row.title,
  description: row.description,
  state: row.state,
  interestedQuantity: row.interested_quantity,
  people: row.people,
  targetQuantity: row.target_quantity,
  deadline: row.deadline?.toISOString() ?? null,
  linkedPageSlug: row.pageSlug,
  url: `${handleOrigin(config, row.handleName)}${paths.groupBuy(row.slug)}`,
})

/** A group buy as its creators see it. */
export const presentGroupBuy = (row: GroupBuyRow, config: Config) => ({
  ...presentPublicGroupBuy(row, config),
  createdAt: row.created_at.toISOString(),
  updatedAt: row.updated_at.toISOString(),
  targetReachedAt: row.target_reached_at?.toISOString() ?? null,
  activatedAt: row.activated_at?.toISOString() ?? null,
  closedAt: row.closed_at?.toISOString() ?? null,
})

/** Names this state of a group buy, as its creators see it. */
export const groupBuyTag = (row: GroupBuyRow, config: Config): string =>
  contentTag(presentGroupBuy(row, config))
