import { priceProblems } from '@latchkey/contract'
import { type Caller, type NamedHandle, recordAudit } from '../../platform/audit.ts'
import type { Trx } from '../../platform/database/connect.ts'
import { inTransaction } from '../../platform/database/transaction.ts'
import type { Deps } from '../../platform/deps.ts'
import { type Failure, fail } from '../../platform/failure.ts'
import { type IfMatch, matches } from '../../platform/http/etag.ts'
import { canTakePayments } from '../checkout/service.ts'
import { hasGroupBuy } from '../group-buys/service.ts'
import { countBuyers, enqueueClosing, wasTaken } from '../purchases/service.ts'
import { etagOf, priceOf, snapshot } from './own-pages.ts'
import { lockPage, type OwnPage, ownColumns, removePage } from './own-queries.ts'

/** What somebody who published a page, or took it back, may not have expected. */
export interface Warning {
  readonly code: 'not_for_sale' | 'hidden_from_buyers'
  readonly message: string
}

export interface Publication {
  readonly row: OwnPage
  readonly warning: Warning | null
}

const NOT_FOR_SALE: Warning = {
  code: 'not_for_sale',
  message: 'Nobody can buy the page until the owner of the handle has connected an account with Stripe.',
}

/** Shows a page to visitors. */
export async function publishPage(
  deps: Deps,
  caller: Caller & NamedHandle,
  slug: string,
): Promise<Publication | Failure<'page_not_found' | 'page_archived' | 'invalid_request'>> {
  const { db, clock } = deps
  const now = clock.now()
  return await inTransaction(db, async (trx) => {
    const before = await lockPage(trx, caller.handleId, slug, 'change')
    if (!before) return fail('page_not_found')
    if (before.state === 'archived') return fail('page_archived')
    const issues = before.state === 'published' ? [] : priceIssues(before)
    if (issues.length > 0) return fail('invalid_request', { issues })
    // The time of the first publication stays, and with it the place in the list.
    const change = { state: 'published', published_at: before.published_at ?? now } as const
    const row = before.state === 'published' ? before : await moveTo(trx, caller, before, change, now)
    const sellable =
      row.access_mode !== 'PAID' ||
      (await canTakePayments({ ...deps, db: trx }, { handle: caller.handle, pageSlug: slug }))
    return { row, warning: sellable ? null : NOT_FOR_SALE }
  })
}

/** What is wrong with a price that could be charged when it was set. */
function priceIssues(page: OwnPage) {
  const price = priceOf(page)
  const problems = price ? priceProblems(price) : []
  return problems.map(({ path, message }) => ({ path: `price.${path}`, message }))
}

/** Hides a page from everybody but its creators. */
export async function unpublishPage(
  { db, clock }: Deps,
  caller: Caller,
  slug: string,
): Promise<Publication | Failure<'page_not_found' | 'page_archived'>> {
  return await inTransaction(db, async (trx) => {
    const before = await lockPage(trx, caller.handleId, slug, 'change')
    if (!before) return fail('page_not_found')
    if (before.state === 'archived') return fail('page_archived')
    const hide = () => moveTo(trx, caller, before, { state: 'draft' }, clock.now())
    const row = before.state === 'draft' ? before : await hide()
    const buyers = await countBuyers(trx, row.id)
    return { row, warning: buyers > 0 ? hiddenFrom(buyers) : null }
  })
}

const hiddenFrom = (buyers: number): Warning => ({
  code: 'hidden_from_buyers',
  message: `${buyers === 1 ? 'One person who has' : `${buyers} people who have`} paid for the page or were given it can no longer see it.`,
})

/**
 * Removes a page that was never sold; one that was is archived.
 * @returns whether it was archived.
 */
export async function deletePage(
  { db, clock }: Deps,
  caller: Caller,
  slug: string,
  ifMatch: IfMatch,
): Promise<{ archived: boolean } | Failure<'page_not_found' | 'precondition_failed'>> {
  const now = clock.now()
  return await inTransaction(db, async (trx) => {
    const page = await lockPage(trx, caller.handleId, slug, 'deletion')
    if (!page) return fail('page_not_found')
    if (!matches(ifMatch, etagOf(page))) return fail('precondition_failed')
    if ((await wasTaken(trx, page.id)) || (await hasGroupBuy(trx, page.id))) {
      if (page.state !== 'archived') await moveTo(trx, caller, page, { state: 'archived' }, now)
      return { archived: true }
    }
    await removePage(trx, page.id)
    await recordAudit(trx, { ...caller, action: 'page.deleted', from: snapshot(page), now })
    return { archived: false }
  })
}

const actions = {
  published: 'page.published',
  draft: 'page.unpublished',
  archived: 'page.archived',
} as const

/** Brings a locked page to another state. What is not published any more must not be paid for either. */
async function moveTo(
  trx: Trx,
  caller: Caller,
  before: OwnPage,
  change: { readonly state: OwnPage['state']; readonly published_at?: Date },
  now: Date,
): Promise<OwnPage> {
  const after = await trx
    .updateTable('pages')
    .set({ ...change, updated_at: now, version: before.version + 1 })
    .where('id', '=', before.id)
    .returning(ownColumns)
    .executeTakeFirstOrThrow()
  if (before.state === 'published') await enqueueClosing(trx, caller.handleId)
  const { handleId, actor, requestId } = caller
  const action = actions[change.state]
  await recordAudit(trx, {
    handleId,
    actor,
    requestId,
    action,
    from: snapshot(before),
    to: snapshot(after),
    now,
  })
  return after
}
