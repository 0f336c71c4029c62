import { unwrap } from '@latchkey/sdk'
import { describe, expect, test } from 'vitest'
import { testApp } from '../../../test/app.ts'
import { whileHeld } from '../../../test/meanwhile.ts'
import { openShop, type Shop } from '../../../test/shop.ts'
import { syncConnectAccount } from '../connect/service.ts'

const t = await testApp({ stripe: true })

const texts = { title: 'VIP launch', description: 'All of it', targetQuantity: 10, deadline: null }

/** A shop whose creator has a group buy: a draft, linked to the page or not, or one that is published. */
async function shopWith(groupBuy: { published?: boolean; linked?: boolean } = {}) {
  const shop = await openShop(t)
  const { handle, page, creator } = shop
  const path = { handle: handle.name, groupBuySlug: 'vip' }
  const groupBuys = creator.groupBuys
  const link = { linkedPageSlug: page.slug }
  const body = { slug: 'vip', ...texts, ...(groupBuy.linked && link) }
  await unwrap(groupBuys.createGroupBuy({ path: { handle: handle.name }, body }))
  if (groupBuy.published) await unwrap(groupBuys.publishGroupBuy({ path }))
  return { ...shop, groupBuys, groupBuyPath: path, link }
}
type GroupBuyShop = Awaited<ReturnType<typeof shopWith>>

/** Everything that takes a page off sale without touching the page. */
const ends: Record<
  string,
  { shop: () => Promise<GroupBuyShop>; end: (shop: GroupBuyShop) => Promise<unknown> }
> = {
  'publishing a group buy that is linked to it': {
    shop: () => shopWith({ linked: true }),
    end: ({ groupBuys, groupBuyPath }) => unwrap(groupBuys.publishGroupBuy({ path: groupBuyPath })),
  },
  'linking it to a published group buy': {
    shop: () => shopWith({ published: true }),
    end: ({ groupBuys, groupBuyPath, link }) =>
      unwrap(groupBuys.updateGroupBuy({ path: groupBuyPath, body: { ...texts, ...link } })),
  },
  'closing a draft that is linked to it': {
    shop: () => shopWith({ linked: true }),
    end: ({ groupBuys, groupBuyPath }) => unwrap(groupBuys.closeGroupBuy({ path: groupBuyPath })),
  },
  'an account that may not be paid to any more': {
    shop: () => shopWith(),
    end: async ({ stripeAccount }) => {
      await t.stripe.dashboard.updateAccount(stripeAccount, { transfers: 'inactive' })
      await syncConnectAccount(t.deps, stripeAccount)
    },
  },
  'an account that may not charge any more': {
    shop: () => shopWith(),
    end: async ({ stripeAccount }) => {
      await t.stripe.dashboard.updateAccount(stripeAccount, { chargesEnabled: false })
      await syncConnectAccount(t.deps, stripeAccount)
    },
  },
  'an account that was disconnected': {
    shop: () => shopWith(),
    end: async ({ stripeAccount }) => {
      await t.stripe.dashboard.deauthorizeAccount(stripeAccount)
      await syncConnectAccount(t.deps, stripeAccount)
    },
  },
}

/** Sessions with which the visitor could still pay for the page. */
async function payable({ visitor, page }: Shop) {
  const { data } = await t.deps.stripe.checkout.sessions.list({ status: 'open', limit: 100 })
  const own = await t.db
    .selectFrom('purchases')
    .select('id')
    .where('visitor_id', '=', visitor.id)
    .where('page_id', '=', page.id)
    .execute()
  return data.filter(({ metadata }) => own.some(({ id }) => id === metadata?.purchase_id))
}

describe.each(Object.entries(ends))('%s', (_, { shop: makeShop, end }) => {
  test('closes the open checkouts', async () => {
    const shop = await makeShop()
    const { checkoutSessionId } = await unwrap(shop.checkout())
    expect(await payable(shop)).toHaveLength(1)
    await end(shop)
    await shop.settled()
    expect(await payable(shop)).toEqual([])
    await expect(t.stripe.buyer.pay(checkoutSessionId)).rejects.toThrow()
    expect((await shop.checkout()).error?.code).toMatch(/^(group_buy_not_open|connect_not_configured)$/)
  })

  test('closes a checkout that was just beginning', async () => {
    const shop = await makeShop()
    // The checkout has found the page for sale when it waits for its visitor.
    const { opening, ending } = await whileHeld(
      t,
      [['select from visitors where id = $1 for no key update', shop.visitor.id]],
      async (waiting) => {
        const opening = shop.checkout()
        await waiting(1)
        const ending = end(shop)
        await waiting(2)
        return { opening, ending }
      },
    )
    await Promise.all([opening, ending])
    await shop.settled()
    expect(await payable(shop)).toEqual([])
  })

  test('that is not committed yet is waited for by a checkout', async () => {
    const shop = await makeShop()
    // Its purchase is there before, so that nothing but the terms is waited for.
    await t.deps.stripe.checkout.sessions.expire((await unwrap(shop.checkout())).checkoutSessionId)
    await shop.settled()
    const { ending, opening } = await whileHeld(
      t,
      [
        [
          `select graphile_worker.add_job('close_checkouts', $1::json, job_key => $2)`,
          JSON.stringify({ handleId: shop.handle.id }),
          `close_checkouts:${shop.handle.id}`,
        ],
      ],
      async (waiting) => {
        const ending = end(shop)
        await waiting(1)
        const opening = shop.checkout()
        await waiting(2)
        return { ending, opening }
      },
    )
    const [, opened] = await Promise.all([ending, opening])
    expect(opened.error?.code).toMatch(/^(group_buy_not_open|connect_not_configured)$/)
    await shop.settled()
    expect(await payable(shop)).toEqual([])
  })

  test('at the same time as checkouts leaves none that can be paid', async () => {
    const shop = await makeShop()
    await Promise.all([shop.checkout(), end(shop), shop.checkout()])
    await shop.settled()
    expect(await payable(shop)).toEqual([])
    expect(await shop.charges()).toEqual([])
  })
})
