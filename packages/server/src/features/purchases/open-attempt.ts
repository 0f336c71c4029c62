import type Stripe from 'stripe'
import type { Deps } from '../../platform/deps.ts'
import { isRefusal } from '../../platform/stripe-errors.ts'
import { type AttemptRow, endAttempt, findBuyerEmail, recordOpenedSession } from './queries.ts'
import { laterPayment } from './vouchers.ts'

/** Stripe replaces it with the id of the session; it must reach Stripe literally. */
const SESSION_ID_PLACEHOLDER = '{CHECKOUT_SESSION_ID}'

/**
 * Creates the attempt's session at Stripe, or learns of the one that was created before: the idempotency key and
 * every parameter come from the stored row, so any process may repeat it after a crash.
 * @returns the session; `null` when Stripe refused it, which ends the attempt.
 * @throws when the outcome is unknown; the attempt is left as it is.
 */
export async function openAttempt(deps: Deps, attempt: AttemptRow): Promise<Stripe.Checkout.Session | null> {
  const { db, stripe, log } = deps
  const { purchase_id: purchaseId, attempt: number } = attempt
  try {
    const session = await stripe.checkout.sessions.create(await parameters(deps, attempt), {
      idempotencyKey: `purchase:${purchaseId}:session:${number}`,
    })
    await recordOpenedSession(db, { purchaseId, attempt: number, id: session.id, url: session.url })
    return session
  } catch (error) {
    if (!isRefusal(error)) throw error
    log.warn(
      { purchaseId, attempt: number, stripeCode: error.code, stripeMessage: error.message },
      'checkout refused',
    )
    await endAttempt(db, purchaseId, number, 'expired')
    return null
  }
}

async function parameters({ db }: Deps, attempt: AttemptRow): Promise<Stripe.Checkout.SessionCreateParams> {
  const metadata = { purchase_id: attempt.purchase_id, attempt: String(attempt.attempt) }
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
