import { UNMATCHED_PAYMENT_DAYS } from '@latchkey/contract'
import { unwrap } from '@latchkey/sdk'
import type Stripe from 'stripe'
import { expect, test } from 'vitest'
import { testApp } from '../../../test/app.ts'
import { openShop } from '../../../test/shop.ts'
import { newId } from '../../platform/ids.ts'
import { purchaseRemovers } from '../purchases/expiry.ts'
import { sweepPayments } from '../purchases/sweep.ts'

const t = await testApp({ stripe: true })
const operator = await t.make.account({ email: 'operator@latchkey.test' })

const list = async (query: { limit?: number; cursor?: string } = { limit: 100 }) =>
  await unwrap((await t.as(operator)).support.listUnmatchedPayments({ query }))

const listed = async (paymentIntentId: string) =>
  (await list()).items.filter((item) => item.paymentIntentId === paymentIntentId)

const counted = async (why: string) => {
  const metric = await t.deps.metrics.registry.getSingleMetric('latchkey_unmatched_payments_total')?.get()
  return metric?.values.find(({ labels }) => labels.why === why)?.value ?? 0
}

/** What somebody else sells on the same Stripe account. */
async function otherSale(metadata?: Stripe.MetadataParam, amount = 700) {
  const session = await t.deps.stripe.checkout.sessions.create({
    mode: 'payment',
    success_url: 'https://example.com',
    line_items: [
      { quantity: 1, price_data: { currency: 'eur', unit_amount: amount, product_data: { name: 'x' } } },
    ],
    ...(metadata && {
      metadata,
      client_reference_id: String(metadata.purchase_id),
      payment_intent_data: { metadata },
    }),
  })
  return {
    id: session.id,
    async pay() {
      await t.stripe.buyer.pay(session.id)
      const { payment_intent } = await t.deps.stripe.checkout.sessions.retrieve(session.id)
      return String(payment_intent)
    },
  }
}

async function settled() {
  await t.stripe.webhooks.settle()
  await t.jobs.run()
}

test("another product's payment is left alone, counted and listed once, whatever becomes of it", async () => {
  const before = await counted('no_metadata')
  const paymentIntentId = await (await otherSale()).pay()
  await settled()
  await t.clock.advance(60)
  await t.stripe.dashboard.refund(paymentIntentId, 200)
  const dispute = await t.stripe.dashboard.openDispute(paymentIntentId)
  await t.stripe.dashboard.closeDispute(dispute, 'lost')
  await settled()
  expect(await listed(paymentIntentId)).toEqual([
    {
      paymentIntentId,
      purchaseId: null,
      amount: { amount: 700, currency: 'eur' },
      why: 'no_metadata',
      firstSeenAt: expect.any(String),
    },
  ])
  expect(await counted('no_metadata')).toBe(before + 1)
  const { data } = await t.deps.stripe.refunds.list({ payment_intent: paymentIntentId })
  expect(data).toHaveLength(1)
})

test.each([
  ["another deployment's", newId('purchase')],
  ['what others call a purchase', 'order 17'],
  ['what PostgreSQL cannot hold', 'order\0'],
])('a payment that names %s is listed with that name', async (_, purchase_id) => {
  const paymentIntentId = await (await otherSale({ purchase_id, attempt: 1 })).pay()
  await settled()
  expect(await listed(paymentIntentId)).toMatchObject([
    { why: 'unknown_purchase', purchaseId: purchase_id.replace('\0', '') },
  ])
  expect((await t.deps.stripe.refunds.list({ payment_intent: paymentIntentId })).data).toEqual([])
})

test('a payment of which a restored backup knows nothing is listed', async () => {
  const shop = await openShop(t)
  const { id, paymentIntentId } = await shop.buy()
  await t.db.deleteFrom('notice_recipients').execute()
  await t.db.deleteFrom('notices').execute()
  for (const table of ['balance_steps', 'earnings', 'ledger_entries', 'checkout_sessions'] as const) {
    await t.db.deleteFrom(table).where('purchase_id', '=', id).execute()
  }
  await t.db.deleteFrom('purchases').where('id', '=', id).execute()
  await t.stripe.dashboard.refund(paymentIntentId, 100)
  await settled()
  expect(await listed(paymentIntentId)).toMatchObject([{ why: 'unknown_purchase', purchaseId: id }])
})

test('one whose webhooks were lost is found by the nightly sweep', async () => {
  t.stripe.webhooks.lose(true)
  const paymentIntentId = await (await otherSale()).pay()
  await t.stripe.dashboard.refund(paymentIntentId, 100)
  await settled()
  t.stripe.webhooks.lose(false)
  await sweepPayments(t.deps)
  expect(await listed(paymentIntentId)).toHaveLength(1)
})

test('purchases of ours, and what was never paid, are not listed', async () => {
  const { items: before } = await list()
  const shop = await openShop(t)
  const { paymentIntentId } = await shop.buy()
  await t.stripe.dashboard.refund(paymentIntentId)
  const unpaid = await otherSale()
  await t.stripe.buyer.pay(unpaid.id, { card: 'declined' })
  await t.clock.advance(25 * 3600)
  await settled()
  expect((await list()).items).toEqual(before)
})

test('the list is paged, newest first, and forgets', async () => {
  await t.clock.advance(60)
  const older = await (await otherSale()).pay()
  await settled()
  await t.clock.advance(60)
  const newer = await (await otherSale()).pay()
  await settled()
  const first = await list({ limit: 1 })
  const second = await list({ limit: 1, cursor: first.nextCursor ?? '' })
  expect([...first.items, ...second.items].map((item) => item.paymentIntentId)).toEqual([newer, older])

  await t.clock.advance(UNMATCHED_PAYMENT_DAYS * 86_400 - 30)
  await purchaseRemovers.unmatched_payments(t.deps)
  expect((await list()).items.map((item) => item.paymentIntentId)).toEqual([newer])
})
