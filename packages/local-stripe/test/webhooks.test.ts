import Stripe from 'stripe'
import { describe, expect, onTestFinished, test } from 'vitest'
import { startLocalStripe } from '../src/index.ts'
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

describe('unusual deliveries', () => {
  test('anything is signed and sent as it is', async () => {
    const world = await testWorld()
    const thin = {
      id: 'evt_test_65',
      object: 'v2.core.event',
      type: 'v1.billing.meter.no_meter_found',
      created: '2026-11-05T10:00:00.000Z',
      livemode: false,
    }
    for (const body of [thin, { object: 'event' }, { object: 'event', data: { object: null } }, 'no json']) {
      const { promise, resolve } = Promise.withResolvers<[string, string]>()
      const local = await startLocalStripe({
        webhookEndpoints: [
          {
            url: 'http://shop.test/raw',
            secret: 'whsec_raw',
            fetch: async (request) => {
              resolve([await request.text(), request.headers.get('stripe-signature') ?? ''])
              return new Response(null, { status: 204 })
            },
          },
        ],
      })
      onTestFinished(() => local.close())
      expect((await local.webhooks.sendRaw(body)).status).toBe(204)
      const [text, header] = await promise
      expect(text).toBe(typeof body === 'string' ? body : JSON.stringify(body, null, 2))
      expect(world.stripe.webhooks.signature?.verifyHeader(text, header, 'whsec_raw', 300)).toBe(true)
    }
    await expect((await startedBare()).webhooks.sendRaw({}, { connect: true })).rejects.toThrow(
      'no such endpoint',
    )
  })

  test('endpoints get the events they ask for, disabled ones none', async () => {
    const world = await testWorld()
    const seen: string[] = []
    const endpoint = (name: string) => ({
      url: `http://${name}.test/hook`,
      secret: 'whsec_x',
      fetch: async (request: Request) => {
        seen.push(`${name}:${JSON.parse(await request.text()).type}`)
        return new Response()
      },
    })
    world.local.addWebhookEndpoint({ ...endpoint('some'), enabledEvents: ['charge.succeeded'] })
    world.local.addWebhookEndpoint({ ...endpoint('none'), status: 'disabled' })
    await paidSession(world)
    expect(seen).toEqual(['some:charge.succeeded'])
  })
})

async function startedBare() {
  const local = await startLocalStripe()
  onTestFinished(() => local.close())
  return local
}
