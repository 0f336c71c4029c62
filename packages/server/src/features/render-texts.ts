import type { DbOrTransaction } from '../platform/database/connect.ts'
import type { Deps } from '../platform/deps.ts'
import { enqueue } from '../platform/jobs.ts'
import { renderGroupBuysAnew } from './group-buys/service.ts'
import { renderPagesAnew } from './pages/service.ts'

/** Rows of each kind that one run renders: a shutdown waits for it. */
const BATCH = 10

/** Has everything rendered anew that an older renderer made. Where there is nothing, it is one look at an index. */
export const askToRenderTexts = (db: DbOrTransaction): Promise<void> =>
  enqueue(db, 'render_texts', {}, { key: 'render_texts' })

/** The job: renders some texts, and asks for the rest. */
export async function renderTextsAnew(deps: Deps): Promise<void> {
  const pages = await renderPagesAnew(deps, BATCH)
  const groupBuys = await renderGroupBuysAnew(deps, BATCH)
  if (pages || groupBuys) await askToRenderTexts(deps.db)
}
