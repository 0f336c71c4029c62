import { unwrap } from '@latchkey/sdk'
import { describe, expect, test } from 'vitest'
import { testApp } from '../../../test/app.ts'
import { openShop } from '../../../test/shop.ts'
import { addSeconds } from '../../platform/clock.ts'
import { settlePurchase } from './settle.ts'

const t = await testApp({ stripe: true })

describe('a payment', () => {
  test('webhook before return: access is there, confirming changes nothing', async () => {
    const shop = await openShop(t)
    const { checkoutSessionId } = await unwrap(shop.checkout())
    await t.stripe.buyer.pay(checkoutSessionId)
    await shop.settled()
    expect(await shop.access()).toEqual({
      hasAccess: true,
      reason: 'entitled',
      nextAction: 'none',
      session: 'valid',
      price: { amount: 2500, currency: 'usd' },
    })
    expect(await unwrap(shop.confirm(checkoutSessionId))).toEqual({ status: 'paid', hasAccess: true })
    expect(await shop.mails(/purchase/i)).toHaveLength(1)
  })

  test('return before webhook: confirming settles, the webhook changes nothing', async () => {
    const shop = await openShop(t)
    const { checkoutSessionId } = await unwrap(shop.checkout())
    t.stripe.webhooks.hold()
    await t.stripe.buyer.pay(checkoutSessionId)
    expect((await shop.access()).hasAccess).toBe(false)
    expect(await unwrap(shop.confirm(checkoutSessionId))).toEqual({ status: 'paid', hasAccess: true })
    await t.stripe.webhooks.release()
    await shop.settled()
    expect((await shop.access()).hasAccess).toBe(true)
    expect(await shop.mails(/purchase/i)).toHaveLength(1)
  })

  test('webhook never, buyer never back: the check after a minute finds it', async () => {
    const shop = await openShop(t)
    const { checkoutSessionId } = await unwrap(shop.checkout())
    t.stripe.webhooks.lose(true)
    await t.stripe.buyer.pay(checkoutSessionId)
    await shop.settled()
    expect((await shop.access()).hasAccess).toBe(false)
    await t.clock.advance(60)
    await shop.settled()
    expect((await shop.access()).hasAccess).toBe(true)
    t.stripe.webhooks.lose(false)
  })

  test.each(['the webhooks', 'the buyer', 'both at once'])(
    'is read at most five times, %s first',
    async (first) => {
      const shop = await openShop(t)
      const reads = () => t.stripe.requests().filter(({ method }) => method === 'GET').length
      const before = reads()
      const { checkoutSessionId } = await unwrap(shop.checkout())
      if (first === 'the buyer') t.stripe.webhooks.hold()
      await t.stripe.buyer.pay(checkoutSessionId)
      const ways = [() => shop.settled(), () => unwrap(shop.confirm(checkoutSessionId))]
      if (first === 'both at once') await Promise.all(ways.map((way) => way()))
      else if (first === 'the webhooks') for (const way of ways) await way()
      else {
        await unwrap(shop.confirm(checkoutSessionId))
        await t.stripe.webhooks.release('lifo')
        await shop.settled()
      }
      expect((await shop.access()).hasAccess).toBe(true)
      for (const minutes of [1, 4, 10, 45]) {
        await t.clock.advance(minutes * 60)
        await shop.settled()
      }
      expect(await shop.payment()).toMatchObject({ state: 'paid', held_amount: expect.any(Number) })
      expect(reads() - before).toBeLessThanOrEqual(5)
    },
  )

  test('an event that comes late tells of what happened since, unless it only says that it was paid', async () => {
    const shop = await openShop(t)
    t.stripe.webhooks.hold()
    const { checkoutSessionId } = await unwrap(shop.checkout())
    await t.stripe.buyer.payDelayed(checkoutSessionId)
    await unwrap(shop.confirm(checkoutSessionId))
    await t.stripe.buyer.settleDelayed(checkoutSessionId, 'succeeded')
    await t.stripe.webhooks.release('lifo')
    await shop.settled()
    expect((await shop.access()).hasAccess).toBe(true)
  })

  test('an abandoned session is looked at until it has ended, and then no more', async () => {
    const shop = await openShop(t)
    t.stripe.webhooks.lose(true)
    const { checkoutSessionId } = await unwrap(shop.checkout())
    const looks = () =>
      t.stripe.requests().filter(({ method, path }) => method === 'GET' && path.endsWith(checkoutSessionId))
        .length
    const seen: number[] = []
    for (const minutes of [1, 4, 10, 45, 60, 60, 600]) {
      await t.clock.advance(minutes * 60)
      const before = looks()
      await t.jobs.run()
      seen.push(looks() - before)
    }
    expect(seen).toEqual([1, 1, 1, 1, 0, 0, 0])
    t.stripe.webhooks.lose(false)
  })

  test('after an outage an open session is looked at once, not once for every look that was missed', async () => {
    // Of its own: here time passes for us alone.
    const away = await testApp({ stripe: true })
    const shop = await openShop(away)
    away.stripe.webhooks.lose(true)
    const { checkoutSessionId } = await unwrap(shop.checkout())
    away.clock.set(addSeconds(away.clock.now(), 20 * 3600))
    await away.jobs.run()
    const looks = away.stripe.requests().filter(({ path }) => path.endsWith(checkoutSessionId))
    expect(looks).toHaveLength(1)
  })

  test('one event twenty times at once, and settling at once, has one effect', async () => {
    const shop = await openShop(t)
    const { checkoutSessionId } = await unwrap(shop.checkout())
    t.stripe.webhooks.hold()
    await t.stripe.buyer.pay(checkoutSessionId)
    const event = t.stripe.webhooks.events().findLast(({ type }) => type === 'checkout.session.completed')
    await t.stripe.webhooks.release()
    const { id } = await shop.payment()
    await Promise.all([
      ...Array.from({ length: 20 }, () => t.stripe.webhooks.deliver(event?.id ?? '')),
      ...Array.from({ length: 10 }, () => settlePurchase(t.deps, id, { sessionId: checkoutSessionId })),
      shop.confirm(checkoutSessionId),
    ])
    await shop.settled()
    expect((await shop.access()).hasAccess).toBe(true)
    const ledger = await t.db.selectFrom('ledger_entries').selectAll().where('purchase_id', '=', id).execute()
    expect(ledger.map(({ kind, status, amount }) => ({ kind, status, amount }))).toEqual([
      { kind: 'charge', status: 'succeeded', amount: 2500 },
    ])
    expect(await shop.mails(/purchase/i)).toHaveLength(1)
  })

  test('charge.refunded before checkout.session.completed ends without access', async () => {
    const shop = await openShop(t)
    const { checkoutSessionId } = await unwrap(shop.checkout())
    t.stripe.webhooks.hold()
    await t.stripe.buyer.pay(checkoutSessionId)
    const [charge] = await shop.charges()
    await t.stripe.dashboard.refund(charge?.id ?? '')
    await t.stripe.webhooks.release('lifo')
    await shop.settled()
    expect(await shop.access()).toMatchObject({ hasAccess: false, reason: 'purchase_required' })
    expect(await shop.payment()).toMatchObject({ access: 'ended', grant_type: 'REFUNDED' })
  })

  test('an older state that was read before never overwrites a newer one', async () => {
    const shop = await openShop(t)
    const { id, paymentIntentId } = await shop.buy()
    t.stripe.webhooks.lose(true)
    // Reads the state before the refund, and applies it after the refund was applied.
    const { stripe } = t.deps
    const { paymentIntents } = stripe
    const reached = Promise.withResolvers<void>()
    const refunded = Promise.withResolvers<void>()
    let held = false
    const slow = settlePurchase(
      {
        ...t.deps,
        stripe: Object.assign(Object.create(stripe), {
          paymentIntents: Object.assign(Object.create(paymentIntents), {
            async retrieve(...call: Parameters<typeof paymentIntents.retrieve>) {
              const read = await paymentIntents.retrieve(...call)
              if (!held) {
                held = true
                reached.resolve()
                await refunded.promise
              }
              return read
            },
          }),
        }),
      },
      id,
    )
    await reached.promise
    await t.stripe.dashboard.refund(paymentIntentId)
    await settlePurchase(t.deps, id)
    expect((await shop.access()).hasAccess).toBe(false)
    refunded.resolve()
    await slow
    expect((await shop.access()).hasAccess).toBe(false)
    t.stripe.webhooks.lose(false)
  })

  test('a session that was made although its answer was lost is settled by its webhook', async () => {
    const shop = await openShop(t)
    t.stripe.fault('answer-lost')
    await shop.checkout()
    t.stripe.fault(null)
    const { id } = await shop.payment()
    const { data } = await t.deps.stripe.checkout.sessions.list({ limit: 20 })
    const session = data.find(({ client_reference_id }) => client_reference_id === id)
    await t.stripe.buyer.pay(session?.id ?? '')
    await shop.settled()
    expect((await shop.access()).hasAccess).toBe(true)
    expect(await shop.charges()).toHaveLength(1)
  })

  test('a delayed payment that succeeds gives access then, and not before', async () => {
    const shop = await openShop(t)
    const { checkoutSessionId } = await unwrap(shop.checkout())
    await t.stripe.buyer.payDelayed(checkoutSessionId)
    await shop.settled()
    expect(await unwrap(shop.confirm(checkoutSessionId))).toEqual({ status: 'pending', hasAccess: false })
    await t.stripe.buyer.settleDelayed(checkoutSessionId, 'succeeded')
    await shop.settled()
    expect(await unwrap(shop.confirm(checkoutSessionId))).toEqual({ status: 'paid', hasAccess: true })
  })

  test('a payment that does not fit what was asked for gives nothing', async () => {
    const shop = await openShop(t)
    const { checkoutSessionId } = await unwrap(shop.checkout())
    await t.db
      .updateTable('checkout_sessions')
      .set({ amount: 2600 })
      .where('stripe_session_id', '=', checkoutSessionId)
      .execute()
    await t.stripe.buyer.pay(checkoutSessionId)
    await shop.settled()
    expect((await shop.access()).hasAccess).toBe(false)
  })

  test('the buyer is the visitor who opened the checkout, whatever address is typed at Stripe', async () => {
    const shop = await openShop(t)
    const { checkoutSessionId } = await unwrap(shop.checkout())
    await t.stripe.buyer.pay(checkoutSessionId, { email: 'somebody-else@example.com' })
    await shop.settled()
    expect((await shop.access()).hasAccess).toBe(true)
    expect(await t.mail.to('somebody-else@example.com')).toEqual([])
  })
})

