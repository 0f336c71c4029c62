import { isDeepStrictEqual } from 'node:util'
import type { Trx } from '../../platform/database/connect.ts'
import { inOwnTransaction } from '../../platform/database/transaction.ts'
import type { Deps, RootDeps } from '../../platform/deps.ts'
import { newId } from '../../platform/ids.ts'
import { isErased } from '../../platform/mail/erased.ts'
import { enqueueMail } from '../../platform/mail/outbox.ts'
import { announceChanges } from './announcements.ts'
import { balanceOf, takenWith } from './balance.ts'
import { checkLiveCharge, reportFailedRefunds } from './charge-checks.ts'
import { enqueueClosingOf } from './closing.ts'
import { postEarnings } from './earnings.ts'
import { deriveEntitlement, isChargeLive } from './entitlement.ts'
import { enqueueNotices } from './notices.ts'
import { sessionIdOf } from './open-attempt.ts'
import {
  type AttemptRow,
  endAttempt,
  findAttempt,
  findBuyerEmail,
  findCurrentAttempt,
  findLedger,
  findPurchase,
  findPurchaseByPayment,
  findPurchaseBySession,
  findToSettle,
  isPaidAndRead,
  type LedgerRow,
  lockPurchase,
  type PurchaseRow,
  type PurchaseToSettle,
  recordOpenedSession,
  recordReturnLeft,
} from './queries.ts'
import { enqueueSettling } from './settling.ts'
import {
  fetchPayment,
  fetchSession,
  type PaymentState,
  purchaseOfPayment,
  type SessionState,
} from './stripe-state.ts'
import { giveUnfitBack } from './unfit-payments.ts'
import { isOnItsWay, notWaiting, waitingFields } from './vouchers.ts'

/** How often a snapshot is read anew because another one was applied meanwhile. */
const MAX_ROUNDS = 8

/** What tells `settle` of something that the purchase row does not know yet. */
interface Hint {
  readonly sessionId?: string
  readonly paymentIntentId?: string
  /** There may be a dispute that the charge does not tell of. */
  readonly disputed?: boolean
  /**
   * Whether all is known that there is to learn. Asked when another snapshot was applied meanwhile, as happens when an
   * event and the buyer come at the same moment: then nothing is read twice.
   */
  readonly enough?: () => Promise<boolean>
}

/** What an event told: only these two decide about what is read. */
export type News = 'paid' | 'disputed' | null

// Why: apps/docs/src/content/docs/internals/decisions/0002-ledger-and-balance.md
/**
 * Brings a purchase to what Stripe says: idempotent, in any order, any number of times at once. It reads the
 * objects from Stripe outside any transaction and applies them under a row lock, unless another snapshot was
 * applied since it began to read; then it reads again, so an older state never overwrites a newer one.
 * @returns whether there is such a purchase.
 * @throws when Stripe cannot be read; nothing was changed then, and calling again is right.
 */
export async function settlePurchase(deps: RootDeps, purchaseId: string, hint: Hint = {}): Promise<boolean> {
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const purchase = await findToSettle(deps.db, purchaseId)
    if (!purchase) return false
    const snapshot = await readSnapshot(deps, purchase, hint)
    if ((await applySnapshot(deps, purchase, snapshot)) || (await hint.enough?.())) return true
  }
  throw new Error(`Purchase ${purchaseId} kept changing while it was settled.`)
}

/** Settles the purchase that a Checkout Session belongs to; says whether there is one. */
export async function settleSession(deps: RootDeps, sessionId: string, news: News = null): Promise<boolean> {
  const known = await findPurchaseBySession(deps.db, sessionId)
  // Read after it was completed, with its payment: that it was tells nothing more.
  if (known?.settled && news === 'paid') return true
  const purchaseId = known?.id ?? (await fetchSession(deps, sessionId))?.purchaseId
  return purchaseId !== undefined && (await settleOf(deps, purchaseId, sessionId, news))
}

/** Settles a purchase by one of its sessions, of which there is news. */
export const settleOf = (
  deps: RootDeps,
  purchaseId: string,
  sessionId: string,
  news: News,
): Promise<boolean> =>
  settlePurchase(deps, purchaseId, {
    sessionId,
    ...(news === 'paid' && {
      enough: async () => (await findPurchaseBySession(deps.db, sessionId))?.settled === true,
    }),
  })

