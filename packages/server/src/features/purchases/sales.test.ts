import { type Latchkey, unwrap } from '@latchkey/sdk'
import { describe, expect, test } from 'vitest'
import { testApp } from '../../../test/app.ts'
import type { TestHandle, TestPage } from '../../../test/factories.ts'
import { openShop } from '../../../test/shop.ts'
import { statementsOf } from '../../../test/statements.ts'
import { openSession } from '../accounts/service.ts'

const t = await testApp({ stripe: true, env: { LIMITS: 'off' } })

const price = { amount: 2500, currency: 'usd' }
type Query = NonNullable<NonNullable<Parameters<Latchkey['checkout']['listSales']>[0]>['query']>

async function studio() {
  const handle = await t.make.handle()
  const creator = await t.make.collaborator({ handle, role: 'CREATOR' })
  const { checkout } = await t.as(creator)
  const path = { handle: handle.name }
  return {
    handle,
    creator,
    checkout,
    path,
    page: await t.make.page({ handle, price }),
    list: async (query: Query = {}) => (await unwrap(checkout.listSales({ path, query }))).items,
    ids: async (query: Query = {}) =>
      (await unwrap(checkout.listSales({ path, query }))).items.map(({ id }) => id),
  }
}

const refunded = { access: 'ended', grant_type: 'REFUNDED', refunded_amount: 2500 } as const
const disputed = { access: 'suspended' } as const
const granted = { amount: null, currency: null, grant_type: 'GRANTED' } as const

async function sell(page: TestPage, row = {}, visitor?: { id: string; email: string }) {
  await t.clock.advance(1)
  const buyer = visitor ?? (await t.make.visitor())
  const { id } = await t.make.purchase({ page, visitor: buyer, row })
  return { id, visitor: buyer, at: t.clock.now().toISOString() }
}

/** The list as a client gets it that asks for this media type. */
async function listAs(
  accept: string,
  { handle, creator }: { handle: TestHandle; creator: { id: string } },
  query = '',
) {
  const { accessToken } = await openSession(t.deps, creator.id)
  const url = `${t.origin()}/v2/handles/${handle.name}/sales${query}`
  return await t.send(new Request(url, { headers: { accept, authorization: `Bearer ${accessToken}` } }))
}

