import Stripe from 'stripe'
import type { Deps } from '../../platform/deps.ts'
import { isRefusal, isStripeError } from '../../platform/stripe-errors.ts'
import { type AttemptRow, endUnopened, findBuyerEmail, recordOpenedSession } from './queries.ts'
import { laterPayment } from './vouchers.ts'

/** Stripe replaces it with the id of the session; it must reach Stripe literally. */
const SESSION_ID_PLACEHOLDER = '{CHECKOUT_SESSION_ID}'

/** Why an attempt has no session: Stripe refused it for good, or nobody will ever learn of the one it may have made. */
export type NoSession = 'refused' | 'abandoned'

/**
 * Creates the attempt's session at Stripe, or learns of the one that was created before: the idempotency key and
 * every parameter come from the stored row, so any process may repeat it after a crash.
 * @returns the session, or why there is none, which ends the attempt.
 * @throws when the outcome is unknown; the attempt is left as it is.
 */
export async function openAttempt(
  deps: Deps,
  attempt: AttemptRow,
): Promise<Stripe.Checkout.Session | NoSession> {
  const { db, stripe, log } = deps
  const { purchase_id: purchaseId, attempt: number } = attempt
  try {
    const session = await stripe.checkout.sessions.create(await parameters(deps, attempt), {
      idempotencyKey: `purchase:${purchaseId}:session:${number}`,
    })
    await recordOpenedSession(db, { purchaseId, attempt: number, id: session.id, url: session.url })
    return session
  } catch (error) {
    const unnamed = isSuffixRefused(error)
    if (unnamed) deps.platformAccount.leaveOutSuffixes()
    const end = unnamed || isStored(error) ? 'abandoned' : isRefusal(error) ? 'refused' : null
    if (!end || !isStripeError(error)) throw error
    const { code: stripeCode, message: stripeMessage } = error
    log.warn({ purchaseId, attempt: number, stripeCode, stripeMessage }, `checkout ${end}`)
    await endUnopened(db, purchaseId, number)
    return end
  }
}

/** Whether Stripe took all but the seller's name: the platform's prefix was made longer, say. */
const isSuffixRefused = (error: unknown): boolean =>
  error instanceof Stripe.errors.StripeInvalidRequestError &&
  error.param?.includes('statement_descriptor_suffix') === true

/** The id of an attempt's session. One that was never stored is learnt by repeating the creation under its key. */
export async function sessionIdOf(deps: Deps, attempt: AttemptRow): Promise<string | null> {
  if (attempt.stripe_session_id) return attempt.stripe_session_id
  const opened = await openAttempt(deps, attempt)
  return typeof opened === 'object' ? opened.id : null
}

/**
 * An answer that Stripe repeats under this key for a day, whatever it did. Nobody has the URL of a session that it may
 * have made, so another attempt under another key does no harm.
 */
const isStored = (error: unknown): boolean =>
  error instanceof Stripe.errors.StripeIdempotencyError ||
  (error instanceof Stripe.errors.StripeAPIError && error.statusCode === 500)

// Why: apps/docs/src/content/docs/internals/decisions/0007-destination-charges.md
async function parameters({ db }: Deps, attempt: AttemptRow): Promise<Stripe.Checkout.SessionCreateParams> {
  const metadata = {
    purchase_id: attempt.purchase_id,
    attempt: String(attempt.attempt),
    ...(attempt.request_id !== null && { request_id: attempt.request_id }),
  }
  return {
    mode: 'payment',
    client_reference_id: attempt.purchase_id,
    metadata,
    line_items: [
      {
        quantity: 1,
        price_data: {
          currency: attempt.currency,
          unit_amount: attempt.amount,
          product_data: { name: attempt.product_name },
        },
      },
    ],
    // Charges, refunds and disputes lead back to us only through the payment, so it carries the metadata too.
    payment_intent_data: {
      metadata,
      transfer_data: { destination: attempt.stripe_account_id },
      ...(attempt.application_fee > 0 && { application_fee_amount: attempt.application_fee }),
      // Of cards; others show the static descriptor. The platform is the merchant of record: no `on_behalf_of`.
      ...(attempt.statement_descriptor_suffix && {
        statement_descriptor_suffix: attempt.statement_descriptor_suffix,
      }),
    },
    ...laterPayment(attempt.currency),
    // What is paid must be what was asked for.
    adaptive_pricing: { enabled: false },
    customer_email: await findBuyerEmail(db, attempt.purchase_id),
    success_url: attempt.success_url,
    cancel_url: attempt.cancel_url,
    expires_at: Math.floor(attempt.expires_at.getTime() / 1000),
  }
}

/** A checked URL as Stripe must get it: URL parsers encode the braces of the placeholder in paths. */
export const stripeUrl = (url: URL): string =>
  url.href.replaceAll(encodeURIComponent(SESSION_ID_PLACEHOLDER), SESSION_ID_PLACEHOLDER)