/** Settles the purchase that a payment belongs to; says whether there is one. */
export async function settlePayment(
  deps: RootDeps,
  paymentIntentId: string,
  news: News = null,
): Promise<boolean> {
  const known = await findPurchaseByPayment(deps.db, paymentIntentId)
  if (known?.settled && news === 'paid') return true
  const purchaseId = known?.id ?? (await purchaseOfPayment(deps, paymentIntentId))
  if (purchaseId === null) return false
  return await settlePurchase(deps, purchaseId, {
    paymentIntentId,
    disputed: news === 'disputed',
    ...(news === 'paid' && {
      enough: async () => (await findPurchaseByPayment(deps.db, paymentIntentId))?.settled === true,
    }),
  })
}

/** Whether it is known to be paid, and what its creator has of it. */
export async function isSettled({ db }: Deps, purchaseId: string): Promise<boolean> {
  const purchase = await findPurchase(db, purchaseId)
  return purchase !== undefined && isPaidAndRead(purchase)
}

interface Snapshot {
  readonly session: SessionState | null
  readonly payment: PaymentState | null
  /** Payments that name this purchase, but are not the one that it was paid by. */
  readonly others: readonly PaymentState[]
}

async function readSnapshot(deps: Deps, purchase: PurchaseToSettle, hint: Hint): Promise<Snapshot> {
  const sessionId = hint.sessionId ?? (await currentSessionId(deps, purchase.id))
  const found = sessionId ? await fetchSession(deps, sessionId) : null
  const session = found?.purchaseId === purchase.id ? found : null
  const named = [purchase.payment_intent_id, session?.paymentIntentId, hint.paymentIntentId]
  const [paymentIntentId, ...otherIds] = [...new Set(named.filter((id) => typeof id === 'string'))]
  const read = session?.payment
  const { returns } = purchase
  const disputed = hint.disputed || purchase.disputed
  const payment = paymentIntentId
    ? await fetchPayment(deps, paymentIntentId, { read, returns, disputed })
    : null
  const others: PaymentState[] = []
  for (const id of otherIds) others.push(await fetchPayment(deps, id, { read }))
  return { session, payment, others }
}

async function currentSessionId(deps: Deps, purchaseId: string): Promise<string | null> {
  const current = await findCurrentAttempt(deps.db, purchaseId)
  return current ? await sessionIdOf(deps, current) : null
}

/** @returns whether it was applied; not when another snapshot changed the purchase first. */
async function applySnapshot(deps: RootDeps, read: PurchaseRow, snapshot: Snapshot): Promise<boolean> {
  return await inOwnTransaction(deps.db, async (trx) => {
    const purchase = await lockPurchase(trx, read.id)
    if (!purchase || purchase.revision !== read.revision) return false
    const { session, payment, others } = snapshot
    const sessionChanged = session !== null && (await applySession(trx, session))
    const attempt = payment && (await attemptOfPayment(deps, trx, purchase, payment))
    const applied = payment && attempt ? { payment, attempt } : null
    const changes = [
      sessionChanged,
      applied !== null && (await applyEntries(deps, trx, purchase.id, applied.payment)),
    ]
    for (const { id, left } of applied?.payment.seller?.returns ?? []) await recordReturnLeft(trx, id, left)
    await updateEntitlement(deps, trx, purchase, applied, changes.includes(true))
    for (const unfit of payment && !attempt ? [payment, ...others] : others) {
      await giveUnfitBack(trx, purchase.id, unfit, deps.clock.now())
    }
    return true
  })
}

/** @returns whether the attempt changed. */
async function applySession(trx: Trx, session: SessionState): Promise<boolean> {
  const { purchaseId, attempt } = session
  const recorded = await recordOpenedSession(trx, session)
  const ended = session.status !== 'open' && (await endAttempt(trx, purchaseId, attempt, session.status))
  return recorded || ended
}

