import { addSeconds } from '../../platform/clock.ts'
import type { DbOrTransaction } from '../../platform/database/connect.ts'
import type { Deps } from '../../platform/deps.ts'
import { enqueue } from '../../platform/jobs.ts'
import { idOf } from '../../platform/stripe-errors.ts'
import { findAttempt, findPurchase, settlePurchase } from '../purchases/service.ts'
import { settleOrRecord } from './settle-or-record.ts'

/** Minutes after its creation at which an unfinished checkout is looked at; after the last, hourly. */
const CHECK_MINUTES = [1, 5, 15, 60]
/** Days that the nightly sweep looks back: longer than Stripe goes on repeating a webhook. */
const SWEEP_DAYS = 4

export interface CheckoutCheck {
  readonly purchaseId: string
  readonly attempt: number
  readonly round: number
}

/** Plans the next look at an attempt, for the case that its webhooks are lost. `since`: when it was created. */
export async function scheduleCheck(db: DbOrTransaction, check: CheckoutCheck, since: Date): Promise<void> {
  const minutes = CHECK_MINUTES[check.round] ?? 60 * (check.round - CHECK_MINUTES.length + 2)
  await enqueue(
    db,
    'check_checkout',
    { ...check },
    { runAt: addSeconds(since, minutes * 60), key: `checkout:${check.purchaseId}:${check.attempt}` },
  )
}

/** Looks at an attempt, and plans the next look unless it came to an end. */
export async function checkCheckout(deps: Deps, check: CheckoutCheck): Promise<void> {
  const { db } = deps
  const before = await findAttempt(db, check.purchaseId, check.attempt)
  if (!before) return
  const hint = before.stripe_session_id ? { sessionId: before.stripe_session_id } : {}
  await settlePurchase(deps, check.purchaseId, hint)
  const attempt = await findAttempt(db, check.purchaseId, check.attempt)
  const purchase = await findPurchase(db, check.purchaseId)
  const unfinished =
    attempt?.state === 'creating' || attempt?.state === 'open' || purchase?.state === 'processing'
  if (unfinished) await scheduleCheck(db, { ...check, round: check.round + 1 }, before.created_at)
}

/**
 * Once a night: settles every purchase with a refund or dispute that is open here, or that Stripe has news of,
 * whatever webhooks were lost.
 */
export async function sweepPayments(deps: Deps): Promise<void> {
  const { db, clock, stripe } = deps
  const open = await db
    .selectFrom('ledger_entries')
    .select('purchase_id')
    .distinct()
    .where((where) =>
      where.or([
        where.and([where('kind', '=', 'refund'), where('status', 'in', ['pending', 'requires_action'])]),
        where.and([
          where('kind', '=', 'dispute'),
          where('status', 'not in', ['won', 'lost', 'warning_closed', 'prevented']),
        ]),
      ]),
    )
    .execute()
  const created = { gte: Math.floor(addSeconds(clock.now(), -SWEEP_DAYS * 86_400).getTime() / 1000) }
  const payments = new Set<string | null>()
  for await (const refund of stripe.refunds.list({ created, limit: 100 }))
    payments.add(idOf(refund.payment_intent))
  for await (const dispute of stripe.disputes.list({ created, limit: 100 }))
    payments.add(idOf(dispute.payment_intent))

  const failures = [
    ...(await inTurn(open, async ({ purchase_id }) => {
      await settlePurchase(deps, purchase_id)
    })),
    ...(await inTurn(
      [...payments].filter((payment) => payment !== null),
      (payment) => settleOrRecord(deps, payment),
    )),
  ]
  if (failures.length > 0) throw new AggregateError(failures, 'Some purchases could not be swept.')
}

/** Runs the work for one item after the other; a failure does not keep the rest from being done. */
async function inTurn<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<unknown[]> {
  const failures: unknown[] = []
  for (const item of items) {
    await work(item).catch((error: unknown) => failures.push(error))
  }
  return failures
}
