import { unwrap } from '@latchkey/sdk'
import { describe, expect, test } from 'vitest'
import { testApp } from '../../../test/app.ts'
import { openShop, type Shop } from '../../../test/shop.ts'
import { balancePurchase } from './balancing.ts'
import { sweepPayments } from './sweep.ts'

const t = await testApp({ stripe: true })

const earnings = async (shop: Shop) =>
  await unwrap((await t.as(shop.handle.owner)).revenue.getEarnings({ path: { handle: shop.handle.name } }))

/** What the report says that the creator should have. */
const net = async (shop: Shop) => (await earnings(shop)).months.reduce((sum, month) => sum + month.net, 0)

async function expectHeld(shop: Shop, amount: number): Promise<void> {
  await shop.settled()
  expect({ held: await shop.held(), net: await net(shop) }).toEqual({ held: amount, net: amount })
}

const { dashboard } = t.stripe

describe("the creator's part", () => {
  test('comes back when a refund of ours fails later', async () => {
    const shop = await openShop(t)
    const { paymentIntentId } = await shop.buy()
    await unwrap(shop.refund())
    await expectHeld(shop, 0)
    const [refund] = (await t.deps.stripe.refunds.list({ payment_intent: paymentIntentId })).data
    await dashboard.setRefundStatus(refund?.id ?? '', 'failed')
    await expectHeld(shop, 2375)
    expect((await shop.access()).hasAccess).toBe(true)
  })

  test('is taken from what was given back when a purchase is refunded after a dispute was won', async () => {
    const shop = await openShop(t)
    const { paymentIntentId } = await shop.buy()
    const dispute = await dashboard.openDispute(paymentIntentId)
    await expectHeld(shop, 0)
    await dashboard.closeDispute(dispute, 'won')
    await expectHeld(shop, 2375)
    const { refund } = await unwrap(shop.refund())
    expect(refund).toMatchObject({ status: 'succeeded', amount: { amount: 2500 } })
    await expectHeld(shop, 0)
  })

  test('follows a dispute that is won, then lost', async () => {
    const shop = await openShop(t)
    const { paymentIntentId } = await shop.buy()
    const dispute = await dashboard.openDispute(paymentIntentId)
    await expectHeld(shop, 0)
    await dashboard.closeDispute(dispute, 'won')
    await expectHeld(shop, 2375)
    await dashboard.closeDispute(dispute, 'lost')
    await expectHeld(shop, 0)
  })

  test('is given back when the dispute is won while it is being taken', async () => {
    const shop = await openShop(t)
    const { id, paymentIntentId } = await shop.buy()
    t.stripe.webhooks.lose(true)
    const dispute = await dashboard.openDispute(paymentIntentId)
    t.stripe.webhooks.lose(false)
    await Promise.all([balancePurchase(t.deps, id), dashboard.closeDispute(dispute, 'won')])
    await balancePurchase(t.deps, id)
    await expectHeld(shop, 2375)
  })

  test('is given back by the sweep when every try of the job failed', async () => {
    const shop = await openShop(t)
    const { paymentIntentId } = await shop.buy()
    const dispute = await dashboard.openDispute(paymentIntentId)
    await expectHeld(shop, 0)
    t.stripe.webhooks.lose(true)
    await dashboard.closeDispute(dispute, 'won')
    t.stripe.webhooks.lose(false)
    await t.deps.pool.query('truncate graphile_worker._private_jobs')
    await sweepPayments(t.deps)
    await expectHeld(shop, 2375)
  })

  test('is lowered once by a refund and a dispute of the same payment', async () => {
    const shop = await openShop(t)
    const { paymentIntentId } = await shop.buy()
    await dashboard.refund(paymentIntentId, 1000, { reverseTransfer: true, refundApplicationFee: true })
    await expectHeld(shop, 1425)
    const dispute = await dashboard.openDispute(paymentIntentId, { amount: 2500 })
    await expectHeld(shop, 0)
    await dashboard.closeDispute(dispute, 'won')
    await expectHeld(shop, 1425)
  })

  test('has our fee returned when a refund at Stripe reversed the transfer alone', async () => {
    const shop = await openShop(t)
    const { paymentIntentId } = await shop.buy()
    await dashboard.refund(paymentIntentId, 1000, { reverseTransfer: true })
    await expectHeld(shop, 1425)
    await dashboard.refund(paymentIntentId, 1500, { reverseTransfer: true })
    await expectHeld(shop, 0)
  })

  test('is not lowered by a refund at Stripe that reverses nothing', async () => {
    const shop = await openShop(t)
    const { paymentIntentId } = await shop.buy()
    await dashboard.refund(paymentIntentId, 1000)
    await expectHeld(shop, 2375)
    await dashboard.openDispute(paymentIntentId, { amount: 1500 })
    await expectHeld(shop, 950)
  })

  test('is taken in proportion when the bank disputes in another currency', async () => {
    const shop = await openShop(t)
    const { paymentIntentId } = await shop.buy()
    // Half of the charge, as the bank writes it.
    await dashboard.openDispute(paymentIntentId, { amount: 1875, currency: 'jpy' })
    await shop.settled()
    const [dispute] = (await t.deps.stripe.disputes.list({ payment_intent: paymentIntentId })).data
    const withdrawn = -(dispute?.balance_transactions[0]?.amount ?? 0)
    const left = (2375 * (2500 - withdrawn)) / 2500
    expect(Math.abs((await shop.held()) - left)).toBeLessThanOrEqual(1)
    expect(await net(shop)).toBe(await shop.held())
  })

  test('that the account cannot give back is owed, and taken as soon as it can', async () => {
    const shop = await openShop(t)
    const { paymentIntentId } = await shop.buy()
    await dashboard.drainBalance(shop.stripeAccount)
    await dashboard.openDispute(paymentIntentId)
    await shop.settled()
    const { owed } = await earnings(shop)
    expect(await net(shop)).toBe(0)
    expect(owed).toEqual([{ amount: (await shop.held()) - 0, currency: 'usd' }])
    expect(owed[0]?.amount).toBeGreaterThan(0)
    await dashboard.topUp(shop.stripeAccount, 10_000, 'usd')
    await sweepPayments(t.deps)
    await expectHeld(shop, 0)
    expect((await earnings(shop)).owed).toEqual([])
  })

  test('that the account cannot give back does not keep the buyer from being refunded', async () => {
    const shop = await openShop(t)
    await shop.buy()
    await dashboard.drainBalance(shop.stripeAccount)
    const { refund } = await unwrap(shop.refund())
    expect(refund.status).toBe('succeeded')
    await shop.settled()
    expect((await earnings(shop)).owed).toHaveLength(1)
  })

  test('is balanced once by many at the same time', async () => {
    const shop = await openShop(t)
    const { id, paymentIntentId } = await shop.buy()
    t.stripe.webhooks.lose(true)
    await dashboard.openDispute(paymentIntentId, { amount: 1000 })
    t.stripe.webhooks.lose(false)
    await Promise.allSettled(Array.from({ length: 6 }, () => balancePurchase(t.deps, id)))
    await balancePurchase(t.deps, id)
    await expectHeld(shop, 1425)
    const steps = await t.db.selectFrom('balance_steps').selectAll().where('purchase_id', '=', id).execute()
    expect(steps.map(({ kind, amount }) => [kind, amount])).toEqual([
      ['fee_refund', 50],
      ['reversal', 1000],
    ])
  })
})

