import { randomUUID } from 'node:crypto'
import { unwrap } from '@latchkey/sdk'
import { describe, expect, test } from 'vitest'
import { testApp } from '../../../test/app.ts'
import { openShop } from '../../../test/shop.ts'

const t = await testApp({ stripe: true })

const PLATFORM = { path: '/v2/public/stripe/webhook', secret: t.deps.config.STRIPE_WEBHOOK_SECRET }
const CONNECT = {
  path: '/v2/public/stripe/connect-webhook',
  secret: t.deps.config.STRIPE_CONNECT_WEBHOOK_SECRET,
}

interface Delivery {
  readonly to?: typeof PLATFORM
  readonly secret?: string
  readonly signedSecondsAgo?: number
  readonly header?: string
  readonly tamper?: (body: string) => string
}

const eventBody = (event: object) =>
  JSON.stringify({ id: `evt_${randomUUID()}`, object: 'event', livemode: false, ...event }, null, 2)

/** Delivers a body as Stripe would, or as somebody else would. */
async function deliver(body: string, delivery: Delivery = {}) {
  const to = delivery.to ?? PLATFORM
  const timestamp = Math.floor(t.clock.now().getTime() / 1000) - (delivery.signedSecondsAgo ?? 0)
  const signature = t.deps.stripe.webhooks.generateTestHeaderString({
    payload: body,
    secret: delivery.secret ?? to.secret,
    timestamp,
  })
  const response = await t.send(
    new Request(`${t.origin()}${to.path}`, {
      method: 'POST',
      body: delivery.tamper?.(body) ?? body,
      headers: { 'content-type': 'application/json', 'stripe-signature': delivery.header ?? signature },
    }),
  )
  return { status: response.status, body: await response.json() }
}

