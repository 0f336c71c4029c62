import { unwrap } from '@latchkey/sdk'
import { describe, expect, test } from 'vitest'
import { testApp } from '../../../test/app.ts'
import type { TestHandle } from '../../../test/factories.ts'
import { commitMeanwhile } from '../../../test/meanwhile.ts'
import { openShop } from '../../../test/shop.ts'

const t = await testApp({ stripe: true, env: { LIMITS: 'off' } })

let count = 0
const address = () => `reader${++count}@example.org`

const audit = async (handle: TestHandle) => {
  const { items } = await unwrap(
    (await t.as(handle.owner)).handles.listAuditEvents({ path: { handle: handle.name } }),
  )
  return items
}

/** A session of whoever reads the mail of the address. */
async function sessionOf(email: string) {
  const { id } = await t.db
    .selectFrom('visitors')
    .select('id')
    .where('email', '=', email)
    .executeTakeFirstOrThrow()
  return await t.make.visitorSession({ visitor: { id, email } })
}

describe('grantAccess', () => {
  test('opens a paid page to an address without a payment, and tells it by mail', async () => {
    const shop = await openShop(t)
    const email = address()
    const grant = (to: string) => shop.creator.checkout.grantAccess({ path: shop.path, body: { email: to } })
    const { data, response } = await grant(email.toUpperCase())
    expect(response.status).toBe(201)
    expect(data).toMatchObject({ grantType: 'GRANTED', hasAccess: true, price: null, refunded: null })

    const { visitor, token } = await sessionOf(email)
    const access = await unwrap(t.client({ token }).pages.checkPageAccess({ path: shop.path }))
    expect(access).toMatchObject({ hasAccess: true, reason: 'entitled' })
    const history = await unwrap(t.client({ token }).visitors.listVisitorAccess())
    expect(history.items).toMatchObject([{ accessType: 'GRANT', status: 'ACTIVE', pricePaid: null }])
    const [mail, ...others] = await t.mail.to(email)
    expect(mail?.subject).toBe(`You were given access: Title of ${shop.page.slug}`)
    expect(mail?.text).toContain(`${shop.site}/${shop.page.slug}`)
    expect(others).toEqual([])
    const [event] = await audit(shop.handle)
    expect(event).toMatchObject({
      action: 'access.granted',
      from: null,
      to: { purchaseId: data?.id, visitorId: visitor.id, pageSlug: shop.page.slug },
    })
    expect(JSON.stringify(event), 'addresses of visitors stay out of the log').not.toContain(email)
    const checkout = await shop.checkout(t.client({ token }))
    expect(checkout.error?.code).toBe('already_purchased')
    expect((await grant(email)).error?.code).toBe('already_purchased')
  })

  test('ten at once to one new address make one visitor, one grant, one mail', async () => {
    const shop = await openShop(t)
    const email = address()
    const results = await Promise.all(
      Array.from({ length: 10 }, () =>
        shop.creator.checkout.grantAccess({ path: shop.path, body: { email } }),
      ),
    )
    expect(results.filter(({ data }) => data)).toHaveLength(1)
    expect(results.filter(({ error }) => error?.code === 'already_purchased')).toHaveLength(9)
    expect(await t.mail.to(email)).toHaveLength(1)
  })

  test('ends a checkout that the visitor has open, so that nobody pays for what they were given', async () => {
    const shop = await openShop(t)
    const { checkoutSessionId } = await unwrap(shop.checkout())
    const body = { email: shop.visitor.email }
    await unwrap(shop.creator.checkout.grantAccess({ path: shop.path, body }))
    await t.jobs.run()
    const session = await t.deps.stripe.checkout.sessions.retrieve(checkoutSessionId)
    expect(session.status).toBe('expired')
    expect((await shop.access()).hasAccess).toBe(true)
  })

  test('keeps a checkout from being opened that began before', async () => {
    const shop = await openShop(t)
    const grant = [
      ['select from visitors where id = $1 for no key update', shop.visitor.id],
      [
        `insert into purchases (id, handle_id, page_id, visitor_id, state, access, grant_type, created_at)
          values ('pur_meanwhile', $1, $2, $3, 'paid', 'active', 'GRANTED', now())`,
        shop.handle.id,
        shop.page.id,
        shop.visitor.id,
      ],
    ] as const
    const { error } = await commitMeanwhile(t, grant, () => shop.checkout())
    expect(error?.code).toBe('already_purchased')
    expect(
      await t.db
        .selectFrom('checkout_sessions')
        .select('attempt')
        .where('product_name', '=', `Title of ${shop.page.slug}`)
        .execute(),
    ).toEqual([])
  })

  test('only published paid pages of the handle itself can be given', async () => {
    const shop = await openShop(t)
    const { handle } = shop
    const draft = await t.make.page({ handle, state: 'draft', accessMode: 'PAID' })
    const archived = await t.make.page({ handle, state: 'archived', accessMode: 'PAID' })
    const free = await t.make.page({ handle, accessMode: 'FREE_WITH_LOGIN' })
    const elsewhere = await t.make.page({ accessMode: 'PAID' })
    const codes: (string | undefined)[] = []
    for (const { slug } of [draft, archived, free, elsewhere, { slug: 'nowhere' }]) {
      const path = { handle: handle.name, pageSlug: slug }
      codes.push((await shop.creator.checkout.grantAccess({ path, body: { email: address() } })).error?.code)
    }
    expect(codes).toEqual([
      'page_not_found',
      'page_not_found',
      'page_not_paid',
      'page_not_found',
      'page_not_found',
    ])
  })

  test('a grant cannot be refunded', async () => {
    const shop = await openShop(t)
    const body = { email: shop.visitor.email }
    const { id: purchaseId } = await unwrap(shop.creator.checkout.grantAccess({ path: shop.path, body }))
    expect((await shop.refund()).error?.code).toBe('purchase_not_found')
    const named = await shop.refund({ visitorId: shop.visitor.id, purchaseId })
    expect(named.error?.code).toBe('purchase_not_found')
    expect((await shop.access()).hasAccess).toBe(true)
  })

  test('an answer that is repeated for its key grants nothing again', async () => {
    const shop = await openShop(t)
    const give = () =>
      shop.creator.checkout.grantAccess({
        path: shop.path,
        body: { email: shop.visitor.email },
        headers: { 'idempotency-key': 'once' },
      })
    const first = await unwrap(give())
    await unwrap(shop.creator.checkout.revokeAccess({ path: { ...shop.path, purchaseId: first.id } }))
    expect(await unwrap(give())).toEqual(first)
    expect((await shop.access()).hasAccess).toBe(false)
  })
})

