import { type AccountCaller, recordAudit } from '../../platform/audit.ts'
import { addSeconds } from '../../platform/clock.ts'
import type { Deps } from '../../platform/deps.ts'
import { type Failure, fail, isFailure } from '../../platform/failure.ts'
import { newId } from '../../platform/ids.ts'
import { enqueue } from '../../platform/jobs.ts'
import { isRefusal, isStripeError } from '../../platform/stripe-errors.ts'
import {
  chargedAmount,
  findLedger,
  findLedgerEntry,
  findPurchase,
  findPurchases,
  type LedgerRow,
  lockPurchase,
  type PurchaseRow,
  refundedAmount,
  settlePurchase,
  updateStanding,
} from '../purchases/service.ts'

/** Seconds after which a refund that was left half-way is picked up. */
const RESUME_SECONDS = 60

export interface RefundRequest {
  readonly pageId: string
  readonly visitorId: string
  readonly purchaseId?: string | undefined
  readonly reason?: string | undefined
  readonly caller: AccountCaller
}

export type RefundFailure = Failure<
  'purchase_not_found' | 'already_refunded' | 'purchase_disputed' | 'payment_provider_error'
>

export interface Refunded {
  readonly purchase: PurchaseRow
  readonly refund: LedgerRow
}

/**
 * Pays back what remains of a purchase. The refund's row commits first and ends access at once; then Stripe is
 * called with a key made from that row. If Stripe refuses, the row stops counting and access returns. When the
 * process dies in between, or the answer is lost, a job that was committed with the row finishes it.
 */
export async function refundPurchase(deps: Deps, request: RefundRequest): Promise<Refunded | RefundFailure> {
  const first = await attemptRefund(deps, request)
  // Somebody refunded a part in Stripe's dashboard meanwhile: what remains is less than we asked for.
  return first === 'amount_changed' ? orProviderError(await attemptRefund(deps, request)) : first
}

const orProviderError = (result: Refunded | RefundFailure | 'amount_changed') =>
  result === 'amount_changed' ? fail('payment_provider_error') : result

async function attemptRefund(
  deps: Deps,
  request: RefundRequest,
): Promise<Refunded | RefundFailure | 'amount_changed'> {
  const refundId = await commitRefund(deps, request)
  if (isFailure(refundId)) return refundId
  try {
    const refusal = await completeRefund(deps, refundId)
    if (refusal) return refusal
  } catch (error) {
    if (!isStripeError(error)) throw error
    deps.log.warn({ err: error, refundId }, 'refund has no answer from Stripe yet')
    return fail('payment_provider_error')
  }
  const refund = await findLedgerEntry(deps.db, refundId)
  const purchase = refund && (await findPurchase(deps.db, refund.purchase_id))
  if (!refund || !purchase) throw new Error(`Refund ${refundId} is gone.`)
  return { purchase, refund }
}

/** Commits the refund's row with the end of access and the job that finishes it. */
async function commitRefund(
  deps: Deps,
  request: RefundRequest,
): Promise<string | Failure<'purchase_not_found' | 'already_refunded' | 'purchase_disputed'>> {
  return await deps.db.transaction().execute(async (trx) => {
    // For what was given nothing was paid.
    const purchases = (await findPurchases(trx, request.visitorId, request.pageId)).filter(
      ({ state, granted_at, id }) =>
        state === 'paid' &&
        granted_at === null &&
        (request.purchaseId === undefined || id === request.purchaseId),
    )
    const live = purchases.find(({ access }) => access === 'active' || access === 'suspended')
    const revoked = purchases.find(({ grant_type }) => grant_type === 'REVOKED')
    const chosen = live ?? revoked ?? purchases[0]
    const purchase = chosen && (await lockPurchase(trx, chosen.id))
    if (!purchase) return fail('purchase_not_found')

    const ledger = await findLedger(trx, purchase.id)
    // A refund that has no answer yet is finished first; asking again never makes a second one.
    const unanswered = ledger.find(({ kind, status }) => kind === 'refund' && status === 'requested')
    if (unanswered) return unanswered.id
    if (purchase.access === 'suspended') return fail('purchase_disputed')
    const remaining = chargedAmount(ledger) - refundedAmount(ledger)
    if (remaining <= 0 || purchase.grant_type === 'REFUNDED') return fail('already_refunded')

    const now = deps.clock.now()
    const id = newId('refund')
    await trx
      .insertInto('ledger_entries')
      .values({
        id,
        purchase_id: purchase.id,
        kind: 'refund',
        status: 'requested',
        amount: remaining,
        currency: purchase.currency ?? '',
        reason: request.reason ?? null,
        requested_by: request.caller.actor.accountId,
        created_at: now,
        updated_at: now,
      })
      .execute()
    await updateStanding(deps, trx, purchase, null, true)
    await recordAudit(trx, {
      ...request.caller,
      action: 'purchase.refunded',
      to: { purchaseId: purchase.id, refundId: id, amount: remaining, currency: purchase.currency },
      now,
    })
    await enqueue(trx, 'complete_refund', { refundId: id }, { runAt: addSeconds(now, RESUME_SECONDS) })
    return id
  })
}

