import type Stripe from 'stripe'
import { describe, expect, test } from 'vitest'
import { openSession, type TestWorld, testWorld } from './world.ts'

const day = 24 * 3600

function sale(
  world: TestWorld,
  currency: string,
  amount: number,
  change: Partial<Stripe.Checkout.SessionCreateParams> = {},
) {
  return openSession(world, {
    line_items: [
      { quantity: 1, price_data: { currency, unit_amount: amount, product_data: { name: 'Page' } } },
    ],
    ...change,
  })
}

async function read(world: TestWorld, id: string) {
  const session = await world.stripe.checkout.sessions.retrieve(id, { expand: ['payment_intent'] })
  return { session, payment: session.payment_intent as Stripe.PaymentIntent }
}

/** When a voucher's days end: how many days from now, and at what time of the zone. */
function ends(world: TestWorld, expiresAt: number, zone: number): [number, number] {
  const local = (seconds: number) => seconds + zone * 3600
  const today = Math.floor(local(world.local.clock.now().getTime() / 1000) / day)
  return [Math.floor(local(expiresAt) / day) - today, local(expiresAt) % day]
}

describe.each([
  ['konbini', 'jpy', 1800, 3, 9],
  ['oxxo', 'mxn', 9000, 3, -6],
  ['boleto', 'brl', 9000, 3, -3],
  ['multibanco', 'eur', 1800, 7, 0],
] as const)('%s', (type, currency, amount, days, zone) => {
  const detailsOf = ({ next_action: action }: Stripe.PaymentIntent) => {
    const details: object = action?.[`${type}_display_details`] ?? {}
    const members = new Map(Object.entries(details))
    return {
      url: String(members.get('hosted_voucher_url')),
      expiresAt: Number(members.get(type === 'oxxo' ? 'expires_after' : 'expires_at')),
    }
  }

  test('leaves a payment that waits, with a voucher to show, until it is paid', async () => {
    const world = await testWorld()
    const { id } = await sale(world, currency, amount)
    const { redirect } = await world.local.buyer.payByVoucher(id)
    expect(redirect).toContain(id)
    const waiting = await read(world, id)
    expect(waiting.session).toMatchObject({ status: 'complete', payment_status: 'unpaid', url: null })
    expect(waiting.payment).toMatchObject({
      status: 'requires_action',
      latest_charge: null,
      next_action: { type: `${type}_display_details` },
    })
    const { url, expiresAt } = detailsOf(waiting.payment)
    expect(ends(world, expiresAt, zone)).toEqual([days, day - 1])
    expect(await (await fetch(url)).text()).toContain('Pay at the counter')

    await world.local.buyer.payVoucher(id)
    await world.local.webhooks.settle()
    const paid = await world.stripe.checkout.sessions.retrieve(id, {
      expand: ['payment_intent.latest_charge'],
    })
    expect(paid).toMatchObject({
      payment_status: 'paid',
      payment_intent: {
        status: 'succeeded',
        next_action: null,
        latest_charge: { id: expect.stringMatching(/^py_/), payment_method_details: { type } },
      },
    })
    expect(world.inbox.types()).toEqual([
      'payment_intent.created',
      'payment_intent.requires_action',
      'checkout.session.completed',
      'charge.succeeded',
      'transfer.created',
      'application_fee.created',
      'payment_intent.succeeded',
      'checkout.session.async_payment_succeeded',
    ])
    await world.local.clock.advance(10 * day * 1000)
    expect((await read(world, id)).payment.status).toBe('succeeded')
    await expect(world.local.buyer.payVoucher(id)).rejects.toThrow('waits for no voucher')
  })

  test('expires by the clock, or fails', async () => {
    const world = await testWorld()
    const ended = ['checkout.session.async_payment_failed', 'payment_intent.payment_failed']
    const first = await sale(world, currency, amount)
    await world.local.buyer.payByVoucher(first.id, type)
    const { expiresAt } = detailsOf((await read(world, first.id)).payment)
    await world.local.clock.advance(expiresAt * 1000 - world.local.clock.now().getTime() - 1000)
    expect((await read(world, first.id)).payment.status).toBe('requires_action')
    await world.local.clock.advance(3000)
    expect(await read(world, first.id)).toMatchObject({
      session: { status: 'complete', payment_status: 'unpaid' },
      payment: {
        status: 'requires_payment_method',
        next_action: null,
        last_payment_error: { code: 'payment_intent_payment_attempt_expired' },
      },
    })
    expect(world.inbox.types().slice(-2).toSorted()).toEqual(ended)

    const second = await sale(world, currency, amount)
    await world.local.buyer.payByVoucher(second.id, type)
    await world.local.buyer.failVoucher(second.id)
    await world.local.webhooks.settle()
    expect((await read(world, second.id)).payment.last_payment_error).toMatchObject({
      code: 'payment_intent_payment_attempt_failed',
    })
    expect(world.inbox.types().slice(-2).toSorted()).toEqual(ended)

    const third = await sale(world, currency, amount)
    await world.local.buyer.payByVoucher(third.id, type)
    await world.local.buyer.expireVoucher(third.id)
    expect((await read(world, third.id)).payment.status).toBe('requires_payment_method')
  })

  test('refunds go back by themselves, or wait for the buyer to say where', async () => {
    const world = await testWorld()
    const { id } = await sale(world, currency, amount)
    await world.local.buyer.payByVoucher(id)
    await world.local.buyer.payVoucher(id)
    const { payment } = await read(world, id)
    const refund = await world.stripe.refunds.create({
      payment_intent: payment.id,
      instructions_email: 'ana@example.test',
    })
    if (type === 'multibanco') return expect(refund.status).toBe('pending')
    expect(refund).toMatchObject({
      status: 'requires_action',
      instructions_email: 'ana@example.test',
      next_action: { display_details: { email_sent: { email_sent_to: 'ana@example.test' } } },
    })
    await world.local.clock.advance(46 * day * 1000)
    const after = await world.stripe.refunds.retrieve(refund.id)
    expect(after.status).toBe('failed')
    expect(after.next_action).toBeUndefined()
  })
})

