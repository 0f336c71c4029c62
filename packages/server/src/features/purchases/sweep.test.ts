import { beforeEach, expect, test } from 'vitest'
import { testApp } from '../../../test/app.ts'
import { openShop } from '../../../test/shop.ts'
import { sweepPayments } from './sweep.ts'

const t = await testApp({ stripe: true })

beforeEach(async () => {
  await t.stripe.webhooks.settle()
  t.stripe.webhooks.lose(false)
})

const sweep = async () => {
  await sweepPayments(t.deps)
  await t.jobs.run()
}

test('the nightly sweep finds refunds and disputes whose webhooks were all lost', async () => {
  const [refunded, disputed, untouched] = [await openShop(t), await openShop(t), await openShop(t)]
  const payments = [await refunded.buy(), await disputed.buy(), await untouched.buy()]
  t.stripe.webhooks.lose(true)
  await t.stripe.dashboard.refund(payments[0]?.paymentIntentId ?? '')
  const dispute = await t.stripe.dashboard.openDispute(payments[1]?.paymentIntentId ?? '')
  await sweep()
  const accesses = async () =>
    await Promise.all([refunded, disputed, untouched].map(async (shop) => (await shop.payment()).access))
  expect(await accesses()).toEqual(['ended', 'suspended', 'active'])

  // Weeks later, long out of Stripe's list of recent disputes.
  await t.clock.advance(30 * 86_400)
  await t.stripe.dashboard.closeDispute(dispute, 'won')
  await sweep()
  expect(await accesses()).toEqual(['ended', 'active', 'active'])
})

test('a pending refund whose failure was not heard of is found', async () => {
  const shop = await openShop(t)
  const { paymentIntentId } = await shop.buy()
  const refundId = await t.stripe.dashboard.refund(paymentIntentId)
  await t.stripe.dashboard.setRefundStatus(refundId, 'pending')
  await shop.settled()
  t.stripe.webhooks.lose(true)
  await t.clock.advance(30 * 86_400)
  await t.stripe.dashboard.setRefundStatus(refundId, 'failed')
  await sweep()
  expect((await shop.payment()).access).toBe('active')
})

test('one purchase that cannot be read does not keep the others from being swept', async () => {
  const [first, second] = [await openShop(t), await openShop(t)]
  const payments = [await first.buy(), await second.buy()]
  for (const { paymentIntentId } of payments) await t.stripe.dashboard.openDispute(paymentIntentId)
  await first.settled()
  t.stripe.webhooks.lose(true)
  await t.db
    .updateTable('purchases')
    .set({ payment_intent_id: 'pi_gone' })
    .where('id', '=', payments[0]?.id ?? '')
    .execute()
  const [dispute] = (
    await t.deps.stripe.disputes.list({ payment_intent: payments[1]?.paymentIntentId ?? '' })
  ).data
  await t.stripe.dashboard.closeDispute(dispute?.id ?? '', 'lost')
  await sweepPayments(t.deps)
  const failed = await t.jobs.run({ failures: 'returned' })
  expect(new Set(failed.map(({ task }) => task))).toEqual(new Set(['settle_purchase']))
  expect((await second.payment()).access).toBe('ended')
})