/** The attempt that asked for this payment, if amount, currency and reference are what it asked for. */
async function attemptOfPayment(
  { log }: Deps,
  trx: Trx,
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
  trx: Trx,
  purchaseId: string,
  { entries, seller }: PaymentState,
): Promise<boolean> {
  const known = await findLedger(trx, purchaseId)
  const claimed = new Set(known.map(({ fee_refund_id }) => fee_refund_id))
  const now = clock.now()
  let changed = false
  for (const entry of entries) {
    const row = known.find(
      ({ id, stripe_id }) => stripe_id === entry.stripeId || (stripe_id === null && id === entry.ownId),
    )
    const { stripeId: stripe_id, status, amount, funds, portion, happenedAt: happened_at } = entry
    // What Stripe took with a refund does not change afterwards.
    const taken =
      seller && entry.kind === 'refund' && (row?.reversed_amount ?? null) === null
        ? takenWith(entry, seller, claimed)
        : null
    if (taken) claimed.add(taken.fee_refund_id)
    const transfer_reversal_id = entry.transferReversalId
    // The reason of a refund is ours to write.
    const claim = entry.kind === 'dispute' ? { reason: entry.reason, due_by: entry.dueBy } : {}
    const state = { stripe_id, status, amount, funds, portion, transfer_reversal_id, ...taken, ...claim }
    if (!row) {
      const fixed = {
        id: newId(entry.kind),
        purchase_id: purchaseId,
        kind: entry.kind,
        currency: entry.currency,
        // One of ours whose row is not here any more.
        cause: entry.ownId === null ? null : ('creator' as const),
        happened_at,
      }
      await trx
        .insertInto('ledger_entries')
        .values({ ...fixed, ...state, created_at: now, updated_at: now })
        .execute()
    } else if (differs(row, state)) {
      await trx
        .updateTable('ledger_entries')
        .set({ ...state, happened_at, updated_at: now })
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
export async function updateEntitlement(
  deps: Deps,
  trx: Trx,
  purchase: PurchaseRow,
  read: { payment: PaymentState; attempt: AttemptRow } | null,
  changed: boolean,
): Promise<void> {
  const now = deps.clock.now()
  const ledger = await findLedger(trx, purchase.id)
  const manual = { granted: purchase.granted_at !== null, revoked: purchase.revoked_at !== null }
  const { access, grantType, refundedAmount } = deriveEntitlement(ledger, manual)
  const paid = grantType !== null
  const balance = read?.payment.seller ? balanceOf(ledger, read.payment.seller) : null
  const fields = {
    ...paymentFields(purchase, read, paid, now),
    ...(paid &&
      purchase.state !== 'paid' && { paid_after_erasure: isErased(await findBuyerEmail(trx, purchase.id)) }),
    ...balance?.facts,
    access,
    grant_type: grantType,
    refunded_amount: refundedAmount,
    charge_live: isChargeLive(ledger, manual),
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
  if (balance) await postEarnings(trx, purchase, ledger, balance, now)
  await followUp(trx, purchase, { ...purchase, ...fields }, ledger, now)
  await enqueueNotices(trx, deps, { purchase: { ...purchase, ...fields }, ledger, now })
}

/** What follows for other purchases, and for the creator's part, once the change is committed. */
async function followUp(
  trx: Trx,
  before: PurchaseRow,
  after: PurchaseRow,
  ledger: readonly LedgerRow[],
  now: Date,
): Promise<void> {
  if (needsBalancing(before, after)) await enqueueSettling(trx, after.id)
  // Nobody is to pay for what they have, or have again.
  if (before.access !== 'active' && after.access === 'active') await enqueueClosingOf(trx, before)
  if (after.charge_live) await checkLiveCharge(trx, after)
  await reportFailedRefunds(trx, after, ledger, now)
}

/**
 * Whether a job must bring the creator's part to its target. Who reads after a step of their own goes on by themselves;
 * and what Stripe refused is left to the sweep, for it would be refused again at once.
 */
const needsBalancing = (before: PurchaseRow, after: PurchaseRow): boolean =>
  after.held_amount !== after.target_amount &&
  (after.target_amount !== before.target_amount ||
    (before.held_amount !== null && after.held_amount !== before.held_amount))

/** What follows from one row for the buyer: a mail for a refund. */
async function enqueueConsequence(trx: Trx, entry: LedgerRow, now: Date): Promise<void> {
  if (entry.kind === 'refund' && (entry.status === 'pending' || entry.status === 'succeeded')) {
    await enqueueMail(trx, { kind: 'purchase_refunded', subjectId: entry.id, now })
  }
}

/** Where the payment stands. Paid stays paid; a delayed payment that failed leaves the purchase open for another try. */
function paymentFields(
  purchase: PurchaseRow,
  read: { payment: PaymentState; attempt: AttemptRow } | null,
  paid: boolean,
  now: Date,
) {
  if (!read || purchase.state === 'paid') return {}
  const { payment, attempt } = read
  if (paid) {
    return {
      ...notWaiting,
      state: 'paid' as const,
      payment_intent_id: payment.id,
      amount: payment.amount,
      currency: payment.currency,
      application_fee: attempt.application_fee,
      stripe_account_id: attempt.stripe_account_id,
    }
  }
  if (isOnItsWay(payment, attempt)) return waitingFields(purchase, payment, now)
  return purchase.payment_intent_id === payment.id
    ? { ...notWaiting, state: 'open' as const, payment_intent_id: null }
    : {}
}
