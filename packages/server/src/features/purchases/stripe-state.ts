import { Id } from '@latchkey/contract'
import type Stripe from 'stripe'
import type { Deps } from '../../platform/deps.ts'
import { idOf, nullIfMissing } from '../../platform/stripe-errors.ts'
import { fetchSellerPart, type SellerPart } from './seller-part.ts'
import { proportion } from './shares.ts'

/** A charge, refund or dispute as Stripe has it now. */
export interface StripeEntry {
  readonly kind: 'charge' | 'refund' | 'dispute'
  readonly stripeId: string
  readonly status: string
  readonly amount: number
  readonly currency: string
  readonly happenedAt: Date
  /** How much of the charge it is, in the currency of the charge. */
  readonly portion: number
  /** Our own id of a refund that we made. */
  readonly ownId: string | null
  /** Of a dispute: whether its amount has been taken from us, or given back. */
  readonly funds: 'withdrawn' | 'reinstated' | null
  /** Of a refund: what took the creator's part back; without it the platform paid. */
  readonly transferReversalId: string | null
  /** Of a dispute: why the bank says the money is asked for, and until when it takes an answer, if it takes one. */
  readonly reason: string | null
  readonly dueBy: Date | null
}

/** A payment with everything that happened to it. */
export interface PaymentState {
  readonly id: string
  /** The attempt of ours that asked for it. */
  readonly attempt: number
  readonly status: 'succeeded' | 'processing' | 'requires_action' | 'failed'
  readonly voucher: Voucher | null
  readonly amount: number
  readonly currency: string
  readonly entries: readonly StripeEntry[]
  /** `null` while there is none. */
  readonly seller: SellerPart | null
}

/** A Checkout Session of ours. */
export interface SessionState {
  readonly id: string
  readonly purchaseId: string
  readonly attempt: number
  readonly status: 'open' | 'complete' | 'expired'
  readonly url: string | null
  readonly amount: number | null
  readonly currency: string | null
  readonly paymentIntentId: string | null
  /** As it was read with the session. */
  readonly payment: Stripe.PaymentIntent | null
}

/** What is read with a payment. Each call to Stripe takes longer than all that is here. */
const parts = ['latest_charge.transfer', 'latest_charge.application_fee', 'latest_charge.refunds']

/** A Checkout Session with its payment, or `null` when there is none of that id or it is not one of ours. */
export async function fetchSession({ stripe }: Deps, sessionId: string): Promise<SessionState | null> {
  const expand = parts.map((part) => `payment_intent.${part}`)
  const session = await stripe.checkout.sessions.retrieve(sessionId, { expand }).catch(nullIfMissing)
  return session && readSession(session)
}

const sessionStatuses = ['open', 'complete', 'expired'] as const

/** What we keep of a session; `null` when its reference and metadata are not ours. */
function readSession(session: Stripe.Checkout.Session): SessionState | null {
  const purchaseId = purchaseNamedIn(session.metadata)
  const attempt = Number(session.metadata?.attempt)
  if (!purchaseId || session.client_reference_id !== purchaseId || !Number.isInteger(attempt)) return null
  if (session.mode !== 'payment') return null
  return {
    id: session.id,
    purchaseId,
    attempt,
    status: sessionStatuses.find((status) => status === session.status) ?? 'open',
    url: session.url,
    amount: session.amount_total,
    currency: session.currency,
    paymentIntentId: idOf(session.payment_intent),
    payment: typeof session.payment_intent === 'object' ? session.payment_intent : null,
  }
}

/** The purchase that metadata names, if it is written as ours are: others may use the same name for theirs. */
export const purchaseNamedIn = (metadata: Stripe.Metadata | null): string | null =>
  Id('purchase').safeParse(metadata?.purchase_id).data ?? null

/** The purchase that a payment was made for, by the metadata we gave it; `null` when it is not ours. */
export async function purchaseOfPayment({ stripe }: Deps, paymentIntentId: string): Promise<string | null> {
  const payment = await stripe.paymentIntents.retrieve(paymentIntentId).catch(nullIfMissing)
  return payment && purchaseNamedIn(payment.metadata)
}

/** What is known of a payment before it is read. */
export interface Known {
  /** As it was just read with its session; without it, it is fetched. */
  readonly read?: Stripe.PaymentIntent | null | undefined
  /** Transfers by which we gave some back. */
  readonly returns?: readonly string[]
  /** There is a dispute, whatever the charge says. */
  readonly disputed?: boolean
}

