import { FORMER_NAME_DAYS } from '@latchkey/contract'
import { sql } from 'kysely'
import { type AccountCaller, recordAudit } from '../../platform/audit.ts'
import { addSeconds } from '../../platform/clock.ts'
import type { Trx } from '../../platform/database/connect.ts'
import { inTransaction } from '../../platform/database/transaction.ts'
import type { Deps } from '../../platform/deps.ts'
import { type Failure, fail, isFailure } from '../../platform/failure.ts'
import { newId } from '../../platform/ids.ts'
import { holdAccount } from '../accounts/service.ts'
import { lockAs } from './authority.ts'
import { type ProfileWithEtag, withEtag } from './profile.ts'

/** Has whoever else wants one of these names wait: names of today and of before stand in two tables. */
async function lockNames(trx: Trx, names: readonly string[]): Promise<void> {
  for (const name of [...names].sort()) {
    await sql`select pg_advisory_xact_lock(hashtextextended(${`handle:${name}`}, 0))`.execute(trx)
  }
}

/** Whether a handle has the name, or another than `handleId` had it until lately. */
async function isTaken(
  trx: Trx,
  { name, handleId, now }: { name: string; handleId: string | null; now: Date },
): Promise<boolean> {
  const { rows } = await sql`
    select from handles where name = ${name}
    union all
    select from former_handle_names
    where name = ${name} and until > ${now} and handle_id is distinct from ${handleId}`.execute(trx)
  return rows.length > 0
}

const emptyProfile = {
  allowedOrigins: [],
  supportEmail: null,
  supportEmailVerifiedAt: null,
  termsUrl: null,
  privacyUrl: null,
  refundPolicyUrl: null,
  pageUrlTemplate: null,
}

/** Takes a free name for a new handle, which the account then owns. */
export async function createHandle(
  { db, clock, config }: Deps,
  { accountId, requestId }: { accountId: string; requestId: string },
  { name, displayName = name }: { name: string; displayName?: string | undefined },
): Promise<ProfileWithEtag | Failure<'handle_taken' | 'invalid_token'>> {
  const now = clock.now()
  return await inTransaction(db, async (trx) => {
    // Deleted since its token was looked at.
    if (!(await holdAccount(trx, accountId))) return fail('invalid_token')
    await lockNames(trx, [name])
    if (await isTaken(trx, { name, handleId: null, now })) return fail('handle_taken')
    const handle = { ...emptyProfile, id: newId('handle'), name, displayName, createdAt: now }
    await trx
      .insertInto('handles')
      .values({ id: handle.id, name, display_name: displayName, stripe_account_id: null, created_at: now })
      .execute()
    await trx
      .insertInto('collaborators')
      .values({ handle_id: handle.id, account_id: accountId, role: 'OWNER', created_at: now })
      .execute()
    await recordAudit(trx, {
      handleId: handle.id,
      actor: { accountId },
      requestId,
      action: 'handle.created',
      to: { name, displayName },
      now,
    })
    return withEtag(config, handle)
  })
}

/** Gives the handle another name. The former one leads to it for a while, and nobody else gets it meanwhile. */
export async function renameHandle(
  { db, clock, config }: Deps,
  caller: AccountCaller,
  name: string,
): Promise<ProfileWithEtag | Failure<'handle_not_found' | 'insufficient_role' | 'handle_taken'>> {
  const now = clock.now()
  return await inTransaction(db, async (trx) => {
    const authority = await lockAs(trx, caller, 'OWNER', 'name')
    if (isFailure(authority)) return authority
    const { handle } = authority
    if (name === handle.name) return withEtag(config, handle)
    await lockNames(trx, [handle.name, name])
    if (await isTaken(trx, { name, handleId: handle.id, now })) return fail('handle_taken')
    await trx.deleteFrom('former_handle_names').where('name', '=', name).execute()
    await trx
      .insertInto('former_handle_names')
      .values({
        name: handle.name,
        handle_id: handle.id,
        until: addSeconds(now, FORMER_NAME_DAYS * 24 * 3600),
      })
      .onConflict((conflict) =>
        conflict.column('name').doUpdateSet((values) => ({
          handle_id: values.ref('excluded.handle_id'),
          until: values.ref('excluded.until'),
        })),
      )
      .execute()
    await trx.updateTable('handles').set({ name }).where('id', '=', handle.id).execute()
    await recordAudit(trx, {
      ...caller,
      action: 'handle.renamed',
      from: { name: handle.name },
      to: { name },
      now,
    })
    return withEtag(config, { ...handle, name })
  })
}

/** What the handle is called now that had this name before. */
export async function currentName({ db, clock }: Deps, formerName: string): Promise<string | null> {
  const handle = await db
    .selectFrom('former_handle_names as former')
    .innerJoin('handles as handle', 'handle.id', 'former.handle_id')
    .select('handle.name')
    .where('former.name', '=', formerName)
    .where('former.until', '>', clock.now())
    .where('handle.deleted_at', 'is', null)
    .executeTakeFirst()
  return handle?.name ?? null
}

/** What the handle of this name is called on its site. */
export async function displayName({ db }: Deps, name: string): Promise<string | null> {
  const handle = await db
    .selectFrom('handles')
    .select('display_name as displayName')
    .where('name', '=', name)
    .executeTakeFirst()
  return handle?.displayName ?? null
}
