import { sql } from 'kysely'
import { type AccountCaller, recordAudit } from '../../platform/audit.ts'
import type { Trx } from '../../platform/database/connect.ts'
import { inTransaction } from '../../platform/database/transaction.ts'
import type { Deps } from '../../platform/deps.ts'
import { type Failure, fail, isFailure } from '../../platform/failure.ts'
import { enqueueMail } from '../../platform/mail/outbox.ts'
import { spendMailBudget } from '../../platform/mail/strangers.ts'
import { holdAccount, holdSession } from '../accounts/service.ts'
import { leaveConnection } from '../connect/service.ts'
import { holdHandles, lockAs, setRole } from '../handles/service.ts'
import { endTokens } from '../tokens/service.ts'
import { invite, offerEnd } from './invitations.ts'
import { deleteLapsed, deleteTransfer, findOffersOf } from './offer-queries.ts'

/** To whom ownership is offered, and until when. */
export interface PendingTransfer {
  readonly email: string
  readonly expiresAt: Date
}

/** Offers ownership to an address. One such offer stands at a time; the same again is the one there is. */
export async function offerOwnership(
  deps: Deps,
  { sessionId, ...caller }: AccountCaller & { readonly sessionId: string },
  email: string,
): Promise<
  | PendingTransfer
  | Failure<
      'invalid_token' | 'handle_not_found' | 'insufficient_role' | 'invalid_request' | 'mail_budget_used_up'
    >
> {
  const { db, clock } = deps
  const now = clock.now()
  const { handleId, actor } = caller
  return await inTransaction(db, async (trx) => {
    // A reset of the password takes back what is on offer: nothing is offered by a session that it has ended.
    if (!(await holdSession(trx, { id: sessionId, ...actor }))) return fail('invalid_token')
    const authority = await lockAs(trx, caller, 'OWNER')
    if (isFailure(authority)) return authority
    if ((await holdAccount(trx, actor.accountId))?.email === email) {
      return fail('invalid_request', { issues: [{ path: 'body.email', message: 'is the owner already' }] })
    }
    const waiting = (await findOffersOf(trx, handleId, now)).find(({ role }) => role === 'OWNER')
    if (waiting?.email === email) return waiting
    const overBudget = await spendMailBudget(deps, trx, caller, [email])
    if (overBudget) return overBudget
    await deleteTransfer(trx, handleId)
    await invite(trx, { handleId, accountId: actor.accountId }, [{ email, role: 'OWNER' }], now)
    await recordAudit(trx, {
      ...caller,
      action: 'offer.made',
      from: { ownership: waiting?.email ?? null },
      to: { ownership: email },
      now,
    })
    return { email, expiresAt: offerEnd(now) }
  })
}

/** Takes the offer of ownership back, if there is one. */
export async function withdrawTransfer(
  { db, clock }: Deps,
  caller: AccountCaller,
): Promise<null | Failure<'handle_not_found' | 'insufficient_role'>> {
  return await inTransaction(db, async (trx) => {
    const authority = await lockAs(trx, caller, 'OWNER')
    if (isFailure(authority)) return authority
    const withdrawn = await deleteTransfer(trx, caller.handleId)
    if (!withdrawn) return null
    const from = { ownership: withdrawn.email }
    await recordAudit(trx, { ...caller, action: 'offer.withdrawn', from, now: clock.now() })
    return null
  })
}

/** Takes back every offer of ownership that the account made: it may not have been its owner who made them. */
export async function withdrawTransfersBy(
  trx: Trx,
  by: Pick<AccountCaller, 'actor' | 'requestId'> & { readonly now: Date },
): Promise<void> {
  const own = trx
    .selectFrom('offers')
    .select('handle_id')
    .where('offered_by', '=', by.actor.accountId)
    .where('role', '=', 'OWNER')
  // The log refers to the handle, whose deletion locks it before the offers; so does this.
  await holdHandles(trx, sql<string>`${own}`)
  const withdrawn = await trx
    .deleteFrom('offers')
    .where('offered_by', '=', by.actor.accountId)
    .where('role', '=', 'OWNER')
    .returning(['handle_id as handleId', 'email'])
    .execute()
  for (const { handleId, email } of withdrawn) {
    await recordAudit(trx, { ...by, handleId, action: 'offer.withdrawn', from: { ownership: email } })
  }
}

/**
 * Makes the caller, who has a role on the handle and accepted its ownership, the owner, and the former one an operator.
 * The handle is locked.
 * @returns how many personal tokens of the former owner that ended.
 */
export async function changeOwner(
  trx: Trx,
  caller: AccountCaller,
  formerId: string,
  now: Date,
): Promise<number> {
  const { handleId, actor } = caller
  // In this order: at no time are there two owners.
  await setRole(trx, handleId, formerId, 'OPERATOR')
  await setRole(trx, handleId, actor.accountId, 'OWNER')
  await leaveConnection(trx, handleId)
  const ended = await endTokens(trx, { accountId: formerId, handleId }, { ...caller, now })
  await deleteLapsed(trx, handleId, now)
  const eventId = await recordAudit(trx, {
    ...caller,
    action: 'handle.transferred',
    from: { ownerId: formerId },
    to: { ownerId: actor.accountId },
    now,
  })
  const facts = { handleId, formerOwnerId: formerId, ownerId: actor.accountId }
  await enqueueMail(trx, { kind: 'handle_transferred', subjectId: eventId, facts, now })
  await enqueueMail(trx, { kind: 'handle_received', subjectId: eventId, facts, now })
  return ended
}