describe('a session says', () => {
  test('how long its vouchers live', async () => {
    const world = await testWorld()
    const options = {
      boleto: { expires_after_days: 1 },
      konbini: { expires_after_days: 1 },
      oxxo: { expires_after_days: 1 },
    }
    const session = await sale(world, 'jpy', 1800, { payment_method_options: options })
    expect(session.payment_method_options).toEqual(options)
    await world.local.buyer.payByVoucher(session.id)
    const { payment } = await read(world, session.id)
    expect(payment.payment_method_options?.konbini?.expires_after_days).toBe(1)
    const expiresAt = payment.next_action?.konbini_display_details?.expires_at ?? 0
    expect(ends(world, expiresAt, 9)).toEqual([1, day - 1])
    for (const [type, most] of Object.entries({ boleto: 60, konbini: 60, oxxo: 7 })) {
      const wrong = { [type]: { expires_after_days: most + 1 } }
      await expect(sale(world, 'jpy', 1800, { payment_method_options: wrong })).rejects.toMatchObject({
        param: `payment_method_options[${type}][expires_after_days]`,
      })
    }
  })

  test('which methods it leaves out', async () => {
    const world = await testWorld()
    const session = await sale(world, 'eur', 1800, { excluded_payment_method_types: ['multibanco'] })
    expect(session).toMatchObject({
      payment_method_types: ['card', 'sepa_debit'],
      excluded_payment_method_types: ['multibanco'],
    })
    await expect(world.local.buyer.payByVoucher(session.id)).rejects.toThrow('does not offer a voucher')
  })
})

test('the buyer takes the voucher on the checkout page and pays it on its own page', async () => {
  const world = await testWorld()
  const session = await sale(world, 'jpy', 1800)
  const form = (url: string, fields: Record<string, string>) =>
    fetch(url, {
      method: 'POST',
      body: new URLSearchParams(fields),
      headers: { origin: world.local.url },
      redirect: 'manual',
    })
  const page = await (await fetch(session.url ?? '')).text()
  expect(page).toContain('convenience store')
  expect((await form(session.url ?? '', { email: 'ana@example.test', action: 'konbini' })).status).toBe(303)
  const { payment } = await read(world, session.id)
  const url = payment.next_action?.konbini_display_details?.hosted_voucher_url ?? ''
  expect((await form(url, { end: 'succeeded' })).status).toBe(303)
  expect(await (await fetch(url)).text()).toContain('It was paid.')
  expect((await read(world, session.id)).session.payment_status).toBe('paid')
  expect((await fetch(`${world.local.url}/vouchers/pi_none`)).status).toBe(404)
  const control = await form(`${world.local.url}/_control/voucher`, { id: session.id, end: 'paid' })
  expect(control.status).toBe(409)
})
