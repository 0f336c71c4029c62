import { sql } from 'kysely'
import { addSeconds } from '../../platform/clock.ts'
import type { Deps } from '../../platform/deps.ts'
import { idOf } from '../../platform/stripe-errors.ts'
import { findPurchase, findPurchaseByPayment, outOfBalance } from './queries.ts'
import { enqueueSettling } from './settling.ts'
import { purchaseNamedIn, purchaseOfPayment } from './stripe-state.ts'
import { recordUnmatched } from './unmatched-payments.ts'

/** Seconds that the nightly sweep looks back at least: longer than Stripe goes on repeating a webhook. */
const LOOK_BACK = 4 * 86_400
/** Seconds for which a checkout that was just begun is left to its own job. */
const FRESH_SECONDS = 600

/**
 * The net under everything else, once a night: has every purchase looked at that is not at rest here, or that Stripe
 * has news of, whatever webhooks and jobs were lost. It only plans: one job for each purchase.
 */
export async function sweepPayments(deps: Deps): Promise<void> {
  await enqueueUnfinished(deps)
  await enqueueUnresolved(deps)
  await enqueueNews(deps)
}

/** A job for every purchase that waits for something. Each part is found by a partial index. */
async function enqueueUnfinished({ db, clock }: Deps): Promise<void> {
  const begunBefore = addSeconds(clock.now(), -FRESH_SECONDS)
  await sql`
    select graphile_worker.add_job('settle_purchase', json_build_object('purchaseId', id), job_key => 'settle:' || id)
    from (
      select purchase_id as id from ledger_entries
        where kind = 'refund' and status in ('requested', 'pending', 'requires_action')
      union
      select purchase_id from ledger_entries
        where kind = 'dispute' and status not in ('won', 'lost', 'warning_closed', 'prevented')
      union select purchase_id from balance_steps where state = 'requested'
      union select id from purchases where ${outOfBalance}
      union select id from purchases where state = 'paid' and granted_at is null and held_amount is null
      union select id from purchases where state = 'processing'
      union
      select purchase_id from checkout_sessions
        where state in ('creating', 'open') and created_at < ${begunBefore}
    ) unfinished`.execute(db)
}

/** Live charges that one statement looks through. */
const CHARGES = 5000

/** A job for every visitor with a live charge too many of a page, and for every payment that fits no purchase. */
async function enqueueUnresolved({ db }: Deps): Promise<void> {
  // In parts, each of whole visitors: how long one takes does not depend on how much was ever sold.
  for (let after: string | null = ''; after !== null; ) {
    const part = await db
      .selectFrom('purchases')
      .select('visitor_id')
      .where('charge_live', '=', true)
      .where('visitor_id', '>', after)
      .orderBy('visitor_id')
      .offset(CHARGES - 1)
      .limit(1)
      .executeTakeFirst()
    const last: string | null = part?.visitor_id ?? null
    await sql`
      select graphile_worker.add_job('resolve_charges', json_build_object('visitorId', visitor_id, 'pageId', page_id),
        job_key => 'charges:' || visitor_id || ':' || page_id)
      from (
        select visitor_id, page_id from purchases
        where charge_live and visitor_id > ${after} ${last === null ? sql`` : sql`and visitor_id <= ${last}`}
        group by 1, 2 having count(*) > 1 or bool_or(paid_after_erasure)
      ) pair`.execute(db)
    after = last
  }
  await sql`
    select graphile_worker.add_job('refund_unfit_payment', json_build_object('paymentIntentId', payment_intent_id),
      job_key => 'unfit:' || payment_intent_id)
    from unfit_payments where state = 'requested'`.execute(db)
}

/** A job for every purchase of which Stripe has a newer payment, refund or dispute than we may have heard of. */
async function enqueueNews(deps: Deps): Promise<void> {
  const { db, clock, stripe } = deps
  const now = clock.now()
  const last = await db.selectFrom('sweeps').select('read_at').executeTakeFirst()
  // From before the last one that came this far: after an outage that is longer ago than a night.
  const since = addSeconds(last && last.read_at < now ? last.read_at : now, -LOOK_BACK)
  const created = { gte: Math.floor(since.getTime() / 1000) }
  for await (const session of stripe.checkout.sessions.list({ created, status: 'complete', limit: 100 })) {
    const named = purchaseNamedIn(session.metadata)
    const purchase = named && (await findPurchase(db, named))
    if (purchase && purchase.payment_intent_id !== idOf(session.payment_intent)) {
      await enqueueSettling(db, purchase.id)
    }
  }
  const payments = new Set<string | null>()
  for await (const refund of stripe.refunds.list({ created, limit: 100 }))
    payments.add(idOf(refund.payment_intent))
  for await (const dispute of stripe.disputes.list({ created, limit: 100 }))
    payments.add(idOf(dispute.payment_intent))
  const failures: unknown[] = []
  for (const payment of payments) {
    if (payment) await enqueueOf(deps, payment).catch((error: unknown) => failures.push(error))
  }
  await db
    .insertInto('sweeps')
    .values({ read_at: now })
    .onConflict((conflict) => conflict.column('only_row').doUpdateSet({ read_at: now }))
    .execute()
  // One payment that cannot be read does not keep the others from being looked at.
  if (failures.length > 0) throw new AggregateError(failures, 'Some payments could not be swept.')
}

async function enqueueOf(deps: Deps, paymentIntentId: string): Promise<void> {
  const known = await findPurchaseByPayment(deps.db, paymentIntentId)
  const named = known ? null : await purchaseOfPayment(deps, paymentIntentId)
  const purchase = known ?? (named && (await findPurchase(deps.db, named)))
  if (purchase) await enqueueSettling(deps.db, purchase.id)
  else await recordUnmatched(deps, paymentIntentId)
}
