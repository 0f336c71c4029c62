import { unwrap } from '@latchkey/sdk'
import { describe, expect, test } from 'vitest'
import { testApp } from '../../../test/app.ts'
import { openShop } from '../../../test/shop.ts'

const t = await testApp({ stripe: true })

const creations = () =>
  t.stripe.requests().filter(({ method, path }) => method === 'POST' && path === '/v1/checkout/sessions')

describe('createCheckout', () => {
  test('opens a session that sells the page on behalf of the creator', async () => {
    const shop = await openShop(t)
    const checkout = await unwrap(shop.checkout())
    expect(checkout.checkoutUrl).toMatch(/^http:\/\/127\.0\.0\.1/)
    const session = await t.deps.stripe.checkout.sessions.retrieve(checkout.checkoutSessionId, {
      expand: ['line_items'],
    })
    expect(session).toMatchObject({
      amount_total: 2500,
      currency: 'usd',
      mode: 'payment',
      success_url: shop.urls.successUrl,
      cancel_url: shop.urls.cancelUrl,
      customer_email: shop.visitor.email,
      expires_at: Date.parse(checkout.expiresAt) / 1000,
    })
    expect(session.line_items?.data[0]?.description).toBe(`Title of ${shop.page.slug}`)
    const purchase = await shop.payment()
    expect(session.client_reference_id).toBe(purchase.id)
    const request_id = expect.stringMatching(/^req_/)
    expect(session.metadata).toEqual({ purchase_id: purchase.id, attempt: '1', request_id })
    await t.stripe.buyer.pay(session.id)
    const [charge] = await shop.charges()
    expect(charge).toMatchObject({
      amount: 2500,
      application_fee_amount: 125,
      metadata: { purchase_id: purchase.id, request_id },
      transfer_data: { destination: shop.stripeAccount },
    })
  })

  test('a currency without decimals is charged as it stands', async () => {
    const shop = await openShop(t, { price: { amount: 1800, currency: 'jpy' } })
    await shop.buy()
    const [charge] = await shop.charges()
    expect(charge).toMatchObject({ amount: 1800, currency: 'jpy', application_fee_amount: 90 })
    expect((await shop.access()).hasAccess).toBe(true)
  })

  test('no fee is asked for when the fee rounds to nothing', async () => {
    await using own = await testApp({ stripe: true, env: { PLATFORM_FEE_BPS: '0' } })
    const shop = await openShop(own)
    await shop.buy()
    const [charge] = await shop.charges()
    expect(charge?.application_fee_amount ?? null).toBeNull()
    const { refund } = await unwrap(shop.refund())
    expect(refund.status).toBe('succeeded')
  })

  test('the same terms get the open session, two tabs at once get one', async () => {
    const shop = await openShop(t)
    const before = creations().length
    const tabs = await Promise.all(Array.from({ length: 8 }, () => unwrap(shop.checkout())))
    const again = await unwrap(shop.checkout())
    expect(new Set([...tabs, again].map(({ checkoutSessionId }) => checkoutSessionId)).size).toBe(1)
    const keys = creations()
      .slice(before)
      .map(({ idempotencyKey }) => idempotencyKey)
    expect(new Set(keys).size).toBe(1)
  })

  test('a changed price expires the open session before the next one is made', async () => {
    const shop = await openShop(t)
    const old = await unwrap(shop.checkout())
    await t.db.updateTable('pages').set({ price_amount: 3000 }).where('id', '=', shop.page.id).execute()
    const next = await unwrap(shop.checkout())
    expect(next.checkoutSessionId).not.toBe(old.checkoutSessionId)
    const session = await t.deps.stripe.checkout.sessions.retrieve(old.checkoutSessionId)
    expect(session.status).toBe('expired')
    await t.stripe.buyer.pay(next.checkoutSessionId)
    await shop.settled()
    expect((await shop.charges()).map(({ amount }) => amount)).toEqual([3000])
    expect((await shop.payment()).amount).toBe(3000)
  })

  test('changed URLs expire the open session too', async () => {
    const shop = await openShop(t)
    const old = await unwrap(shop.checkout())
    const next = await unwrap(shop.checkout(shop.client, { ...shop.urls, cancelUrl: `${shop.site}/other` }))
    expect(next.checkoutSessionId).not.toBe(old.checkoutSessionId)
    const session = await t.deps.stripe.checkout.sessions.retrieve(old.checkoutSessionId)
    expect(session.status).toBe('expired')
  })

  test('tabs with different URLs never leave two sessions that can be paid', async () => {
    const shop = await openShop(t)
    await Promise.all(
      Array.from({ length: 6 }, (_, tab) =>
        shop.checkout(shop.client, { ...shop.urls, cancelUrl: `${shop.site}/tab-${tab % 2}` }),
      ),
    )
    const { data } = await t.deps.stripe.checkout.sessions.list({ limit: 100 })
    const { id } = await shop.payment()
    expect(
      data.filter((session) => session.client_reference_id === id && session.status === 'open').length,
    ).toBeLessThanOrEqual(1)
  })

  test('a session that was paid a moment ago is settled, not given out again', async () => {
    const shop = await openShop(t)
    t.stripe.webhooks.lose(true)
    const { checkoutSessionId } = await unwrap(shop.checkout())
    await t.stripe.buyer.pay(checkoutSessionId)
    const again = await shop.checkout()
    expect(again.error?.code).toBe('already_purchased')
    const changed = await shop.checkout(shop.client, { ...shop.urls, cancelUrl: `${shop.site}/x` })
    expect(changed.error?.code).toBe('already_purchased')
    expect(await shop.charges()).toHaveLength(1)
    t.stripe.webhooks.lose(false)
  })

  test('a session paid while the price changed is settled, not charged twice', async () => {
    const shop = await openShop(t)
    t.stripe.webhooks.lose(true)
    const { checkoutSessionId } = await unwrap(shop.checkout())
    await t.stripe.buyer.pay(checkoutSessionId)
    await t.db.updateTable('pages').set({ price_amount: 9900 }).where('id', '=', shop.page.id).execute()
    expect((await shop.checkout()).error?.code).toBe('already_purchased')
    expect(await shop.charges()).toHaveLength(1)
    t.stripe.webhooks.lose(false)
  })

  test('an expired session makes way for a new one', async () => {
    const shop = await openShop(t)
    const old = await unwrap(shop.checkout())
    await t.clock.advance(3700)
    const next = await unwrap(shop.checkout())
    expect(next.checkoutSessionId).not.toBe(old.checkoutSessionId)
  })

  test('a delayed payment blocks a second one until it has failed', async () => {
    const shop = await openShop(t)
    const { checkoutSessionId } = await unwrap(shop.checkout())
    await t.stripe.buyer.payDelayed(checkoutSessionId)
    await shop.settled()
    expect(await shop.access()).toMatchObject({ hasAccess: false, nextAction: 'wait' })
    expect((await shop.checkout()).error?.code).toBe('payment_in_progress')
    await t.stripe.buyer.settleDelayed(checkoutSessionId, 'failed')
    await shop.settled()
    expect(await shop.access()).toMatchObject({ hasAccess: false, nextAction: 'pay' })
    await shop.buy()
    expect(await shop.access()).toMatchObject({ hasAccess: true })
  })

  test('an answer of Stripe that was lost does not make a second session', async () => {
    const shop = await openShop(t)
    const before = creations().length
    t.stripe.fault('answer-lost')
    expect((await shop.checkout()).error?.code).toBe('payment_provider_error')
    t.stripe.fault(null)
    expect((await shop.payment()).state).toBe('open')
    await t.clock.advance(60)
    await t.jobs.run({ failures: 'returned' })
    const keys = creations()
      .slice(before)
      .map(({ idempotencyKey }) => idempotencyKey)
    expect(new Set(keys).size).toBe(1)
  })

  test('Stripe being down changes nothing, and the next try works', async () => {
    const shop = await openShop(t)
    t.stripe.fault('api-down')
    const { error } = await shop.checkout()
    expect(error?.code).toBe('payment_provider_error')
    expect(error?.status).toBe(502)
    t.stripe.fault(null)
    const { checkoutSessionId } = await unwrap(shop.checkout())
    await t.stripe.buyer.pay(checkoutSessionId)
    await shop.settled()
    expect(await shop.charges()).toHaveLength(1)
  })

  test('what Stripe refuses ends the attempt, and the next one is made anew', async () => {
    const shop = await openShop(t, { price: { amount: 10, currency: 'usd' } })
    expect((await shop.checkout()).error?.code).toBe('connect_not_configured')
    await t.db.updateTable('pages').set({ price_amount: 1000 }).where('id', '=', shop.page.id).execute()
    expect((await shop.checkout()).error).toBeUndefined()
  })

  test('a title that changes between two tries of one attempt does not change what is asked of Stripe', async () => {
    const shop = await openShop(t)
    t.stripe.fault('api-down')
    await shop.checkout()
    t.stripe.fault(null)
    await t.db.updateTable('pages').set({ title: 'Renamed' }).where('id', '=', shop.page.id).execute()
    const { checkoutSessionId } = await unwrap(shop.checkout())
    expect(checkoutSessionId).toMatch(/^cs_/)
  })
})

