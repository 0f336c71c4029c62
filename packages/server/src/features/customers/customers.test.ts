import { unwrap } from '@latchkey/sdk'
import { describe, expect, test } from 'vitest'
import { testApp } from '../../../test/app.ts'
import type { TestHandle } from '../../../test/factories.ts'
import { makeFile } from '../../../test/files.ts'

const t = await testApp({ env: { LIMITS: 'off' } })

const price = { amount: 2500, currency: 'usd' }
const granted = { amount: null, currency: null, grant_type: 'GRANTED' } as const

async function studio() {
  const handle = await t.make.handle()
  const { checkout } = await t.as(await t.make.collaborator({ handle, role: 'CREATOR' }))
  const path = { handle: handle.name }
  return {
    handle,
    checkout,
    path,
    sell: async (visitor: { id: string }, row = {}) => {
      await t.clock.advance(1)
      const page = await t.make.page({ handle, price })
      return { ...(await t.make.purchase({ page, visitor, row })), page, at: t.clock.now().toISOString() }
    },
    get: (visitorId: string) => checkout.getCustomer({ path: { ...path, visitorId } }),
  }
}

/** A visitor who wants two of a group buy of the handle. */
async function wants(handle: TestHandle, visitor: { id: string; email: string }, slug: string) {
  const { groupBuys } = await t.as(handle.owner)
  const path = { handle: handle.name, groupBuySlug: slug }
  const body = { slug, title: 'Together', targetQuantity: 5 }
  await unwrap(groupBuys.createGroupBuy({ path, body }))
  await unwrap(groupBuys.publishGroupBuy({ path }))
  const { token } = await t.make.visitorSession({ visitor })
  await unwrap(t.client({ token }).groupBuys.expressInterest({ path, body: { quantity: 2 } }))
}

describe('listCustomers', () => {
  test('adds up what everybody paid this handle, by currency, and nothing that they paid another', async () => {
    const [shop, other] = [await studio(), await studio()]
    const [ana, ben] = [await t.make.visitor(), await t.make.visitor()]
    const first = await shop.sell(ana)
    await shop.sell(ana, { refunded_amount: 1000 })
    await shop.sell(ana, { amount: 900, currency: 'eur' })
    const last = await shop.sell(ana, granted)
    const given = await shop.sell(ben, granted)
    await shop.sell(await t.make.visitor(), {
      state: 'open',
      access: 'none',
      grant_type: null,
      access_since: null,
    })
    await other.sell(ana)
    expect((await unwrap(shop.checkout.listCustomers({ path: shop.path }))).items).toEqual([
      {
        visitorId: ben.id,
        email: ben.email,
        purchases: 0,
        grants: 1,
        totals: [],
        firstSaleAt: given.at,
        lastSaleAt: given.at,
      },
      {
        visitorId: ana.id,
        email: ana.email,
        purchases: 3,
        grants: 1,
        totals: [
          {
            purchases: 1,
            paid: { amount: 900, currency: 'eur' },
            refunded: { amount: 0, currency: 'eur' },
          },
          {
            purchases: 2,
            paid: { amount: 5000, currency: 'usd' },
            refunded: { amount: 1000, currency: 'usd' },
          },
        ],
        firstSaleAt: first.at,
        lastSaleAt: last.at,
      },
    ])
  })

  test('everybody once, a few at a time, while they buy again', async () => {
    const shop = await studio()
    const people = []
    for (let index = 0; index < 5; index++) {
      const visitor = await t.make.visitor()
      people.push(visitor.id)
      await shop.sell(visitor)
      await shop.sell(visitor)
    }
    const seen: string[] = []
    let cursor: string | undefined
    do {
      const query = { limit: 2, ...(cursor && { cursor }) }
      const list = await unwrap(shop.checkout.listCustomers({ path: shop.path, query }))
      seen.push(...list.items.map(({ visitorId }) => visitorId))
      cursor = list.nextCursor ?? undefined
      for (const id of people) await shop.sell({ id })
    } while (cursor)
    expect(seen).toEqual(people.toSorted().reverse())
  })

  test('finds one person by their address, at the handles where they bought', async () => {
    const [shop, other] = [await studio(), await studio()]
    const visitor = await t.make.visitor({ email: 'found@example.com' })
    await shop.sell(await t.make.visitor())
    await shop.sell(visitor)
    const find = async ({ checkout, path }: typeof shop, email: string) =>
      (await unwrap(checkout.listCustomers({ path, query: { email } }))).items
    expect(await find(shop, 'Found@example.com')).toMatchObject([{ visitorId: visitor.id }])
    expect(await find(other, 'found@example.com')).toEqual([])
    expect(await find(shop, 'nobody@example.com')).toEqual([])
  })
})

