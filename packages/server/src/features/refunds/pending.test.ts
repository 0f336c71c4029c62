import { unwrap } from '@latchkey/sdk'
import Stripe from 'stripe'
import { expect, test, vi } from 'vitest'
import { testApp } from '../../../test/app.ts'
import { openShop, type Shop } from '../../../test/shop.ts'
import { openSession } from '../accounts/service.ts'

const t = await testApp({ stripe: true })

/** Asks for the refund of the shop's purchase under one Idempotency-Key. */
async function refundUnder(shop: Shop, key: string) {
  const { accessToken: token } = await openSession(t.deps, shop.handle.owner.id)
  const creator = t.client({ token, headers: { 'idempotency-key': key } })
  return await creator.checkout.refundPurchase({ path: shop.path, body: { visitorId: shop.visitor.id } })
}

test('a refund whose outcome is not known is pending, and the same key resumes it', async () => {
  const shop = await openShop(t)
  await shop.buy()
  t.stripe.fault('api-down')
  const first = await unwrap(refundUnder(shop, 'resume'))
  expect(first.refund.status).toBe('pending')
  expect(first.purchase.hasAccess).toBe(false)
  t.stripe.fault(null)
  const again = await refundUnder(shop, 'resume')
  expect(again.response.headers.get('idempotent-replayed')).toBe('true')
  expect(again.data?.refund).toMatchObject({ id: first.refund.id, status: 'succeeded' })
  expect((await shop.charges())[0]?.amount_refunded).toBe(2500)
})

test('a replay says how the refund stands now', async () => {
  const shop = await openShop(t)
  const { paymentIntentId } = await shop.buy()
  const first = await unwrap(refundUnder(shop, 'current'))
  expect(first.refund.status).toBe('succeeded')
  const [refund] = (await t.deps.stripe.refunds.list({ payment_intent: paymentIntentId })).data
  await t.stripe.dashboard.setRefundStatus(refund?.id ?? '', 'failed')
  await shop.settled()
  const again = await unwrap(refundUnder(shop, 'current'))
  expect(again.refund).toMatchObject({ id: first.refund.id, status: 'failed' })
  expect(again.purchase.hasAccess).toBe(true)
})

test('a stored 500 of Stripe is repeated under its key until it is gone, and never becomes a second refund', async () => {
  const shop = await openShop(t)
  const { paymentIntentId } = await shop.buy()
  t.stripe.fault('api-error')
  expect((await unwrap(refundUnder(shop, 'stored'))).refund.status).toBe('pending')
  t.stripe.fault(null)
  expect((await unwrap(refundUnder(shop, 'stored'))).refund.status).toBe('pending')
  await t.clock.advance(2 * 86_400)
  await t.jobs.run({ failures: 'returned' })
  expect((await shop.charges())[0]?.amount_refunded).toBe(2500)
  const { data } = await t.deps.stripe.refunds.list({ payment_intent: paymentIntentId })
  expect(data).toHaveLength(1)
})

test('what Stripe refuses for a reason of its own is an error, and access is back', async () => {
  const shop = await openShop(t)
  await shop.buy()
  const refused = new Stripe.errors.StripeInvalidRequestError({
    type: 'invalid_request_error',
    message: 'Refunds are off for this account.',
  })
  const create = vi.spyOn(t.deps.stripe.refunds, 'create').mockRejectedValueOnce(refused)
  expect((await shop.refund()).error?.code).toBe('payment_provider_error')
  create.mockRestore()
  expect((await shop.access()).hasAccess).toBe(true)
  expect((await unwrap(shop.refund())).refund.status).toBe('succeeded')
})

test('a stored 500 on opening a session does not lock the buyer out', async () => {
  const shop = await openShop(t)
  t.stripe.fault('api-error')
  expect((await shop.checkout()).error?.code).toBe('payment_provider_error')
  t.stripe.fault(null)
  const { checkoutSessionId } = await unwrap(shop.checkout())
  await t.stripe.buyer.pay(checkoutSessionId)
  await shop.settled()
  expect((await shop.access()).hasAccess).toBe(true)
})
