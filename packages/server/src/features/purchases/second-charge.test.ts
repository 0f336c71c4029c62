import { unwrap } from '@latchkey/sdk'
import { sql } from 'kysely'
import Stripe from 'stripe'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { testApp } from '../../../test/app.ts'
import { openShop, type Shop } from '../../../test/shop.ts'
import { erasedAddress } from '../../platform/mail/erased.ts'
import { settlePurchase } from './settle.ts'
import { sweepPayments } from './sweep.ts'

const t = await testApp({ stripe: true })
const { dashboard, webhooks } = t.stripe

/** Amounts that were not paid back, of each charge of the shop, oldest first. */
const kept = async (shop: Shop) =>
  (await shop.charges()).map(({ amount, amount_refunded }) => amount - amount_refunded).toReversed()

const latestRefund = async (paymentIntentId: string) => {
  const { data } = await t.deps.stripe.refunds.list({ payment_intent: paymentIntentId })
  return data[0]?.id ?? ''
}

/** Buys, is refunded, buys again while that refund is on its way; then the refund fails. */
async function paidTwice() {
  const shop = await openShop(t)
  const first = await shop.buy()
  await unwrap(shop.refund())
  await dashboard.setRefundStatus(await latestRefund(first.paymentIntentId), 'pending')
  await shop.settled()
  const second = await shop.buy()
  await dashboard.setRefundStatus(await latestRefund(first.paymentIntentId), 'failed')
  await shop.settled()
  return { shop, first, second }
}

const reports = async () =>
  await t.db.selectFrom('reports').select(['summary', 'details']).orderBy('id', 'desc').execute()

describe('a second charge for one page', () => {
  test('is refunded by itself when the refund of the first one fails, and the buyer is told', async () => {
    const { shop, second } = await paidTwice()
    const [charge] = await t.deps.stripe.charges
      .list({ payment_intent: second.paymentIntentId })
      .then(({ data }) => data)
    expect(charge).toMatchObject({ amount_refunded: 2500 })
    const transfer = await t.deps.stripe.transfers.retrieve(String(charge?.transfer))
    expect(transfer).toMatchObject({ reversed: true })
    expect((await shop.access()).hasAccess).toBe(true)
    const mails = await shop.mails(/refund/i)
    expect(mails.filter(({ text }) => /paid .*twice/i.test(text))).toHaveLength(1)
  })

  test('is not refunded a second time when that fails: people are asked', async () => {
    const { shop, second } = await paidTwice()
    await dashboard.setRefundStatus(await latestRefund(second.paymentIntentId), 'failed')
    await shop.settled()
    await t.clock.advance(86_400)
    await shop.settled()
    const { data } = await t.deps.stripe.refunds.list({ payment_intent: second.paymentIntentId })
    expect(data).toHaveLength(1)
    const found = (await reports()).filter(({ details }) => details.includes(second.id))
    expect(found).toHaveLength(1)
    expect(found[0]?.summary).toBe('An automatic refund failed')
  })

  test('is not paid: what gives access back closes the checkout that is open', async () => {
    const shop = await openShop(t)
    const first = await shop.buy()
    await unwrap(shop.refund())
    const { checkoutSessionId } = await unwrap(shop.checkout())
    await dashboard.setRefundStatus(await latestRefund(first.paymentIntentId), 'failed')
    await shop.settled()
    const session = await t.deps.stripe.checkout.sessions.retrieve(checkoutSessionId)
    expect(session.status).toBe('expired')
    expect(await kept(shop)).toHaveLength(1)
  })

  test('is not paid after a dispute was won', async () => {
    const shop = await openShop(t)
    const { paymentIntentId } = await shop.buy()
    const dispute = await dashboard.openDispute(paymentIntentId)
    await dashboard.closeDispute(dispute, 'lost')
    await shop.settled()
    const { checkoutSessionId } = await unwrap(shop.checkout())
    await dashboard.closeDispute(dispute, 'won')
    await shop.settled()
    const session = await t.deps.stripe.checkout.sessions.retrieve(checkoutSessionId)
    expect(session.status).toBe('expired')
  })

  test('counts for nothing while the first is being refunded', async () => {
    const shop = await openShop(t)
    const first = await shop.buy()
    await unwrap(shop.refund())
    await dashboard.setRefundStatus(await latestRefund(first.paymentIntentId), 'pending')
    await shop.settled()
    await shop.buy()
    expect((await shop.access()).hasAccess).toBe(true)
    expect(await kept(shop)).toEqual([0, 2500])
  })
})

const erase = (shop: Shop) =>
  t.db
    .updateTable('visitors')
    .set({ email: erasedAddress(shop.visitor.id) })
    .where('id', '=', shop.visitor.id)
    .execute()

