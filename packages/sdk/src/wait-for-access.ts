import type { Latchkey } from './client.ts'
import { TransportError } from './errors.ts'
import type { Failure } from './operation.ts'
import { pause } from './pause.ts'

/**
 * How the wait for a page ended.
 *
 * - `entitled`: the visitor may read it now.
 * - `pending`: a payment is on its way. Some take days, or wait for a voucher to be paid; `listVisitorAccess` says
 *   more. There is no need to pay again.
 * - `unpaid`: there is no payment that gives access. The buyer left Stripe without paying, it failed, or it was
 *   refunded since; or nobody is signed in.
 * - `expired`: the checkout was not paid in time.
 * - `timed_out`: the time was up before anybody could say.
 */
export type AccessOutcome = 'entitled' | 'pending' | 'unpaid' | 'expired' | 'timed_out'

export interface WaitForAccessOptions {
  /** The page. */
  path: { handle: string; pageSlug: string }
  /** As `createCheckout` returned it, or Stripe by `{CHECKOUT_SESSION_ID}` in `successUrl`. Without it, access is awaited whatever gives it. */
  checkoutSessionId?: string | null | undefined
  /** Milliseconds after which nothing more is asked; 30,000 otherwise. */
  timeout?: number | undefined
  /** Ends the wait; its reason is thrown. */
  signal?: AbortSignal | undefined
}

/** How the wait ended, or an error that waiting does not help. */
export type AccessResult =
  | { data: AccessOutcome; error?: undefined }
  | { data?: undefined; error: Failure<'confirmCheckout'> | Failure<'checkPageAccess'> }

/** Milliseconds before the second look; doubled each time. */
const FIRST_PAUSE = 1000
const LONGEST_PAUSE = 8000
/** Milliseconds that a look may take even if the time is up meanwhile. */
const SHORTEST_LOOK = 5000

/**
 * Waits until a visitor who comes back from Stripe may read the page. With the id of the checkout Stripe itself is
 * asked about the payment, so nothing depends on webhooks. `Retry-After` is honoured, and whoever comes back to a
 * hidden page is answered at once. Network failures, throttles and faults of the server are waited out.
 *
 * @returns how it ended; or an error that waiting does not help, such as `visitor_unauthorized` or `purchase_not_found`.
 * @throws the reason of `signal` once that is aborted.
 */
export async function waitForAccess(
  latchkey: Latchkey,
  { path, checkoutSessionId, timeout = 30_000, signal }: WaitForAccessOptions,
): Promise<AccessResult> {
  const end = Date.now() + timeout
  const left = () => end - Date.now()

  /** Where it stands: what it came to, or what it would be called if the time were up now. */
  const look = async (): Promise<{ final: AccessResult } | { soFar: AccessOutcome; after?: number }> => {
    const options = { signal, timeout: Math.max(left(), SHORTEST_LOOK), retries: 0 }
    const { data, error } = checkoutSessionId
      ? await latchkey.checkout.confirmCheckout({ path: { ...path, checkoutSessionId }, ...options })
      : await latchkey.pages.checkPageAccess({ path, ...options })
    if (error) {
      const passes = error.status === 429 || error.status >= 500
      return passes ? { soFar: 'timed_out', after: (error.retryAfter ?? 0) * 1000 } : { final: { error } }
    }
    if (data.hasAccess) return { final: { data: 'entitled' } }
    const status = 'status' in data ? data.status : data.nextAction
    if (status === 'pending' || status === 'wait') return { soFar: 'pending' }
    // The payment may not have been heard of yet.
    if (status === 'pay') return { soFar: 'timed_out' }
    return { final: { data: status === 'expired' ? 'expired' : 'unpaid' } }
  }

  for (let round = 0; ; round++) {
    const seen = await look().catch((error: unknown) => {
      if (error instanceof TransportError) return { soFar: 'timed_out' as const }
      throw error
    })
    if ('final' in seen) return seen.final
    const { soFar, after = 0 } = seen as { soFar: AccessOutcome; after?: number }
    if (left() <= after) return { data: soFar }
    const next = Math.min(FIRST_PAUSE * 2 ** round, LONGEST_PAUSE, left())
    await pause(Math.max(next, after), signal, after ? undefined : whenVisible)
  }
}

/** Calls `listener` when the page is shown again. @returns what stops listening. */
function whenVisible(listener: () => void): () => void {
  if (typeof document !== 'object') return () => {}
  const check = () => {
    if (document.visibilityState === 'visible') listener()
  }
  document.addEventListener('visibilitychange', check)
  return () => document.removeEventListener('visibilitychange', check)
}
