import { type AccountCaller, recordAudit } from '../../platform/audit.ts'
import { inTransaction } from '../../platform/database/transaction.ts'
import type { Deps } from '../../platform/deps.ts'
import { type Failure, fail, isFailure } from '../../platform/failure.ts'
import { enqueueMail } from '../../platform/mail/outbox.ts'
import { leaveConnection } from '../connect/service.ts'
import { lockAs } from './authority.ts'
import { readCollaborators, type TaggedPeople } from './collaborators.ts'
import { findPeople, holdAccount, setRole } from './queries.ts'

/** Makes a collaborator the owner, and the owner an operator. */
export async function transferHandle(
  { db, clock }: Deps,
  caller: AccountCaller,
  email: string,
): Promise<TaggedPeople | Failure<'handle_not_found' | 'insufficient_role' | 'collaborator_not_found'>> {
  const now = clock.now()
  const { handleId, actor } = caller
  return await inTransaction(db, async (trx) => {
    const authority = await lockAs(trx, caller, 'OWNER')
    if (isFailure(authority)) return authority
    const people = await findPeople(trx, handleId)
    const accountId = people.find((person) => person.email === email)?.accountId
    if (accountId === actor.accountId) return await readCollaborators(trx, handleId)
    if (!accountId || !(await holdAccount(trx, accountId))) return fail('collaborator_not_found')
    // In this order: at no time are there two owners.
    await setRole(trx, handleId, actor.accountId, 'OPERATOR')
    await setRole(trx, handleId, accountId, 'OWNER')
    await leaveConnection(trx, handleId)
    const eventId = await recordAudit(trx, {
      ...caller,
      action: 'handle.transferred',
      from: { ownerId: actor.accountId },
      to: { ownerId: accountId },
      now,
    })
    await enqueueMail(trx, { kind: 'handle_transferred', subjectId: eventId, now })
    await enqueueMail(trx, { kind: 'handle_received', subjectId: eventId, now })
    return await readCollaborators(trx, handleId)
  })
}
