import { inOwnTransaction } from '../../platform/database/transaction.ts'
import type { RootDeps } from '../../platform/deps.ts'
import type { Failure } from '../../platform/failure.ts'
import type { AccountHooks } from './hooks.ts'

/**
 * Deletes an account with its sessions, roles, tokens and the offers that it made, unless it owns handles: they would be
 * nobody's.
 */
export async function deleteAccount(
  { db, clock }: RootDeps,
  hooks: AccountHooks,
  { accountId, requestId }: { accountId: string; requestId: string },
): Promise<null | Failure<'owns_handles'>> {
  return await inOwnTransaction(db, async (trx) => {
    // Whoever is giving the account a role at this moment holds its row; what is read next includes that role.
    const account = await trx
      .selectFrom('accounts')
      .select(['id', 'email'])
      .where('id', '=', accountId)
      .forUpdate()
      .executeTakeFirst()
    if (!account) return null
    const refused = await hooks.deleting(trx, account, { actor: { accountId }, requestId, now: clock.now() })
    if (refused) return refused
    await trx.deleteFrom('accounts').where('id', '=', accountId).execute()
    return null
  })
}
