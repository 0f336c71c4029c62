import { IDEMPOTENCY_SECONDS } from '@latchkey/contract'
import { type Caller, recordAudit } from '../../platform/audit.ts'
import { addSeconds } from '../../platform/clock.ts'
import { inOwnTransaction } from '../../platform/database/transaction.ts'
import type { RootDeps } from '../../platform/deps.ts'
import { type Failure, fail, isFailure } from '../../platform/failure.ts'
import { isStripeError } from '../../platform/stripe-errors.ts'
import {
  chargedAmount,
  completeRefund,
  findIntendedRefund,
  findLedger,
  findPurchases,
  insertRefund,
  type LedgerRow,
  lockPurchase,
  markUnanswered,
  type PurchaseRow,
  type RefundRefusal,
  readRefund,
  refundedAmount,
} from '../purchases/service.ts'

export interface RefundRequest {
  readonly pageId: string
  readonly visitorId: string
  readonly purchaseId?: string | undefined
  readonly reason?: string | undefined
  readonly caller: Caller
  /** What asks for it, the same when it is asked again: its refund is the one that was made. */
  readonly intent: Buffer | null
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
export async function refundPurchase(
  deps: RootDeps,
  request: RefundRequest,
): Promise<Refunded | RefundFailure> {
  const first = await attemptRefund(deps, request)
  // Somebody refunded a part in Stripe's dashboard meanwhile: what remains is less than we asked for.
  return first === 'amount_changed' ? orProviderError(await attemptRefund(deps, request)) : first
}

const orProviderError = (result: Refunded | RefundFailure | 'amount_changed') =>
  result === 'amount_changed' ? fail('payment_provider_error') : result

async function attemptRefund(
  deps: RootDeps,
  request: RefundRequest,
): Promise<Refunded | RefundFailure | 'amount_changed'> {
  const refundId = await commitRefund(deps, request)
  if (isFailure(refundId)) return refundId
  return (await tryToComplete(deps, refundId)) ?? (await readRefund(deps, refundId))
}

/** Brings a refund to its end, as far as that is known now. @returns why Stripe refused it. */
async function tryToComplete(deps: RootDeps, refundId: string): Promise<RefundRefusal | null> {
  try {
    return await completeRefund(deps, refundId)
  } catch (error) {
    if (!isStripeError(error)) throw error
    deps.log.warn({ err: error, refundId }, 'refund has no answer from Stripe yet')
    await markUnanswered(deps, refundId)
    return null
  }
}

/** A refund that was asked for before, as it stands now; one that has no answer yet is tried once more. */
export async function resumeRefund(deps: RootDeps, refundId: string): Promise<Refunded> {
  const { refund } = await readRefund(deps, refundId)
  if (refund.status === 'requested') await tryToComplete(deps, refundId)
  return await readRefund(deps, refundId)
}

/** Commits the refund's row with the end of access and the job that finishes it. */
async function commitRefund(
  deps: RootDeps,
  request: RefundRequest,
): Promise<string | Failure<'purchase_not_found' | 'already_refunded' | 'purchase_disputed'>> {
  const { visitorId, pageId, intent } = request
  const { actor } = request.caller
  const since = addSeconds(deps.clock.now(), -IDEMPOTENCY_SECONDS)
  return await inOwnTransaction(deps.db, async (trx) => {
    // For what was given nothing was paid.
    const purchases = (await findPurchases(trx, visitorId, pageId)).filter(
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
    // The answer to it was lost before it was stored. Looked up once nobody else can make it.
    const made = intent && (await findIntendedRefund(trx, { visitorId, pageId, intent }, since))
    if (made) return made.id

    const ledger = await findLedger(trx, purchase.id)
    // A refund that has no answer yet is finished first; asking again never makes a second one.
    const unanswered = ledger.find(({ kind, status }) => kind === 'refund' && status === 'requested')
    if (unanswered) return unanswered.id
    if (purchase.access === 'suspended') return fail('purchase_disputed')
    const remaining = chargedAmount(ledger) - refundedAmount(ledger)
    if (remaining <= 0 || purchase.grant_type === 'REFUNDED') return fail('already_refunded')

    const { id, amount, currency } = await insertRefund(deps, trx, purchase, {
      cause: 'creator',
      reason: request.reason ?? null,
      requestedBy: actor !== 'system' && 'accountId' in actor ? actor.accountId : null,
      intent,
    })
    await recordAudit(trx, {
      ...request.caller,
      action: 'purchase.refunded',
      to: { purchaseId: purchase.id, refundId: id, amount, currency },
      now: deps.clock.now(),
    })
    return id
  })
}
