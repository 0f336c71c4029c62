import { unwrap } from '@latchkey/sdk'
import { describe, expect, test } from 'vitest'
import { testApp } from '../../../test/app.ts'
import { openShop, type Shop } from '../../../test/shop.ts'
import { settlePayment } from './settle.ts'

const t = await testApp({ stripe: true })
const DAY = 86_400

const vouchers = [
  ['konbini', { amount: 1800, currency: 'jpy' }],
  ['oxxo', { amount: 25_000, currency: 'mxn' }],
  ['boleto', { amount: 9900, currency: 'brl' }],
  ['multibanco', { amount: 2500, currency: 'eur' }],
] as const

/** A buyer who took a voucher at Checkout and has not paid it yet. */
async function withVoucher(price: { amount: number; currency: string } = vouchers[0][1]) {
  const shop = await openShop(t, { price })
  const { checkoutSessionId } = await unwrap(shop.checkout())
  await t.stripe.buyer.payByVoucher(checkoutSessionId)
  await shop.settled()
  return { ...shop, checkoutSessionId }
}

const pending = async (shop: Shop) => (await unwrap(shop.client.visitors.listVisitorAccess())).pending

async function expectWaiting(shop: Shop) {
  expect(await shop.access()).toMatchObject({ hasAccess: false, nextAction: 'wait' })
  expect((await shop.checkout()).error?.code).toBe('payment_in_progress')
}

/** It can be paid for at once, and nothing is left of the voucher. */
async function expectOver(shop: Shop) {
  expect(await shop.access()).toMatchObject({ hasAccess: false, nextAction: 'pay' })
  expect(await pending(shop)).toEqual([])
  expect(await shop.payment()).toMatchObject({
    state: 'open',
    pending_since: null,
    voucher_url: null,
    voucher_expires_at: null,
  })
  await shop.buy()
  expect((await shop.access()).hasAccess).toBe(true)
  expect(await shop.charges()).toHaveLength(1)
}

describe.each(vouchers)('%s', (method, price) => {
  test('is a payment in progress until it is paid, and its voucher is shown', async () => {
    const shop = await withVoucher(price)
    await expectWaiting(shop)
    expect(await unwrap(shop.confirm(shop.checkoutSessionId))).toEqual({
      status: 'pending',
      hasAccess: false,
    })
    const [payment] = await pending(shop)
    const { paymentIntentId } = await shop.payment()
    const { next_action } = await t.deps.stripe.paymentIntents.retrieve(paymentIntentId)
    expect(next_action?.type).toBe(`${method}_display_details`)
    expect(payment).toEqual({
      purchaseId: (await shop.payment()).id,
      handle: shop.handle.name,
      pageId: shop.page.id,
      pageSlug: shop.page.slug,
      title: expect.any(String),
      price,
      since: t.clock.now().toISOString(),
      payUrl: expect.stringContaining(t.stripe.url),
      payBy: expect.any(String),
    })
    // Stripe ends vouchers with a day of their country; that of Multibanco takes no lifetime.
    const days = (Date.parse(payment?.payBy ?? '') - t.clock.now().getTime()) / DAY / 1000
    expect(days).toBeGreaterThan(2)
    expect(days).toBeLessThan(method === 'multibanco' ? 8 : 5)

    await t.stripe.buyer.payVoucher(shop.checkoutSessionId)
    await shop.settled()
    expect((await shop.access()).hasAccess).toBe(true)
    expect(await pending(shop)).toEqual([])
    expect(await shop.payment()).toMatchObject({ state: 'paid', pending_since: null, voucher_url: null })
    expect(await shop.charges()).toHaveLength(1)
  })

  test('that fails makes way at once', async () => {
    const shop = await withVoucher(price)
    await t.stripe.buyer.failVoucher(shop.checkoutSessionId)
    await shop.settled()
    await expectOver(shop)
  })

  test('that expires makes way at once', async () => {
    const shop = await withVoucher(price)
    await t.stripe.buyer.expireVoucher(shop.checkoutSessionId)
    await shop.settled()
    await expectOver(shop)
  })
})

test('it waits as long as the voucher can be paid, and no longer', async () => {
  const shop = await withVoucher()
  // Without the checks of all these hours, which would run one after the other.
  await t.deps.pool.query(`select graphile_worker.remove_job('checkout:' || $1 || ':1')`, [
    (await shop.payment()).id,
  ])
  const [payment] = await pending(shop)
  const left = (Date.parse(payment?.payBy ?? '') - t.clock.now().getTime()) / 1000
  await t.clock.advance(left - 60)
  await shop.settled()
  await expectWaiting(shop)
  await t.clock.advance(120)
  await shop.settled()
  await expectOver(shop)
})

