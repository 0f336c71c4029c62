import { stepOf } from '@latchkey/contract'
import type Stripe from 'stripe'
import { expect } from 'vitest'
import type { RootDeps } from '../src/platform/deps.ts'
import type { MoneyWorld } from './money-world.ts'

// Written from Stripe's books and the rules alone: it shares no line with what it checks.

const COUNTS = new Set(['pending', 'requires_action', 'succeeded'])

/** How to reach Stripe's books, and ours. */
export interface MoneyDeps extends Pick<RootDeps, 'db'> {
  readonly deps: Pick<RootDeps, 'pool' | 'stripe'>
}

/** A handle that sells, and Stripe's books of it. */
export interface MoneyBooks
  extends Pick<
    MoneyWorld,
    'settlementCurrency' | 'purchases' | 'charges' | 'refunds' | 'disputes' | 'earnings'
  > {
  readonly t: MoneyDeps
  readonly shop: { readonly handle: { readonly id: string }; held(): Promise<number> }
  /** Earnings of months that were over when they were looked at. */
  readonly closedMonths: ReadonlyMap<string, string>
}

interface BookedCharge {
  readonly charge: Stripe.Charge
  readonly refunds: readonly Stripe.Refund[]
  readonly disputes: readonly Stripe.Dispute[]
}

const refundedOf = ({ refunds }: BookedCharge): number =>
  refunds.filter(({ status }) => COUNTS.has(status ?? '')).reduce((sum, { amount }) => sum + amount, 0)

const chargebacksOf = ({ disputes }: BookedCharge) =>
  disputes.filter(({ status }) => !/^(?:warning_.*|prevented|won)$/.test(status))

const isWithdrawn = ({ balance_transactions }: Stripe.Dispute): boolean =>
  balance_transactions.reduce((sum, { amount }) => sum + amount, 0) < 0

function accessOf(booked: BookedCharge): 'active' | 'suspended' | 'ended' {
  const chargebacks = chargebacksOf(booked)
  if (refundedOf(booked) >= booked.charge.amount) return 'ended'
  if (chargebacks.some(({ status }) => status === 'lost')) return 'ended'
  return chargebacks.length > 0 ? 'suspended' : 'active'
}

/** What the creator should have of a charge, give or take what rounding may do; in the currency of the transfer. */
async function targetOf(world: MoneyBooks, { charge, refunds, disputes }: BookedCharge): Promise<number> {
  const lowered =
    refunds
      .filter(({ status }) => COUNTS.has(status ?? ''))
      .filter(({ metadata, transfer_reversal }) => metadata?.refund_id || transfer_reversal)
      .reduce((sum, { amount }) => sum + amount, 0) +
    disputes.filter(isWithdrawn).reduce((sum, { amount }) => sum + amount, 0)
  const { stripe } = world.t.deps
  const transfer = await stripe.transfers.retrieve(String(charge.transfer))
  const fee = charge.application_fee
    ? await stripe.applicationFees.retrieve(String(charge.application_fee))
    : null
  return (transfer.amount - (fee?.amount ?? 0)) * (1 - Math.min(1, lowered / charge.amount))
}

/** What holds whenever nothing is under way, compared with the books of the local Stripe. */
export async function expectBooksToAgree(world: MoneyBooks): Promise<void> {
  const [charges, refunds, disputes] = [await world.charges(), await world.refunds(), await world.disputes()]
  const booked = charges.map((charge) => ({
    charge,
    refunds: refunds.filter((refund) => refund.charge === charge.id),
    disputes: disputes.filter((dispute) => dispute.charge === charge.id),
  }))
  const purchases = await world.purchases()
  const purchaseOf = ({ charge }: BookedCharge) =>
    purchases.find(({ payment_intent_id }) => payment_intent_id === charge.payment_intent)

  await expectAccess(booked, purchaseOf)
  await expectOneLiveCharge(world, booked, purchaseOf)
  await expectBalance(world, booked)
  await expectNothingUnderWay(world)
  await expectSumsOfEarnings(world)
}

/** Sums that are kept, and what they are of, in one order. */
async function expectSumsOfEarnings({ t, shop }: MoneyBooks): Promise<void> {
  const [kept, posted] = await Promise.all([
    sumsOfEarnings(t, 'earnings_sums where period = $2 and handle_id = $1', shop.handle.id, 'starts_on'),
    sumsOfEarnings(
      t,
      'earnings where $2::text is not null and handle_id = $1',
      shop.handle.id,
      `date_trunc('month', posted_at at time zone 'UTC')::date`,
    ),
  ])
  expect(kept, 'sums of earnings').toEqual(posted)
}

