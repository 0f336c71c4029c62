import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { afterEach, describe, expect, test } from 'vitest'
import { testApp } from '../../../test/app.ts'
import { runs } from '../../../test/runs.ts'

const t = await testApp({ stripe: true })

const endpoints = {
  platform: { path: '/v2/public/stripe/webhook', secret: t.deps.config.STRIPE_WEBHOOK_SECRET },
  connect: { path: '/v2/public/stripe/connect-webhook', secret: t.deps.config.STRIPE_CONNECT_WEBHOOK_SECRET },
}

/** Delivers what is signed by Stripe, whatever it is. */
async function deliver(payload: string, to: keyof typeof endpoints = 'platform'): Promise<number> {
  const { path, secret } = endpoints[to]
  const timestamp = Math.floor(t.clock.now().getTime() / 1000)
  const signature = t.deps.stripe.webhooks.generateTestHeaderString({ payload, secret, timestamp })
  const { status } = await t.send(
    new Request(`${t.origin()}${path}`, {
      method: 'POST',
      body: payload,
      headers: { 'content-type': 'application/json', 'stripe-signature': signature },
    }),
  )
  return status
}

const eventId = () => `evt_${randomUUID()}`
const event = <T extends object>(fields: T) => ({
  id: eventId(),
  object: 'event',
  livemode: false,
  ...fields,
})

const stored = () => t.db.selectFrom('stripe_events').selectAll().execute()
const storedAs = async (id: string) => (await stored()).find((row) => row.id === id)

afterEach(async () => {
  await t.jobs.run()
})

describe('events that nothing follows from are recorded with what they are about', () => {
  test.each([
    [
      'an early fraud warning',
      event({
        type: 'radar.early_fraud_warning.created',
        data: { object: { id: 'issfr_1', charge: 'ch_1', payment_intent: 'pi_1', actionable: true } },
      }),
      { object_id: 'pi_1', account: null },
    ],
    [
      'an early fraud warning of a charge without a PaymentIntent',
      event({
        type: 'radar.early_fraud_warning.updated',
        data: { object: { id: 'issfr_1', charge: { id: 'ch_1' } } },
      }),
      { object_id: 'ch_1', account: null },
    ],
    [
      'a payout that failed',
      event({ type: 'payout.failed', data: { object: { id: 'po_1', object: 'payout' } } }),
      { object_id: 'po_1', account: null },
    ],
    [
      'a thin event',
      {
        id: eventId(),
        object: 'v2.core.event',
        type: 'v2.core.account[requirements].updated',
        livemode: false,
        context: 'acct_1',
        related_object: { id: 'acct_1', type: 'v2.core.account', url: '/v2/core/accounts/acct_1' },
      },
      { object_id: 'acct_1', account: 'acct_1' },
    ],
    [
      'one of a type that is not known here',
      event({ type: 'something.new', data: { object: { id: 'x_1' } } }),
      { object_id: 'x_1', account: null },
    ],
  ])('%s', async (_, body, expected) => {
    expect(await deliver(JSON.stringify(body))).toBe(200)
    expect(await storedAs(body.id)).toMatchObject({ type: body.type, ...expected })
  })

  test("a connected account's payout that failed", async () => {
    const body = event({ type: 'payout.failed', account: 'acct_1', data: { object: { id: 'po_1' } } })
    expect(await deliver(JSON.stringify(body), 'connect')).toBe(200)
    expect(await storedAs(body.id)).toMatchObject({ object_id: 'po_1', account: 'acct_1' })
  })
})

