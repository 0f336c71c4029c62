import { abortReason, onAbort } from './abort.ts'
import type { Latchkey } from './client.ts'
import { TransportError } from './errors.ts'
import type { Failure } from './operation.ts'

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
  // What it is called if the time is up now: a look that fails takes back nothing.
  let soFar: AccessOutcome = 'timed_out'
  for (let round = 0; ; round++) {
    // Milliseconds in which nothing may be asked.
    let after = 0
    const options = { path, signal, timeout: Math.max(end - Date.now(), SHORTEST_LOOK), retries: 0 }
    try {
      const { data, error } = checkoutSessionId
        ? await latchkey.checkout.confirmCheckout({ ...options, path: { ...path, checkoutSessionId } })
        : await latchkey.pages.checkPageAccess(options)
      if (data) {
        if (data.hasAccess) return { data: 'entitled' }
        const status = 'status' in data ? data.status : data.nextAction
        if (status === 'expired') return { data: 'expired' }
        const isPending = status === 'pending' || status === 'wait'
        // That a page is to be paid may mean that the payment has not been heard of yet.
        if (!isPending && status !== 'pay') return { data: 'unpaid' }
        soFar = isPending ? 'pending' : 'timed_out'
      } else {
        if (error.status < 500 && error.status !== 429) return { error }
        after = (error.retryAfter ?? 0) * 1000
      }
    } catch (failure) {
      if (!TransportError.is(failure)) throw failure
    }
    const left = end - Date.now()
    if (left <= after) return { data: soFar }
    const next = Math.min(FIRST_PAUSE * 2 ** round, LONGEST_PAUSE, left)
    await pause(Math.max(next, after), signal, after === 0)
  }
}

/** Waits some milliseconds; less when the page is shown again, if it may. @throws the reason of an aborted signal. */
function pause(milliseconds: number, signal: AbortSignal | undefined, mayBeShort: boolean): Promise<void> {
  let stop = () => {}
  return new Promise<void>((resolve, reject) => {
    const page = mayBeShort && typeof document === 'object' ? document : undefined
    const check = () => {
      if (page?.visibilityState === 'visible') resolve()
    }
    const timer = setTimeout(resolve, milliseconds)
    const off = signal && onAbort(signal, () => reject(abortReason(signal)))
    page?.addEventListener('visibilitychange', check)
    stop = () => {
      clearTimeout(timer)
      off?.()
      page?.removeEventListener('visibilitychange', check)
    }
  }).finally(() => stop())
}
