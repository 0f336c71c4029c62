import { unwrap, waitForAccess } from '@latchkey/sdk'
import { describe, expect, test } from 'vitest'
import { testApp } from './app.ts'
import { openShop } from './shop.ts'

const t = await testApp({ stripe: true, env: { LIMITS: 'off' } })

/** A checkout that the visitor comes back from, and how the wait for it ends. */
async function comeBack() {
  const shop = await openShop(t)
  const { checkoutSessionId } = await unwrap(shop.checkout())
  const { path, client } = shop
  return {
    shop,
    checkoutSessionId,
    // What is not decided at the first look ends with the wait.
    byCheckout: () => waitForAccess(client, { path, checkoutSessionId, timeout: 0 }),
    byPage: () => waitForAccess(client, { path, timeout: 0 }),
  }
}

describe('waitForAccess', () => {
  test('entitled, although the webhook is lost', async () => {
    const { byCheckout, byPage, checkoutSessionId } = await comeBack()
    t.stripe.webhooks.hold()
    await t.stripe.buyer.pay(checkoutSessionId)
    expect(await byPage()).toEqual({ data: 'timed_out' })
    expect(await byCheckout()).toEqual({ data: 'entitled' })
    expect(await byPage()).toEqual({ data: 'entitled' })
    await t.stripe.webhooks.release()
  })

  test('pending, then entitled once it is paid', async () => {
    const { byCheckout, byPage, shop, checkoutSessionId } = await comeBack()
    await t.stripe.buyer.payDelayed(checkoutSessionId)
    expect(await byCheckout()).toEqual({ data: 'pending' })
    expect(await byPage()).toEqual({ data: 'pending' })
    await t.stripe.buyer.settleDelayed(checkoutSessionId, 'succeeded')
    expect(await byCheckout()).toEqual({ data: 'entitled' })
    await shop.settled()
  })

  test('unpaid, when the buyer left, and when the payment failed', async () => {
    const { byCheckout, byPage, checkoutSessionId } = await comeBack()
    expect(await byCheckout()).toEqual({ data: 'unpaid' })
    expect(await byPage()).toEqual({ data: 'timed_out' })
    await t.stripe.buyer.payDelayed(checkoutSessionId)
    await t.stripe.buyer.settleDelayed(checkoutSessionId, 'failed')
    expect(await byCheckout()).toEqual({ data: 'unpaid' })
  })

  test('unpaid, when it was refunded since', async () => {
    const { byCheckout, shop } = await comeBack()
    await shop.buy()
    expect(await byCheckout()).toEqual({ data: 'entitled' })
    await unwrap(shop.refund())
    expect(await byCheckout()).toEqual({ data: 'unpaid' })
  })

  test('expired; and unpaid for the page to somebody whose session is over', async () => {
    const { byCheckout, byPage, shop } = await comeBack()
    await t.clock.advance(3700)
    expect(await byCheckout()).toEqual({ data: 'expired' })
    await unwrap(shop.client.visitors.signOutVisitor())
    expect(await byPage()).toEqual({ data: 'unpaid' })
    expect(await byCheckout()).toMatchObject({ error: { code: 'visitor_unauthorized' } })
  })

  test('timed out, when Stripe does not answer; an error, when the checkout is somebody else’s', async () => {
    const { byCheckout, shop, checkoutSessionId } = await comeBack()
    t.stripe.fault('api-down')
    expect(await byCheckout()).toEqual({ data: 'timed_out' })
    const stranger = t.client({ token: (await t.make.visitorSession()).token })
    expect(await waitForAccess(stranger, { path: shop.path, checkoutSessionId })).toMatchObject({
      error: { code: 'purchase_not_found' },
    })
  })
})