describe('what cannot be bought', () => {
  test('pages that are unknown, drafts, or of another handle look the same', async () => {
    const shop = await openShop(t)
    const other = await openShop(t)
    const draft = await t.make.page({
      handle: shop.handle,
      state: 'draft',
      price: { amount: 500, currency: 'usd' },
    })
    const codes = await Promise.all(
      [draft.slug, 'nothing-here', other.page.slug, 'UPPER', '%00'].map(async (pageSlug) => {
        const path = { handle: shop.handle.name, pageSlug }
        const { error } = await shop.client.checkout.createCheckout({ path, body: shop.urls })
        return error?.code
      }),
    )
    expect(new Set(codes)).toEqual(new Set(['page_not_found']))
  })

  test('a page that is not paid', async () => {
    const shop = await openShop(t)
    const free = await t.make.page({ handle: shop.handle })
    const path = { handle: shop.handle.name, pageSlug: free.slug }
    const { error } = await shop.client.checkout.createCheckout({ path, body: shop.urls })
    expect(error?.code).toBe('page_not_paid')
  })

  test('a creator without a Stripe account, or with one that cannot take payments', async () => {
    const shop = await openShop(t)
    await t.stripe.dashboard.updateAccount(shop.stripeAccount, { chargesEnabled: false })
    await shop.settled()
    expect((await shop.checkout()).error?.code).toBe('connect_not_configured')
    await t.stripe.dashboard.updateAccount(shop.stripeAccount, { chargesEnabled: true })
    await shop.settled()
    expect((await shop.checkout()).error).toBeUndefined()

    const page = await t.make.page({ price: { amount: 500, currency: 'usd' } })
    const path = { handle: page.handle, pageSlug: page.slug }
    const site = t.origin(page.handle)
    const { error } = await shop.client.checkout.createCheckout({
      path,
      body: { successUrl: site, cancelUrl: site },
    })
    expect(error?.code).toBe('connect_not_configured')
  })

  test('a page that the visitor has, until it is refunded', async () => {
    const shop = await openShop(t)
    await shop.buy()
    expect((await shop.checkout()).error?.code).toBe('already_purchased')
    await unwrap(shop.refund())
    await shop.buy()
    expect(await shop.access()).toMatchObject({ hasAccess: true })
    expect(await shop.charges()).toHaveLength(2)
  })

  test('a page whose payment is disputed', async () => {
    const shop = await openShop(t)
    const { paymentIntentId } = await shop.buy()
    await t.stripe.dashboard.openDispute(paymentIntentId)
    await shop.settled()
    expect((await shop.checkout()).error?.code).toBe('purchase_disputed')
  })

  test('without a session, or with one of another handle', async () => {
    const shop = await openShop(t)
    const other = await openShop(t)
    expect((await shop.checkout(t.client())).error).toMatchObject({
      code: 'visitor_unauthorized',
      details: { reason: 'missing' },
    })
    const bound = await t.make.visitorSession({ handle: other.handle })
    expect((await shop.checkout(t.client({ token: bound.token }))).error).toMatchObject({
      code: 'visitor_unauthorized',
      details: { reason: 'other_handle' },
    })
  })

  test.each([
    'https://evil.example/thanks',
    '//evil.example',
    '/relative',
    'javascript:alert(1)',
    'data:text/html,x',
    'http://shop.example.com/thanks',
    'https://shop.example.com.evil.example/',
    'https://user@shop.example.com/',
    'https://shop.example.com:8443/',
    'https://shop.example.com\\@evil.example/',
    'https:\tevil.example',
    'https://latchkey.test/',
    'https://app.latchkey.test/',
    '',
  ])('refuses to return to %s', async (url) => {
    const shop = await openShop(t, { allowedOrigins: ['https://shop.example.com'] })
    for (const body of [
      { ...shop.urls, successUrl: url },
      { ...shop.urls, cancelUrl: url },
    ]) {
      const { error } = await shop.checkout(shop.client, body)
      expect(error?.status).toBe(400)
      expect(error?.code).toBe(url === '' ? 'invalid_request' : 'invalid_redirect_url')
    }
  })

  test.each([
    'https://shop.example.com/thanks',
    'https://shop.example.com/a/{CHECKOUT_SESSION_ID}?s={CHECKOUT_SESSION_ID}',
    'http://localhost:3000/thanks',
  ])('returns to %s on an allowed origin', async (successUrl) => {
    const shop = await openShop(t, { allowedOrigins: ['https://shop.example.com', 'http://localhost:3000'] })
    const { checkoutSessionId } = await unwrap(shop.checkout(shop.client, { ...shop.urls, successUrl }))
    const session = await t.deps.stripe.checkout.sessions.retrieve(checkoutSessionId)
    expect(session.success_url).toBe(successUrl)
  })
})
