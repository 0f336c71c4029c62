import { isDeepStrictEqual } from 'node:util'
import type { Transaction } from 'kysely'
import type { Database } from '../../platform/database/schema.ts'
import type { Deps } from '../../platform/deps.ts'
import { newId } from '../../platform/ids.ts'
import { enqueue } from '../../platform/jobs.ts'
import { enqueueMail } from '../../platform/mail/outbox.ts'
import { announceChanges } from './announcements.ts'
import { deriveStanding } from './entitlement.ts'
import { enqueueNotices } from './notices.ts'
import { openAttempt } from './open-attempt.ts'
import {
  type AttemptRow,
  endAttempt,
  findAttempt,
  findCurrentAttempt,
  findLedger,
  findPurchase,
  findPurchaseByPayment,
  type LedgerRow,
  lockPurchase,
  type PurchaseRow,
  recordOpenedSession,
} from './queries.ts'
import {
  fetchPayment,
  fetchSession,
  type PaymentState,
  purchaseOfPayment,
  type SessionState,
  type StripeEntry,
} from './stripe-state.ts'

/** How often a snapshot is read anew because another one was applied meanwhile. */
const MAX_ROUNDS = 8

/** What tells `settle` of something that the purchase row does not know yet. */
interface Hint {
  readonly sessionId?: string
  readonly paymentIntentId?: string
}

/**
 * Brings a purchase to what Stripe says: idempotent, in any order, any number of times at once. It reads the
 * objects from Stripe outside any transaction and applies them under a row lock, unless another snapshot was
 * applied since it began to read; then it reads again, so an older state never overwrites a newer one.
 * @throws when Stripe cannot be read; nothing was changed then, and calling again is right.
 */
export async function settlePurchase(deps: Deps, purchaseId: string, hint: Hint = {}): Promise<void> {
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const purchase = await findPurchase(deps.db, purchaseId)
    if (!purchase) return
    const snapshot = await readSnapshot(deps, purchase, hint)
    if (await applySnapshot(deps, purchase, snapshot)) return
  }
  throw new Error(`Purchase ${purchaseId} kept changing while it was settled.`)
}

/** Settles the purchase that a Checkout Session belongs to; sessions that are not ours are ignored. */
export async function settleSession(deps: Deps, sessionId: string): Promise<void> {
  const session = await fetchSession(deps, sessionId)
  if (session) await settlePurchase(deps, session.purchaseId, { sessionId })
}

/** Settles the purchase that a payment belongs to; payments that are not ours are ignored. */
export async function settlePayment(deps: Deps, paymentIntentId: string): Promise<void> {
  const known = await findPurchaseByPayment(deps.db, paymentIntentId)
  const purchaseId = known?.id ?? (await purchaseOfPayment(deps, paymentIntentId))
  if (purchaseId) await settlePurchase(deps, purchaseId, { paymentIntentId })
}

interface Snapshot {
  readonly session: SessionState | null
  readonly payment: PaymentState | null
}

async function readSnapshot(deps: Deps, purchase: PurchaseRow, hint: Hint): Promise<Snapshot> {
  const current = await findCurrentAttempt(deps.db, purchase.id)
  const sessionId = hint.sessionId ?? (current && (await sessionIdOf(deps, current)))
  const session = sessionId ? await fetchSession(deps, sessionId) : null
  const paymentIntentId = purchase.payment_intent_id ?? session?.paymentIntentId ?? hint.paymentIntentId
  const payment = paymentIntentId ? await fetchPayment(deps, paymentIntentId) : null
  const own = session?.purchaseId === purchase.id ? session : null
  return { session: own, payment }
}

/** The id of an attempt's session. One that was never stored is learnt by repeating the creation under its key. */
async function sessionIdOf(deps: Deps, attempt: AttemptRow): Promise<string | null> {
  if (attempt.stripe_session_id) return attempt.stripe_session_id
  const opened = await openAttempt(deps, attempt)
  return opened?.id ?? null
}

/** @returns whether it was applied; not when another snapshot changed the purchase first. */
async function applySnapshot(deps: Deps, read: PurchaseRow, snapshot: Snapshot): Promise<boolean> {
  return await deps.db.transaction().execute(async (trx) => {
    const purchase = await lockPurchase(trx, read.id)
    if (!purchase || purchase.revision !== read.revision) return false
    const { session, payment } = snapshot
    const attempt = payment && (await attemptOfPayment(deps, trx, purchase, payment))
    const applied = payment && attempt ? { payment, attempt } : null
    const changes = [
      session !== null && (await applySession(trx, session)),
      applied !== null && (await applyEntries(deps, trx, purchase.id, applied.payment.entries)),
    ]
    await updateStanding(deps, trx, purchase, applied, changes.includes(true))
    return true
  })
}

/** @returns whether the attempt changed. */
async function applySession(trx: Transaction<Database>, session: SessionState): Promise<boolean> {
  const { purchaseId, attempt } = session
  const recorded = await recordOpenedSession(trx, session)
  const ended = session.status !== 'open' && (await endAttempt(trx, purchaseId, attempt, session.status))
  return recorded || ended
}

