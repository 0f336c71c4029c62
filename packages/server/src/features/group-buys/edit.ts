import { IN_THE_FUTURE } from '@latchkey/contract'
import { type Caller, recordAudit } from '../../platform/audit.ts'
import type { Trx } from '../../platform/database/connect.ts'
import { inTransaction } from '../../platform/database/transaction.ts'
import type { Deps } from '../../platform/deps.ts'
import { type Failure, fail, isFailure } from '../../platform/failure.ts'
import { type IfMatch, matches } from '../../platform/http/etag.ts'
import { newId } from '../../platform/ids.ts'
import { renderTexts } from '../../platform/markdown/texts.ts'
import { RENDERER } from '../../platform/markdown/version.ts'
import { announceGroupBuy } from './announcements.ts'
import { applyChange, scheduleDeadline, snapshot } from './lifecycle.ts'
import { groupBuyTag } from './present.ts'
import { findGroupBuyById, type GroupBuyRow, lockOwnGroupBuy } from './queries.ts'
import { sources } from './render-anew.ts'

/** What a creator writes of a group buy. */
export interface GroupBuyTexts {
  readonly title: string
  readonly description: string
  readonly targetQuantity: number
  readonly deadline: string | null
  readonly linkedPageSlug: string | null
}

/** The description as HTML, made before the transaction that stores both. */
export interface GroupBuyHtml {
  readonly description: string | null
}

/** Renders the description of a group buy that is to be written. */
export const renderGroupBuy = (
  deps: Deps,
  { handleId }: Caller,
  texts: Pick<GroupBuyTexts, 'description'>,
): Promise<GroupBuyHtml | Failure<'invalid_request'>> => renderTexts(deps, handleId, sources(texts))

type EditFailure = Failure<'page_not_found' | 'page_not_paid' | 'invalid_request'>

/** Creates a draft. */
export async function createGroupBuy(
  { db, clock }: Deps,
  caller: Caller,
  { slug, ...texts }: GroupBuyTexts & { slug: string },
  html: GroupBuyHtml,
): Promise<GroupBuyRow | Failure<'slug_taken'> | EditFailure> {
  const now = clock.now()
  return await inTransaction(db, async (trx) => {
    const columns = await columnsOf(trx, caller.handleId, texts, html, now)
    if (isFailure(columns)) return columns
    const inserted = await trx
      .insertInto('group_buys')
      .values({
        ...columns,
        id: newId('groupBuy'),
        handle_id: caller.handleId,
        slug,
        state: 'DRAFT',
        created_at: now,
        updated_at: now,
      })
      .onConflict((conflict) => conflict.columns(['handle_id', 'slug']).doNothing())
      .returning('id')
      .executeTakeFirst()
    const row = inserted && (await findGroupBuyById(trx, inserted.id))
    if (!row) return fail('slug_taken')
    await scheduleDeadline(trx, row)
    await recordAudit(trx, { ...caller, action: 'group_buy.created', to: snapshot(row), now })
    return row
  })
}

/** Replaces texts, target, deadline and linked page, unless it is no longer as the caller has seen it. */
export async function updateGroupBuy(
  { db, clock, config }: Deps,
  slug: string,
  caller: Caller,
  texts: GroupBuyTexts,
  html: GroupBuyHtml,
  ifMatch: IfMatch,
): Promise<
  GroupBuyRow | Failure<'group_buy_not_found' | 'group_buy_not_open' | 'precondition_failed'> | EditFailure
> {
  const now = clock.now()
  return await inTransaction(db, async (trx) => {
    const groupBuy = await lockOwnGroupBuy(trx, caller.handleId, slug)
    if (!groupBuy) return fail('group_buy_not_found')
    const seen = await findGroupBuyById(trx, groupBuy.id)
    if (!seen || !matches(ifMatch, groupBuyTag(seen, config))) return fail('precondition_failed')
    // A closed one may still let go of its page, which stays locked otherwise.
    const unlinks = groupBuy.state === 'CLOSED' && texts.linkedPageSlug === null
    if (groupBuy.state === 'ACTIVATED' || (groupBuy.state === 'CLOSED' && !unlinks)) {
      return fail('group_buy_not_open')
    }
    const columns = unlinks
      ? { page_id: null }
      : await columnsOf(trx, caller.handleId, texts, html, now, groupBuy.deadline)
    if (isFailure(columns)) return columns
    const reached =
      !unlinks && groupBuy.target_reached_at === null && groupBuy.interested_quantity >= texts.targetQuantity
    const updated = await applyChange(
      trx,
      groupBuy,
      { ...columns, updated_at: now, ...(reached && { target_reached_at: now }) },
      { ...caller, action: 'group_buy.updated', now },
    )
    if (reached) await announceGroupBuy(trx, updated, 'group_buy.target_reached', now)
    await scheduleDeadline(trx, updated)
    return updated
  })
}

async function columnsOf(
  trx: Trx,
  handleId: string,
  texts: GroupBuyTexts,
  html: GroupBuyHtml,
  now: Date,
  deadlineBefore: Date | null = null,
) {
  const deadline = texts.deadline === null ? null : new Date(texts.deadline)
  // One that has passed may stay while other things change.
  if (deadline && deadline <= now && deadline.getTime() !== deadlineBefore?.getTime()) {
    return fail('invalid_request', { issues: [{ path: 'body.deadline', message: IN_THE_FUTURE }] })
  }
  const page = texts.linkedPageSlug === null ? null : await findLinkable(trx, handleId, texts.linkedPageSlug)
  if (page === undefined) return fail('page_not_found')
  if (page && page.access_mode !== 'PAID') return fail('page_not_paid')
  return {
    title: texts.title,
    description: texts.description,
    description_html: html.description,
    renderer: RENDERER,
    target_quantity: texts.targetQuantity,
    deadline,
    page_id: page?.id ?? null,
  }
}

/** The page, held in place: it cannot be deleted before the group buy refers to it. */
const findLinkable = (trx: Trx, handleId: string, slug: string) =>
  trx
    .selectFrom('pages as page')
    .select(['page.id', 'page.access_mode'])
    .where('page.handle_id', '=', handleId)
    .where('page.slug', '=', slug)
    .where('page.state', '<>', 'archived')
    .forKeyShare()
    .executeTakeFirst()
