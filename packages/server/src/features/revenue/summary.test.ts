import { unwrap } from '@latchkey/sdk'
import { describe, expect, test } from 'vitest'
import { testApp } from '../../../test/app.ts'
import { openShop, type Shop } from '../../../test/shop.ts'
import { statementsOf } from '../../../test/statements.ts'

const t = await testApp({ stripe: true, env: { LIMITS: 'off' } })
const DAY = 24 * 3600

const summaryOf = async ({ handle }: Pick<Shop, 'handle'>) => {
  const { handles } = await t.as(handle.owner)
  return await unwrap(handles.getHandleSummary({ path: { handle: handle.name } }))
}

const attention = async (shop: Pick<Shop, 'handle'>) =>
  Object.fromEntries((await summaryOf(shop)).attention.map(({ kind, count }) => [kind, count]))

describe('getHandleSummary', () => {
  test('counts the sales of today and this month as the earnings do, each handle by itself', async () => {
    const [shop, other] = [await openShop(t), await openShop(t)]
    expect(await summaryOf(shop)).toEqual({
      today: { from: expect.stringMatching(/T00:00:00\.000Z$/), figures: [] },
      month: { from: expect.stringMatching(/-01T00:00:00\.000Z$/), figures: [] },
      attention: [],
    })
    await shop.buy()
    await other.buy()
    await t.clock.advance(DAY)
    await unwrap(
      (await t.as(shop.handle.owner)).checkout.refundPurchase({
        path: shop.path,
        body: { visitorId: shop.visitor.id },
      }),
    )
    await shop.settled()
    const again = await t.make.visitorSession({ visitor: shop.visitor })
    const { checkoutSessionId } = await unwrap(shop.checkout(t.client({ token: again.token })))
    await t.stripe.buyer.pay(checkoutSessionId)
    await shop.settled()
    const { today, month } = await summaryOf(shop)
    const pair = { currency: 'usd', settlementCurrency: 'usd' }
    expect(today.figures).toEqual([{ ...pair, sales: 1, charged: 2500, refunds: 2500 }])
    expect(month.figures).toEqual([{ ...pair, sales: 2, charged: 5000, refunds: 2500 }])
    const { revenue } = await t.as(shop.handle.owner)
    const { months } = await unwrap(revenue.getEarnings({ path: { handle: shop.handle.name } }))
    expect(months).toMatchObject(month.figures)
    expect((await summaryOf(other)).today.figures).toEqual([])
  })

  test('names disputes until they are answered, with the day when the first is due', async () => {
    const shop = await openShop(t)
    const { paymentIntentId } = await shop.buy()
    const dispute = await t.stripe.dashboard.openDispute(paymentIntentId)
    await shop.settled()
    const [item] = (await summaryOf(shop)).attention
    const { due_by: due } = await t.db
      .selectFrom('ledger_entries')
      .select('due_by')
      .where('stripe_id', '=', dispute)
      .executeTakeFirstOrThrow()
    expect(item).toEqual({ kind: 'dispute_open', count: 1, dueBy: due?.toISOString() ?? null })
    expect(await attention(await openShop(t))).toEqual({})
    await t.stripe.dashboard.updateDispute(dispute, 'under_review')
    await shop.settled()
    expect(await attention(shop)).toEqual({})
  })

  test('names refunds that failed until they are made up for, or are long ago', async () => {
    const shop = await openShop(t)
    const { paymentIntentId, id } = await shop.buy()
    const refund = await t.stripe.dashboard.refund(paymentIntentId, 1000)
    await shop.settled()
    expect(await attention(shop)).toEqual({})
    await t.stripe.dashboard.setRefundStatus(refund, 'failed')
    await shop.settled()
    expect(await attention(shop)).toEqual({ refund_failed: 1 })
    const failedAt = (
      await t.db
        .selectFrom('ledger_entries')
        .select('updated_at')
        .where('stripe_id', '=', refund)
        .executeTakeFirstOrThrow()
    ).updated_at
    const age = (days: number) =>
      t.db
        .updateTable('ledger_entries')
        .set({ updated_at: new Date(failedAt.getTime() - days * DAY * 1000) })
        .where('stripe_id', '=', refund)
        .execute()
    await age(31)
    expect(await attention(shop)).toEqual({})
    await age(0)
    await t.clock.advance(60)
    await t.stripe.dashboard.refund(paymentIntentId, 500)
    await shop.settled()
    expect(await attention(shop), `purchase ${id}`).toEqual({})
  })

  test('names an account that is not connected once there is something to sell, and what Stripe lacks', async () => {
    const handle = await t.make.handle()
    expect(await attention({ handle })).toEqual({})
    await t.make.page({ handle, price: { amount: 500, currency: 'usd' } })
    expect(await attention({ handle })).toEqual({ connect_incomplete: 1 })

    const shop = await openShop(t)
    const set = (row: {
      details_submitted?: boolean
      payouts_enabled?: boolean
      requirements_due?: string[]
    }) =>
      t.db
        .updateTable('connect_accounts')
        .set({ details_submitted: true, payouts_enabled: true, ...row })
        .where('stripe_account_id', '=', shop.stripeAccount)
        .execute()
    await set({ details_submitted: false })
    expect(await attention(shop)).toEqual({ connect_incomplete: 1 })
    await set({ payouts_enabled: false, requirements_due: ['external_account', 'tos_acceptance.date'] })
    expect(await attention(shop)).toEqual({ connect_requirements_due: 2 })
    await set({ payouts_enabled: false, requirements_due: [] })
    expect(await attention(shop)).toEqual({ connect_requirements_due: 1 })
    await set({})
    expect(await attention(shop)).toEqual({})
  })

  test('names webhook endpoints that are off, and reports that are open', async () => {
    const shop = await openShop(t)
    const path = { handle: shop.handle.name }
    const endpoints = []
    for (const url of ['https://a.example.com/', 'https://b.example.com/']) {
      const body = { url, events: ['purchase.completed' as const] }
      endpoints.push((await unwrap(shop.creator.webhooks.createWebhookEndpoint({ path, body }))).endpoint)
    }
    await t.db
      .updateTable('webhook_endpoints')
      .set({ disabled_at: t.clock.now() })
      .where('id', '=', endpoints[0]?.id ?? '')
      .execute()
    const body = { summary: 'It is broken', details: 'x', handle: shop.handle.name }
    const { reportId } = await unwrap(t.client().support.reportProblem({ body }))
    expect(await attention(shop)).toEqual({ webhook_endpoint_disabled: 1, support_report_open: 1 })
    await t.db.updateTable('reports').set({ state: 'RESOLVED' }).where('id', '=', reportId).execute()
    expect(await attention(shop)).toEqual({ webhook_endpoint_disabled: 1 })
  })

  test('is for creators, shows no fees, and asks the database as often whatever there is', async () => {
    const shop = await openShop(t)
    const creator = await t.as(await t.make.collaborator({ handle: shop.handle, role: 'CREATOR' }))
    const ask = () => creator.handles.getHandleSummary({ path: { handle: shop.handle.name } })
    const before = await statementsOf(ask)
    await shop.buy()
    await t.stripe.dashboard.openDispute((await shop.payment()).paymentIntentId)
    await shop.settled()
    const after = await statementsOf(ask)
    expect(after).toHaveLength(before.length)
    expect(Object.keys((await unwrap(ask())).today.figures[0] ?? {}).sort()).toEqual([
      'charged',
      'currency',
      'refunds',
      'sales',
      'settlementCurrency',
    ])
  })
})