const stored = async () => {
  const { count } = await t.db
    .selectFrom('stripe_events')
    .select((select) => select.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return count
}

/** A purchase that was paid while its webhooks were lost, and the body of the event that tells of it. */
async function unheardPayment() {
  const shop = await openShop(t)
  t.stripe.webhooks.lose(true)
  const { checkoutSessionId } = await unwrap(shop.checkout())
  await t.stripe.buyer.pay(checkoutSessionId)
  await t.stripe.webhooks.settle()
  t.stripe.webhooks.lose(false)
  const { id } = await shop.payment()
  const event = {
    type: 'checkout.session.completed',
    data: { object: { id: checkoutSessionId, object: 'checkout.session', client_reference_id: id } },
  }
  return { shop, event }
}

describe('signatures', () => {
  test('a good one is taken, and the payment behind the event is settled', async () => {
    const { shop, event } = await unheardPayment()
    expect(await deliver(eventBody(event))).toEqual({ status: 200, body: { received: true } })
    await t.jobs.run()
    expect((await shop.access()).hasAccess).toBe(true)
  })

  test.each<[string, Delivery]>([
    ['another secret', { secret: 'whsec_other' }],
    ["the other endpoint's secret", { secret: CONNECT.secret }],
    ['a tampered body', { tamper: (body) => body.replace('cs_', 'cs_x') }],
    ['a re-serialised body', { tamper: (body) => JSON.stringify(JSON.parse(body)) }],
    ['a timestamp older than five minutes', { signedSecondsAgo: 301 }],
    ['a timestamp further ahead than five minutes', { signedSecondsAgo: -301 }],
    ['an empty header', { header: '' }],
    ['a header without a timestamp', { header: 'v1=00' }],
    ['another scheme only', { header: `t=${Math.floor(t.clock.now().getTime() / 1000)},v0=00` }],
    ['nonsense', { header: 't=x,v1=\u00ff' }],
  ])('%s is refused, and nothing is stored', async (_, delivery) => {
    const { shop, event } = await unheardPayment()
    const before = await stored()
    const answer = await deliver(eventBody(event), delivery)
    expect(answer.status).toBe(400)
    expect(answer.body).toMatchObject({ error: 'invalid_webhook_signature' })
    await t.jobs.run()
    expect(await stored()).toBe(before)
    expect((await shop.access()).hasAccess).toBe(false)
  })

  test('a signed body that is not JSON is refused', async () => {
    expect((await deliver('not json')).status).toBe(400)
  })

  test('one of several signatures is enough, as while secrets roll', async () => {
    const { event } = await unheardPayment()
    const body = eventBody(event)
    const timestamp = Math.floor(t.clock.now().getTime() / 1000)
    const good = t.deps.stripe.webhooks.generateTestHeaderString({
      payload: body,
      secret: PLATFORM.secret,
      timestamp,
    })
    const rolled = good.replace('v1=', `v1=${'0'.repeat(64)},v1=`)
    expect((await deliver(body, { header: rolled })).status).toBe(200)
  })
})

describe('events that grant nothing', () => {
  test('of a connected account, at the platform endpoint', async () => {
    const { shop, event } = await unheardPayment()
    const before = await stored()
    expect((await deliver(eventBody({ ...event, account: shop.stripeAccount }))).status).toBe(200)
    await t.jobs.run()
    expect(await stored()).toBe(before)
    expect((await shop.access()).hasAccess).toBe(false)
  })

  test('of a payment, at the Connect endpoint', async () => {
    const { shop, event } = await unheardPayment()
    for (const body of [eventBody(event), eventBody({ ...event, account: shop.stripeAccount })]) {
      expect((await deliver(body, { to: CONNECT })).status).toBe(200)
    }
    await t.jobs.run()
    expect((await shop.access()).hasAccess).toBe(false)
  })

  test('in live mode, of unknown types, and of objects that are not ours', async () => {
    const { shop, event } = await unheardPayment()
    const answers = [
      await deliver(eventBody({ ...event, livemode: true })),
      await deliver(eventBody({ ...event, type: 'something.new' })),
      await deliver(eventBody({ ...event, data: { object: { id: 'cs_test_unknown' } } })),
      await deliver(
        eventBody({ type: 'charge.refunded', data: { object: { payment_intent: 'pi_unknown' } } }),
      ),
      await deliver(eventBody({ type: 'charge.refunded', data: { object: { payment_intent: null } } })),
    ]
    expect(answers.map(({ status }) => status)).toEqual(Array(5).fill(200))
    await t.jobs.run()
    expect((await shop.access()).hasAccess).toBe(false)
  })

  test('a session of somebody else with our metadata missing', async () => {
    const foreign = await t.deps.stripe.checkout.sessions.create({
      mode: 'payment',
      success_url: 'https://example.com',
      line_items: [
        { quantity: 1, price_data: { currency: 'usd', unit_amount: 500, product_data: { name: 'x' } } },
      ],
    })
    await t.stripe.buyer.pay(foreign.id)
    await t.stripe.webhooks.settle()
    await t.jobs.run()
    expect(await t.db.selectFrom('ledger_entries').select('id').where('amount', '=', 500).execute()).toEqual(
      [],
    )
  })
})

describe('delivery', () => {
  test('an event id is acted on once', async () => {
    const { event } = await unheardPayment()
    const body = eventBody(event)
    await deliver(body)
    await t.jobs.run()
    const calls = t.stripe.requests().length
    await Promise.all(Array.from({ length: 20 }, () => deliver(body)))
    await t.jobs.run()
    expect(t.stripe.requests().length).toBe(calls)
  })

  test('the answer does not wait for Stripe, and the work is repeated until Stripe is back', async () => {
    const { shop, event } = await unheardPayment()
    t.stripe.fault('api-down')
    expect((await deliver(eventBody(event))).status).toBe(200)
    expect(await t.jobs.run({ failures: 'returned' })).not.toHaveLength(0)
    t.stripe.fault(null)
    await t.clock.advance(60)
    await t.jobs.run()
    expect((await shop.access()).hasAccess).toBe(true)
  })

  test('a body over the limit is refused', async () => {
    const answer = await deliver(eventBody({ type: 'x', padding: 'x'.repeat(1024 * 1024) }))
    expect(answer).toMatchObject({ status: 413, body: { error: 'payload_too_large' } })
  })
})

describe('account events', () => {
  test('keep whether a creator can sell, both ways', async () => {
    const shop = await openShop(t)
    const ready = async () => {
      await t.stripe.webhooks.settle()
      await t.jobs.run()
      const row = await t.db
        .selectFrom('connect_accounts')
        .selectAll()
        .where('stripe_account_id', '=', shop.stripeAccount)
        .executeTakeFirstOrThrow()
      return [row.charges_enabled, row.transfers_active, row.payouts_enabled]
    }
    await t.stripe.dashboard.updateAccount(shop.stripeAccount, {
      chargesEnabled: false,
      payoutsEnabled: false,
    })
    expect(await ready()).toEqual([false, true, false])
    await t.stripe.dashboard.updateAccount(shop.stripeAccount, {
      transfers: 'inactive',
      chargesEnabled: true,
    })
    expect(await ready()).toEqual([true, false, false])
    await t.stripe.dashboard.updateAccount(shop.stripeAccount, { transfers: 'active', payoutsEnabled: true })
    expect(await ready()).toEqual([true, true, true])
    await t.stripe.dashboard.deauthorizeAccount(shop.stripeAccount)
    expect(await ready()).toEqual([false, false, false])
  })
})