/** Pays at Stripe for something that names `purchaseId`, made by somebody else than our checkout. */
async function payBeside(shop: Shop, purchaseId: string, amount: number): Promise<string> {
  const metadata = { purchase_id: purchaseId, attempt: '1' }
  const session = await t.deps.stripe.checkout.sessions.create({
    mode: 'payment',
    client_reference_id: purchaseId,
    metadata,
    line_items: [
      {
        quantity: 1,
        price_data: { currency: 'usd', unit_amount: amount, product_data: { name: 'x' } },
      },
    ],
    payment_intent_data: { metadata, transfer_data: { destination: shop.stripeAccount } },
    success_url: shop.urls.successUrl,
  })
  await t.stripe.buyer.pay(session.id)
  const { payment_intent: paymentIntent } = await t.deps.stripe.checkout.sessions.retrieve(session.id)
  await shop.settled()
  return String(paymentIntent)
}

const refunded = async (paymentIntentId: string) => {
  const { data } = await t.deps.stripe.refunds.list({ payment_intent: paymentIntentId })
  return data.reduce((sum, { amount }) => sum + amount, 0)
}

describe('a payment that does not fit', () => {
  test('its amount was changed: it buys nothing and is refunded', async () => {
    const shop = await openShop(t)
    await unwrap(shop.checkout())
    const { id } = await shop.payment()
    const paymentIntentId = await payBeside(shop, id, 100)
    expect(await refunded(paymentIntentId)).toBe(100)
    expect((await shop.access()).hasAccess).toBe(false)
  })

  test('the purchase was paid before: it is refunded, the purchase stays', async () => {
    const shop = await openShop(t)
    const { id } = await shop.buy()
    const paymentIntentId = await payBeside(shop, id, 2500)
    expect(await refunded(paymentIntentId)).toBe(2500)
    expect((await shop.access()).hasAccess).toBe(true)
  })

  test('it names no purchase of this database: it is left alone', async () => {
    const shop = await openShop(t)
    const paymentIntentId = await payBeside(shop, 'pur_01jd6z3v9kf2x8t5w4q7r1m0ce', 2500)
    expect(await refunded(paymentIntentId)).toBe(0)
  })

  test('the visitor erased their data meanwhile: it is refunded', async () => {
    const shop = await openShop(t)
    const { checkoutSessionId } = await unwrap(shop.checkout())
    await erase(shop)
    await t.stripe.buyer.pay(checkoutSessionId)
    await shop.settled()
    expect(await kept(shop)).toEqual([0])
  })

  test('the visitor had erased their data, and the job that refunds it died: the sweep finds it', async () => {
    const shop = await openShop(t)
    const { checkoutSessionId } = await unwrap(shop.checkout())
    await erase(shop)
    await t.stripe.buyer.pay(checkoutSessionId)
    await webhooks.settle()
    await settlePurchase(t.deps, (await shop.payment()).id, { sessionId: checkoutSessionId })
    await sql`delete from graphile_worker._private_jobs where key like 'charges:%'`.execute(t.db)
    await shop.settled()
    expect(await kept(shop)).toEqual([2500])
    await sweepPayments(t.deps)
    await shop.settled()
    expect(await kept(shop)).toEqual([0])
  })

  test('what was bought before the visitor erased their data stays, whatever comes later', async () => {
    const shop = await openShop(t)
    const { paymentIntentId } = await shop.buy()
    await erase(shop)
    await dashboard.refund(paymentIntentId, 500)
    const dispute = await dashboard.openDispute(paymentIntentId)
    await dashboard.closeDispute(dispute, 'won')
    await shop.settled()
    await sweepPayments(t.deps)
    await shop.settled()
    expect(await kept(shop)).toEqual([2000])
  })

  test('a try that had no answer is repeated word for word, whatever was refunded meanwhile', async () => {
    const shop = await openShop(t)
    await unwrap(shop.checkout())
    const { id } = await shop.payment()
    const create = vi.spyOn(t.deps.stripe.refunds, 'create')
    onTestFinished(() => create.mockRestore())
    create.mockRejectedValueOnce(new Stripe.errors.StripeConnectionError({ message: 'lost' } as never))
    webhooks.hold()
    const paymentIntentId = await payBeside(shop, id, 100)
    await webhooks.release()
    await t.jobs.run({ failures: 'returned' })
    await dashboard.refund(paymentIntentId, 40)
    await t.clock.advance(3600)
    await shop.settled()
    expect(create.mock.calls.length).toBeGreaterThan(1)
    expect(new Set(create.mock.calls.map((call) => JSON.stringify(call))).size).toBe(1)
  })

  test('Stripe refuses to refund it: people are asked, once', async () => {
    const shop = await openShop(t)
    await unwrap(shop.checkout())
    const { id } = await shop.payment()
    webhooks.hold()
    const paying = payBeside(shop, id, 100)
    const paymentIntentId = await paying
    await dashboard.openDispute(paymentIntentId)
    await webhooks.release()
    await shop.settled()
    await t.clock.advance(86_400)
    await shop.settled()
    expect(await refunded(paymentIntentId)).toBe(0)
    expect((await reports()).filter(({ details }) => details.includes(paymentIntentId))).toHaveLength(1)
  })
})
