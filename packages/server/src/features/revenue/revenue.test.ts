import { unwrap } from '@latchkey/sdk'
import { describe, expect, test } from 'vitest'
import { testApp } from '../../../test/app.ts'
import { openShop, type Shop } from '../../../test/shop.ts'

const t = await testApp({ stripe: true })

const seller = async () => {
  const handle = await t.make.handle()
  const client = (await t.as(handle.owner)).revenue
  return { handle, client, path: { handle: handle.name } }
}

const accountsMade = () =>
  t.stripe.requests().filter(({ method, path }) => method === 'POST' && path === '/v1/accounts').length

describe('connecting Stripe', () => {
  test('goes from nothing through the form to ready', async () => {
    const { client, path, handle } = await seller()
    expect(await unwrap(client.getConnectStatus({ path }))).toMatchObject({
      status: 'not_connected',
      stripeAccountId: null,
      updatedAt: null,
    })
    expect((await client.createConnectDashboardLink({ path })).error?.code).toBe('connect_not_configured')

    const { url, expiresAt } = await unwrap(client.startConnectOnboarding({ path }))
    expect(url.startsWith(t.stripe.url)).toBe(true)
    expect(new Date(expiresAt).getTime()).toBeGreaterThan(t.clock.now().getTime())
    const status = await unwrap(client.getConnectStatus({ path }))
    expect(status).toMatchObject({ status: 'incomplete', detailsSubmitted: false, chargesEnabled: false })
    expect(status.requirementsDue.length).toBeGreaterThan(0)
    const account = status.stripeAccountId ?? ''

    const change = {
      detailsSubmitted: true,
      chargesEnabled: true,
      payoutsEnabled: true,
      transfers: 'active',
    } as const
    await t.stripe.dashboard.updateAccount(account, change)
    expect((await unwrap(client.getConnectStatus({ path }))).status).toBe('ready')
    const row = await t.db
      .selectFrom('handles')
      .selectAll()
      .where('id', '=', handle.id)
      .executeTakeFirstOrThrow()
    expect(row.stripe_account_id).toBe(account)
    const dashboard = await unwrap(client.createConnectDashboardLink({ path }))
    expect(dashboard.url.startsWith(t.stripe.url)).toBe(true)

    await t.stripe.dashboard.updateAccount(account, { payoutsEnabled: false })
    await t.stripe.webhooks.settle()
    await t.jobs.run()
    expect((await unwrap(client.getConnectStatus({ path }))).status).toBe('restricted')

    const events = await t.db
      .selectFrom('audit_events')
      .select('action')
      .where('handle_id', '=', handle.id)
      .orderBy('id')
      .execute()
    expect(events.map(({ action }) => action)).toEqual(['connect.started', 'connect.connected'])
  })

  test('makes one account, however often and however many at once', async () => {
    const { client, path, handle } = await seller()
    const before = accountsMade()
    const links = await Promise.all(
      Array.from({ length: 8 }, () => unwrap(client.startConnectOnboarding({ path }))),
    )
    expect(new Set(links.map(({ url }) => url)).size).toBe(8)
    const rows = await t.db
      .selectFrom('connect_accounts')
      .selectAll()
      .where('handle_id', '=', handle.id)
      .execute()
    expect(rows).toHaveLength(1)
    expect(accountsMade() - before).toBeLessThanOrEqual(8)
    const { data } = await t.deps.stripe.accounts.list({ limit: 100 })
    expect(data.filter(({ metadata }) => metadata?.handle_id === handle.id)).toHaveLength(1)
  })

  test('an account whose answer was lost is not made twice', async () => {
    const { client, path, handle } = await seller()
    t.stripe.fault('answer-lost')
    await client.startConnectOnboarding({ path })
    t.stripe.fault(null)
    await unwrap(client.startConnectOnboarding({ path }))
    const { data } = await t.deps.stripe.accounts.list({ limit: 100 })
    expect(data.filter(({ metadata }) => metadata?.handle_id === handle.id)).toHaveLength(1)
  })

  test('after a transfer the new owner connects an account of their own, the former one stays known', async () => {
    const { client, path, handle } = await seller()
    await unwrap(client.startConnectOnboarding({ path }))
    const heir = await t.make.account()
    await t.db
      .updateTable('collaborators')
      .set({ role: 'OPERATOR' })
      .where('handle_id', '=', handle.id)
      .execute()
    await t.make.collaborator({ handle, account: heir, role: 'OWNER' })
    await t.db.updateTable('handles').set({ stripe_account_id: null }).where('id', '=', handle.id).execute()
    expect((await unwrap(client.getConnectStatus({ path }))).status).toBe('not_connected')
    await unwrap((await t.as(heir)).revenue.startConnectOnboarding({ path }))
    const rows = await t.db
      .selectFrom('connect_accounts')
      .select(['account_id'])
      .where('handle_id', '=', handle.id)
      .execute()
    expect(rows.map((row) => row.account_id).toSorted()).toEqual([handle.owner.id, heir.id].toSorted())
  })

  test('says so when Stripe does not answer', async () => {
    const { client, path } = await seller()
    t.stripe.fault('api-down')
    expect((await client.startConnectOnboarding({ path })).error?.code).toBe('payment_provider_error')
    t.stripe.fault(null)
    await unwrap(client.startConnectOnboarding({ path }))
    const { stripeAccountId } = await unwrap(client.getConnectStatus({ path }))
    await t.stripe.dashboard.updateAccount(stripeAccountId ?? '', { detailsSubmitted: true })
    await unwrap(client.getConnectStatus({ path }))
    t.stripe.fault('api-down')
    expect((await unwrap(client.getConnectStatus({ path }))).status).toBe('restricted')
    expect((await client.createConnectDashboardLink({ path })).error?.code).toBe('payment_provider_error')
    t.stripe.fault(null)
  })

  test('returns to the dashboard or the own site, and nowhere else', async () => {
    const { client, path, handle } = await seller()
    for (const url of [`${t.origin('app')}/x`, `${t.origin(handle.name)}/x`]) {
      expect(
        (await client.startConnectOnboarding({ path, body: { returnUrl: url, refreshUrl: url } })).error,
      ).toBeUndefined()
    }
    for (const url of ['https://evil.example/', 'javascript:alert(1)', `${t.origin('other')}/`, '//x']) {
      const { error } = await client.startConnectOnboarding({ path, body: { refreshUrl: url } })
      expect(error?.code).toBe('invalid_redirect_url')
    }
  })
})

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
