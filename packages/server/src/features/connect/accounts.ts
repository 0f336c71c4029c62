import Stripe from 'stripe'
import { recordAudit } from '../../platform/audit.ts'
import { inOwnTransaction } from '../../platform/database/transaction.ts'
import type { Deps, RootDeps } from '../../platform/deps.ts'
import { dropStripeAccount, lockHandle } from '../handles/service.ts'
import { enqueueClosing } from '../purchases/service.ts'

/**
 * Reads a connected account back from Stripe and keeps what decides whether its handle can sell. One that is out of
 * our reach is forgotten; unknown ones are ignored.
 */
export async function syncConnectAccount(deps: RootDeps, stripeAccountId: string): Promise<void> {
  // Whoever was faster twice has asked Stripe after this began, so what they applied is new enough.
  for (let round = 0; round < 2; round++) {
    const known = await deps.db
      .selectFrom('connect_accounts')
      .select(['handle_id as handleId', 'revision', 'platform_account_id as platform'])
      .where('stripe_account_id', '=', stripeAccountId)
      .where('disconnected_at', 'is', null)
      .executeTakeFirst()
    if (!known) return
    const platform = await deps.platformAccount.id()
    // With the key of another platform every account looks lost.
    const ours = known.platform === null || known.platform === platform
    const account = await readAccount(deps, stripeAccountId, ours)
    if (await apply(deps, { ...known, stripeAccountId, platform }, account)) return
  }
}

/** The account at Stripe; `null` when it was closed, or taken from us. */
async function readAccount(
  { stripe, log }: Deps,
  stripeAccountId: string,
  ours: boolean,
): Promise<Stripe.Account | null> {
  try {
    const account = await stripe.accounts.retrieve(stripeAccountId)
    return 'deleted' in account ? null : account
  } catch (error) {
    if (!isAccountGone(error)) throw error
    if (ours) return null
    log.error({ stripeAccountId }, 'STRIPE_SECRET_KEY is one of another platform account than before')
    throw error
  }
}

/**
 * Whether Stripe says that the account is out of our reach. No other refusal does: a restricted key that lacks a
 * permission must not cost anybody their connection.
 */
export const isAccountGone = (error: unknown): boolean =>
  (error instanceof Stripe.errors.StripePermissionError ||
    error instanceof Stripe.errors.StripeInvalidRequestError) &&
  (error.code === 'account_invalid' || error.code === 'resource_missing')

interface Known {
  readonly stripeAccountId: string
  readonly handleId: string
  readonly revision: number
  /** The account of ours that asked; `null` when the key may not tell. */
  readonly platform: string | null
}

/** Keeps what was read, unless another reading was applied since. */
async function apply(
  { db, clock }: RootDeps,
  known: Known,
  account: Stripe.Account | null,
): Promise<boolean> {
  const { stripeAccountId, handleId, revision, platform } = known
  const now = clock.now()
  const state = {
    charges_enabled: account?.charges_enabled ?? false,
    transfers_active: account?.capabilities?.transfers === 'active',
    payouts_enabled: account?.payouts_enabled ?? false,
    details_submitted: account?.details_submitted ?? false,
    requirements_due: account?.requirements?.currently_due ?? [],
    updated_at: now,
    disconnected_at: account ? null : now,
    ...(platform !== null && { platform_account_id: platform }),
  }
  return await inOwnTransaction(db, async (trx) => {
    // Whoever changes what is connected takes this lock before any other.
    await lockHandle(trx, handleId, 'rest')
    const before = await trx
      .selectFrom('connect_accounts')
      .selectAll()
      .where('stripe_account_id', '=', stripeAccountId)
      .where('revision', '=', revision)
      .forUpdate()
      .executeTakeFirst()
    if (!before) return false
    await trx
      .updateTable('connect_accounts')
      .set({ ...state, revision: revision + 1 })
      .where('stripe_account_id', '=', stripeAccountId)
      .execute()
    if (!account) await dropStripeAccount(trx, stripeAccountId)
    if (canSell(before) && !canSell(state)) await enqueueClosing(trx, handleId)
    if (account && canSell(before) === canSell(state)) return true
    await recordAudit(trx, {
      handleId,
      actor: 'system',
      requestId: null,
      action: canSell(state) ? 'connect.connected' : 'connect.disconnected',
      to: account
        ? { stripeAccountId, requirementsDue: state.requirements_due }
        : { stripeAccountId, lost: true },
      now,
    })
    return true
  })
}

const canSell = (account: { charges_enabled: boolean; transfers_active: boolean }): boolean =>
  account.charges_enabled && account.transfers_active
