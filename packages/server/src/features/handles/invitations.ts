import type { Role } from '@latchkey/contract'
import { sql, type Transaction } from 'kysely'
import type { Database } from '../../platform/database/schema.ts'
import { newId } from '../../platform/ids.ts'
import { enqueueMail } from '../../platform/mail/outbox.ts'
import { insertCollaborator } from './queries.ts'

export interface Invited {
  readonly email: string
  readonly role: Exclude<Role, 'OWNER'>
}

/**
 * Has signing up with an address wait until those who invite the address are done, and the other way round: else an
 * invitation that is written while its account is made would be found by neither.
 */
async function lockAddress(trx: Transaction<Database>, email: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`invitation:${email}`}, 0))`.execute(trx)
}

/** Gives roles to addresses, now or when they sign up, and tells each by mail. */
export async function invite(
  trx: Transaction<Database>,
  { handleId, invitedBy }: { handleId: string; invitedBy: string },
  invited: readonly Invited[],
  now: Date,
): Promise<void> {
  for (const { email, role } of invited.toSorted((left, right) => (left.email < right.email ? -1 : 1))) {
    await lockAddress(trx, email)
    const account = await trx
      .selectFrom('accounts')
      .select('id')
      .where('email', '=', email)
      .forKeyShare()
      .executeTakeFirst()
    const id = newId('invitation')
    const invitation = {
      id,
      role,
      created_at: now,
      accepted_at: account ? now : null,
      invited_by: invitedBy,
    }
    await trx
      .insertInto('collaborator_invitations')
      .values({ handle_id: handleId, email, ...invitation })
      .onConflict((conflict) => conflict.columns(['handle_id', 'email']).doUpdateSet(invitation))
      .execute()
    if (account) await insertCollaborator(trx, { handleId, accountId: account.id, role, now })
    await enqueueMail(trx, { kind: 'collaborator_added', subjectId: id, now })
  }
}

/** Gives a new account the roles that its address was invited to; in the transaction that makes the account. */
export async function acceptInvitations(
  trx: Transaction<Database>,
  account: { id: string; email: string },
  now: Date,
): Promise<void> {
  await lockAddress(trx, account.email)
  const invitations = await trx
    .updateTable('collaborator_invitations')
    .set({ accepted_at: now })
    .where('email', '=', account.email)
    .where('accepted_at', 'is', null)
    .returning(['handle_id as handleId', 'role'])
    .execute()
  for (const { handleId, role } of invitations) {
    await insertCollaborator(trx, { handleId, accountId: account.id, role, now })
  }
}
