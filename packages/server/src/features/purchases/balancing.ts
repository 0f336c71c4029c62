import type { Selectable } from 'kysely'
import type Stripe from 'stripe'
import type { Trx } from '../../platform/database/connect.ts'
import type { Database } from '../../platform/database/schema.ts'
import { inOwnTransaction } from '../../platform/database/transaction.ts'
import type { Deps, RootDeps } from '../../platform/deps.ts'
import { newId } from '../../platform/ids.ts'
import { isRefusal } from '../../platform/stripe-errors.ts'
import { divideCharge, planStep, type SellerFacts } from './balance.ts'
import { findLedger, findPurchase, lockPurchase, type PurchaseRow } from './queries.ts'
import { STEP_METADATA } from './seller-part.ts'
import { settlePurchase } from './settle.ts'

/** Steps in one go; more than a history needs that people can make. */
const MAX_STEPS = 12

type Step = Selectable<Database['balance_steps']>

// Why: apps/docs/src/content/docs/internals/decisions/0002-ledger-and-balance.md
/**
 * Brings what the creator has of a purchase to what the ledger says, step by step. Each step is stored before its call
 * to Stripe, and the next one only planned after the transfers were read again; of all runners at once, one plans. What
 * Stripe refuses is owed, and tried again by the next run.
 * @throws when the outcome of a step is unknown; calling again repeats that step under its key.
 */
export async function balancePurchase(deps: RootDeps, purchaseId: string): Promise<void> {
  await finishRunningStep(deps, purchaseId)
  for (let count = 0; count < MAX_STEPS; count++) {
    await settlePurchase(deps, purchaseId)
    const step = await nextStep(deps, purchaseId)
    if (!step) return
    if (!(await runStep(deps, step))) break
  }
  await settlePurchase(deps, purchaseId)
}

/** Ends the step that a runner left behind, if there is one. */
export async function finishRunningStep(deps: RootDeps, purchaseId: string): Promise<void> {
  const step = await runningStep(deps.db, purchaseId)
  if (!step) return
  const made = await findMade(deps.stripe, step)
  if (made) await finishStep(deps, step, { state: 'done', stripe_id: made.id })
  else await runStep(deps, step)
}

const runningStep = (db: Deps['db'] | Trx, purchaseId: string) =>
  db
    .selectFrom('balance_steps')
    .selectAll()
    .where('purchase_id', '=', purchaseId)
    .where('state', '=', 'requested')
    .executeTakeFirst()

/** Stores the next step; `null` when there is none, or others are at it. */
async function nextStep({ db, clock }: RootDeps, purchaseId: string): Promise<Step | null> {
  return await inOwnTransaction(db, async (trx) => {
    const purchase = await lockPurchase(trx, purchaseId)
    const facts = purchase && factsOf(purchase)
    if (!facts || (await runningStep(trx, purchaseId))) return null
    const ledger = await findLedger(trx, purchaseId)
    // A refund that Stripe has not answered moves the same transfer.
    if (ledger.some(({ status }) => status === 'requested')) return null
    const { feeToReturn } = divideCharge(ledger, {
      transfer: facts.transfer_amount,
      fee: facts.fee_amount,
      currency: facts.settlement_currency,
    })
    const planned = planStep(facts, { feeToReturn, ...(await stepsSoFar(trx, purchaseId)) })
    if (!planned) return null
    await forgetBalance(trx, purchaseId)
    return await trx
      .insertInto('balance_steps')
      .values({
        id: newId('balanceStep'),
        purchase_id: purchaseId,
        kind: planned.kind,
        object_id: planned.objectId,
        amount: planned.amount,
        currency: facts.settlement_currency,
        state: 'requested',
        created_at: clock.now(),
      })
      .returningAll()
      .executeTakeFirstOrThrow()
  })
}

