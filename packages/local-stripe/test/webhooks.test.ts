import Stripe from 'stripe'
import { describe, expect, test } from 'vitest'
import { openSession, paidSession, testWorld } from './world.ts'

describe('webhooks', () => {
  test('events are whole, and their bytes are what was signed', async () => {
    const world = await testWorld()
    const payloads: { payload: string; header: string }[] = []
    world.local.addWebhookEndpoint({
      url: 'http://shop.test/raw',
      secret: 'whsec_raw',
      fetch: async (request) => {
        payloads.push({
          payload: await request.text(),
          header: request.headers.get('stripe-signature') ?? '',
        })
        return new Response()
      },
    })
    await openSession(world)
    const session = await openSession(world)
    await world.stripe.checkout.sessions.expire(session.id, {}, { idempotencyKey: 'expire-1' })
    await world.local.webhooks.settle()
    const { payload = '', header = '' } = payloads[0] ?? {}
    const event = new Stripe('sk_test_x').webhooks.constructEvent(payload, header, 'whsec_raw')
    expect(payload).toBe(JSON.stringify(event, null, 2))
    expect(event).toMatchObject({
      object: 'event',
      type: 'checkout.session.expired',
      api_version: Stripe.API_VERSION,
      livemode: false,
      pending_webhooks: 2,
      request: { id: expect.stringMatching(/^req_/), idempotency_key: 'expire-1' },
      data: { object: { id: session.id, status: 'expired' } },
    })
    expect(event).not.toHaveProperty('account')
  })

  test('are repeated with growing gaps and a fresh signature until answered 2xx', async () => {
    const world = await testWorld()
    world.inbox.status = 500
    await world.stripe.checkout.sessions.expire((await openSession(world)).id)
    await world.local.webhooks.settle()
    expect(world.inbox.events).toHaveLength(1)
    await world.local.clock.advance(9_000)
    expect(world.inbox.events).toHaveLength(1)
    await world.local.clock.advance(2_000)
    expect(world.inbox.events).toHaveLength(2)
    world.inbox.status = 204
    await world.local.clock.advance(60_000)
    expect(world.inbox.events).toHaveLength(3)
    expect(new Set(world.inbox.events.map(({ id }) => id)).size).toBe(1)
    await world.local.clock.advance(3 * 24 * 3600_000)
    expect(world.inbox.events).toHaveLength(3)
    const undelivered = await world.stripe.events.list({ delivery_success: false })
    expect(undelivered.data).toEqual([])
  })

  test('given up after three days; the event stays listed', async () => {
    const world = await testWorld()
    world.inbox.status = 302
    await world.stripe.checkout.sessions.expire((await openSession(world)).id)
    await world.local.clock.advance(4 * 24 * 3600_000)
    expect(world.inbox.events).toHaveLength(13)
    const undelivered = await world.stripe.events.list({
      delivery_success: false,
      type: 'checkout.session.*',
    })
    expect(undelivered.data.map(({ type }) => type)).toEqual(['checkout.session.expired'])
  })

  test('can be held and released in any order', async () => {
    const world = await testWorld()
    world.local.webhooks.hold()
    await paidSession(world)
    expect(world.inbox.events).toEqual([])
    await world.local.webhooks.release('lifo')
    expect(world.inbox.types()[0]).toBe('checkout.session.completed')
    expect(world.inbox.types().at(-1)).toBe('payment_intent.created')
    world.local.webhooks.hold()
    const session = await openSession(world)
    await world.local.buyer.pay(session.id)
    await world.local.webhooks.settle()
    await world.local.webhooks.release((events) => events.filter(({ type }) => type === 'charge.succeeded'))
    expect(world.inbox.types().slice(6)).toEqual(['charge.succeeded'])
  })

  test('can be lost, and delivered again by hand', async () => {
    const world = await testWorld()
    world.local.webhooks.lose(true)
    await paidSession(world)
    expect(world.inbox.events).toEqual([])
    const completed = world.local.webhooks.events().find(({ type }) => type === 'checkout.session.completed')
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => world.local.webhooks.deliver(completed?.id ?? '')),
    )
    expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(200))
    expect(world.inbox.events).toHaveLength(20)
  })

  test('accounts speak to the Connect endpoint, with their own secret', async () => {
    const world = await testWorld()
    const account = await world.local.dashboard.createReadyAccount()
    await world.local.dashboard.updateAccount(account, { chargesEnabled: false })
    await world.local.dashboard.deauthorizeAccount(account)
    await world.local.webhooks.settle()
    expect(world.inbox.events).toEqual([])
    expect(world.connectInbox.types()).toEqual([
      'account.updated',
      'account.updated',
      'account.application.deauthorized',
    ])
    expect(world.connectInbox.events[1]).toMatchObject({
      account,
      data: { object: { charges_enabled: false } },
    })
    await expect(world.stripe.accounts.retrieve(account)).rejects.toMatchObject({
      statusCode: 403,
      code: 'account_invalid',
    })
  })
})
