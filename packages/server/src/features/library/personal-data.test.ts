import { unwrap } from '@latchkey/sdk'
import { describe, expect, test } from 'vitest'
import { testApp } from '../../../test/app.ts'
import { commitMeanwhile } from '../../../test/meanwhile.ts'
import { openShop } from '../../../test/shop.ts'

const t = await testApp({ stripe: true })

/** The visitor of a shop, signed in just now for all handles. */
async function freshBuyer() {
  const shop = await openShop(t)
  await t.clock.advance(3600)
  const { token } = await t.make.visitorSession({ visitor: shop.visitor })
  return { shop, client: t.client({ token }) }
}

const wantSome = async (client: ReturnType<typeof t.client>, quantity: number) => {
  const handle = await t.make.handle()
  const { groupBuys } = await t.as(handle.owner)
  const path = { handle: handle.name, groupBuySlug: 'together' }
  const body = { slug: 'together', title: 'Together', targetQuantity: 10 }
  await unwrap(groupBuys.createGroupBuy({ path: { handle: handle.name }, body }))
  await unwrap(groupBuys.publishGroupBuy({ path }))
  await unwrap(client.groupBuys.expressInterest({ path, body: { quantity } }))
  return path
}

describe('a session that is too old, or bound to one handle', () => {
  test('may neither export nor erase', async () => {
    const visitor = await t.make.visitor()
    const handle = await t.make.handle()
    const bound = await t.make.visitorSession({ visitor, handle })
    const old = await t.make.visitorSession({ visitor })
    await t.clock.advance(10 * 60 + 1)
    for (const { token } of [bound, old]) {
      const { visitors } = t.client({ token })
      expect((await visitors.exportVisitor()).error?.code).toBe('fresh_session_required')
      expect((await visitors.eraseVisitor()).error?.code).toBe('fresh_session_required')
    }
    const again = await t.make.visitorSession({ visitor, handle })
    expect((await t.client({ token: again.token }).visitors.exportVisitor()).error?.code).toBe(
      'fresh_session_required',
    )
    expect((await t.client({ token: old.token }).visitors.getVisitor()).error).toBeUndefined()
  })
})

describe('exportVisitor', () => {
  test('holds everything that is kept', async () => {
    const { shop, client } = await freshBuyer()
    await shop.buy()
    const members = await t.make.page({ accessMode: 'FREE_WITH_LOGIN' })
    await unwrap(client.pages.checkPageAccess({ path: { handle: members.handle, pageSlug: members.slug } }))
    await t.deps.background.drain()
    const wanted = await wantSome(client, 3)
    const data = await unwrap(client.visitors.exportVisitor())
    expect(data.visitor).toMatchObject({ id: shop.visitor.id, email: shop.visitor.email })
    expect(data.sessions).toHaveLength(2)
    expect(data.access.map(({ accessType }) => accessType).toSorted()).toEqual(['FREE_LOGIN', 'PURCHASE'])
    expect(data.interests).toMatchObject([{ ...wanted, quantity: 3 }])
  })
})

