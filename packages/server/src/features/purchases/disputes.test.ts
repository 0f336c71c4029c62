import { describe, expect, test } from 'vitest'
import { testApp } from '../../../test/app.ts'
import { openShop, type Shop } from '../../../test/shop.ts'
import { balancePurchase } from './balancing.ts'

const t = await testApp({ stripe: true })

const transferOf = async (shop: Shop) => {
  const [charge] = await shop.charges()
  return await t.deps.stripe.transfers.retrieve(String(charge?.transfer))
}

describe('a dispute', () => {
  test('suspends access while it is open, and won gives it back', async () => {
    const shop = await openShop(t)
    const { paymentIntentId } = await shop.buy()
    const dispute = await t.stripe.dashboard.openDispute(paymentIntentId)
    await shop.settled()
    expect(await shop.access()).toMatchObject({
      hasAccess: false,
      reason: 'purchase_required',
      nextAction: 'none',
    })
    await t.stripe.dashboard.closeDispute(dispute, 'won')
    await shop.settled()
    expect(await shop.access()).toMatchObject({ hasAccess: true, reason: 'entitled' })
  })

  test('lost ends access as a refund does', async () => {
    const shop = await openShop(t)
    const { paymentIntentId } = await shop.buy()
    const dispute = await t.stripe.dashboard.openDispute(paymentIntentId)
    await t.stripe.dashboard.closeDispute(dispute, 'lost')
    await shop.settled()
    expect(await shop.payment()).toMatchObject({ access: 'ended', grant_type: 'REFUNDED' })
    expect((await shop.refund()).error?.code).toBe('already_refunded')
    await shop.buy()
    expect((await shop.access()).hasAccess).toBe(true)
  })

  test('an inquiry changes nothing, open or closed', async () => {
    const shop = await openShop(t)
    const { paymentIntentId } = await shop.buy()
    const inquiry = await t.stripe.dashboard.openDispute(paymentIntentId, { inquiry: true })
    await shop.settled()
    expect((await shop.access()).hasAccess).toBe(true)
    await t.stripe.dashboard.closeDispute(inquiry, 'warning_closed')
    await shop.settled()
    expect((await shop.access()).hasAccess).toBe(true)
    expect(await shop.held()).toBe(2375)
  })

  test('won first, then lost: the last state of each counts', async () => {
    const shop = await openShop(t)
    const { paymentIntentId } = await shop.buy()
    t.stripe.fault('dispute-won-then-lost')
    const dispute = await t.stripe.dashboard.openDispute(paymentIntentId)
    await t.stripe.dashboard.closeDispute(dispute, 'won')
    t.stripe.fault(null)
    await t.clock.advance(86_400)
    await shop.settled()
    const state = await t.deps.stripe.disputes.retrieve(dispute)
    expect((await shop.access()).hasAccess).toBe(state.status === 'won')
    expect((await shop.payment()).access).toBe(state.status === 'lost' ? 'ended' : 'active')
  })
})

describe("the creator's part of a disputed payment", () => {
  test('is taken back when funds are withdrawn, with our fee, once', async () => {
    const shop = await openShop(t)
    const { id, paymentIntentId } = await shop.buy()
    expect(await shop.held()).toBe(2375)
    await t.stripe.dashboard.openDispute(paymentIntentId)
    await shop.settled()
    expect(await transferOf(shop)).toMatchObject({ amount_reversed: 2500, reversed: true })
    expect(await shop.held()).toBe(0)
    await Promise.all(Array.from({ length: 5 }, () => balancePurchase(t.deps, id)))
    expect(await shop.held()).toBe(0)
  })

  test('is taken once when the process dies before that is written down', async () => {
    const shop = await openShop(t)
    const { id, paymentIntentId } = await shop.buy()
    await t.stripe.dashboard.openDispute(paymentIntentId)
    await shop.settled()
    const steps = await t.db.selectFrom('balance_steps').selectAll().where('purchase_id', '=', id).execute()
    expect(steps.map(({ kind, amount, state }) => [kind, amount, state])).toEqual([
      ['fee_refund', 125, 'done'],
      ['reversal', 2500, 'done'],
    ])
    await t.db
      .updateTable('balance_steps')
      .set({ state: 'requested', stripe_id: null })
      .where('id', '=', steps[1]?.id ?? '')
      .execute()
    await t.clock.advance(30 * 3600)
    await balancePurchase(t.deps, id)
    expect(await shop.held()).toBe(0)
    const healed = await t.db.selectFrom('balance_steps').selectAll().where('purchase_id', '=', id).execute()
    expect(healed).toHaveLength(2)
    expect(healed[1]).toMatchObject({ state: 'done', stripe_id: steps[1]?.stripe_id })
  })

  test('is given back when funds are reinstated', async () => {
    const shop = await openShop(t)
    const { paymentIntentId } = await shop.buy()
    const dispute = await t.stripe.dashboard.openDispute(paymentIntentId)
    await shop.settled()
    await t.stripe.dashboard.closeDispute(dispute, 'won')
    await shop.settled()
    expect(await shop.held()).toBe(2375)
  })

  test('of a disputed part is taken back in proportion', async () => {
    const shop = await openShop(t)
    const { paymentIntentId } = await shop.buy()
    await t.stripe.dashboard.openDispute(paymentIntentId, { amount: 1000 })
    await shop.settled()
    expect(await shop.held()).toBe(1425)
  })

  test('that a partial refund took before is not taken twice', async () => {
    const shop = await openShop(t)
    const { paymentIntentId } = await shop.buy()
    await t.deps.stripe.refunds.create({
      payment_intent: paymentIntentId,
      amount: 1000,
      reverse_transfer: true,
      refund_application_fee: true,
    })
    await t.stripe.dashboard.openDispute(paymentIntentId, { amount: 1500 })
    await shop.settled()
    expect(await shop.held()).toBe(0)
  })
})