describe('events of another shape than documented are recorded', () => {
  const completed = { type: 'checkout.session.completed' }
  test.each<[string, object]>([
    ['no data', event(completed)],
    ['data of null', event({ ...completed, data: null })],
    ['an object of null', event({ ...completed, data: { object: null } })],
    ['an object that is a list', event({ ...completed, data: { object: [] } })],
    ['an id that is a number', event({ ...completed, data: { object: { id: 5 } } })],
    ['an id with U+0000', event({ ...completed, data: { object: { id: 'cs_\0' } } })],
    ['an id of a megabyte, nearly', event({ ...completed, data: { object: { id: 'c'.repeat(1_000_000) } } })],
    [
      'a payment that is a list',
      event({ type: 'charge.refunded', data: { object: { payment_intent: [] } } }),
    ],
    ['an account that is an object', event({ ...completed, account: {}, data: { object: { id: 'cs_1' } } })],
    ['no mode', event({ ...completed, livemode: undefined, data: { object: { id: 'cs_1' } } })],
    ['a type that is a list', event({ type: ['x'] })],
    ['a type of many characters', event({ type: 'x'.repeat(10_000) })],
    ['an object that is an account of its own', event({ type: 'account.updated', data: { object: {} } })],
  ])('%s', async (_, body) => {
    const before = await stored()
    expect(await deliver(JSON.stringify(body))).toBe(200)
    const added = (await stored()).length - before.length
    expect(added).toBe(1)
  })

  test.each<[string, string]>([
    ['null', 'null'],
    ['a list', '[]'],
    ['a number', '1e999'],
    ['a string', '"evt"'],
    ['nothing inside', '{}'],
    ['an id that is none', '{"id":{"id":"evt_1"},"type":"x"}'],
    ['an id with U+0000', '{"id":"evt_\\u0000"}'],
    ['a prototype', '{"__proto__":{"id":"evt_proto","type":"account.updated","account":"acct_1"}}'],
    ['lists in lists', `${'['.repeat(200_000)}${']'.repeat(200_000)}`],
    ['objects in objects', `{"data":${'{"object":'.repeat(50_000)}1${'}'.repeat(50_000)}}`],
  ])('%s, once, by what it says', async (_, body) => {
    const before = (await stored()).length
    expect(await deliver(body)).toBe(200)
    expect(await deliver(body)).toBe(200)
    expect((await stored()).length).toBe(before + 1)
  })
})

test('no signed body of any shape is answered with more than 200 and 400, nor brings down a job', async () => {
  const types = fc.constantFrom(
    'checkout.session.completed',
    'payment_intent.succeeded',
    'charge.refunded',
    'refund.updated',
    'charge.dispute.created',
    'account.updated',
    'radar.early_fraud_warning.created',
    'payout.failed',
  )
  const id = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: 'binary' }).map((rest) => `pi_${rest}`),
    fc.constantFrom('cs_test_1', 'pi_1', 'acct_1', 'cs_../../refunds', 'pi_?expand[]=x', '', 'pi_'),
    fc.jsonValue(),
  )
  const reference = fc.oneof(id, fc.record({ id }))
  const anyEvent = fc.record(
    {
      id: fc.oneof(fc.uuid(), id),
      object: fc.oneof(fc.constantFrom('event', 'v2.core.event'), fc.jsonValue()),
      type: fc.oneof(types, fc.jsonValue()),
      livemode: fc.oneof(fc.boolean(), fc.jsonValue()),
      account: id,
      context: id,
      related_object: reference,
      data: fc.oneof(
        fc.record({
          object: fc.oneof(
            fc.record({ id, payment_intent: reference, charge: reference }, { requiredKeys: [] }),
            fc.jsonValue(),
          ),
        }),
        fc.jsonValue(),
      ),
    },
    { requiredKeys: [] },
  )
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(
        anyEvent.map((value) => JSON.stringify(value)),
        fc.json(),
        fc.string({ unit: 'binary' }),
      ),
      fc.constantFrom('platform' as const, 'connect' as const),
      async (body, to) => {
        expect([200, 400]).toContain(await deliver(body, to))
        await t.jobs.run()
      },
    ),
    runs({ short: 100, long: 20_000 }),
  )
  for (const { id, type, object_id, account } of await stored()) {
    for (const text of [id, type, object_id ?? '', account ?? '']) expect(text.length).toBeLessThan(256)
  }
})