describe('eraseVisitor', () => {
  test('removes the address everywhere; the purchase stays for the books', async () => {
    const { shop, client } = await freshBuyer()
    const { id } = await shop.buy()
    await t.client().visitors.requestMagicLink({ body: { email: shop.visitor.email } })
    const wanted = await wantSome(client, 3)
    await t.jobs.run()
    expect((await client.visitors.eraseVisitor()).response.status).toBe(204)

    expect((await client.visitors.getVisitor()).error?.code).toBe('visitor_unauthorized')
    expect(await shop.access()).toMatchObject({ hasAccess: false, nextAction: 'sign_in' })
    expect(await unwrap(t.client().groupBuys.getPublicGroupBuy({ path: wanted }))).toMatchObject({
      interestedQuantity: 0,
      people: 0,
    })
    const purchase = await shop.payment()
    expect(purchase).toMatchObject({ id, amount: 2500, grant_type: 'PURCHASED' })
    const tables = await t.deps.pool.query<{ name: string }>(
      `select table_name as name from information_schema.tables where table_schema = 'public'`,
    )
    expect(tables.rows.length).toBeGreaterThan(20)
    for (const { name } of tables.rows) {
      const found = await t.deps.pool.query(`select 1 from ${name} as entry where entry::text ilike $1`, [
        `%${shop.visitor.email}%`,
      ])
      expect(found.rowCount, name).toBe(0)
    }
  })

  test('a refund afterwards writes to the seller alone, without an address', async () => {
    const { shop, client } = await freshBuyer()
    await shop.buy()
    await unwrap(client.visitors.eraseVisitor())
    const sent = t.mail.sent.length
    const creator = await t.as(shop.handle.owner)
    await unwrap(creator.checkout.refundPurchase({ path: shop.path, body: { visitorId: shop.visitor.id } }))
    await shop.settled()
    const mails = t.mail.sent.slice(sent)
    expect(mails.map(({ to }) => to)).toEqual([shop.handle.owner.email])
    expect(mails[0]?.text).toContain('a buyer who had their address erased')
    expect(mails[0]?.text).not.toContain(shop.visitor.email)
  })

  test('the address may come back as somebody new, without what was erased', async () => {
    const { shop, client } = await freshBuyer()
    await shop.buy()
    await unwrap(client.visitors.eraseVisitor())
    const again = await t.make.visitor({ email: shop.visitor.email })
    const { token } = await t.make.visitorSession({ visitor: again })
    const { items } = await unwrap(t.client({ token }).visitors.listVisitorAccess())
    expect(items).toEqual([])
  })

  test('ends checkouts that are open, and waits for payments that are on their way', async () => {
    const { shop, client } = await freshBuyer()
    const { checkoutSessionId } = await unwrap(shop.checkout(client))
    t.stripe.fault('api-down')
    expect((await client.visitors.eraseVisitor()).error?.code).toBe('payment_provider_error')
    t.stripe.fault(null)
    expect((await client.visitors.getVisitor()).error).toBeUndefined()
    await unwrap(client.visitors.eraseVisitor())
    expect((await t.deps.stripe.checkout.sessions.retrieve(checkoutSessionId)).status).toBe('expired')

    const delayed = await freshBuyer()
    const pending = await unwrap(delayed.shop.checkout(delayed.client))
    await t.stripe.buyer.payDelayed(pending.checkoutSessionId)
    await delayed.shop.settled()
    expect((await delayed.client.visitors.eraseVisitor()).error?.code).toBe('payment_in_progress')
  })

  test('ends a checkout that another tab opens meanwhile', async () => {
    const { shop, client } = await freshBuyer()
    const { checkoutSessionId } = await unwrap(shop.checkout(client))
    const reach = (state: string) => `update checkout_sessions set state = '${state}' from purchases
      where purchases.id = purchase_id and visitor_id = $1`
    await t.deps.pool.query(reach('expired'), [shop.visitor.id])
    const opening = [
      ['select from visitors where id = $1 for share', shop.visitor.id],
      [reach('open'), shop.visitor.id],
    ] as const
    await unwrap(commitMeanwhile(t, opening, () => client.visitors.eraseVisitor()))
    expect((await t.deps.stripe.checkout.sessions.retrieve(checkoutSessionId)).status).toBe('expired')
  })

  test('keeps a checkout from being opened that began before', async () => {
    const { shop, client } = await freshBuyer()
    const erasing = [
      ["update visitors set email = id || '@erased.invalid' where id = $1", shop.visitor.id],
    ] as const
    const { error } = await commitMeanwhile(t, erasing, () => shop.checkout(client))
    expect(error?.code).toBe('payment_provider_error')
    const { data } = await t.deps.stripe.checkout.sessions.list({ status: 'open', limit: 100 })
    expect(data.filter(({ customer_email }) => customer_email === shop.visitor.email)).toEqual([])
  })

  test('leaves no session when a link is opened at the same moment', async () => {
    const { shop, client } = await freshBuyer()
    await unwrap(t.client().visitors.requestMagicLink({ body: { email: shop.visitor.email } }))
    const opening = [
      ['update magic_link_challenges set used_at = now() where email = $1', shop.visitor.email],
      ['select from visitors where id = $1 for update', shop.visitor.id],
      [
        `insert into visitor_sessions (id, token_hash, visitor_id, created_at, expires_at)
          values ('vse_meanwhile', '\\x01', $1, now(), now() + interval '1 day')`,
        shop.visitor.id,
      ],
    ] as const
    await unwrap(commitMeanwhile(t, opening, () => client.visitors.eraseVisitor()))
    const sessions = t.db.selectFrom('visitor_sessions').select('id')
    expect(await sessions.where('visitor_id', '=', shop.visitor.id).execute()).toEqual([])
  })
})
