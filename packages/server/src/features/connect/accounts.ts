import Stripe from 'stripe'
import { recordAudit } from '../../platform/audit.ts'
import type { Deps } from '../../platform/deps.ts'
import { enqueueClosing } from '../purchases/service.ts'

/** Reads a connected account back from Stripe and keeps what decides whether its handle can sell. Unknown accounts are ignored. */
export async function syncConnectAccount(
  { db, stripe, clock }: Deps,
  stripeAccountId: string,
): Promise<void> {
  const known = await db
    .selectFrom('connect_accounts')
    .select('stripe_account_id')
    .where('stripe_account_id', '=', stripeAccountId)
    .executeTakeFirst()
  if (!known) return
  const account = await stripe.accounts.retrieve(stripeAccountId).catch(nullIfInaccessible)
  const now = clock.now()
  const state = {
    charges_enabled: account?.charges_enabled ?? false,
    transfers_active: account?.capabilities?.transfers === 'active',
    payouts_enabled: account?.payouts_enabled ?? false,
    details_submitted: account?.details_submitted ?? false,
    requirements_due: account?.requirements?.currently_due ?? [],
    updated_at: now,
  }
  await db.transaction().execute(async (trx) => {
    const before = await trx
      .selectFrom('connect_accounts')
      .selectAll()
      .where('stripe_account_id', '=', stripeAccountId)
      .forUpdate()
      .executeTakeFirst()
    if (!before) return
    await trx
      .updateTable('connect_accounts')
      .set(state)
      .where('stripe_account_id', '=', stripeAccountId)
      .execute()
    if (canSell(before) === canSell(state)) return
    if (!canSell(state)) await enqueueClosing(trx, before.handle_id)
    await recordAudit(trx, {
      handleId: before.handle_id,
      actor: 'system',
      requestId: null,
      action: canSell(state) ? 'connect.connected' : 'connect.disconnected',
      to: { stripeAccountId, requirementsDue: state.requirements_due },
      now,
    })
  })
}

const canSell = (account: { charges_enabled: boolean; transfers_active: boolean }): boolean =>
  account.charges_enabled && account.transfers_active

/** An account that took its access back can no longer be read. */
function nullIfInaccessible(error: unknown): null {
  if (error instanceof Stripe.errors.StripePermissionError) return null
  if (error instanceof Stripe.errors.StripeInvalidRequestError && error.code === 'account_invalid')
    return null
  if (error instanceof Stripe.errors.StripeInvalidRequestError && error.code === 'resource_missing')
    return null
  throw error
}