/**
 * Makes the refund at Stripe and settles its purchase; also what the job runs. Safe to repeat: Stripe answers a
 * repeated key with the same refund, and after keys have aged it is found by its metadata.
 * @returns why Stripe refused; `null` when the refund exists.
 * @throws when the outcome is unknown.
 */
export async function completeRefund(
  deps: Deps,
  refundId: string,
): Promise<RefundFailure | 'amount_changed' | null> {
  const entry = await findLedgerEntry(deps.db, refundId)
  if (entry?.status !== 'requested') return null
  const purchase = await findPurchase(deps.db, entry.purchase_id)
  if (!purchase?.payment_intent_id) throw new Error(`Purchase ${entry.purchase_id} has no payment.`)
  // Finds a refund that was made although we never saw the answer.
  await settlePurchase(deps, purchase.id)
  if ((await findLedgerEntry(deps.db, refundId))?.status !== 'requested') return null
  try {
    await deps.stripe.refunds.create(
      {
        payment_intent: purchase.payment_intent_id,
        amount: entry.amount,
        reverse_transfer: true,
        ...(purchase.application_fee && { refund_application_fee: true }),
        metadata: { refund_id: refundId, purchase_id: purchase.id },
      },
      { idempotencyKey: `refund:${refundId}` },
    )
  } catch (error) {
    if (!isRefusal(error)) throw error
    deps.log.warn({ refundId, stripeCode: error.code, stripeMessage: error.message }, 'refund refused')
    await withdrawRefund(deps, refundId, purchase.id)
    return await refusalOf(deps, entry, error.code)
  }
  await settlePurchase(deps, purchase.id)
  return null
}

/** Stripe refused: the row stops counting, and what Stripe says decides about access. */
async function withdrawRefund(deps: Deps, refundId: string, purchaseId: string): Promise<void> {
  await deps.db.transaction().execute(async (trx) => {
    const purchase = await lockPurchase(trx, purchaseId)
    if (!purchase) return
    const withdrawn = await trx
      .updateTable('ledger_entries')
      .set({ status: 'failed', updated_at: deps.clock.now() })
      .where('id', '=', refundId)
      .where('status', '=', 'requested')
      .executeTakeFirst()
    if (withdrawn.numUpdatedRows > 0n) await updateStanding(deps, trx, purchase, null, true)
  })
  await settlePurchase(deps, purchaseId)
}

async function refusalOf(
  { db }: Deps,
  entry: LedgerRow,
  stripeCode: string | undefined,
): Promise<RefundFailure | 'amount_changed'> {
  if (stripeCode === 'charge_already_refunded') return fail('already_refunded')
  if (stripeCode === 'charge_disputed') return fail('purchase_disputed')
  const ledger = await findLedger(db, entry.purchase_id)
  const remaining = chargedAmount(ledger) - refundedAmount(ledger)
  if (remaining <= 0) return fail('already_refunded')
  return remaining < entry.amount ? 'amount_changed' : fail('payment_provider_error')
}
