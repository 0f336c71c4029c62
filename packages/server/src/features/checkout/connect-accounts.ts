import Stripe from 'stripe'
import type { Deps } from '../../platform/deps.ts'

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
  await db
    .updateTable('connect_accounts')
    .set({
      charges_enabled: account?.charges_enabled ?? false,
      transfers_active: account?.capabilities?.transfers === 'active',
      payouts_enabled: account?.payouts_enabled ?? false,
      details_submitted: account?.details_submitted ?? false,
      requirements_due: account?.requirements?.currently_due ?? [],
      updated_at: clock.now(),
    })
    .where('stripe_account_id', '=', stripeAccountId)
    .execute()
}

/** An account that took its access back can no longer be read. */
function nullIfInaccessible(error: unknown): null {
  if (error instanceof Stripe.errors.StripePermissionError) return null
  if (error instanceof Stripe.errors.StripeInvalidRequestError && error.code === 'account_invalid')
    return null
  if (error instanceof Stripe.errors.StripeInvalidRequestError && error.code === 'resource_missing')
    return null
  throw error
}
