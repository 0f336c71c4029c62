import { addSeconds } from '../../platform/clock.ts'
import type { Trx } from '../../platform/database/connect.ts'
import type { RefundCause } from '../../platform/database/schema.ts'
import { inOwnTransaction } from '../../platform/database/transaction.ts'
import type { Deps, RootDeps } from '../../platform/deps.ts'
import { type Failure, fail } from '../../platform/failure.ts'
import { newId } from '../../platform/ids.ts'
import { currentRequestId } from '../../platform/request-context.ts'
import { isRefusal } from '../../platform/stripe-errors.ts'
import { finishRunningStep } from './balancing.ts'
import { chargedAmount, refundedAmount } from './entitlement.ts'
import {
  findLedger,
  findLedgerEntry,
  findPurchase,
  type LedgerRow,
  lockPurchase,
  type PurchaseRow,
} from './queries.ts'
import { settlePurchase, updateEntitlement } from './settle.ts'
import { enqueueSettling } from './settling.ts'
import { proportion } from './shares.ts'

/** Seconds after which a refund that was left half-way is picked up. */
const RESUME_SECONDS = 60

/** Why Stripe did not make a refund. */
export type RefundRefusal =
  | Failure<'already_refunded' | 'purchase_disputed' | 'payment_provider_error'>
  /** Less is left than was asked for: part of it was refunded at Stripe meanwhile. */
  | 'amount_changed'

/** Commits the row of a refund of all that remains, with the end of access and the job that finishes it. */
export async function insertRefund(
  deps: Deps,
  trx: Trx,
  purchase: PurchaseRow,
  why: { cause: RefundCause; reason: string | null; requestedBy: string | null; intent?: Buffer | null },
): Promise<{ id: string; amount: number; currency: string }> {
  const ledger = await findLedger(trx, purchase.id)
  const now = deps.clock.now()
  const id = newId('refund')
  const amount = chargedAmount(ledger) - refundedAmount(ledger)
  const currency = purchase.currency ?? ''
  await trx
    .insertInto('ledger_entries')
    .values({
      id,
      purchase_id: purchase.id,
      kind: 'refund',
      status: 'requested',
      amount,
      portion: amount,
      currency,
      cause: why.cause,
      reason: why.reason,
      requested_by: why.requestedBy,
      request_id: currentRequestId(),
      intent: why.intent ?? null,
      created_at: now,
      updated_at: now,
    })
    .execute()
  await updateEntitlement(deps, trx, purchase, null, true)
  // Whoever asks makes the refund at once; what nobody asks for is the job's.
  await enqueueSettling(
    trx,
    purchase.id,
    why.cause === 'creator' ? addSeconds(now, RESUME_SECONDS) : undefined,
  )
  return { id, amount, currency }
}

/**
 * Makes a requested refund at Stripe and settles its purchase. Safe to repeat: Stripe answers a repeated key with the
 * same refund, and after keys have aged it is found by its metadata.
 * @returns why Stripe refused; `null` when the refund exists.
 * @throws when the outcome is unknown; calling again is right.
 */
export async function completeRefund(deps: RootDeps, refundId: string): Promise<RefundRefusal | null> {
  const entry = await findLedgerEntry(deps.db, refundId)
  if (entry?.status !== 'requested') return null
  await finishRunningStep(deps, entry.purchase_id)
  // Finds a refund that was made although we never saw the answer.
  await settlePurchase(deps, entry.purchase_id)
  const decided = await decideReversal(deps, entry)
  if (!decided) return null
  try {
    await createRefund(deps, decided)
  } catch (error) {
    if (!isRefusal(error)) throw error
    const { code: stripeCode, message: stripeMessage } = error
    deps.log.warn({ refundId, stripeCode, stripeMessage }, 'refund refused')
    if (decided.entry.reverse_transfer && stripeCode === 'balance_insufficient') {
      // The buyer gets the money all the same; what the creator cannot give now is owed.
      await withoutReversal(deps, decided.entry)
      return await completeRefund(deps, refundId)
    }
    await withdrawRefund(deps, decided.entry)
    return await refusalOf(deps, decided.entry, stripeCode)
  }
  await settlePurchase(deps, entry.purchase_id)
  return null
}

interface DecidedRefund {
  readonly entry: LedgerRow
  readonly purchase: PurchaseRow
}

/**
 * Whether Stripe takes the transfer back with the refund, and returns the fee: only while so much of them is left.
 * Otherwise the balance is for us. Decided once, because a repeated key must come with the same parameters.
 * @returns `null` when the refund is not ours to make any more.
 */