/** What a purchase keeps of its seller's part; `null` unless it was read since the last step. */
function factsOf(purchase: PurchaseRow): SellerFacts | null {
  const { settlement_currency, transfer_id, transfer_amount, transfer_left } = purchase
  const { fee_id, fee_amount, fee_left, held_amount, target_amount } = purchase
  if (settlement_currency === null || transfer_id === null || transfer_amount === null) return null
  if (transfer_left === null || fee_amount === null || fee_left === null) return null
  if (held_amount === null || target_amount === null) return null
  return {
    settlement_currency,
    transfer_id,
    transfer_amount,
    transfer_left,
    fee_id,
    fee_amount,
    fee_left,
    held_amount,
    target_amount,
  }
}

async function stepsSoFar(trx: Trx, purchaseId: string) {
  const done = await trx
    .selectFrom('balance_steps')
    .selectAll()
    .where('purchase_id', '=', purchaseId)
    .where('state', '=', 'done')
    .orderBy('id', 'desc')
    .execute()
  return {
    feeReturned: done
      .filter(({ kind }) => kind === 'fee_refund')
      .reduce((sum, { amount }) => sum + amount, 0),
    returns: done
      .filter(({ kind }) => kind === 'return')
      .map(({ stripe_id, left_amount }) => ({ id: stripe_id ?? '', left: left_amount ?? 0 })),
  }
}

// What was read before a step says nothing after it: a snapshot that is under way is discarded.
const forgetBalance = (trx: Trx, purchaseId: string) =>
  trx
    .updateTable('purchases')
    .set(({ eb }) => ({ held_amount: null, revision: eb('revision', '+', 1) }))
    .where('id', '=', purchaseId)
    .execute()

/** @returns whether Stripe did it. */
async function runStep(deps: RootDeps, step: Step): Promise<boolean> {
  try {
    const { id } = await callStripe(deps, step)
    await finishStep(deps, step, { state: 'done', stripe_id: id })
    return true
  } catch (error) {
    if (!isRefusal(error)) throw error
    const refusal = error.code ?? error.message
    deps.log.warn({ step: step.id, purchaseId: step.purchase_id, refusal }, 'balance step refused')
    await finishStep(deps, step, { state: 'refused', refusal })
    return false
  }
}

async function callStripe({ db, stripe }: Deps, step: Step): Promise<{ id: string }> {
  const { amount, object_id: objectId } = step
  const metadata = { [STEP_METADATA]: step.id, purchase_id: step.purchase_id }
  const options = { idempotencyKey: `balance:${step.id}` }
  if (step.kind === 'fee_refund') {
    return await stripe.applicationFees.createRefund(objectId ?? '', { amount, metadata }, options)
  }
  if (step.kind === 'reversal') {
    return await stripe.transfers.createReversal(objectId ?? '', { amount, metadata }, options)
  }
  const purchase = await findPurchase(db, step.purchase_id)
  const { currency, purchase_id: transfer_group } = step
  const destination = purchase?.stripe_account_id ?? ''
  return await stripe.transfers.create({ amount, currency, destination, transfer_group, metadata }, options)
}

// Keys age, so what was done before a crash is looked up first.
async function findMade(stripe: Stripe, step: Step): Promise<{ id: string } | undefined> {
  const objectId = step.object_id ?? ''
  const list =
    step.kind === 'fee_refund'
      ? stripe.applicationFees.listRefunds(objectId, { limit: 100 })
      : step.kind === 'reversal'
        ? stripe.transfers.listReversals(objectId, { limit: 100 })
        : stripe.transfers.list({ transfer_group: step.purchase_id, limit: 100 })
  for await (const made of list) if (made.metadata?.[STEP_METADATA] === step.id) return made
  return undefined
}

async function finishStep(
  { db }: RootDeps,
  { id, purchase_id, kind, amount }: Step,
  end: { state: 'done'; stripe_id: string } | { state: 'refused'; refusal: string },
): Promise<void> {
  await inOwnTransaction(db, async (trx) => {
    await lockPurchase(trx, purchase_id)
    const { numUpdatedRows } = await trx
      .updateTable('balance_steps')
      .set({ ...end, ...(kind === 'return' && end.state === 'done' && { left_amount: amount }) })
      .where('id', '=', id)
      .where('state', '=', 'requested')
      .executeTakeFirst()
    if (numUpdatedRows > 0n) await forgetBalance(trx, purchase_id)
  })
}
