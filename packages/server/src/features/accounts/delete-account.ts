import type { Deps } from '../../platform/deps.ts'
import { type Failure, fail } from '../../platform/failure.ts'
import { forgetRecipient } from '../purchases/service.ts'
import { endTokens } from '../tokens/service.ts'
import { findOwnedHandles } from './queries.ts'

/** Names that the refusal shows at most. */
const NAMES_SHOWN = 100

/**
 * Deletes an account with its sessions, roles, tokens and the offers that it made, unless it owns handles: they would be
 * nobody's.
 */
export async function deleteAccount(
  { db, clock }: Deps,
  { accountId, requestId }: { accountId: string; requestId: string },
): Promise<null | Failure<'owns_handles'>> {
  return await db.transaction().execute(async (trx) => {
    // Whoever is giving the account a role at this moment holds its row; what is read next includes that role.
    await trx.selectFrom('accounts').select('id').where('id', '=', accountId).forUpdate().execute()
    const handles = await findOwnedHandles(trx, accountId, NAMES_SHOWN)
    if (handles.length > 0) return fail('owns_handles', { handles })
    await endTokens(trx, { accountId }, { actor: { accountId }, requestId, now: clock.now() })
    const deleted = await trx
      .deleteFrom('accounts')
      .where('id', '=', accountId)
      .returning('email')
      .executeTakeFirst()
    if (deleted) await forgetRecipient(trx, { accountId, email: deleted.email })
    return null
  })
}
