import { unwrap } from '@latchkey/sdk'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { type TestApp, testApp } from '../../../test/app.ts'
import { openShop, type Shop } from '../../../test/shop.ts'
import { inOwnTransaction } from '../../platform/database/transaction.ts'
import { findEarnings } from '../purchases/service.ts'

/** Earnings by month, as the owner sees them. */
async function months(t: TestApp, { handle }: Shop, query = {}) {
  const { revenue } = await t.as(handle.owner)
  return (await unwrap(revenue.getEarnings({ path: { handle: handle.name }, query }))).months
}

const monthOf = (date: Date) => date.toISOString().slice(0, 7)
const nextMonth = (date: Date) => new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1))
const secondsTo = (t: TestApp, date: Date) => (date.getTime() - t.clock.now().getTime()) / 1000

const refund = async (t: TestApp, { handle, path, visitor }: Shop) =>
  unwrap((await t.as(handle.owner)).checkout.refundPurchase({ path, body: { visitorId: visitor.id } }))

describe('a month', () => {
  test('ends at midnight UTC: what is sold in its last second is its own, what is refunded after is not', async () => {
    await using t = await testApp({ stripe: true })
    const midnight = nextMonth(t.clock.now())
    await t.clock.advance(secondsTo(t, midnight) - 1)
    const before = monthOf(t.clock.now())
    const [sold, late] = [await openShop(t), await openShop(t)]
    await sold.buy()
    await t.clock.advance(1)
    const after = monthOf(t.clock.now())
    expect(after).not.toBe(before)
    await late.buy()
    expect(await months(t, late)).toMatchObject([{ month: after, sales: 1, gross: 2500 }])

    await refund(t, sold)
    await sold.settled()
    const both = await months(t, sold)
    expect(both).toMatchObject([
      { month: after, sales: 0, charged: 0, gross: 0, refunds: 2500, fees: -125, net: -2375 },
      { month: before, sales: 1, charged: 2500, gross: 2500, refunds: 0, fees: 125, net: 2375 },
    ])
    expect(await months(t, sold, { from: before, to: before })).toEqual([both[1]])
    expect(await months(t, sold, { from: after, to: after })).toEqual([both[0]])
  })

  test('is the same whatever time zone the database is in', async () => {
    await using t = await testApp({ stripe: true })
    await t.clock.advance(secondsTo(t, nextMonth(t.clock.now())) - 1)
    const shop = await openShop(t)
    await shop.buy()
    const from = nextMonth(new Date(t.clock.now().getTime() - 60 * 86_400_000))
    const until = nextMonth(t.clock.now())
    const seenFrom = (zone: string) =>
      inOwnTransaction(t.db, async (trx) => {
        await sql`select set_config('TimeZone', ${zone}, true)`.execute(trx)
        return await findEarnings(trx, shop.handle.id, { from, until })
      })
    const inUtc = await seenFrom('UTC')
    expect(inUtc).toMatchObject([{ month: monthOf(t.clock.now()), sales: 1 }])
    for (const zone of ['Pacific/Kiritimati', 'Pacific/Pago_Pago'])
      expect(await seenFrom(zone)).toEqual(inUtc)
  })

  test('that is over never changes: disputes and their end count when they happen', async () => {
    await using t = await testApp({ stripe: true })
    const shop = await openShop(t)
    const { paymentIntentId } = await shop.buy()
    const sold = monthOf(t.clock.now())
    const settled = await months(t, shop)
    const inNextMonth = async () => {
      await t.clock.advance(secondsTo(t, nextMonth(t.clock.now())))
      return monthOf(t.clock.now())
    }

    const disputed = await inNextMonth()
    const dispute = await t.stripe.dashboard.openDispute(paymentIntentId)
    await shop.settled()
    const won = await inNextMonth()
    await t.stripe.dashboard.closeDispute(dispute, 'won')
    await shop.settled()
    const all = await months(t, shop)
    expect(all.map(({ month, sales, disputes, fees, net }) => [month, sales, disputes, fees, net])).toEqual([
      [won, 0, -2500, 125, 2375],
      [disputed, 0, 2500, -125, -2375],
      [sold, 1, 0, 125, 2375],
    ])
    expect(all.at(-1)).toEqual(settled[0])
  })

  test('counts a sale once, however often it is settled', async () => {
    await using t = await testApp({ stripe: true })
    const shop = await openShop(t)
    const { id } = await shop.buy()
    const once = await months(t, shop)
    for (let night = 0; night < 3; night++) {
      await t.clock.advance(86_400)
      await inOwnTransaction(t.db, async (trx) => {
        await sql`select graphile_worker.add_job('settle_purchase', ${JSON.stringify({ purchaseId: id })}::json)`.execute(
          trx,
        )
      })
      await t.jobs.run()
    }
    expect(await months(t, shop)).toEqual(once)
  })
})

describe('currencies', () => {
  test('are kept apart, those without decimals too, each in its smallest unit', async () => {
    await using t = await testApp({ stripe: true })
    const shop = await openShop(t, { price: { amount: 1999, currency: 'usd' } })
    for (const price of [
      { amount: 1999, currency: 'usd' },
      { amount: 1801, currency: 'jpy' },
      { amount: 15_000, currency: 'krw' },
      { amount: 1999, currency: 'eur' },
    ]) {
      const { visitor, token } = await t.make.visitorSession({ expiresAt: nextMonth(t.clock.now()) })
      await t.db
        .updateTable('pages')
        .set({ price_amount: price.amount, price_currency: price.currency })
        .where('id', '=', shop.page.id)
        .execute()
      const { checkoutSessionId } = await unwrap(shop.checkout(t.client({ token })))
      await t.stripe.buyer.pay(checkoutSessionId)
      await shop.settled()
      expect(visitor.id).toBeTruthy()
    }
    const found = await months(t, shop)
    expect(found.map(({ currency, sales, charged }) => [currency, sales, charged])).toEqual([
      ['eur', 1, 1999],
      ['jpy', 1, 1801],
      ['krw', 1, 15_000],
      ['usd', 1, 1999],
    ])
    for (const row of found) {
      expect(row.net).toBe(row.gross - row.refunds - row.disputes - row.fees)
      expect(Number.isInteger(row.fees)).toBe(true)
      expect(row.net).toBeGreaterThan(0)
    }
  })

  test('in which Stripe pays out another than the buyer paid in, both are named and refunds come back in the same', async () => {
    await using t = await testApp({ stripe: true })
    await t.stripe.dashboard.updatePlatform({ settlementCurrencies: ['eur'] })
    const shop = await openShop(t, { price: { amount: 2000, currency: 'usd' } })
    await shop.buy()
    const [sale] = await months(t, shop)
    expect(sale).toMatchObject({ currency: 'usd', settlementCurrency: 'eur', sales: 1, charged: 2000 })
    await t.clock.advance(secondsTo(t, nextMonth(t.clock.now())))
    await refund(t, shop)
    await shop.settled()
    const [refunded, first] = await months(t, shop)
    expect(first).toEqual(sale)
    expect(refunded).toMatchObject({
      currency: 'usd',
      settlementCurrency: 'eur',
      sales: 0,
      refunds: sale?.gross,
    })
    expect((refunded?.net ?? 0) + (sale?.net ?? 0)).toBe(0)
  })
})
