import { type AccountCaller, recordAudit } from '../../platform/audit.ts'
import type { Trx } from '../../platform/database/connect.ts'
import { inOwnTransaction } from '../../platform/database/transaction.ts'
import type { RootDeps } from '../../platform/deps.ts'
import { type Failure, fail, isFailure } from '../../platform/failure.ts'
import { lockAs, setStripeAccount } from '../handles/service.ts'
import { enqueueClosing } from '../purchases/service.ts'
import { countLostAccounts, findConnection, findOwnAccount } from './queries.ts'

/** How often an account is made anew because the one before was lost meanwhile. */
const MAX_ROUNDS = 4

type NotOwner = Failure<'handle_not_found' | 'insufficient_role'>

/**
 * The owner's Stripe account, connected to the handle: the one there is, or a new one. It is made under an idempotency
 * key of handle, owner, and how many accounts the owner has lost, so two starts at once and lost answers make one.
 */
export async function ensureConnected(
  deps: RootDeps,
  caller: AccountCaller,
): Promise<string | NotOwner | Failure<'payment_provider_error'>> {
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const before = await claim(deps, caller)
    if (isFailure(before) || typeof before === 'string') return before
    const { email, generation } = before
    const account = await deps.stripe.accounts.create(
      {
        type: 'express',
        email,
        capabilities: { transfers: { requested: true }, card_payments: { requested: true } },
        metadata: { handle_id: caller.handleId },
      },
      { idempotencyKey: `connect:${caller.handleId}:${caller.actor.accountId}:${generation}` },
    )
    const connected = await connect(deps, caller, account.id)
    // It was made long ago, and lost while this one waited: the next one has another key.
    if (connected !== null) return connected
  }
  return fail('payment_provider_error')
}

/** The account that is there already, connected; else what the next one is made of. */
async function claim({ db }: RootDeps, caller: AccountCaller) {
  return await inOwnTransaction(db, async (trx) => {
    const authority = await lockAs(trx, caller, 'OWNER')
    if (isFailure(authority)) return authority
    const owner = { handleId: caller.handleId, ownerId: caller.actor.accountId }
    const known = await findOwnAccount(trx, owner)
    if (known !== null) return await setConnected(trx, caller.handleId, known)
    const { ownerEmail } = await findConnection(trx, caller.handleId)
    return { email: ownerEmail, generation: await countLostAccounts(trx, owner) }
  })
}

/**
 * Stores an account that was made, so that its events are known, and connects it while its owner still owns the
 * handle. The handle is locked before the role is read: after a transfer nothing is connected.
 * @returns the account that is connected now; `null` when this one was lost before.
 */
async function connect(
  { db, clock }: RootDeps,
  caller: AccountCaller,
  stripeAccountId: string,
): Promise<string | null | NotOwner> {
  const now = clock.now()
  const { handleId, actor, requestId } = caller
  return await inOwnTransaction(db, async (trx) => {
    const authority = await lockAs(trx, caller, 'OWNER')
    const { numInsertedOrUpdatedRows } = await trx
      .insertInto('connect_accounts')
      .values({
        stripe_account_id: stripeAccountId,
        handle_id: handleId,
        account_id: actor.accountId,
        created_at: now,
        updated_at: now,
        disconnected_at: null,
        platform_account_id: null,
      })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst()
    if (numInsertedOrUpdatedRows) {
      const action = 'connect.started'
      await recordAudit(trx, { handleId, actor, requestId, action, to: { stripeAccountId }, now })
    }
    if (isFailure(authority)) return authority
    const kept = await findOwnAccount(trx, { handleId, ownerId: actor.accountId })
    return kept === null ? null : await setConnected(trx, handleId, kept)
  })
}

async function setConnected(trx: Trx, handleId: string, stripeAccountId: string) {
  await setStripeAccount(trx, handleId, stripeAccountId)
  return stripeAccountId
}

/**
 * What a new owner does to the connection, in the transaction that makes them one: the former owner's account stays
 * behind with the sales it received, and nothing is sold until the new owner has connected one of their own.
 */
export async function leaveConnection(trx: Trx, handleId: string): Promise<void> {
  await setStripeAccount(trx, handleId, null)
  await enqueueClosing(trx, handleId)
}
