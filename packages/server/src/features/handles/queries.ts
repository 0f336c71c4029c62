import type { Position, Role } from '@latchkey/contract'
import { type Expression, sql } from 'kysely'
import type pg from 'pg'
import type { DbOrTransaction, Trx } from '../../platform/database/connect.ts'
import { prepared } from '../../platform/database/prepared.ts'
import { contactColumns } from '../../platform/seller.ts'
import { liveSessions } from '../accounts/service.ts'

const profile = [
  'handle.id',
  'handle.name',
  'handle.display_name as displayName',
  'handle.allowed_origins as allowedOrigins',
  'handle.created_at as createdAt',
  'handle.support_email as supportEmail',
  'handle.support_email_verified_at as supportEmailVerifiedAt',
  'handle.terms_url as termsUrl',
  'handle.privacy_url as privacyUrl',
  'handle.refund_policy_url as refundPolicyUrl',
  'handle.page_url_template as pageUrlTemplate',
] as const

/** The handles that an account has a role on, newest role first. */
export const findHandles = (
  db: DbOrTransaction,
  accountId: string,
  list: { after: Position | null; limit: number },
) => {
  const at = sql.ref<Date>('collaborator.created_at')
  let query = db
    .selectFrom('collaborators as collaborator')
    .innerJoin('handles as handle', 'handle.id', 'collaborator.handle_id')
    .select([...profile, 'collaborator.role', 'collaborator.created_at as roleSince'])
    .where('collaborator.account_id', '=', accountId)
  if (list.after) {
    query = query.where(sql<boolean>`(${at}, handle.id) < (${list.after.at}, ${list.after.id})`)
  }
  return query.orderBy(at, 'desc').orderBy('handle.id', 'desc').limit(list.limit).execute()
}

export const findProfile = (db: DbOrTransaction, handleId: string) =>
  db
    .selectFrom('handles as handle')
    .select(profile)
    .where('handle.id', '=', handleId)
    .executeTakeFirstOrThrow()

export type ProfileRow = Awaited<ReturnType<typeof findProfile>>

export const storeProfile = (trx: Trx, profile: ProfileRow) =>
  trx
    .updateTable('handles')
    .set({
      display_name: profile.displayName,
      allowed_origins: profile.allowedOrigins,
      support_email: profile.supportEmail,
      support_email_verified_at: profile.supportEmailVerifiedAt,
      terms_url: profile.termsUrl,
      privacy_url: profile.privacyUrl,
      refund_policy_url: profile.refundPolicyUrl,
      page_url_template: profile.pageUrlTemplate,
    })
    .where('id', '=', profile.id)
    .execute()

/**
 * Every change of a handle and its people takes this lock, so one is done after the other. `name`: for a new name,
 * which also keeps out whatever refers to the handle; taken at first, because two that hold less cannot both get it.
 */
export const lockHandle = (trx: Trx, handleId: string, change: 'name' | 'rest') => {
  const handle = trx.selectFrom('handles as handle').select(profile).where('handle.id', '=', handleId)
  return (change === 'name' ? handle.forUpdate() : handle.forNoKeyUpdate()).executeTakeFirstOrThrow()
}

export const findRoleOf = async (
  db: DbOrTransaction,
  handleId: string,
  accountId: string,
): Promise<Role | null> => {
  const row = await db
    .selectFrom('collaborators')
    .select('role')
    .where('handle_id', '=', handleId)
    .where('account_id', '=', accountId)
    .executeTakeFirst()
  return row?.role ?? null
}

/** Everybody with a role, strongest role first. */
export const findPeople = (db: DbOrTransaction, handleId: string) =>
  db
    .selectFrom('collaborators as collaborator')
    .innerJoin('accounts as account', 'account.id', 'collaborator.account_id')
    .select(['account.email', 'collaborator.role', 'account.id as accountId'])
    .where('collaborator.handle_id', '=', handleId)
    // In the order of the alphabet, which happens to be that of their strength.
    .orderBy('collaborator.role', 'desc')
    .orderBy('account.email')
    .execute()

export const setRole = (trx: Trx, handleId: string, accountId: string, role: Role) =>
  trx
    .updateTable('collaborators')
    .set({ role })
    .where('handle_id', '=', handleId)
    .where('account_id', '=', accountId)
    .execute()