describe('getCustomer', () => {
  test('shows everything of one person here, and nothing of theirs elsewhere', async () => {
    const [shop, other] = [await studio(), await studio()]
    const visitor = await t.make.visitor()
    const bought = await shop.sell(visitor)
    const pending = await shop.sell(visitor, {
      state: 'processing',
      access: 'none',
      grant_type: null,
      access_since: null,
      pending_since: t.clock.now(),
      voucher_url: 'https://pay.example/voucher',
      voucher_expires_at: t.clock.now(),
    })
    await t.db
      .insertInto('checkout_sessions')
      .values({
        purchase_id: pending.id,
        attempt: 1,
        stripe_session_id: null,
        state: 'complete',
        url: null,
        product_name: 'x',
        success_url: 'https://x.example/',
        cancel_url: 'https://x.example/',
        ...price,
        application_fee: 0,
        stripe_account_id: 'acct',
        statement_descriptor_suffix: null,
        created_at: t.clock.now(),
        expires_at: t.clock.now(),
      })
      .execute()
    await wants(shop.handle, visitor, 'together')
    const free = await t.make.page({ handle: shop.handle, accessMode: 'FREE_WITH_LOGIN' })
    const now = t.clock.now()
    await t.db
      .insertInto('free_logins')
      .values({ page_id: free.id, visitor_id: visitor.id, first_at: now })
      .execute()
    const file = await makeFile(t, shop.handle, { allowedEmails: [visitor.email] })

    await other.sell(visitor)
    await wants(other.handle, visitor, 'elsewhere')
    await makeFile(t, other.handle, { allowedEmails: [visitor.email] })

    const customer = await unwrap(shop.get(visitor.id))
    expect(customer).toMatchObject({
      visitorId: visitor.id,
      email: visitor.email,
      purchases: 1,
      grants: 0,
      totals: [{ purchases: 1, paid: price }],
      sales: [{ id: bought.id, status: 'PAID' }],
      pending: [{ purchaseId: pending.id, pageSlug: pending.page.slug, price, payBy: expect.any(String) }],
      interests: [{ groupBuySlug: 'together', quantity: 2 }],
      freeLogins: [{ pageSlug: free.slug, since: now.toISOString() }],
      files: [{ fileId: file.id, fileName: 'pattern.pdf', expiresAt: null }],
    })
    for (const list of ['sales', 'pending', 'interests', 'freeLogins', 'files'] as const) {
      expect(customer[list]).toHaveLength(1)
    }
    expect(JSON.stringify(customer)).not.toContain(other.handle.name)
    expect(JSON.stringify(customer)).not.toContain('pay.example')
  })

  test('knows nobody who has nothing here, and looks the same for those who are nobody', async () => {
    const [shop, other] = [await studio(), await studio()]
    const elsewhere = await t.make.visitor()
    await other.sell(elsewhere)
    // That an address was given a file says nothing about who is behind it.
    await makeFile(t, shop.handle, { allowedEmails: [elsewhere.email] })
    const ask = async (visitorId: string) => {
      const { error } = await shop.get(visitorId)
      return error && { code: error.code, status: error.status, details: error.details }
    }
    const nobody = await ask('vis_01jd6z3v9kf2x8t5w4q7r1m0ce')
    expect(nobody).toMatchObject({ code: 'customer_not_found', status: 404 })
    for (const id of [elsewhere.id, 'nonsense']) expect(await ask(id)).toEqual(nobody)

    const interested = await t.make.visitor()
    await wants(shop.handle, interested, 'first')
    expect(await unwrap(shop.get(interested.id))).toMatchObject({ purchases: 0, totals: [], sales: [] })
  })

  test('of who has erased their data only what was bought is left', async () => {
    const shop = await studio()
    const visitor = await t.make.visitor()
    const { id } = await shop.sell(visitor)
    await wants(shop.handle, visitor, 'wanted')
    await makeFile(t, shop.handle, { allowedEmails: [visitor.email] })
    const { token } = await t.make.visitorSession({ visitor })
    await unwrap(t.client({ token }).visitors.eraseVisitor())
    expect(await unwrap(shop.get(visitor.id))).toMatchObject({
      email: null,
      purchases: 1,
      sales: [{ id, email: null }],
      pending: [],
      interests: [],
      freeLogins: [],
      files: [],
    })
    const { items } = await unwrap(shop.checkout.listCustomers({ path: shop.path }))
    expect(items).toMatchObject([{ visitorId: visitor.id, email: null, purchases: 1 }])
  })
})
