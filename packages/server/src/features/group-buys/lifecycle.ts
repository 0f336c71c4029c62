import type { AuditAction } from '@latchkey/contract'
import type { Updateable } from 'kysely'
import { type Caller, recordAudit } from '../../platform/audit.ts'
import type { Trx } from '../../platform/database/connect.ts'
import type { Database } from '../../platform/database/schema.ts'
import { inTransaction } from '../../platform/database/transaction.ts'
import type { Deps } from '../../platform/deps.ts'
import { type Failure, fail } from '../../platform/failure.ts'
import { enqueue } from '../../platform/jobs.ts'
import { enqueueClosing } from '../purchases/service.ts'
import { announceGroupBuy } from './announcements.ts'
import {
  findGroupBuyById,
  type GroupBuyRow,
  LOCKING_STATES,
  type LockedGroupBuy,
  lockOwnGroupBuy,
} from './queries.ts'

type State = GroupBuyRow['state']
type Changed = GroupBuyRow | Failure<'group_buy_not_found' | 'group_buy_not_open'>

/** Who may move a group buy where; nothing leaves ACTIVATED and CLOSED. */
const moves = {
  'group_buy.published': { from: ['DRAFT', 'PUBLISHED', 'PAUSED'], to: 'PUBLISHED' },
  'group_buy.paused': { from: ['PUBLISHED', 'PAUSED'], to: 'PAUSED' },
  'group_buy.closed': { from: ['DRAFT', 'PUBLISHED', 'PAUSED', 'CLOSED'], to: 'CLOSED' },
} as const satisfies Partial<Record<AuditAction, { from: readonly State[]; to: State }>>

/** Publishes, pauses or closes a group buy. Moving it to where it is changes nothing. */
export async function moveGroupBuy(
  { db, clock }: Deps,
  slug: string,
  caller: Caller,
  action: keyof typeof moves,
): Promise<Changed> {
  const { from, to } = moves[action]
  return await inTransaction(db, async (trx) => {
    const groupBuy = await lockOwnGroupBuy(trx, caller.handleId, slug)
    if (!groupBuy) return fail('group_buy_not_found')
    const allowed: readonly State[] = from
    if (!allowed.includes(groupBuy.state)) return fail('group_buy_not_open')
    if (groupBuy.state === to) return await reread(trx, groupBuy)
    const now = clock.now()
    const changes = { state: to, updated_at: now, ...(to === 'CLOSED' && { closed_at: now }) }
    return await applyChange(trx, groupBuy, changes, { ...caller, action, now })
  })
}

/** What an activation does, or would do. */
export interface Activation {
  readonly groupBuy: GroupBuyRow
  readonly mails: number
}

/** Opens the sale of the linked page and has everybody interested mailed, by a job; `dryRun` only says so. */
export async function activateGroupBuy(
  { db, clock }: Deps,
  slug: string,
  caller: Caller,
  dryRun: boolean,
): Promise<
  Activation | Failure<'group_buy_not_found' | 'group_buy_not_open' | 'group_buy_target_not_reached'>
> {
  return await inTransaction(db, async (trx) => {
    const locked = await lockOwnGroupBuy(trx, caller.handleId, slug)
    if (!locked) return fail('group_buy_not_found')
    if (locked.state !== 'PUBLISHED' && locked.state !== 'PAUSED') return fail('group_buy_not_open')
    if (locked.interested_quantity < locked.target_quantity) return fail('group_buy_target_not_reached')
    if (dryRun) return { groupBuy: await reread(trx, locked), mails: locked.people }
    const now = clock.now()
    const changes = { state: 'ACTIVATED', activated_at: now, updated_at: now } as const
    const groupBuy = await applyChange(trx, locked, changes, {
      ...caller,
      action: 'group_buy.activated',
      now,
    })
    await enqueue(trx, 'mail_activation', { groupBuyId: locked.id })
    await announceGroupBuy(trx, groupBuy, 'group_buy.activated', now)
    return { groupBuy, mails: locked.people }
  })
}

/** The job of a deadline: closes the group buy if it was missed. One that reached its target waits for its creator. */
export async function closeAfterDeadline({ db, clock }: Deps, groupBuyId: string): Promise<void> {
  await inTransaction(db, async (trx) => {
    const row = await findGroupBuyById(trx, groupBuyId)
    const groupBuy = row && (await lockOwnGroupBuy(trx, row.handle_id, row.slug))
    const now = clock.now()
    if (!groupBuy?.deadline || groupBuy.deadline > now) return
    if (groupBuy.state !== 'PUBLISHED' && groupBuy.state !== 'PAUSED') return
    if (groupBuy.interested_quantity >= groupBuy.target_quantity) return
    const caller = { handleId: groupBuy.handle_id, actor: 'system', requestId: null } as const
    const changes = { state: 'CLOSED', closed_at: now, updated_at: now } as const
    await applyChange(trx, groupBuy, changes, { ...caller, action: 'group_buy.closed', now })
  })
}

/** Has the deadline looked at when it comes; a changed deadline replaces the job. */
export async function scheduleDeadline(
  trx: Trx,
  groupBuy: { id: string; deadline: Date | null },
): Promise<void> {
  if (groupBuy.deadline === null) return
  const options = { runAt: groupBuy.deadline, key: `deadline:${groupBuy.id}` }
  await enqueue(trx, 'close_group_buy', { groupBuyId: groupBuy.id }, options)
}

/** Changes a locked group buy, and writes it into the audit log. A page that it locks by that is not paid for any more. */
export async function applyChange(
  trx: Trx,
  before: LockedGroupBuy,
  changes: Updateable<Database['group_buys']>,
  audit: Caller & { action: AuditAction; now: Date },
): Promise<GroupBuyRow> {
  await trx.updateTable('group_buys').set(changes).where('id', '=', before.id).execute()
  const after = await reread(trx, before)
  const locked = lockedPage(after)
  if (locked !== null && locked !== lockedPage(before)) {
    // A checkout that is just beginning holds the page: it is waited for, and closed like the others.
    await trx
      .selectFrom('pages as page')
      .select('page.id')
      .where('page.id', '=', locked)
      .forNoKeyUpdate()
      .execute()
    await enqueueClosing(trx, before.handle_id)
  }
  await recordAudit(trx, { ...audit, from: snapshot(before), to: snapshot(after) })
  return after
}

/** The page that cannot be sold because of the group buy. */
const lockedPage = ({ state, page_id }: LockedGroupBuy): string | null =>
  LOCKING_STATES.some((locking) => locking === state) ? page_id : null

/** What the audit log keeps of a group buy. */
export const snapshot = (row: Omit<LockedGroupBuy, 'description'>) => ({
  groupBuyId: row.id,
  slug: row.slug,
  state: row.state,
  title: row.title,
  targetQuantity: row.target_quantity,
  deadline: row.deadline,
  pageId: row.page_id,
})

async function reread(trx: Trx, { id }: { id: string }): Promise<GroupBuyRow> {
  const row = await findGroupBuyById(trx, id)
  if (!row) throw new Error(`Group buy ${id} is gone.`)
  return row
}