/** Takes the role of somebody away, and with it what rests on it: their tokens, and the offers that they made. */
export const deleteCollaborator = (trx: Trx, handleId: string, accountId: string) =>
  trx
    .deleteFrom('collaborators')
    .where('handle_id', '=', handleId)
    .where('account_id', '=', accountId)
    .execute()

/** Gives a role to an account that has none. */
export const insertCollaborator = (
  trx: Trx,
  collaborator: { handleId: string; accountId: string; role: Role; now: Date },
) =>
  trx
    .insertInto('collaborators')
    .values({
      handle_id: collaborator.handleId,
      account_id: collaborator.accountId,
      role: collaborator.role,
      created_at: collaborator.now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()

/** The session together with the account's role on a handle: one query, so both are of the same moment. */
export async function findRole(
  db: DbOrTransaction,
  caller: { sessionId: string; accountId: string; now: Date },
  handle: string,
): Promise<{ handleId: string | null; role: Role | null } | undefined> {
  return await liveSessions(db, caller.accountId, caller.now)
    .where('session.id', '=', caller.sessionId)
    .leftJoin('handles as handle', (join) => join.on('handle.name', '=', handle))
    .leftJoin('collaborators as collaborator', (join) =>
      join
        .onRef('collaborator.handle_id', '=', 'handle.id')
        .onRef('collaborator.account_id', '=', 'family.account_id'),
    )
    .select(['handle.id as handleId', 'collaborator.role as role'])
    .executeTakeFirst()
}

/** Names of handles that the account owns. */
export async function findOwnedHandles(db: DbOrTransaction, accountId: string, limit: number) {
  const rows = await db
    .selectFrom('collaborators as collaborator')
    .innerJoin('handles as handle', 'handle.id', 'collaborator.handle_id')
    .select('handle.name')
    .where('collaborator.account_id', '=', accountId)
    .where('collaborator.role', '=', 'OWNER')
    .orderBy('handle.name')
    .limit(limit)
    .execute()
  return rows.map(({ name }) => name)
}

/** A handle by its name. */
const handleByName = prepared<{ id: string; name: string; allowedOrigins: string[] }>(
  'handle_by_name',
  `select id, name, allowed_origins as "allowedOrigins" from handles where name = $1`,
)

export const findHandle = async (pool: pg.Pool, name: string) => (await handleByName.run(pool, [name]))[0]

/** The id of a handle, as a value inside another statement. */
export const handleIdOf = (db: DbOrTransaction, name: string) =>
  db.selectFrom('handles').select('id').where('name', '=', name)

/** What a handle is called on its site, and how buyers reach it. */
export const findSiteNames = (db: DbOrTransaction, name: string) =>
  db
    .selectFrom('handles as handle')
    .select(['handle.display_name as displayName', ...contactColumns])
    .where('handle.name', '=', name)
    .executeTakeFirst()

/** Locks the handle as {@link lockHandle} does for `rest`. @returns whether it was not deleted. */
export async function lockLiveHandle(trx: Trx, handleId: string): Promise<boolean> {
  const handle = await trx
    .selectFrom('handles')
    .select('id')
    .where('id', '=', handleId)
    .where('deleted_at', 'is', null)
    .forNoKeyUpdate()
    .executeTakeFirst()
  return handle !== undefined
}

/** Holds handles in place, in one order, for what is going to refer to them: their deletion waits. */
export const holdHandles = (trx: Trx, ids: readonly string[] | Expression<string>) =>
  trx.selectFrom('handles').select('id').where('id', 'in', ids).orderBy('id').forKeyShare().execute()

/** Has the handle sold by this account of Stripe, or by none. */
export const setStripeAccount = (trx: Trx, handleId: string, stripeAccountId: string | null) =>
  trx.updateTable('handles').set({ stripe_account_id: stripeAccountId }).where('id', '=', handleId).execute()

/** Has no handle sold by this account of Stripe any more. */
export const dropStripeAccount = (trx: Trx, stripeAccountId: string) =>
  trx
    .updateTable('handles')
    .set({ stripe_account_id: null })
    .where('stripe_account_id', '=', stripeAccountId)
    .execute()