describe('listSales', () => {
  test('lists purchases and grants of all pages of the handle, newest first, and of no other', async () => {
    const [shop, other] = [await studio(), await studio()]
    const visitor = await t.make.visitor()
    const first = await sell(shop.page, {}, visitor)
    await sell(other.page, {}, visitor)
    const second = await sell(await t.make.page({ handle: shop.handle, price }), granted, visitor)
    await sell(shop.page, { state: 'open', access: 'none', grant_type: null, access_since: null })
    expect(await shop.list()).toMatchObject([
      { id: second.id, status: 'GRANTED', price: null, email: visitor.email, visitorId: visitor.id },
      {
        id: first.id,
        handle: shop.handle.name,
        pageSlug: shop.page.slug,
        pageTitle: `Title of ${shop.page.slug}`,
        status: 'PAID',
        grantType: 'PURCHASED',
        price,
        refunded: null,
        purchasedAt: first.at,
      },
    ])
  })

  test('narrows by each filter, and by several at once', async () => {
    const [shop, other] = [await studio(), await studio()]
    const euros = await t.make.page({ handle: shop.handle, price: { amount: 900, currency: 'eur' } })
    const ana = await t.make.visitor({ email: 'ana.filters@example.com' })
    const paid = await sell(shop.page, {}, ana)
    const partly = await sell(shop.page, { refunded_amount: 100 })
    const back = await sell(shop.page, refunded)
    const open = await sell(euros, disputed, ana)
    const given = await sell(euros, granted)
    const ended = await sell(euros, { ...granted, grant_type: 'REVOKED', access: 'ended' })
    for (const row of [{}, refunded, disputed]) await sell(other.page, row, ana)

    expect(await shop.ids({ email: 'Ana.Filters@Example.com' })).toEqual([open.id, paid.id])
    expect(await shop.ids({ visitorId: ana.id })).toEqual([open.id, paid.id])
    expect(await shop.ids({ page: euros.slug })).toEqual([ended.id, given.id, open.id])
    const byStatus = {
      PAID: paid,
      PARTIALLY_REFUNDED: partly,
      REFUNDED: back,
      DISPUTED: open,
      GRANTED: given,
      REVOKED: ended,
    } as const
    for (const [status, sale] of Object.entries(byStatus)) {
      expect(await shop.list({ status: status as keyof typeof byStatus })).toMatchObject([
        { id: sale.id, status },
      ])
    }
    expect(await shop.ids({ currency: 'EUR' })).toEqual([open.id])
    expect(await shop.ids({ from: back.at })).toEqual([ended.id, given.id, open.id, back.id])
    expect(await shop.ids({ to: back.at })).toEqual([partly.id, paid.id])
    expect(await shop.ids({ from: partly.at, to: open.at })).toEqual([back.id, partly.id])
    expect(await shop.ids({ from: partly.at, to: partly.at })).toEqual([])

    expect(
      await shop.ids({ email: ana.email, status: 'DISPUTED', currency: 'eur', page: euros.slug }),
    ).toEqual([open.id])
    expect(await shop.ids({ email: ana.email, status: 'REFUNDED' })).toEqual([])
    for (const nobody of [
      { email: 'nobody@example.com' },
      { visitorId: 'nonsense' },
      { page: other.page.slug },
      { currency: 'xxx' },
    ]) {
      expect(await shop.ids(nobody)).toEqual([])
    }
  })

  test('refuses filters that are none', async () => {
    const shop = await studio()
    const backwards = { from: '2030-02-01T00:00:00Z', to: '2030-01-01T00:00:00Z' }
    for (const query of [
      backwards,
      { from: 'yesterday' },
      { currency: 'euro' },
      { email: 'nobody' },
      { status: 'SOLD' as 'PAID' },
    ]) {
      const { error } = await shop.checkout.listSales({ path: shop.path, query })
      expect(error?.code).toBe('invalid_request')
    }
    const csv = await shop.checkout.listSales({
      path: shop.path,
      query: backwards,
      headers: { accept: 'text/csv' },
    })
    expect(csv.error?.code).toBe('invalid_request')
  })

  test('every sale once, a few at a time, while others are made', async () => {
    const shop = await studio()
    const made: string[] = []
    for (let index = 0; index < 5; index++) made.unshift((await sell(shop.page)).id)
    // Many at the same moment.
    for (let index = 0; index < 4; index++) {
      const visitor = await t.make.visitor()
      made.unshift((await t.make.purchase({ page: shop.page, visitor })).id)
    }
    const seen: string[] = []
    let cursor: string | undefined
    do {
      const query = { limit: 2, ...(cursor && { cursor }) }
      const list = await unwrap(shop.checkout.listSales({ path: shop.path, query }))
      seen.push(...list.items.map(({ id }) => id))
      cursor = list.nextCursor ?? undefined
      await sell(shop.page)
    } while (cursor)
    expect(seen).toHaveLength(made.length)
    expect(new Set(seen)).toEqual(new Set(made))
  })

  test('a deleted page stays in the list of what was sold, and can be filtered by', async () => {
    const shop = await studio()
    const { id } = await sell(shop.page)
    const { pages } = await t.as(shop.handle.owner)
    const path = { ...shop.path, pageSlug: shop.page.slug }
    expect(await unwrap(pages.deletePage({ path }))).toEqual({ archived: true })
    expect(await shop.list({ page: shop.page.slug })).toMatchObject([{ id, pageSlug: shop.page.slug }])
  })

  test('who has erased their data has no address any more, and is found by id', async () => {
    const shop = await studio()
    const { id, visitor } = await sell(shop.page)
    const { token } = await t.make.visitorSession({ visitor })
    await unwrap(t.client({ token }).visitors.eraseVisitor())
    expect(await shop.ids({ email: visitor.email })).toEqual([])
    expect(await shop.list({ visitorId: visitor.id })).toMatchObject([{ id, email: null }])
    expect(await (await listAs('text/csv', shop)).text()).toContain(`${visitor.id},,PAID`)
  })

  test('all that match as a file that a spreadsheet opens without running anything', async () => {
    const shop = await studio()
    const page = await t.make.page({ handle: shop.handle, price, title: '=cmd|calc, "quoted"' })
    const evil = await t.make.visitor({ email: '+evil@example.com' })
    const plain = await sell(shop.page)
    await sell(page, { amount: 1800, currency: 'jpy', refunded_amount: 300 }, evil)
    const response = await listAs('text/csv', shop, '?limit=1')
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8; header=present')
    expect(response.headers.get('content-disposition')).toBe(
      `attachment; filename="${shop.handle.name}-sales.csv"`,
    )
    expect(response.headers.get('vary')).toBe('accept')
    const lines = (await response.text()).trimEnd().split('\r\n')
    expect(lines).toHaveLength(3)
    expect(lines[0]).toBe(
      'purchase_id,page,page_title,visitor_id,email,status,has_access,price,refunded,currency,purchased_at',
    )
    expect(lines[1]).toContain(`,${page.slug},"'=cmd|calc, ""quoted""",${evil.id},'+evil@example.com,`)
    expect(lines[1]).toContain(',PARTIALLY_REFUNDED,true,1800,300,jpy,')
    expect(lines[2]).toBe(
      [
        plain.id,
        shop.page.slug,
        `Title of ${shop.page.slug}`,
        plain.visitor.id,
        plain.visitor.email,
        'PAID,true,25.00,,usd',
        plain.at,
      ].join(','),
    )
    const filtered = await (await listAs('text/csv', shop, '?currency=jpy')).text()
    expect(filtered.trimEnd().split('\r\n')).toHaveLength(2)
    expect((await listAs('application/json', shop)).headers.get('vary')).toBe('accept')
  })
})

