import { describe, expect, test } from 'vitest'
import { openSession, paidSession, testWorld } from './world.ts'

describe('faults', () => {
  test('webhook-late: half a minute after the payment', async () => {
    const world = await testWorld()
    world.local.fault('webhook-late')
    await paidSession(world)
    expect(world.inbox.events).toEqual([])
    await world.local.clock.advance(29_000)
    expect(world.inbox.events).toEqual([])
    await world.local.clock.advance(2_000)
    expect(world.inbox.types()).toContain('checkout.session.completed')
  })

  test('webhook-twice: the same event twice, each signed', async () => {
    const world = await testWorld()
    world.local.fault('webhook-twice')
    await paidSession(world)
    const ids = world.inbox.events.map(({ id }) => id)
    expect(ids).toHaveLength(12)
    expect(new Set(ids).size).toBe(6)
  })

  test('webhook-reordered: last comes first', async () => {
    const world = await testWorld()
    world.local.fault('webhook-reordered')
    await paidSession(world)
    expect(world.inbox.types()[0]).toBe('checkout.session.completed')
    expect(world.inbox.types().at(-1)).toBe('payment_intent.created')
  })

  test('webhook-never: only the list of events tells', async () => {
    const world = await testWorld()
    world.local.fault('webhook-never')
    await paidSession(world)
    await world.local.clock.advance(4 * 24 * 3600_000)
    expect(world.inbox.events).toEqual([])
    const missed = await world.stripe.events.list({
      delivery_success: false,
      types: ['checkout.session.completed'],
    })
    expect(missed.data).toHaveLength(1)
  })

  test('dispute-won-then-lost plays out by itself', async () => {
    const world = await testWorld()
    world.local.fault('dispute-won-then-lost')
    const { charge } = await paidSession(world)
    world.local.fault(null)
    await world.local.clock.advance(21_000)
    expect((await world.stripe.disputes.list({ charge: charge.id })).data).toMatchObject([{ status: 'won' }])
    await world.local.clock.advance(10_000)
    expect((await world.stripe.disputes.list({ charge: charge.id })).data).toMatchObject([
      { status: 'lost', is_charge_refundable: false },
    ])
    expect(world.inbox.types().filter((type) => type.startsWith('charge.dispute'))).toEqual([
      'charge.dispute.created',
      'charge.dispute.funds_withdrawn',
      'charge.dispute.closed',
      'charge.dispute.funds_reinstated',
      'charge.dispute.closed',
      'charge.dispute.funds_withdrawn',
    ])
  })

  test('refund-partial-twice: two refunds that add up to all', async () => {
    const world = await testWorld()
    world.local.fault('refund-partial-twice')
    const { charge } = await paidSession(world)
    await world.local.clock.advance(11_000)
    expect(await world.stripe.charges.retrieve(charge.id)).toMatchObject({
      amount_refunded: 1250,
      refunded: false,
    })
    await world.local.clock.advance(10_000)
    expect(await world.stripe.charges.retrieve(charge.id)).toMatchObject({
      amount_refunded: 2500,
      refunded: true,
    })
  })

  test('refund-partial-twice after the shop refunded all: nothing more', async () => {
    const world = await testWorld()
    world.local.fault('refund-partial-twice')
    const { charge } = await paidSession(world)
    await world.stripe.refunds.create({ charge: charge.id })
    await world.local.clock.advance(30_000)
    expect(await world.stripe.charges.retrieve(charge.id)).toMatchObject({ amount_refunded: 2500 })
    expect((await world.stripe.refunds.list()).data).toHaveLength(1)
  })

  test('payment-pending: a card payment that is not there yet', async () => {
    const world = await testWorld()
    world.local.fault('payment-pending')
    const session = await openSession(world)
    await world.local.buyer.pay(session.id)
    expect(await world.stripe.checkout.sessions.retrieve(session.id)).toMatchObject({
      status: 'complete',
      payment_status: 'unpaid',
    })
    await world.local.buyer.settleDelayed(session.id, 'failed')
    expect((await world.stripe.checkout.sessions.retrieve(session.id)).payment_status).toBe('unpaid')
  })

  test('a fault can be chosen for one payment, by a tag in the address', async () => {
    const world = await testWorld()
    const hit = await openSession(world)
    const other = await openSession(world)
    await world.local.buyer.pay(hit.id, { email: 'ana+webhook-never@example.test' })
    await world.local.buyer.pay(other.id, { email: 'ana+anything@example.test' })
    await world.local.webhooks.settle()
    const completed = world.inbox.events.filter(({ type }) => type === 'checkout.session.completed')
    expect(completed.map(({ data }) => Object(data.object).id)).toEqual([other.id])
  })

  test('api-error is kept under the key, an outage is not', async () => {
    const world = await testWorld()
    const create = (idempotencyKey: string) =>
      world.stripe.accounts.create({ type: 'express' }, { idempotencyKey })
    world.local.fault('api-error')
    await expect(create('a')).rejects.toMatchObject({ statusCode: 500 })
    world.local.fault('api-down')
    await expect(create('b')).rejects.toMatchObject({ statusCode: 503 })
    world.local.fault(null)
    await expect(create('a')).rejects.toMatchObject({ statusCode: 500 })
    expect((await create('b')).id).toMatch(/^acct_/)
  })
})

describe('test cards', () => {
  async function payWith(card: string) {
    const world = await testWorld()
    const session = await openSession(world)
    await fetch(session.url ?? '', {
      method: 'POST',
      body: new URLSearchParams({ email: 'a@b.test', card }),
      redirect: 'manual',
    })
    const [charge] = (await world.stripe.charges.list()).data
    return { world, id: charge?.id ?? '' }
  }

  test('4000000000000259 is disputed after the payment', async () => {
    const { world, id } = await payWith('4000000000000259')
    await world.local.clock.advance(11_000)
    expect((await world.stripe.disputes.list({ charge: id })).data).toMatchObject([
      { reason: 'fraudulent', status: 'needs_response' },
    ])
  })

  test('4000000000001976 is asked about', async () => {
    const { world, id } = await payWith('4000000000001976')
    await world.local.clock.advance(11_000)
    expect((await world.stripe.disputes.list({ charge: id })).data).toMatchObject([
      { status: 'warning_needs_response', is_charge_refundable: true },
    ])
  })

  test('4000000000007726: refunds take days', async () => {
    const { world, id } = await payWith('4000000000007726')
    const refund = await world.stripe.refunds.create({ charge: id })
    expect(refund.status).toBe('pending')
    await world.local.clock.advance(5 * 24 * 3600_000)
    expect((await world.stripe.refunds.retrieve(refund.id)).status).toBe('succeeded')
  })

  test('4000000000005126: refunds succeed at first and fail later', async () => {
    const { world, id } = await payWith('4000000000005126')
    const refund = await world.stripe.refunds.create({ charge: id })
    expect(refund.status).toBe('succeeded')
    await world.local.clock.advance(5 * 24 * 3600_000)
    expect((await world.stripe.refunds.retrieve(refund.id)).status).toBe('failed')
    expect(await world.stripe.charges.retrieve(id)).toMatchObject({ refunded: false, amount_refunded: 0 })
  })
})
