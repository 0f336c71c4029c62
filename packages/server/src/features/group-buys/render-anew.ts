import type { Deps } from '../../platform/deps.ts'
import type { Source } from '../../platform/markdown/renderer.ts'
import { renderAnew } from '../../platform/markdown/texts.ts'
import { RENDERER } from '../../platform/markdown/version.ts'

/** The text of a group buy to render. */
export const sources = ({ description }: { readonly description: string }) => ({
  description: { text: description, prefix: 'content-' } satisfies Source,
})

/**
 * Renders some group buys whose HTML an older renderer made, or that have none yet.
 * @returns whether there may be more.
 */
export async function renderGroupBuysAnew(deps: Deps, limit: number): Promise<boolean> {
  const rows = await deps.db
    .selectFrom('group_buys')
    .select(['id', 'description'])
    .where('renderer', '<', RENDERER)
    .limit(limit)
    .execute()
  for (const row of rows) {
    const html = await renderAnew(deps, row.id, sources(row))
    await deps.db
      .updateTable('group_buys')
      .set({ description_html: html.description, renderer: RENDERER })
      .where('id', '=', row.id)
      // Changed meanwhile, it came with its HTML.
      .where('description', '=', row.description)
      .where('renderer', '<', RENDERER)
      .execute()
  }
  return rows.length === limit
}
