import { type Role, roles } from '@latchkey/contract'
import type { AccountCaller } from '../../platform/audit.ts'
import type { Trx } from '../../platform/database/connect.ts'
import { type Failure, fail } from '../../platform/failure.ts'
import { holdAccount } from '../accounts/service.ts'
import { findRoleOf, lockHandle, type ProfileRow } from './queries.ts'

/** The handle, locked, and the role that its caller has now. */
export interface Authority {
  readonly handle: ProfileRow
  readonly role: Role
}

/**
 * Locks the handle and asks for the caller's role once more: it may have been taken away since the request came in,
 * and what is changed here decides about roles. The account is held before, as everybody does who takes both: what is
 * written next may refer to it.
 */
export async function lockAs(
  trx: Trx,
  { handleId, actor }: AccountCaller,
  needed: Role,
  change: 'name' | 'rest' = 'rest',
): Promise<Authority | Failure<'handle_not_found' | 'insufficient_role'>> {
  await holdAccount(trx, actor.accountId)
  const handle = await lockHandle(trx, handleId, change)
  const role = await findRoleOf(trx, handleId, actor.accountId)
  if (!role) return fail('handle_not_found')
  return roles.indexOf(role) < roles.indexOf(needed) ? fail('insufficient_role') : { handle, role }
}
