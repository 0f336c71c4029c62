import { describe, expect, test } from 'vitest'
import { openSession, paidSession, sessionParams, testWorld } from './world.ts'

describe('checkout session', () => {
  test('is open and unpaid until the buyer pays', async () => {
    const world = await testWorld()
    const session = await openSession(world)
    expect(session).toMatchObject({
      object: 'checkout.session',
      status: 'open',
      payment_status: 'unpaid',
      payment_intent: null,
      amount_total: 2500,
      currency: 'usd',
      client_reference_id: 'pur_1',
      livemode: false,
      ui_mode: 'hosted_page',
    })
    expect(session.id).toMatch(/^cs_test_/)
    expect(session.url).toBe(`${world.local.url}/c/pay/${session.id}`)
    expect(session.expires_at - session.created).toBe(24 * 3600)
  })

  test('paid: session, payment, charge, transfer and fee agree', async () => {
    const world = await testWorld()
    const { session, payment, charge } = await paidSession(world)
    expect(session).toMatchObject({ status: 'complete', payment_status: 'paid', url: null })
    expect(payment).toMatchObject({
      status: 'succeeded',
      amount_received: 2500,
      metadata: { purchase: 'pur_1' },
    })
    expect(charge).toMatchObject({
      paid: true,
      amount: 2500,
      application_fee_amount: 125,
      refunded: false,
      disputed: false,
    })
    const transfer = await world.stripe.transfers.retrieve(String(charge.transfer))
    expect(transfer).toMatchObject({ amount: 2500, amount_reversed: 0, source_transaction: charge.id })
    const fee = await world.stripe.applicationFees.retrieve(String(charge.application_fee))
    expect(fee).toMatchObject({
      amount: 125,
      account: transfer.destination,
      originating_transaction: charge.id,
    })
    expect(world.inbox.types()).toEqual([
      'payment_intent.created',
      'charge.succeeded',
      'transfer.created',
      'application_fee.created',
      'payment_intent.succeeded',
      'checkout.session.completed',
    ])
  })

  test('the success URL carries the session id', async () => {
    const world = await testWorld()
    const session = await openSession(world)
    const { redirect } = await world.local.buyer.pay(session.id)
    expect(redirect).toBe(`http://shop.test/return?session=${session.id}`)
  })

  test('a declined card leaves the session open to another try, on the same payment', async () => {
    const world = await testWorld()
    const session = await openSession(world)
    const { redirect } = await world.local.buyer.pay(session.id, { card: 'declined' })
    expect(redirect).toBe(session.url)
    const declined = await world.stripe.checkout.sessions.retrieve(session.id, { expand: ['payment_intent'] })
    expect(declined).toMatchObject({
      status: 'open',
      payment_status: 'unpaid',
      payment_intent: {
        status: 'requires_payment_method',
        last_payment_error: { code: 'card_declined', decline_code: 'generic_decline' },
      },
    })
    await world.local.buyer.pay(session.id)
    const paid = await world.stripe.checkout.sessions.retrieve(session.id, { expand: ['payment_intent'] })
    expect(paid).toMatchObject({
      payment_status: 'paid',
      payment_intent: {
        id: Object(declined.payment_intent).id,
        status: 'succeeded',
        last_payment_error: null,
      },
    })
  })

  test('a session is paid once', async () => {
    const world = await testWorld()
    const session = await openSession(world)
    await world.local.buyer.pay(session.id)
    await expect(world.local.buyer.pay(session.id)).rejects.toThrow('is complete')
    expect((await world.stripe.charges.list()).data).toHaveLength(1)
  })

  test.each(['succeeded', 'failed'] as const)('a delayed payment that %s', async (outcome) => {
    const world = await testWorld()
    const session = await openSession(world)
    await world.local.buyer.payDelayed(session.id)
    const pending = await world.stripe.checkout.sessions.retrieve(session.id, { expand: ['payment_intent'] })
    expect(pending).toMatchObject({
      status: 'complete',
      payment_status: 'unpaid',
      payment_intent: { status: 'processing' },
    })
    await world.local.buyer.settleDelayed(session.id, outcome)
    await world.local.webhooks.settle()
    const settled = await world.stripe.checkout.sessions.retrieve(session.id)
    expect(settled.payment_status).toBe(outcome === 'succeeded' ? 'paid' : 'unpaid')
    expect(world.inbox.types().at(-1)).toBe(`checkout.session.async_payment_${outcome}`)
  })

  test('expires on request, once', async () => {
    const world = await testWorld()
    const session = await openSession(world)
    const expired = await world.stripe.checkout.sessions.expire(session.id)
    expect(expired).toMatchObject({ status: 'expired', url: null })
    await expect(world.stripe.checkout.sessions.expire(session.id)).rejects.toMatchObject({
      type: 'StripeInvalidRequestError',
      statusCode: 400,
    })
    await expect(world.local.buyer.pay(session.id)).rejects.toThrow('is expired')
  })

  test('expiring cancels the payment of a buyer who tried', async () => {
    const world = await testWorld()
    const session = await openSession(world)
    await world.local.buyer.pay(session.id, { card: 'declined' })
    const expired = await world.stripe.checkout.sessions.expire(session.id, { expand: ['payment_intent'] })
    expect(expired).toMatchObject({ payment_intent: { status: 'canceled', cancellation_reason: 'expired' } })
  })

  test('free: complete without a payment', async () => {
    const world = await testWorld()
    const price_data = { currency: 'usd', unit_amount: 0, product_data: { name: 'Gift' } }
    const session = await openSession(world, {
      line_items: [{ quantity: 1, price_data }],
      payment_intent_data: {},
    })
    expect(session.payment_status).toBe('no_payment_required')
    await world.local.buyer.pay(session.id)
    expect(await world.stripe.checkout.sessions.retrieve(session.id)).toMatchObject({
      status: 'complete',
      payment_status: 'no_payment_required',
      payment_intent: null,
    })
  })

  test.each([
    ['usd', 'us_bank_account'],
    ['eur', 'sepa_debit'],
    ['gbp', 'bacs_debit'],
  ])('%s can be paid later, by %s', async (currency, method) => {
    const world = await testWorld()
    const price_data = { currency, unit_amount: 2500, product_data: { name: 'Page' } }
    const session = await openSession(world, { line_items: [{ quantity: 1, price_data }] })
    expect(session.payment_method_types.slice(0, 2)).toEqual(['card', method])
    await world.local.buyer.payDelayed(session.id)
    const { data } = await world.stripe.charges.list()
    expect(data).toMatchObject([{ status: 'pending', payment_method_details: { type: method } }])
  })

  test('methods can be narrowed, not to nothing', async () => {
    const world = await testWorld()
    const cards = await openSession(world, { allowed_payment_method_types: ['card'] })
    expect(cards.payment_method_types).toEqual(['card'])
    await expect(world.local.buyer.payDelayed(cards.id)).rejects.toThrow('offers no delayed method')
    await expect(openSession(world, { allowed_payment_method_types: ['klarna'] })).rejects.toMatchObject({
      param: 'allowed_payment_method_types',
    })
  })

  test('a refused session leaves no product or price behind', async () => {
    const world = await testWorld()
    const fee = { application_fee_amount: 9999, transfer_data: { destination: 'acct_unknown' } }
    await expect(openSession(world, { payment_intent_data: fee })).rejects.toMatchObject({ statusCode: 400 })
    expect((await world.stripe.products.list()).data).toEqual([])
    expect((await world.stripe.prices.list()).data).toEqual([])
  })

  test('sells a stored price, with its line items listed and expanded', async () => {
    const world = await testWorld()
    const product = await world.stripe.products.create({ name: 'Premium page' })
    const price = await world.stripe.prices.create({ currency: 'usd', unit_amount: 700, product: product.id })
    const session = await openSession(world, {
      line_items: [{ price: price.id, quantity: 3 }],
      expand: ['line_items.data.price.product'],
    })
    expect(session).toMatchObject({
      amount_total: 2100,
      line_items: {
        data: [
          { description: 'Premium page', quantity: 3, price: { id: price.id, product: { id: product.id } } },
        ],
      },
    })
    const listed = await world.stripe.checkout.sessions.listLineItems(session.id)
    expect(listed.data).toMatchObject([{ amount_total: 2100, price: { product: product.id } }])
  })

  test('expires by itself when its time is over', async () => {
    const world = await testWorld()
    const expires_at = Math.floor(world.local.clock.now().getTime() / 1000) + 3600
    const session = await openSession(world, { expires_at })
    await world.local.clock.advance(3590 * 1000)
    expect((await world.stripe.checkout.sessions.retrieve(session.id)).status).toBe('open')
    await world.local.clock.advance(11 * 1000)
    expect((await world.stripe.checkout.sessions.retrieve(session.id)).status).toBe('expired')
    expect(world.inbox.types()).toEqual(['checkout.session.expired'])
  })

  test('lists by the time of creation', async () => {
    const world = await testWorld()
    const early = await openSession(world)
    await world.local.clock.advance(60_000)
    const late = await openSession(world)
    const idsOf = async (created: object) =>
      (await world.stripe.checkout.sessions.list({ created })).data.map(({ id }) => id)
    expect(await idsOf({ gt: early.created })).toEqual([late.id])
    expect(await idsOf({ lte: early.created })).toEqual([early.id])
    expect(await idsOf({ gte: early.created, lt: late.created + 1 })).toEqual([late.id, early.id])
  })

  test('lists newest first, by page and by filter', async () => {
    const world = await testWorld()
    const seller = await world.local.dashboard.createReadyAccount()
    const ids: string[] = []
    for (let count = 0; count < 5; count += 1) {
      ids.unshift((await world.stripe.checkout.sessions.create(sessionParams(seller))).id)
    }
    const seen = await world.stripe.checkout.sessions.list({ limit: 2 }).autoPagingToArray({ limit: 10 })
    expect(seen.map(({ id }) => id)).toEqual(ids)
    await world.local.buyer.pay(ids[0] ?? '')
    const complete = await world.stripe.checkout.sessions.list({ status: 'complete' })
    expect(complete.data.map(({ id }) => id)).toEqual([ids[0]])
    const before = await world.stripe.checkout.sessions.list({ limit: 2, ending_before: ids[4] ?? '' })
    expect(before.data.map(({ id }) => id)).toEqual([ids[2], ids[3]])
    expect(before.has_more).toBe(true)
  })
})
