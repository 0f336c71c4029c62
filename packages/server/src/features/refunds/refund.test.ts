import { unwrap } from '@latchkey/sdk'
import { describe, expect, test } from 'vitest'
import { testApp } from '../../../test/app.ts'
import { openShop } from '../../../test/shop.ts'

const t = await testApp({ stripe: true })

const refundCalls = () =>
  t.stripe.requests().filter(({ method, path }) => method === 'POST' && path === '/v1/refunds')

describe('refundPurchase', () => {
  test('pays back, reverses transfer and fee, and ends access', async () => {
    const shop = await openShop(t)
    const { id } = await shop.buy()
    const { purchase, refund } = await unwrap(shop.refund())
    expect(refund).toMatchObject({ status: 'succeeded', amount: { amount: 2500, currency: 'usd' } })
    expect(purchase).toMatchObject({
      id,
      handle: shop.handle.name,
      pageSlug: shop.page.slug,
      visitorId: shop.visitor.id,
      grantType: 'REFUNDED',
      hasAccess: false,
      price: { amount: 2500, currency: 'usd' },
      refunded: { amount: 2500, currency: 'usd' },
    })
    expect(await shop.access()).toMatchObject({
      hasAccess: false,
      reason: 'purchase_required',
      nextAction: 'pay',
    })
    const [charge] = await shop.charges()
    const transfer = await t.deps.stripe.transfers.retrieve(String(charge?.transfer))
    const fee = await t.deps.stripe.applicationFees.retrieve(String(charge?.application_fee))
    expect([charge?.refunded, transfer.reversed, fee.refunded]).toEqual([true, true, true])
    await shop.settled()
    expect(await shop.mails(/refund/i)).toHaveLength(1)
  })

  test('twice, and ten times at once, pays back once', async () => {
    const shop = await openShop(t)
    await shop.buy()
    const results = await Promise.all(Array.from({ length: 10 }, () => shop.refund()))
    const codes = results.map(({ error }) => error?.code)
    expect(codes).toContain(undefined)
    expect(new Set(codes.filter((code) => code !== undefined))).toEqual(
      new Set(codes.some((code) => code !== undefined) ? ['already_refunded'] : []),
    )
    expect((await shop.refund()).error?.code).toBe('already_refunded')
    const [charge] = await shop.charges()
    expect(charge?.amount_refunded).toBe(2500)
    await shop.settled()
    expect(await shop.mails(/refund/i)).toHaveLength(1)
  })

  test('asked for again under its key, after an answer that nobody kept, is the refund that was made', async () => {
    const shop = await openShop(t)
    const { id } = await shop.buy()
    const header = { 'Idempotency-Key': 'once' }
    const ask = () =>
      shop.creator.checkout.refundPurchase({ path: shop.path, body: { visitorId: shop.visitor.id }, header })
    const first = await unwrap(ask())
    // The process died before it could store the answer, and Stripe's webhook has told the next one.
    await t.db.deleteFrom('idempotency_keys').execute()
    await shop.settled()
    expect(await unwrap(ask())).toEqual(first)

    // What was bought since then is not paid back by it.
    const again = await shop.buy()
    expect(again.id).not.toBe(id)
    await t.db.deleteFrom('idempotency_keys').execute()
    expect((await unwrap(ask())).refund).toEqual(first.refund)
    expect((await shop.access()).hasAccess).toBe(true)

    // Another key is another wish.
    const other = { header: { 'Idempotency-Key': 'anew' } }
    const next = await shop.creator.checkout.refundPurchase({
      path: shop.path,
      body: { visitorId: shop.visitor.id },
      ...other,
    })
    expect(next.data?.purchase.id).toBe(again.id)
  })

  test('after a partial refund in the dashboard, pays back what remains', async () => {
    const shop = await openShop(t)
    const { paymentIntentId } = await shop.buy()
    await t.stripe.dashboard.refund(paymentIntentId, 1000)
    await shop.settled()
    expect((await shop.access()).hasAccess).toBe(true)
    const { refund } = await unwrap(shop.refund())
    expect(refund.amount?.amount).toBe(1500)
    expect((await shop.access()).hasAccess).toBe(false)
  })

  test('a partial refund that we do not know of yet is found out, and the rest paid back', async () => {
    const shop = await openShop(t)
    const { paymentIntentId } = await shop.buy()
    t.stripe.webhooks.lose(true)
    await t.stripe.dashboard.refund(paymentIntentId, 1000)
    const { refund } = await unwrap(shop.refund())
    expect(refund.amount?.amount).toBe(1500)
    const [charge] = await shop.charges()
    expect(charge?.amount_refunded).toBe(2500)
    t.stripe.webhooks.lose(false)
  })

  test('a full refund that we do not know of yet answers already_refunded', async () => {
    const shop = await openShop(t)
    const { paymentIntentId } = await shop.buy()
    t.stripe.webhooks.lose(true)
    await t.stripe.dashboard.refund(paymentIntentId)
    expect((await shop.refund()).error?.code).toBe('already_refunded')
    expect((await shop.access()).hasAccess).toBe(false)
    t.stripe.webhooks.lose(false)
  })

  test('a partial refund keeps access, the second one that completes the amount ends it', async () => {
    const shop = await openShop(t)
    const { paymentIntentId } = await shop.buy()
    await t.stripe.dashboard.refund(paymentIntentId, 1000)
    await shop.settled()
    expect((await shop.access()).hasAccess).toBe(true)
    expect(await shop.payment()).toMatchObject({ refunded_amount: 1000, grant_type: 'PURCHASED' })
    await t.stripe.dashboard.refund(paymentIntentId, 1500)
    await shop.settled()
    expect((await shop.access()).hasAccess).toBe(false)
    expect(await shop.payment()).toMatchObject({ refunded_amount: 2500, grant_type: 'REFUNDED' })
  })

  test('a refund that fails later gives access back', async () => {
    const shop = await openShop(t)
    const { paymentIntentId } = await shop.buy()
    const refundId = await t.stripe.dashboard.refund(paymentIntentId)
    await shop.settled()
    expect((await shop.access()).hasAccess).toBe(false)
    await t.stripe.dashboard.setRefundStatus(refundId, 'failed')
    await shop.settled()
    expect((await shop.access()).hasAccess).toBe(true)
  })

  test('ends access before Stripe has answered', async () => {
    const shop = await openShop(t)
    await shop.buy()
    t.stripe.fault('slow')
    const refunding = shop.refund()
    await expect.poll(async () => (await shop.access()).hasAccess).toBe(false)
    t.stripe.fault(null)
    expect((await refunding).error).toBeUndefined()
  })

  test('when the process dies before Stripe was asked, the job finishes it', async () => {
    const shop = await openShop(t)
    await shop.buy()
    t.stripe.fault('api-down')
    expect((await unwrap(shop.refund())).refund.status).toBe('pending')
    expect((await shop.access()).hasAccess).toBe(false)
    t.stripe.fault(null)
    expect((await shop.charges())[0]?.refunded).toBe(false)
    await t.clock.advance(120)
    await shop.settled()
    expect((await shop.charges())[0]?.refunded).toBe(true)
    expect(await shop.payment()).toMatchObject({ grant_type: 'REFUNDED' })
    expect(await shop.mails(/refund/i)).toHaveLength(1)
  })

  test('when the answer of Stripe was lost, asking again finishes the same refund', async () => {
    const shop = await openShop(t)
    await shop.buy()
    t.stripe.webhooks.lose(true)
    const before = refundCalls().length
    t.stripe.fault('answer-lost')
    await shop.refund()
    t.stripe.fault(null)
    const { refund } = await unwrap(shop.refund())
    expect(refund.status).toBe('succeeded')
    const keys = refundCalls()
      .slice(before)
      .map(({ idempotencyKey }) => idempotencyKey)
    expect(new Set(keys).size).toBe(1)
    expect((await shop.charges())[0]?.amount_refunded).toBe(2500)
    t.stripe.webhooks.lose(false)
  })

  test('after the keys have aged, a refund whose answer was lost is found, not repeated', async () => {
    const shop = await openShop(t)
    await shop.buy()
    t.stripe.webhooks.lose(true)
    t.stripe.fault('answer-lost')
    await shop.refund()
    await t.jobs.run({ failures: 'returned' })
    t.stripe.fault(null)
    await t.clock.advance(2 * 86_400)
    const before = refundCalls().length
    await t.jobs.run()
    expect(refundCalls().length).toBe(before)
    expect(await shop.payment()).toMatchObject({ grant_type: 'REFUNDED', refunded_amount: 2500 })
    t.stripe.webhooks.lose(false)
  })

  test('a dispute that we do not know of yet: Stripe refuses, and access is as the dispute says', async () => {
    const shop = await openShop(t)
    const { paymentIntentId } = await shop.buy()
    t.stripe.webhooks.lose(true)
    await t.stripe.dashboard.openDispute(paymentIntentId)
    expect((await shop.refund()).error?.code).toBe('purchase_disputed')
    expect(await shop.payment()).toMatchObject({ access: 'suspended', refunded_amount: 0 })
    t.stripe.webhooks.lose(false)
  })

  test('a purchase that is disputed cannot be refunded', async () => {
    const shop = await openShop(t)
    const { paymentIntentId } = await shop.buy()
    await t.stripe.dashboard.openDispute(paymentIntentId)
    await shop.settled()
    expect((await shop.refund()).error?.code).toBe('purchase_disputed')
  })

  test('unknown visitors, purchases and pages are not found', async () => {
    const shop = await openShop(t)
    const other = await openShop(t)
    const theirs = await other.buy()
    const results = [
      await shop.refund(),
      await shop.refund({ visitorId: 'vis_unknown' }),
      await shop.refund({ visitorId: other.visitor.id }),
      await shop.refund({ visitorId: other.visitor.id, purchaseId: theirs.id }),
      await shop.refund({ visitorId: shop.visitor.id, purchaseId: 'nonsense' }),
    ]
    expect(results.map(({ error }) => error?.code)).toEqual(Array(5).fill('purchase_not_found'))
    const unknownPage = await shop.creator.checkout.refundPurchase({
      path: { handle: shop.handle.name, pageSlug: 'nothing' },
      body: { visitorId: shop.visitor.id },
    })
    expect(unknownPage.error?.code).toBe('page_not_found')
  })

  test('the named purchase is refunded, an older one too', async () => {
    const shop = await openShop(t)
    const first = await shop.buy()
    await unwrap(shop.refund({ visitorId: shop.visitor.id, purchaseId: first.id }))
    const second = await shop.buy()
    expect(second.id).not.toBe(first.id)
    const again = await shop.refund({ visitorId: shop.visitor.id, purchaseId: first.id })
    expect(again.error?.code).toBe('already_refunded')
    expect((await shop.access()).hasAccess).toBe(true)
    const { purchase } = await unwrap(shop.refund())
    expect(purchase.id).toBe(second.id)
  })
})

describe('who may refund', () => {
  test('every role of the handle, and nobody else', async () => {
    const shop = await openShop(t)
    const body = { visitorId: shop.visitor.id }
    for (const role of ['CREATOR', 'OPERATOR'] as const) {
      const member = await t.as(await t.make.collaborator({ handle: shop.handle, role }))
      const { error } = await member.checkout.refundPurchase({ path: shop.path, body })
      expect(error?.code).toBe('purchase_not_found')
    }
    const outsider = await t.as(await t.make.account())
    const ofOutsider = await outsider.checkout.refundPurchase({ path: shop.path, body })
    const ofUnknown = await outsider.checkout.refundPurchase({
      path: { handle: 'no-such-handle', pageSlug: shop.page.slug },
      body,
    })
    expect(ofOutsider.error?.code).toBe('handle_not_found')
    expect({ ...ofOutsider.error, requestId: '' }).toEqual({ ...ofUnknown.error, requestId: '' })
    const byVisitor = await shop.client.checkout.refundPurchase({ path: shop.path, body })
    expect(byVisitor.error?.code).toBe('invalid_token')
    const byNobody = await t.client().checkout.refundPurchase({ path: shop.path, body })
    expect(byNobody.error?.code).toBe('missing_bearer_token')
  })
})