describe('confirmCheckout', () => {
  test('is unpaid while the session is open, and expired after', async () => {
    const shop = await openShop(t)
    const { checkoutSessionId } = await unwrap(shop.checkout())
    expect(await unwrap(shop.confirm(checkoutSessionId))).toEqual({ status: 'unpaid', hasAccess: false })
    await t.clock.advance(3700)
    expect(await unwrap(shop.confirm(checkoutSessionId))).toEqual({ status: 'expired', hasAccess: false })
  })

  test("another visitor's session, another page's, and unknown ones are not found", async () => {
    const shop = await openShop(t)
    const { checkoutSessionId } = await unwrap(shop.checkout())
    const stranger = t.client({ token: (await t.make.visitorSession()).token })
    const otherPage = await t.make.page({ handle: shop.handle })
    const results = [
      await shop.confirm(checkoutSessionId, stranger),
      await shop.confirm('cs_test_unknown'),
      await shop.confirm('not-a-session'),
      await shop.client.checkout.confirmCheckout({
        path: { handle: shop.handle.name, pageSlug: otherPage.slug, checkoutSessionId },
      }),
    ]
    expect(results.map(({ error }) => error?.code)).toEqual(Array(4).fill('purchase_not_found'))
  })

  test('says so when Stripe does not answer', async () => {
    const shop = await openShop(t)
    const { checkoutSessionId } = await unwrap(shop.checkout())
    t.stripe.fault('api-down')
    expect((await shop.confirm(checkoutSessionId)).error?.code).toBe('payment_provider_error')
    t.stripe.fault(null)
  })
})