const sumsOfEarnings = async (t: MoneyDeps, from: string, handleId: string, month: string) =>
  (
    await t.deps.pool.query(
      `select ${month}::text as month, currency, settlement_currency, sum(sales)::bigint as sales,
         sum(charged)::bigint as charged, sum(gross)::bigint as gross, sum(refunds)::bigint as refunds,
         sum(disputes)::bigint as disputes, sum(fees)::bigint as fees
       from ${from} group by 1, 2, 3 order by 1, 2, 3`,
      [handleId, 'month'],
    )
  ).rows

type PurchaseOf = (booked: BookedCharge) => Awaited<ReturnType<MoneyBooks['purchases']>>[number] | undefined

async function expectAccess(booked: readonly BookedCharge[], purchaseOf: PurchaseOf): Promise<void> {
  for (const each of booked) {
    const purchase = purchaseOf(each)
    expect(purchase, `a purchase for ${each.charge.id}`).toBeDefined()
    const expected = purchase?.revoked_at ? 'ended' : accessOf(each)
    expect(purchase?.access, `access by ${each.charge.id}`).toBe(expected)
  }
}

/** Of the charges for a page that a visitor did not ask back, and that the creator did not revoke, there is one at most. */
async function expectOneLiveCharge(
  world: MoneyBooks,
  booked: readonly BookedCharge[],
  purchaseOf: PurchaseOf,
): Promise<void> {
  const live = booked.filter(
    (each) =>
      refundedOf(each) < each.charge.amount &&
      chargebacksOf(each).length === 0 &&
      !each.refunds.some(({ status }) => status === 'pending' || status === 'requires_action') &&
      !purchaseOf(each)?.revoked_at,
  )
  const pairs = Map.groupBy(live, (each) => `${purchaseOf(each)?.visitor_id} ${purchaseOf(each)?.page_id}`)
  for (const pair of pairs.values()) await expectOthersQueued(world, pair, purchaseOf)
}

async function expectOthersQueued(
  world: MoneyBooks,
  live: readonly BookedCharge[],
  purchaseOf: PurchaseOf,
): Promise<void> {
  if (live.length <= 1) return
  const ids = live.map((each) => purchaseOf(each)?.id ?? '')
  const { length: queued } = await world.t.db
    .selectFrom('ledger_entries')
    .select('id')
    .where('purchase_id', 'in', ids)
    .where('cause', '=', 'duplicate_charge')
    .where('reported_at', 'is not', null)
    .execute()
  expect(queued, 'all but one are in the queue').toBeGreaterThanOrEqual(live.length - 1)
}

async function expectBalance(world: MoneyBooks, booked: readonly BookedCharge[]): Promise<void> {
  const { months, owed } = await world.earnings()
  const net = months.reduce((sum, month) => sum + month.net, 0)
  for (const { gross, refunds, disputes, fees, net: total } of months) {
    expect(gross - refunds - disputes - fees).toBe(total)
  }
  expect(owed, 'nothing is owed by a seller with enough on the account').toEqual([])
  const held = await world.shop.held()
  expect(held, 'what the creator has, and what the report says').toBe(net)
  const rounding = stepOf(world.settlementCurrency) * 4 * Math.max(1, booked.length)
  let target = 0
  for (const each of booked) target += await targetOf(world, each)
  expect(Math.abs(held - target), `held ${held}, by the rules ${target}`).toBeLessThan(rounding)
  for (const [month, seen] of world.closedMonths) {
    expect(
      months.map((row) => JSON.stringify(row)),
      `earnings of ${month}`,
    ).toContain(seen)
  }
}

async function expectNothingUnderWay(world: MoneyBooks): Promise<void> {
  const { db } = world.t
  const handleId = world.shop.handle.id
  const steps = await db
    .selectFrom('balance_steps as step')
    .innerJoin('purchases as purchase', 'purchase.id', 'step.purchase_id')
    .select('step.id')
    .where('purchase.handle_id', '=', handleId)
    .where('step.state', '=', 'requested')
    .execute()
  const refunds = await db
    .selectFrom('ledger_entries as entry')
    .innerJoin('purchases as purchase', 'purchase.id', 'entry.purchase_id')
    .select('entry.id')
    .where('purchase.handle_id', '=', handleId)
    .where('entry.status', '=', 'requested')
    .execute()
  expect({ steps, refunds }).toEqual({ steps: [], refunds: [] })
}
