import { waitForAccess } from '@latchkey/sdk'
import { say } from './dom.ts'
import { handle, latchkey } from './latchkey.ts'
import { render } from './router.ts'

// #region buy
/** Takes the visitor to Stripe. @returns why not, for people. */
export async function buy(pageSlug: string): Promise<string | null> {
  const here = `${location.origin}/${pageSlug}`
  const { data, error } = await latchkey.checkout.createCheckout({
    path: { handle, pageSlug },
    body: {
      successUrl: `${here}?checkout={CHECKOUT_SESSION_ID}`,
      cancelUrl: `${here}?checkout=cancelled`,
    },
  })
  if (data) {
    location.assign(data.checkoutUrl)
    // Busy until the browser has left.
    return new Promise(() => {})
  }
  switch (error.code) {
    // Things have changed, in another tab or at the bank: the page tells how they are.
    case 'already_purchased':
    case 'payment_in_progress':
    case 'purchase_disputed':
    case 'visitor_unauthorized':
      await render()
      return null
    default:
      return error.message
  }
}
// #endregion

// #region confirm
const outcomes = {
  entitled: 'Thank you! Your payment has arrived, and this page is yours.',
  pending: 'Thank you for your order.',
  unpaid: 'This payment did not go through, or was refunded.',
  expired: 'That checkout was left open for too long. Nothing was charged.',
  timed_out: 'Stripe has not answered yet. Please reload this page in a minute, before you pay again.',
}

/** Tells visitors who come back from Stripe how their payment went. @returns whether that is known. */
export async function confirm(
  pageSlug: string,
  checkoutSessionId: string,
  signal: AbortSignal,
): Promise<boolean> {
  say('Checking your payment …')
  const path = { handle, pageSlug }
  // In milliseconds. If it takes longer, the page goes on waiting by itself.
  const timeout = 3_000
  const { data, error } = await waitForAccess(latchkey, { path, checkoutSessionId, signal, timeout })
  // Signed out meanwhile, for example: the page is shown once more, and says so.
  if (signal.aborted) return false
  if (error?.code === 'purchase_not_found')
    say('This payment was made with another email address. Sign in with that one.')
  else say(error ? error.message : outcomes[data])
  return data !== 'timed_out'
}
// #endregion

// #region wait
/** Shows the page anew once its payment, which may take days, has arrived or failed. */
export async function waitForPayment(pageSlug: string, signal: AbortSignal): Promise<void> {
  const path = { handle, pageSlug }
  let outcome = await waitForAccess(latchkey, { path, signal })
  while (outcome.data === 'pending') outcome = await waitForAccess(latchkey, { path, signal })
  await render()
}
// #endregion
