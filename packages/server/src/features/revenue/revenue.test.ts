import { unwrap } from '@latchkey/sdk'
import { describe, expect, test } from 'vitest'
import { testApp } from '../../../test/app.ts'
import { openShop, type Shop } from '../../../test/shop.ts'

const t = await testApp({ stripe: true })

describe('getEarnings', () => {
  const months = async (shop: Shop, query = {}) =>
    (await unwrap(shop.creator.revenue.getEarnings({ path: { handle: shop.handle.name }, query }))).months
  const thisMonth = () => t.clock.now().toISOString().slice(0, 7)

  test('is empty before the first sale', async () => {
    expect(await months(await openShop(t))).toEqual([])
  })

  test('adds up sales, refunds and fees exactly', async () => {
    const shop = await openShop(t, { price: { amount: 999, currency: 'usd' } })
    await shop.buy()
    expect(await months(shop)).toEqual([
      {
        month: thisMonth(),
        currency: 'usd',
        settlementCurrency: 'usd',
        sales: 1,
        charged: 999,
        gross: 999,
        refunds: 0,
        disputes: 0,
        fees: 49,
        net: 950,
      },
    ])
    await unwrap(shop.refund())
    expect(await months(shop)).toEqual([
      {
        month: thisMonth(),
        currency: 'usd',
        settlementCurrency: 'usd',
        sales: 1,
        charged: 999,
        gross: 999,
        refunds: 999,
        disputes: 0,
        fees: 0,
        net: 0,
      },
    ])
  })

  test('does not charge the creator for refunds that the platform paid', async () => {
    const shop = await openShop(t)
    const { paymentIntentId } = await shop.buy()
    await t.stripe.dashboard.refund(paymentIntentId, 1000)
    await shop.settled()
    expect(await months(shop)).toMatchObject([{ gross: 2500, refunds: 0, fees: 125, net: 2375 }])
  })

  test('shows what banks took back while they have it', async () => {
    const shop = await openShop(t)
    const { paymentIntentId } = await shop.buy()
    const dispute = await t.stripe.dashboard.openDispute(paymentIntentId)
    await shop.settled()
    expect(await months(shop)).toMatchObject([{ gross: 2500, disputes: 2500, fees: 0, net: 0 }])
    await t.stripe.dashboard.closeDispute(dispute, 'won')
    await shop.settled()
    expect(await months(shop)).toMatchObject([{ gross: 2500, disputes: 0, fees: 125, net: 2375 }])
  })

  test('keeps currencies apart, and months: a refund counts when it is made', async () => {
    await using own = await testApp({ stripe: true })
    const shop = await openShop(own)
    await shop.buy()
    await own.db
      .updateTable('pages')
      .set({ price_amount: 1800, price_currency: 'jpy' })
      .where('id', '=', shop.page.id)
      .execute()
    await unwrap(shop.refund())
    await shop.buy()
    const soldIn = own.clock.now().toISOString().slice(0, 7)
    await own.clock.advance(20 * 86_400)
    const creator = await own.as(shop.handle.owner)
    await own.clock.advance(0)
    const list = async (query = {}) =>
      (await unwrap(creator.revenue.getEarnings({ path: { handle: shop.handle.name }, query }))).months
    expect((await list()).map(({ month, currency, net }) => [month, currency, net])).toEqual([
      [soldIn, 'jpy', 1710],
      [soldIn, 'usd', 0],
    ])
    expect(await list({ to: '2029-12' })).toEqual([])
    expect(await list({ from: soldIn, to: soldIn })).toHaveLength(2)
  })

  test('refuses months that are none, or the wrong way round', async () => {
    const shop = await openShop(t)
    const path = { handle: shop.handle.name }
    for (const query of [{ from: '2026-13' }, { from: 'x' }, { from: '2027-01', to: '2026-01' }]) {
      expect((await shop.creator.revenue.getEarnings({ path, query })).error?.code).toBe('invalid_request')
    }
  })

  test('counts this handle only, and is for operators and owners', async () => {
    const shop = await openShop(t)
    const other = await openShop(t)
    await other.buy()
    expect(await months(shop)).toEqual([])
    const creator = await t.as(await t.make.collaborator({ handle: shop.handle, role: 'CREATOR' }))
    const { error } = await creator.revenue.getEarnings({ path: { handle: shop.handle.name } })
    expect(error?.code).toBe('insufficient_role')
    const outsider = await shop.creator.revenue.getEarnings({ path: { handle: other.handle.name } })
    expect(outsider.error?.code).toBe('handle_not_found')
  })
})
