import type Stripe from 'stripe'
import { describe, expect, test } from 'vitest'
import { currencies } from '../src/world/currencies.ts'
import { minimumAmount } from '../src/world/minimums.ts'
import { openSession, paidSession, type TestWorld, testWorld } from './world.ts'

function priced(currency: string, unit_amount: number, name = 'Page') {
  return { line_items: [{ quantity: 1, price_data: { currency, unit_amount, product_data: { name } } }] }
}

async function withPayment(world: TestWorld, data: Stripe.Checkout.SessionCreateParams.PaymentIntentData) {
  const seller = await world.local.dashboard.createReadyAccount()
  return openSession(world, {
    payment_intent_data: { application_fee_amount: 125, transfer_data: { destination: seller }, ...data },
  })
}

describe('amounts', () => {
  test('every currency has a least one, the equal of half a dollar where none is written down', async () => {
    const world = await testWorld()
    expect(minimumAmount('jpy')).toBe(50)
    expect(minimumAmount('krw')).toBe(685)
    expect(minimumAmount('isk')).toBe(6900)
    expect(minimumAmount('kwd')).toBe(160)
    for (const currency of currencies) expect(minimumAmount(currency)).toBeGreaterThan(0)
    const small = { code: 'amount_too_small' }
    await expect(openSession(world, priced('krw', 684))).rejects.toMatchObject(small)
    await expect(openSession(world, priced('isk', 6800))).rejects.toMatchObject(small)
    const seller = await world.local.dashboard.createReadyAccount()
    const payment_intent_data = { application_fee_amount: 35, transfer_data: { destination: seller } }
    await openSession(world, { ...priced('krw', 685), payment_intent_data })
  })

  test.each([
    ['isk', 250_000, 12_550],
    ['ugx', 500_000, 25_001],
    ['kwd', 25_000, 1255],
  ])('%s: a fee and a part for the seller that cannot be expressed', async (currency, price, wrong) => {
    const world = await testWorld()
    const destination = await world.local.dashboard.createReadyAccount()
    const make = (payment_intent_data: Stripe.Checkout.SessionCreateParams.PaymentIntentData) =>
      openSession(world, { ...priced(currency, price), payment_intent_data })
    await expect(
      make({ application_fee_amount: wrong, transfer_data: { destination } }),
    ).rejects.toMatchObject({ statusCode: 400, param: 'payment_intent_data[application_fee_amount]' })
    await expect(make({ transfer_data: { destination, amount: wrong } })).rejects.toMatchObject({
      param: 'payment_intent_data[transfer_data][amount]',
    })
    await expect(openSession(world, priced(currency, price + 1))).rejects.toMatchObject({
      param: 'line_items[0][price_data][unit_amount]',
    })
  })

  test('the lev is no longer charged', async () => {
    const world = await testWorld()
    await expect(openSession(world, priced('bgn', 2500))).rejects.toMatchObject({
      message: 'Invalid currency: bgn',
    })
  })
})

describe('statement descriptors', () => {
  const suffix = 'payment_intent_data[statement_descriptor_suffix]'

  test('prefix and suffix share 22 characters', async () => {
    const world = await testWorld()
    const session = await withPayment(world, { statement_descriptor_suffix: 'GHARART LONG' })
    await world.local.buyer.pay(session.id)
    expect((await world.stripe.charges.list()).data).toMatchObject([
      {
        statement_descriptor_suffix: 'GHARART LONG',
        calculated_statement_descriptor: 'LATCHKEY* GHARART LONG',
      },
    ])
    const longer = { statement_descriptor_suffix: 'GHARART LONGER' }
    await expect(withPayment(world, longer)).rejects.toMatchObject({ statusCode: 400, param: suffix })
    await world.local.dashboard.updatePlatform({ statementDescriptorPrefix: null })
    await withPayment(world, longer)
    await expect(withPayment(world, { statement_descriptor_suffix: 'x'.repeat(23) })).rejects.toMatchObject({
      param: suffix,
    })
  })

  test.each(['123', 'a<b', 'a>b', 'a\\b', "a'b", 'a"b', 'a*b', '東京'])('%s is none', async (wrong) => {
    const world = await testWorld()
    await expect(withPayment(world, { statement_descriptor_suffix: wrong })).rejects.toMatchObject({
      param: suffix,
      code: 'invalid_characters',
    })
  })
})

describe('lengths', () => {
  test('of names', async () => {
    const world = await testWorld()
    await openSession(world, priced('usd', 2500, 'x'.repeat(250)))
    await expect(openSession(world, priced('usd', 2500, 'x'.repeat(251)))).rejects.toMatchObject({
      param: 'line_items[0][price_data][product_data][name]',
    })
  })

  test('of metadata', async () => {
    const world = await testWorld()
    const { charge } = await paidSession(world)
    const many = (count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, position) => [`key${position}`, 'x']))
    const make = (metadata: Record<string, string>) =>
      world.stripe.refunds.create({ charge: charge.id, amount: 1, metadata })
    await make({ ...many(49), ['k'.repeat(40)]: 'x'.repeat(500) })
    await expect(make(many(51))).rejects.toMatchObject({ param: 'metadata' })
    await expect(make({ ['k'.repeat(41)]: 'x' })).rejects.toMatchObject({ statusCode: 400 })
    await expect(make({ k: 'x'.repeat(501) })).rejects.toMatchObject({ param: 'metadata[k]' })
  })
})

describe('what a platform can look up of itself', () => {
  test('its account', async () => {
    const world = await testWorld()
    expect(await world.stripe.accounts.retrieveCurrent()).toMatchObject({
      charges_enabled: true,
      capabilities: { card_payments: 'active', transfers: 'active' },
      settings: { card_payments: { statement_descriptor_prefix: 'LATCHKEY' } },
    })
    await world.local.dashboard.updatePlatform({
      statementDescriptorPrefix: null,
      transfers: 'inactive',
      cardPayments: 'pending',
      chargesEnabled: false,
    })
    expect(await world.stripe.accounts.retrieveCurrent()).toMatchObject({
      charges_enabled: false,
      capabilities: { card_payments: 'pending', transfers: 'inactive' },
      settings: { card_payments: { statement_descriptor_prefix: null } },
    })
  })

  test('its webhook endpoints, without their secrets', async () => {
    const world = await testWorld()
    world.local.addWebhookEndpoint({
      url: 'http://old.test/hook',
      secret: 'whsec_old',
      apiVersion: '2022-11-15',
      enabledEvents: ['charge.refunded'],
      status: 'disabled',
    })
    const { data } = await world.stripe.webhookEndpoints.list()
    expect(
      data.map(({ url, api_version, enabled_events, status }) => [url, api_version, enabled_events, status]),
    ).toEqual([
      ['http://old.test/hook', '2022-11-15', ['charge.refunded'], 'disabled'],
      ['http://shop.test/connect', '2026-10-28.endive', ['*'], 'enabled'],
      ['http://shop.test/webhook', '2026-10-28.endive', ['*'], 'enabled'],
    ])
    expect(JSON.stringify(data)).not.toContain('whsec')
    expect(data.map(({ application }) => application !== null)).toEqual([false, true, false])
    const [{ id }] = data as [Stripe.WebhookEndpoint]
    expect(await world.stripe.webhookEndpoints.retrieve(id)).toMatchObject({ id })
    await expect(world.stripe.webhookEndpoints.retrieve('we_none')).rejects.toMatchObject({ statusCode: 404 })
    const seller = await world.local.dashboard.createReadyAccount()
    expect((await world.stripe.webhookEndpoints.list({}, { stripeAccount: seller })).data).toEqual([])
  })
})
