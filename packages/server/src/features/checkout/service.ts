import type { Money } from '@latchkey/contract'
import type { Config } from '../../platform/config.ts'
import type { Deps, RootDeps } from '../../platform/deps.ts'
import { type Failure, fail } from '../../platform/failure.ts'
import type { VisitorSubject } from '../../platform/http/operation.ts'
import { isStripeError } from '../../platform/stripe-errors.ts'
import {
  findAttempt,
  findPurchase,
  findPurchases,
  findSellablePage,
  findVisitorAttempt,
  settleOf,
  type Voucher,
  voucherIn,
} from '../purchases/service.ts'

export { endOpenCheckouts } from './close-checkouts.ts'
export { createCheckout } from './create-checkout.ts'

export interface Confirmation {
  readonly status: 'paid' | 'pending' | 'unpaid' | 'expired'
  readonly hasAccess: boolean
  readonly pageSlug: string
  /** What the buyer still has to pay, while the payment is pending. */
  readonly voucher: Voucher | null
}

/**
 * Settles the visitor's own checkout now and says where it stands. The id of the session proves nothing: it must
 * be one that this visitor opened for this handle, and for this page when one is named.
 */
export async function confirmCheckout(
  deps: RootDeps,
  visitor: VisitorSubject,
  checkout: { handle: string; pageSlug?: string; checkoutSessionId: string },
): Promise<Confirmation | Failure<'purchase_not_found' | 'payment_provider_error'>> {
  const { db, log } = deps
  const own = await findVisitorAttempt(db, {
    visitorId: visitor.visitorId,
    handle: checkout.handle,
    sessionId: checkout.checkoutSessionId,
  })
  if (!own || (checkout.pageSlug !== undefined && checkout.pageSlug !== own.pageSlug)) {
    return fail('purchase_not_found')
  }
  try {
    await settleOf(deps, own.purchaseId, checkout.checkoutSessionId, 'paid')
  } catch (error) {
    if (!isStripeError(error)) throw error
    log.warn({ err: error, purchaseId: own.purchaseId }, 'checkout could not be confirmed')
    return fail('payment_provider_error')
  }
  const [purchase, attempt] = await Promise.all([
    findPurchase(db, own.purchaseId),
    findAttempt(db, own.purchaseId, own.attempt),
  ])
  return {
    status: confirmationStatus(purchase?.state, attempt?.state),
    hasAccess: purchase?.access === 'active',
    pageSlug: own.pageSlug,
    voucher: purchase ? voucherIn(purchase) : null,
  }
}

function confirmationStatus(
  purchase: string | undefined,
  attempt: string | undefined,
): Confirmation['status'] {
  if (purchase === 'paid') return 'paid'
  if (purchase === 'processing') return 'pending'
  return attempt === 'expired' ? 'expired' : 'unpaid'
}

/** Whether the page's seller can take payments now. */
export async function canTakePayments(
  { db }: Deps,
  { handle, pageSlug }: { handle: string; pageSlug: string },
): Promise<boolean> {
  const page = await findSellablePage(db, handle, pageSlug)
  return page !== undefined && page.stripeAccountId !== null
}

/** The visitor's newest purchase of the page that gave access and no longer does; `null` when there is none. */
export async function findEndedPurchase({ db }: Deps, visitorId: string, pageId: string) {
  const purchases = await findPurchases(db, visitorId, pageId)
  return purchases.find(({ access }) => access === 'ended') ?? null
}

export interface PaidPurchase {
  readonly purchaseId: string
  readonly price: Money
}

/** What the visitor paid for the page that they have now; `null` when they do not have it, or were given it. */
export async function findPaidPurchase(
  { db }: Deps,
  visitorId: string,
  pageId: string,
): Promise<PaidPurchase | null> {
  const purchases = await findPurchases(db, visitorId, pageId)
  const bought = purchases.find(({ access }) => access === 'active')
  return !bought || bought.amount === null || bought.currency === null
    ? null
    : { purchaseId: bought.id, price: { amount: bought.amount, currency: bought.currency } }
}

/** What the visitor's payment for the page waits for; `null` when that is nothing they could do. */
export async function findAwaitedVoucher({ db }: Deps, visitorId: string, pageId: string) {
  const purchases = await findPurchases(db, visitorId, pageId)
  const pending = purchases.find(({ state }) => state === 'processing')
  return pending ? voucherIn(pending) : null
}

/** Where a form that leads to Stripe Checkout ends up; Content-Security-Policy must allow it (`form-action`). */
export const checkoutOrigin = (config: Config): string =>
  config.STRIPE_API_BASE ? new URL(config.STRIPE_API_BASE).origin : 'https://checkout.stripe.com'
