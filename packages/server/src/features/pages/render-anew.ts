import type { Deps } from '../../platform/deps.ts'
import type { Source } from '../../platform/markdown/renderer.ts'
import { renderAnew } from '../../platform/markdown/texts.ts'
import { RENDERER } from '../../platform/markdown/version.ts'

interface Texts {
  readonly slug: string
  readonly teaser: string | null
  readonly content: string
}

/** What ids in the content of a page begin with. */
export const CONTENT_PREFIX = 'content-'

/** The texts of a page to render. A list shows the teasers of many pages, whose ids must differ. */
export const sources = ({ slug, teaser, content }: Texts) => ({
  teaser: teaser === null ? null : ({ text: teaser, prefix: `teaser-${slug}-` } satisfies Source),
  content: { text: content, prefix: CONTENT_PREFIX } satisfies Source,
})

/**
 * Renders some pages whose HTML an older renderer made, or that have none yet.
 * @returns whether there may be more.
 */
export async function renderPagesAnew(deps: Deps, limit: number): Promise<boolean> {
  const rows = await deps.db
    .selectFrom('pages')
    .select(['id', 'slug', 'teaser', 'content'])
    .where('renderer', '<', RENDERER)
    .limit(limit)
    .execute()
  for (const row of rows) {
    const html = await renderAnew(deps, row.id, sources(row))
    await deps.db
      .updateTable('pages')
      .set({ teaser_html: html.teaser, content_html: html.content, renderer: RENDERER })
      .where('id', '=', row.id)
      // Changed meanwhile, it came with its HTML.
      .where('content', '=', row.content)
      .where('teaser', 'is not distinct from', row.teaser)
      .where('renderer', '<', RENDERER)
      .execute()
  }
  return rows.length === limit
}