async function decideReversal(deps: RootDeps, { id, purchase_id }: LedgerRow): Promise<DecidedRefund | null> {
  return await inOwnTransaction(deps.db, async (trx) => {
    const purchase = await lockPurchase(trx, purchase_id)
    const entry = await findLedgerEntry(trx, id)
    if (!purchase?.payment_intent_id) throw new Error(`Purchase ${purchase_id} has no payment.`)
    if (entry?.status !== 'requested') return null
    if (entry.reverse_transfer !== null) return { entry, purchase }
    const reverse_transfer = reversible(purchase, entry)
    const decided = {
      reverse_transfer,
      refund_application_fee: reverse_transfer && (purchase.fee_amount ?? 0) > 0,
    }
    await trx.updateTable('ledger_entries').set(decided).where('id', '=', id).execute()
    return { entry: { ...entry, ...decided }, purchase }
  })
}

function reversible(purchase: PurchaseRow, { amount }: LedgerRow): boolean {
  const charged = purchase.amount ?? 0
  const needed = (whole: number | null) => proportion(whole ?? 0, amount, charged)
  return (
    (purchase.transfer_left ?? 0) >= needed(purchase.transfer_amount) &&
    (purchase.fee_left ?? 0) >= needed(purchase.fee_amount) &&
    purchase.transfer_id !== null
  )
}

const createRefund = ({ stripe }: Deps, { entry, purchase }: DecidedRefund) =>
  stripe.refunds.create(
    {
      payment_intent: purchase.payment_intent_id ?? '',
      amount: entry.amount,
      ...(entry.reverse_transfer && { reverse_transfer: true }),
      ...(entry.refund_application_fee && { refund_application_fee: true }),
      metadata: {
        refund_id: entry.id,
        purchase_id: purchase.id,
        ...(entry.request_id !== null && { request_id: entry.request_id }),
      },
    },
    { idempotencyKey: entry.reverse_transfer ? `refund:${entry.id}` : `refund:${entry.id}:without_reversal` },
  )

const withoutReversal = ({ db }: Deps, { id }: LedgerRow) =>
  db
    .updateTable('ledger_entries')
    .set({ reverse_transfer: false, refund_application_fee: false })
    .where('id', '=', id)
    .where('status', '=', 'requested')
    .execute()

/** Takes back a refund that Stripe refused, and then reads what Stripe says about access. */
async function withdrawRefund(deps: RootDeps, { id, purchase_id }: LedgerRow): Promise<void> {
  await inOwnTransaction(deps.db, async (trx) => {
    const purchase = await lockPurchase(trx, purchase_id)
    if (!purchase) return
    const withdrawn = await trx
      .updateTable('ledger_entries')
      .set({ status: 'failed', updated_at: deps.clock.now() })
      .where('id', '=', id)
      .where('status', '=', 'requested')
      .executeTakeFirst()
    if (withdrawn.numUpdatedRows > 0n) await updateEntitlement(deps, trx, purchase, null, true)
  })
  await settlePurchase(deps, purchase_id)
}

const DISPUTED = new Set(['charge_disputed', 'refund_disputed_payment'])

async function refusalOf(
  { db }: Deps,
  entry: LedgerRow,
  stripeCode: string | undefined,
): Promise<RefundRefusal> {
  if (stripeCode === 'charge_already_refunded') return fail('already_refunded')
  if (stripeCode !== undefined && DISPUTED.has(stripeCode)) return fail('purchase_disputed')
  const ledger = await findLedger(db, entry.purchase_id)
  const remaining = chargedAmount(ledger) - refundedAmount(ledger)
  if (remaining <= 0) return fail('already_refunded')
  return remaining < entry.amount ? 'amount_changed' : fail('payment_provider_error')
}

/** Notes that somebody was told that the outcome of a refund is not known yet; they hear how it ends. */
export const markUnanswered = ({ db, clock }: Deps, refundId: string) =>
  db
    .updateTable('ledger_entries')
    .set({ unanswered_at: clock.now() })
    .where('id', '=', refundId)
    .where('status', '=', 'requested')
    .execute()

/** A refund with its purchase as both stand now. */
export async function readRefund({ db }: Deps, refundId: string) {
  const refund = await findLedgerEntry(db, refundId)
  const purchase = refund && (await findPurchase(db, refund.purchase_id))
  if (!refund || !purchase) throw new Error(`Refund ${refundId} is gone.`)
  return { refund, purchase }
}
