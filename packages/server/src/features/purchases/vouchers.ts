import { VOUCHER_DAYS } from '@latchkey/contract'
import type Stripe from 'stripe'
import type { DbOrTransaction } from '../../platform/database/connect.ts'
import type { AttemptRow, PurchaseRow } from './queries.ts'
import type { PaymentState, Voucher } from './stripe-state.ts'

/** Stripe offers each voucher in one currency, and takes no lifetime for that of Multibanco. */
const lifetimes: Record<string, Stripe.Checkout.SessionCreateParams.PaymentMethodOptions> = {
  brl: { boleto: { expires_after_days: VOUCHER_DAYS } },
  jpy: { konbini: { expires_after_days: VOUCHER_DAYS } },
  mxn: { oxxo: { expires_after_days: VOUCHER_DAYS } },
}

/** How a session in this currency may be paid later. The same for the same currency: creations are repeated. */
export const laterPayment = (
  currency: string,
): Pick<Stripe.Checkout.SessionCreateParams, 'excluded_payment_method_types' | 'payment_method_options'> => ({
  // A bank transfer has no end, and one of another amount pays nothing.
  excluded_payment_method_types: ['customer_balance'],
  ...(lifetimes[currency] && { payment_method_options: lifetimes[currency] }),
})

/**
 * Whether the money may still come without the buyer coming back to Checkout. A payment that needs an action while its
 * session is open is one of a buyer who is just being asked by their bank.
 */
export const isOnItsWay = ({ status }: PaymentState, attempt: AttemptRow): boolean =>
  status === 'processing' || (status === 'requires_action' && attempt.state === 'complete')

/** A purchase whose payment is on its way. */
export function waitingFields(purchase: PurchaseRow, payment: PaymentState, now: Date) {
  const { url = null, expiresAt = null } = payment.voucher ?? {}
  const known = purchase.voucher_expires_at
  return {
    state: 'processing' as const,
    payment_intent_id: payment.id,
    pending_since: purchase.pending_since ?? now,
    voucher_url: url,
    // The same object when it is the same time: what differs is a change.
    voucher_expires_at: known?.getTime() === expiresAt?.getTime() ? known : expiresAt,
  }
}

/** A purchase with no payment on its way. */
export const notWaiting = { pending_since: null, voucher_url: null, voucher_expires_at: null } as const

/** The voucher that a purchase waits for, as it was stored. */
export const voucherIn = ({
  voucher_url: url,
  voucher_expires_at: expiresAt,
}: PurchaseRow): Voucher | null => (url === null && expiresAt === null ? null : { url, expiresAt })

/** More than anybody waits for at once. */
const MAX_PENDING = 100

/** The visitor's payments that are on their way, newest first. */
export async function findPendingPayments(db: DbOrTransaction, visitorId: string, handleId: string | null) {
  let query = db
    .selectFrom('purchases as purchase')
    .innerJoin('pages as page', 'page.id', 'purchase.page_id')
    .innerJoin('handles as handle', 'handle.id', 'page.handle_id')
    .innerJoin('checkout_sessions as attempt', 'attempt.purchase_id', 'purchase.id')
    .distinctOn('purchase.id')
    .select([
      'purchase.id as purchaseId',
      'handle.name as handle',
      'page.id as pageId',
      'page.slug as pageSlug',
      'page.title',
      'attempt.amount',
      'attempt.currency',
      'purchase.pending_since as since',
      'purchase.voucher_url as payUrl',
      'purchase.voucher_expires_at as payBy',
    ])
    .where('purchase.visitor_id', '=', visitorId)
    .where('purchase.state', '=', 'processing')
    .where('purchase.pending_since', 'is not', null)
    .$narrowType<{ since: Date }>()
  if (handleId !== null) query = query.where('handle.id', '=', handleId)
  // The payment is that of the newest attempt: there is no other while it is on its way.
  const rows = await query
    .orderBy('purchase.id', 'desc')
    .orderBy('attempt.attempt', 'desc')
    .limit(MAX_PENDING)
    .execute()
  return rows.toSorted((a, b) => b.since.getTime() - a.since.getTime())
}