/** The attempt that asked for this payment, if amount, currency and reference are what it asked for. */
async function attemptOfPayment(
  { log }: Deps,
  trx: Transaction<Database>,
  purchase: PurchaseRow,
  payment: PaymentState,
): Promise<AttemptRow | null> {
  const attempt = await findAttempt(trx, purchase.id, payment.attempt)
  const expected = purchase.payment_intent_id === null || purchase.payment_intent_id === payment.id
  if (expected && attempt?.amount === payment.amount && attempt.currency === payment.currency) return attempt
  log.error({ purchaseId: purchase.id, paymentIntentId: payment.id }, 'payment does not fit its purchase')
  return null
}

/** @returns whether the ledger changed. */
async function applyEntries(
  { clock }: Deps,
  trx: Transaction<Database>,
  purchaseId: string,
  entries: readonly StripeEntry[],
): Promise<boolean> {
  const known = await findLedger(trx, purchaseId)
  const now = clock.now()
  let changed = false
  for (const entry of entries) {
    const row = known.find(
      ({ id, stripe_id }) => stripe_id === entry.stripeId || (stripe_id === null && id === entry.ownId),
    )
    const { stripeId: stripe_id, status, amount, funds } = entry
    // The reversal of a dispute is ours to write, and so is the reason of a refund.
    const reversal = entry.kind === 'refund' ? { transfer_reversal_id: entry.transferReversalId } : {}
    const claim = entry.kind === 'dispute' ? { reason: entry.reason, due_by: entry.dueBy } : {}
    const state = { stripe_id, status, amount, funds, ...reversal, ...claim }
    if (!row) {
      const fixed = {
        id: newId(entry.kind),
        purchase_id: purchaseId,
        kind: entry.kind,
        currency: entry.currency,
      }
      await trx
        .insertInto('ledger_entries')
        .values({ ...fixed, ...state, created_at: now, updated_at: now })
        .execute()
    } else if (differs(row, state)) {
      await trx
        .updateTable('ledger_entries')
        .set({ ...state, updated_at: now })
        .where('id', '=', row.id)
        .execute()
    } else continue
    changed = true
  }
  return changed
}

const differs = <T extends object>(row: T, fields: Partial<T>): boolean =>
  Object.entries(fields).some(([name, value]) => !isDeepStrictEqual(row[name as keyof T], value))

/**
 * Derives the purchase anew from its ledger and enqueues what follows from it. The caller holds the row lock.
 * `read` is what was just read of its payment, and the attempt it belongs to; `null` when nothing was. The
 * revision grows only with a change: reading the same state again must not send others back to read it again.
 */
export async function updateStanding(
  deps: Deps,
  trx: Transaction<Database>,
  purchase: PurchaseRow,
  read: { payment: PaymentState; attempt: AttemptRow } | null,
  changed: boolean,
): Promise<void> {
  const now = deps.clock.now()
  const ledger = await findLedger(trx, purchase.id)
  const { access, grantType, refundedAmount } = deriveStanding(ledger, {
    granted: purchase.granted_at !== null,
    revoked: purchase.revoked_at !== null,
  })
  const paid = grantType !== null
  const fields = {
    ...paymentFields(purchase, read, paid),
    access,
    grant_type: grantType,
    refunded_amount: refundedAmount,
    access_since: purchase.access_since ?? (paid ? now : null),
    access_ended_at: access === 'ended' ? (purchase.access_ended_at ?? now) : null,
  }
  if (!changed && !differs(purchase, fields)) return
  await trx
    .updateTable('purchases')
    .set({ ...fields, revision: purchase.revision + 1 })
    .where('id', '=', purchase.id)
    .execute()
  if (access === 'active' || access === 'suspended') {
    await enqueueMail(trx, { kind: 'purchase_confirmed', subjectId: purchase.id, now })
  }
  for (const entry of ledger) await enqueueConsequence(trx, entry, now)
  await announceChanges(trx, purchase, ledger, now)
  await enqueueNotices(trx, deps, { purchase: { ...purchase, ...fields }, ledger, now })
}

/** What follows from one row: a mail for a refund, a transfer for a dispute whose money moved. */
async function enqueueConsequence(trx: Transaction<Database>, entry: LedgerRow, now: Date): Promise<void> {
  if (entry.kind === 'refund' && (entry.status === 'pending' || entry.status === 'succeeded')) {
    await enqueueMail(trx, { kind: 'purchase_refunded', subjectId: entry.id, now })
  }
  const unbalanced =
    (entry.funds === 'withdrawn' && entry.transfer_reversal_id === null) ||
    (entry.funds === 'reinstated' && entry.transfer_reversal_id !== null && entry.return_transfer_id === null)
  if (unbalanced) await enqueue(trx, 'balance_dispute', { entryId: entry.id }, { key: `dispute:${entry.id}` })
}

/** Where the payment stands. Paid stays paid; a delayed payment that failed leaves the purchase open for another try. */
function paymentFields(
  purchase: PurchaseRow,
  read: { payment: PaymentState; attempt: AttemptRow } | null,
  paid: boolean,
) {
  if (!read || purchase.state === 'paid') return {}
  const { payment, attempt } = read
  if (paid) {
    return {
      state: 'paid' as const,
      payment_intent_id: payment.id,
      amount: payment.amount,
      currency: payment.currency,
      application_fee: attempt.application_fee,
      stripe_account_id: attempt.stripe_account_id,
    }
  }
  if (payment.status === 'processing') return { state: 'processing' as const, payment_intent_id: payment.id }
  return purchase.payment_intent_id === payment.id ? { state: 'open' as const, payment_intent_id: null } : {}
}