describe('revokeAccess', () => {
  test('ends a grant at once, and revoking again changes nothing', async () => {
    const shop = await openShop(t)
    const body = { email: shop.visitor.email }
    const { id: purchaseId } = await unwrap(shop.creator.checkout.grantAccess({ path: shop.path, body }))
    const revoke = () => shop.creator.checkout.revokeAccess({ path: { ...shop.path, purchaseId } })
    expect((await revoke()).response.status).toBe(204)
    expect((await revoke()).response.status).toBe(204)
    expect(await shop.access()).toMatchObject({ hasAccess: false, nextAction: 'pay' })
    const history = await unwrap(shop.client.visitors.listVisitorAccess())
    expect(history.items).toMatchObject([{ accessType: 'GRANT', status: 'REVOKED' }])
    expect((await audit(shop.handle)).map(({ action }) => action)).toEqual([
      'access.revoked',
      'access.granted',
    ])

    const again = await unwrap(shop.creator.checkout.grantAccess({ path: shop.path, body }))
    expect(again.id).not.toBe(purchaseId)
    expect((await shop.access()).hasAccess).toBe(true)
    const { items } = await unwrap(shop.creator.checkout.listBuyers({ path: shop.path }))
    expect(items.map(({ grantType }) => grantType)).toEqual(['GRANTED', 'REVOKED'])
  })

  test('ends a purchase, whatever Stripe says of it later, and leaves it refundable', async () => {
    const shop = await openShop(t)
    const { id: purchaseId, paymentIntentId } = await shop.buy()
    await unwrap(shop.creator.checkout.revokeAccess({ path: { ...shop.path, purchaseId } }))
    expect((await shop.access()).hasAccess).toBe(false)
    await t.stripe.dashboard.refund(paymentIntentId, 1000)
    await shop.settled()
    expect(await shop.payment()).toMatchObject({
      access: 'ended',
      grant_type: 'REVOKED',
      refunded_amount: 1000,
    })
    const { purchase, refund } = await unwrap(shop.refund())
    expect(refund.amount).toEqual({ amount: 1500, currency: 'usd' })
    expect(purchase.grantType).toBe('REFUNDED')
    expect((await shop.refund()).error?.code).toBe('already_refunded')
  })

  test('a refund that fails later gives nothing back that was revoked', async () => {
    const shop = await openShop(t)
    const { id: purchaseId, paymentIntentId } = await shop.buy()
    const refundId = await t.stripe.dashboard.refund(paymentIntentId)
    await shop.settled()
    await unwrap(shop.creator.checkout.revokeAccess({ path: { ...shop.path, purchaseId } }))
    await t.stripe.dashboard.setRefundStatus(refundId, 'failed')
    await shop.settled()
    expect(await shop.payment()).toMatchObject({ access: 'ended', grant_type: 'REVOKED', refunded_amount: 0 })
  })

  test('while it is refunded leaves it ended, and refunded once', async () => {
    const shop = await openShop(t)
    const { id: purchaseId } = await shop.buy()
    const [revoked, refunded] = await Promise.all([
      shop.creator.checkout.revokeAccess({ path: { ...shop.path, purchaseId } }),
      shop.refund(),
    ])
    expect([revoked.error, refunded.error]).toEqual([undefined, undefined])
    expect(await shop.payment()).toMatchObject({ access: 'ended', grant_type: 'REFUNDED' })
    const [charge] = await shop.charges()
    expect(charge?.amount_refunded).toBe(2500)
  })

  test('knows no purchase of another page or handle, nor one that was not finished', async () => {
    const shop = await openShop(t)
    const other = await openShop(t)
    const { id: elsewhere } = await other.buy()
    const { id: open } = await t.make.purchase({
      page: shop.page,
      visitor: shop.visitor,
      row: { state: 'open', access: 'none', grant_type: null, access_since: null },
    })
    for (const purchaseId of [elsewhere, open, 'pur_01jd6z3v9kf2x8t5w4q7r1m0ce', 'pur_short', 'x']) {
      const { error } = await shop.creator.checkout.revokeAccess({ path: { ...shop.path, purchaseId } })
      expect(error?.code).toBe('purchase_not_found')
    }
    const nowhere = { ...shop.path, pageSlug: 'nowhere', purchaseId: elsewhere }
    expect((await shop.creator.checkout.revokeAccess({ path: nowhere })).error?.code).toBe('page_not_found')
    expect((await other.access()).hasAccess).toBe(true)
  })
})

test('refundPurchase writes into the audit log who paid back what', async () => {
  const shop = await openShop(t)
  const { id: purchaseId } = await shop.buy()
  const { refund } = await unwrap(shop.refund())
  expect(await audit(shop.handle)).toMatchObject([
    {
      action: 'purchase.refunded',
      actor: { accountId: shop.handle.owner.id },
      to: { purchaseId, refundId: refund.id, amount: 2500, currency: 'usd' },
    },
  ])
})