describe('earnings', () => {
  test('show the fee that Stripe returned, rounded as Stripe rounds', async () => {
    const shop = await openShop(t, { price: { amount: 4221, currency: 'usd' } })
    const { paymentIntentId } = await shop.buy()
    for (const amount of [333, 777, 1000]) {
      await dashboard.refund(paymentIntentId, amount, { reverseTransfer: true, refundApplicationFee: true })
      await shop.settled()
      const [fee] = (await t.deps.stripe.applicationFees.list({ limit: 1 })).data
      const [month] = (await earnings(shop)).months
      expect(month?.fees).toBe((fee?.amount ?? 0) - (fee?.amount_refunded ?? 0))
      expect(await shop.held()).toBe(await net(shop))
    }
  })

  test('of a month that is over never change', async () => {
    await using own = await testApp({ stripe: true })
    const shop = await openShop(own)
    const { paymentIntentId } = await shop.buy()
    await unwrap(shop.refund())
    await shop.settled()
    const read = async () =>
      (
        await unwrap(
          (await own.as(shop.handle.owner)).revenue.getEarnings({ path: { handle: shop.handle.name } }),
        )
      ).months
    const [before] = await read()
    expect(before).toMatchObject({ gross: 2500, refunds: 2500, fees: 0, net: 0 })
    await own.clock.advance(40 * 86_400)
    const [refund] = (await own.deps.stripe.refunds.list({ payment_intent: paymentIntentId })).data
    await own.stripe.dashboard.setRefundStatus(refund?.id ?? '', 'failed')
    await shop.settled()
    const [now, past] = await read()
    expect(past).toEqual(before)
    expect(now).toMatchObject({ sales: 0, gross: 0, refunds: -2500, fees: 125, net: 2375 })
  })

  test('stay what they are when whoever refunded deletes their account', async () => {
    const shop = await openShop(t)
    await shop.buy()
    await unwrap(shop.refund())
    await shop.settled()
    const before = await earnings(shop)
    await t.db.updateTable('ledger_entries').set({ requested_by: null }).execute()
    await shop.settled()
    expect(await earnings(shop)).toEqual(before)
  })
})
