import { sql } from 'kysely'
import { type AccountCaller, recordAudit } from '../../platform/audit.ts'
import type { Trx } from '../../platform/database/connect.ts'
import { inTransaction } from '../../platform/database/transaction.ts'
import type { RootDeps } from '../../platform/deps.ts'
import { type Failure, fail, isFailure } from '../../platform/failure.ts'
import { lockAs } from './authority.ts'
import type { HandleHooks } from './hooks.ts'
import type { ProfileRow } from './queries.ts'

/** How often deleting looks again because something was added, or a checkout opened, meanwhile. */
const MAX_ROUNDS = 5

type DeletionFailure =
  | 'handle_not_found'
  | 'insufficient_role'
  | 'handle_has_payments'
  | 'payment_in_progress'
  | 'payment_provider_error'

/** Deletes a handle that took no money. Checkouts that are open are ended first, so that nobody pays for nothing. */
export async function deleteHandle(
  deps: RootDeps,
  hooks: HandleHooks,
  caller: AccountCaller,
): Promise<null | Failure<DeletionFailure>> {
  const { handleId } = caller
  for (let round = 0; round < MAX_ROUNDS; round++) {
    // Asked before as well: nobody's checkout ends for a deletion that is refused.
    if (await hooks.hasPayments(deps.db, handleId)) return fail('handle_has_payments')
    const open = await hooks.endPayments(deps, handleId)
    if (open) return open
    const end = await inTransaction(deps.db, (trx) => remove(trx, hooks, caller, deps.clock.now()))
    if (end !== 'again') return end
  }
  return fail('payment_in_progress')
}

async function remove(
  trx: Trx,
  hooks: HandleHooks,
  caller: AccountCaller,
  now: Date,
): Promise<null | 'again' | Failure<DeletionFailure>> {
  const { handleId } = caller
  const locked = await lockContent(trx, hooks, handleId)
  const authority = await lockAs(trx, caller, 'OWNER', 'name')
  if (isFailure(authority)) return authority
  if (await hasMoreContent(trx, hooks, handleId, locked)) return 'again'
  if (await hooks.hasPayments(trx, handleId)) return fail('handle_has_payments')
  // Another tab opened one meanwhile, or pays; from now on none can.
  if (await hooks.mayBePaid(trx, handleId)) return 'again'
  await hooks.removeContent(trx, handleId, now)
  await trx.deleteFrom('support_email_proofs').where('handle_id', '=', handleId).execute()
  // Tokens and offers go with the roles of those who made them.
  await trx.deleteFrom('collaborators').where('handle_id', '=', handleId).execute()
  await retire(trx, authority.handle, now)
  const { name, displayName } = authority.handle
  await recordAudit(trx, { ...caller, action: 'handle.deleted', from: { name, displayName }, now })
  return null
}

/**
 * Waits for what is under way on the content of the handle, and keeps off more.
 * @returns ids of what is locked.
 */
async function lockContent(trx: Trx, hooks: HandleHooks, handleId: string): Promise<ReadonlySet<string>> {
  const ids = new Set<string>()
  for (const content of hooks.content) {
    for (const { id } of await content(trx, handleId).forUpdate().execute()) ids.add(id)
  }
  return ids
}

/** Whether there is content that was added before the handle was locked: waiting for it now could wait in a circle. */
async function hasMoreContent(
  trx: Trx,
  hooks: HandleHooks,
  handleId: string,
  locked: ReadonlySet<string>,
): Promise<boolean> {
  for (const content of hooks.content) {
    const rows = await content(trx, handleId).execute()
    if (rows.some(({ id }) => !locked.has(id))) return true
  }
  return false
}

/**
 * Leaves a row that nothing leads to: its id is no name that a path or a host can have. Its own name stays taken for
 * good, as former names are for a while. The row keeps the audit log and the accounts that were connected.
 */
async function retire(trx: Trx, { id, name }: ProfileRow, now: Date): Promise<void> {
  await trx
    .updateTable('handles')
    .set({
      name: id,
      allowed_origins: [],
      stripe_account_id: null,
      support_email: null,
      support_email_verified_at: null,
      terms_url: null,
      privacy_url: null,
      refund_policy_url: null,
      page_url_template: null,
      deleted_at: now,
    })
    .where('id', '=', id)
    .execute()
  await trx
    .insertInto('former_handle_names')
    .values({ name, handle_id: id, until: sql<Date>`'infinity'` })
    .onConflict((conflict) =>
      conflict.column('name').doUpdateSet({ handle_id: id, until: sql<Date>`'infinity'` }),
    )
    .execute()
}