describe('getSale', () => {
  test('shows the ledger, the mails and the attempts of a sale that was refunded in parts and disputed', async () => {
    const shop = await openShop(t)
    const path = { handle: shop.handle.name }
    const bought = await shop.buy()
    const get = () => unwrap(shop.creator.checkout.getSale({ path: { ...path, purchaseId: bought.id } }))
    const fresh = await get()
    expect(fresh).toMatchObject({
      id: bought.id,
      status: 'PAID',
      email: shop.visitor.email,
      ledger: [{ kind: 'CHARGE', status: 'succeeded', amount: price, cause: null, dueBy: null }],
      attempts: [{ attempt: 1, status: 'COMPLETE', price, checkoutSessionId: expect.stringMatching(/^cs_/) }],
    })
    expect(
      fresh.mails.map(({ kind, audience, email, outcome }) => [kind, audience, email, outcome]).sort(),
    ).toEqual([
      ['PURCHASE_CONFIRMED', 'BUYER', shop.visitor.email, 'SENT'],
      ['SALE_MADE', 'SELLER', shop.handle.owner.email, 'SENT'],
    ])

    await t.clock.advance(60)
    await t.stripe.dashboard.refund(bought.paymentIntentId, 1000)
    await shop.settled()
    expect(await get()).toMatchObject({
      status: 'PARTIALLY_REFUNDED',
      ledger: [{ kind: 'CHARGE' }, { kind: 'REFUND', cause: null, amount: { amount: 1000 } }],
    })

    await t.clock.advance(60)
    await t.stripe.dashboard.openDispute(bought.paymentIntentId)
    await shop.settled()
    const disputed = await get()
    expect(disputed).toMatchObject({ status: 'DISPUTED', hasAccess: false, disputed: true })
    expect(disputed.ledger.map(({ kind }) => kind)).toEqual(['CHARGE', 'REFUND', 'DISPUTE'])
    expect(disputed.ledger[2]).toMatchObject({ status: 'needs_response', dueBy: expect.any(String) })
    const kinds = new Set(disputed.mails.map(({ kind, audience }) => `${kind} ${audience}`))
    expect(kinds).toEqual(
      new Set([
        'PURCHASE_CONFIRMED BUYER',
        'SALE_MADE SELLER',
        'PURCHASE_REFUNDED BUYER',
        'SALE_REFUNDED SELLER',
        'DISPUTE_OPENED BUYER',
        'DISPUTE_OPENED SELLER',
      ]),
    )
    // What goes to whoever runs the platform is theirs.
    expect(JSON.stringify(disputed)).not.toContain('operator@latchkey.test')
    expect(JSON.stringify(disputed)).not.toContain(shop.urls.successUrl)
  })

  test('shows a refund of the creator with its reason, and while Stripe does not answer as one on its way', async () => {
    const shop = await openShop(t)
    const { id } = await shop.buy()
    const path = { handle: shop.handle.name, purchaseId: id }
    const body = { visitorId: shop.visitor.id, reason: 'Bought by mistake' }
    await unwrap(shop.creator.checkout.refundPurchase({ path: shop.path, body }))
    const sale = await unwrap(shop.creator.checkout.getSale({ path }))
    expect(sale).toMatchObject({
      status: 'REFUNDED',
      refunded: price,
      ledger: [{}, { kind: 'REFUND', cause: 'CREATOR', reason: 'Bought by mistake', amount: price }],
    })
    await t.db
      .updateTable('ledger_entries')
      .set({ status: 'requested', stripe_id: null })
      .where('purchase_id', '=', id)
      .where('kind', '=', 'refund')
      .execute()
    const asked = await unwrap(shop.creator.checkout.getSale({ path }))
    expect(asked.ledger[1]).toMatchObject({ kind: 'REFUND', status: 'pending', stripeId: null })
  })

  test('of a grant there is no ledger; who has left the handle or erased their data has no address', async () => {
    const shop = await studio()
    const helper = await t.make.collaborator({ handle: shop.handle, role: 'OPERATOR' })
    const page = { ...shop.path, pageSlug: shop.page.slug }
    const grant = await unwrap(
      shop.checkout.grantAccess({ path: page, body: { email: 'given.sale@example.com' } }),
    )
    await t.jobs.run()
    const path = { ...shop.path, purchaseId: grant.id }
    expect(await unwrap(shop.checkout.getSale({ path }))).toMatchObject({
      status: 'GRANTED',
      email: 'given.sale@example.com',
      ledger: [],
      attempts: [],
      mails: [
        { kind: 'ACCESS_GRANTED', audience: 'BUYER', email: 'given.sale@example.com', outcome: 'SENT' },
      ],
    })
    const { token } = await t.make.visitorSession({
      visitor: { id: grant.visitorId, email: 'given.sale@example.com' },
    })
    await unwrap(t.client({ token }).visitors.eraseVisitor())
    const erased = await unwrap(shop.checkout.getSale({ path }))
    expect(erased).toMatchObject({ email: null, mails: [{ email: null }] })

    const { id } = await sell(shop.page)
    const entry = await t.db
      .selectFrom('ledger_entries')
      .select('id')
      .where('purchase_id', '=', id)
      .executeTakeFirstOrThrow()
    const now = t.clock.now()
    const notice = { ledger_entry_id: entry.id, event: 'sale_made', audience: 'seller' } as const
    await t.db
      .insertInto('notices')
      .values({ ...notice, created_at: now })
      .execute()
    await t.db
      .insertInto('notice_recipients')
      .values({
        id: 'ntc_helper',
        ...notice,
        account_id: helper.id,
        address: null,
      })
      .execute()
    await t.db
      .insertInto('mails')
      .values({
        id: 'mail_01jd6z3v9kf2x8t5w4q7r1m0ce',
        kind: 'sale_made',
        subject_id: 'ntc_helper',
        created_at: now,
        attempt_after: now,
        outcome: 'refused',
        finished_at: now,
      })
      .execute()
    const mails = async () =>
      (await unwrap(shop.checkout.getSale({ path: { ...shop.path, purchaseId: id } }))).mails
    expect(await mails()).toMatchObject([{ audience: 'SELLER', email: helper.email, outcome: 'REFUSED' }])
    const { handles } = await t.as(shop.handle.owner)
    await unwrap(handles.replaceCollaborators({ path: shop.path, body: { collaborators: [] } }))
    const { checkout } = await t.as(shop.handle.owner)
    const later = await unwrap(checkout.getSale({ path: { ...shop.path, purchaseId: id } }))
    expect(later.mails).toMatchObject([{ audience: 'SELLER', email: null }])
  })

  test('knows no sale of another handle, none that was never paid, and none of another shape', async () => {
    const [shop, other] = [await studio(), await studio()]
    const elsewhere = await sell(other.page)
    const open = await sell(shop.page, {
      state: 'open',
      access: 'none',
      grant_type: null,
      access_since: null,
    })
    for (const purchaseId of [elsewhere.id, open.id, 'pur_01jd6z3v9kf2x8t5w4q7r1m0ce', 'nonsense']) {
      const path = { ...shop.path, purchaseId }
      expect((await shop.checkout.getSale({ path })).error?.code).toBe('purchase_not_found')
      expect((await shop.checkout.resendReceipt({ path })).error?.code).toBe('purchase_not_found')
    }
  })
})

test('lists and details ask the database as often for many rows as for one', async () => {
  const shop = await studio()
  const visitor = await t.make.visitor()
  const { id } = await sell(shop.page, {}, visitor)
  const { checkout, path } = shop
  const ask = {
    listSales: () => checkout.listSales({ path }),
    getSale: () => checkout.getSale({ path: { ...path, purchaseId: id } }),
    listCustomers: () => checkout.listCustomers({ path }),
    getCustomer: () => checkout.getCustomer({ path: { ...path, visitorId: visitor.id } }),
  }
  const count = async () => {
    const counts: Record<string, number> = {}
    for (const [name, work] of Object.entries(ask)) counts[name] = (await statementsOf(work)).length
    return counts
  }
  // New connections to the database begin with statements of their own.
  await count()
  const before = await count()
  for (let index = 0; index < 12; index++) {
    await sell(shop.page)
    await sell(await t.make.page({ handle: shop.handle, price }), {}, visitor)
  }
  expect(await count()).toEqual(before)
})