test('it is found and followed when all webhooks are lost', async () => {
  const shop = await openShop(t, { price: vouchers[0][1] })
  t.stripe.webhooks.lose(true)
  const { checkoutSessionId } = await unwrap(shop.checkout())
  await t.stripe.buyer.payByVoucher(checkoutSessionId)
  await t.clock.advance(60)
  await t.jobs.run()
  await expectWaiting(shop)
  await t.stripe.buyer.payVoucher(checkoutSessionId)
  await t.clock.advance(3600)
  await t.jobs.run()
  t.stripe.webhooks.lose(false)
  expect((await shop.access()).hasAccess).toBe(true)
})

test.each(['fifo', 'lifo'] as const)('it ends in the same way when its events come %s', async (order) => {
  for (const end of ['payVoucher', 'failVoucher'] as const) {
    const shop = await openShop(t, { price: vouchers[0][1] })
    t.stripe.webhooks.hold()
    const { checkoutSessionId } = await unwrap(shop.checkout())
    await t.stripe.buyer.payByVoucher(checkoutSessionId)
    await t.stripe.buyer[end](checkoutSessionId)
    await t.stripe.webhooks.release(order)
    await shop.settled()
    expect(await shop.access()).toMatchObject({ nextAction: end === 'payVoucher' ? 'none' : 'pay' })
    expect(await pending(shop)).toEqual([])
  }
})

test('it goes on waiting when only the payment is read, and reading it again changes nothing', async () => {
  const shop = await withVoucher()
  const before = await shop.payment()
  await t.clock.advance(60)
  await settlePayment(t.deps, before.paymentIntentId)
  await shop.confirm(shop.checkoutSessionId)
  expect(await shop.payment()).toEqual(before)
  await expectWaiting(shop)
})

test('a card that the bank is still asking about is no payment in progress', async () => {
  const shop = await openShop(t)
  const { checkoutSessionId, checkoutUrl } = await unwrap(shop.checkout())
  await fetch(checkoutUrl, {
    method: 'POST',
    body: new URLSearchParams({ action: 'card', card: '4000 0000 0000 3220', email: shop.visitor.email }),
  })
  const session = await t.deps.stripe.checkout.sessions.retrieve(checkoutSessionId, {
    expand: ['payment_intent'],
  })
  expect(session).toMatchObject({ status: 'open', payment_intent: { status: 'requires_action' } })
  await shop.confirm(checkoutSessionId)
  expect(await shop.access()).toMatchObject({ hasAccess: false, nextAction: 'pay' })
  expect((await unwrap(shop.checkout())).checkoutSessionId).toBe(checkoutSessionId)
  expect(await pending(shop)).toEqual([])
})

test('sessions say how long vouchers live, the same at each repeat, and take no bank transfers', async () => {
  const shop = await openShop(t, { price: vouchers[0][1] })
  const before = t.stripe.requests().length
  t.stripe.fault('answer-lost')
  await shop.checkout()
  t.stripe.fault(null)
  await unwrap(shop.checkout())
  const created = t.stripe
    .requests()
    .slice(before)
    .filter(({ method, path }) => method === 'POST' && path === '/v1/checkout/sessions')
  expect(new Set(created.map(({ idempotencyKey }) => idempotencyKey)).size).toBe(1)
  expect(new Set(created.map(({ body }) => JSON.stringify(body))).size).toBe(1)
  expect(created.length).toBeGreaterThan(1)
  expect(created[0]?.body).toMatchObject({
    payment_method_options: { konbini: { expires_after_days: '3' } },
    excluded_payment_method_types: ['customer_balance'],
  })
})

test('a session that is bound to a handle sees what waits there, and nothing else', async () => {
  const shop = await withVoucher()
  const elsewhere = await t.make.handle()
  const tokens = [
    await t.make.visitorSession({ visitor: shop.visitor, handle: shop.handle }),
    await t.make.visitorSession({ visitor: shop.visitor, handle: elsewhere }),
    await t.make.visitorSession(),
  ]
  const seen = await Promise.all(
    tokens.map(async ({ token }) => (await unwrap(t.client({ token }).visitors.listVisitorAccess())).pending),
  )
  expect(seen.map((payments) => payments.length)).toEqual([1, 0, 0])
})