/** A payment with its charge, refunds and disputes as they are now. */
export async function fetchPayment(
  { stripe }: Deps,
  paymentIntentId: string,
  { read, returns = [], disputed = false }: Known = {},
): Promise<PaymentState> {
  const payment =
    read?.id === paymentIntentId
      ? read
      : await stripe.paymentIntents.retrieve(paymentIntentId, { expand: parts })
  const entries: StripeEntry[] = []
  const charge = typeof payment.latest_charge === 'object' ? payment.latest_charge : null
  if (charge) entries.push(chargeEntry(charge))
  if (charge?.paid) {
    for (const refund of await refundsOf(stripe, payment, charge)) entries.push(refundEntry(refund))
    if (charge.disputed || disputed) {
      for await (const dispute of stripe.disputes.list({ payment_intent: payment.id, limit: 100 })) {
        entries.push(disputeEntry(dispute, await takenBy(stripe, dispute, charge)))
      }
    }
  }
  return {
    id: payment.id,
    attempt: Number(payment.metadata.attempt ?? 0),
    status: paymentStatuses.find((status) => status === payment.status) ?? 'failed',
    voucher: voucherOf(payment.next_action),
    amount: payment.amount,
    currency: payment.currency,
    entries,
    seller: charge?.paid ? await fetchSellerPart(stripe, charge, returns) : null,
  }
}

/** All refunds of a charge; with it comes the beginning of the list. */
async function refundsOf(
  stripe: Stripe,
  payment: Stripe.PaymentIntent,
  { refunds }: Stripe.Charge,
): Promise<Stripe.Refund[]> {
  if (refunds && !refunds.has_more) return refunds.data
  return await stripe.refunds
    .list({ payment_intent: payment.id, limit: 100 })
    .autoPagingToArray({ limit: 10_000 })
}

const paymentStatuses = ['succeeded', 'processing', 'requires_action'] as const

const at = (seconds: number): Date => new Date(seconds * 1000)

const chargeEntry = (charge: Stripe.Charge): StripeEntry => ({
  kind: 'charge',
  stripeId: charge.id,
  status: charge.status,
  amount: charge.amount_captured,
  currency: charge.currency,
  happenedAt: at(charge.created),
  portion: charge.amount_captured,
  ownId: null,
  funds: null,
  transferReversalId: null,
  reason: null,
  dueBy: null,
})

const refundEntry = (refund: Stripe.Refund): StripeEntry => ({
  kind: 'refund',
  stripeId: refund.id,
  status: refund.status ?? 'pending',
  amount: refund.amount,
  currency: refund.currency,
  happenedAt: at(refund.created),
  portion: refund.amount,
  ownId: refund.metadata?.refund_id ?? null,
  funds: null,
  transferReversalId: idOf(refund.transfer_reversal ?? null),
  reason: null,
  dueBy: null,
})

function disputeEntry(dispute: Stripe.Dispute, portion: number): StripeEntry {
  const moved = dispute.balance_transactions.reduce((sum, { amount }) => sum + amount, 0)
  return {
    kind: 'dispute',
    stripeId: dispute.id,
    status: dispute.status,
    amount: dispute.amount,
    currency: dispute.currency,
    happenedAt: at(dispute.created),
    portion,
    ownId: null,
    funds: dispute.balance_transactions.length === 0 ? null : moved < 0 ? 'withdrawn' : 'reinstated',
    transferReversalId: null,
    reason: dispute.reason,
    // 0 and null: the bank takes no answer. [types: Dispute.EvidenceDetails]
    dueBy: dispute.evidence_details.due_by ? new Date(dispute.evidence_details.due_by * 1000) : null,
  }
}

/** How much of the charge a dispute takes. Its amount may be in another currency; then what left our balance tells. */
async function takenBy(stripe: Stripe, dispute: Stripe.Dispute, charge: Stripe.Charge): Promise<number> {
  const whole = charge.amount_captured
  if (dispute.currency === charge.currency) return Math.min(dispute.amount, whole)
  const withdrawal = dispute.balance_transactions.find(({ amount }) => amount < 0)
  const bookedId = idOf(charge.balance_transaction)
  if (!withdrawal || !bookedId) return whole
  const booked = await stripe.balanceTransactions.retrieve(bookedId)
  if (booked.currency !== withdrawal.currency) return whole
  return Math.min(whole, proportion(whole, -withdrawal.amount, booked.amount))
}

/** What a buyer was given to pay with, at a counter or a machine. */
export interface Voucher {
  /** Stripe's page that shows it. */
  readonly url: string | null
  readonly expiresAt: Date | null
}

/** The voucher that a payment waits for; `null` when it waits for nothing, or for something else. */
function voucherOf(action: Stripe.PaymentIntent.NextAction | null): Voucher | null {
  const details =
    action?.konbini_display_details ?? action?.boleto_display_details ?? action?.multibanco_display_details
  const oxxo = action?.oxxo_display_details
  if (!details && !oxxo) return null
  const expiresAt = details?.expires_at ?? oxxo?.expires_after ?? null
  return {
    url: (details ?? oxxo)?.hosted_voucher_url ?? null,
    expiresAt: expiresAt === null ? null : new Date(expiresAt * 1000),
  }
}
