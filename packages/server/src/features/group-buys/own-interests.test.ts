import { unwrap } from '@latchkey/sdk'
import { expect, test } from 'vitest'
import { testApp } from '../../../test/app.ts'
import type { TestHandle } from '../../../test/factories.ts'
import { readMarkup } from '../../../test/markup.ts'

const t = await testApp({ env: { LIMITS: 'off' } })

async function groupBuy(handle: TestHandle, slug: string, title: string) {
  const creator = await t.as(handle.owner)
  const path = { handle: handle.name, groupBuySlug: slug }
  await unwrap(
    creator.groupBuys.createGroupBuy({
      path: { handle: handle.name },
      body: { slug, title, description: '', targetQuantity: 2 },
    }),
  )
  await unwrap(creator.groupBuys.publishGroupBuy({ path }))
  return { path, creator }
}

test('listMyInterests lists what the visitor wants, newest first, in whatever state it is', async () => {
  const [demo, other] = [await t.make.handle(), await t.make.handle()]
  const first = await groupBuy(demo, 'evening', 'An evening')
  const second = await groupBuy(other, 'workshop', 'A workshop')
  const { visitor, token } = await t.make.visitorSession()
  const stranger = await t.make.visitorSession()
  const client = t.client({ token })
  expect(await unwrap(client.visitors.listMyInterests())).toEqual({ items: [], nextCursor: null })
  await unwrap(client.groupBuys.expressInterest({ path: first.path, body: { quantity: 3 } }))
  await unwrap(
    t
      .client({ token: stranger.token })
      .groupBuys.expressInterest({ path: first.path, body: { quantity: 1 } }),
  )
  await t.clock.advance(1)
  await unwrap(client.groupBuys.expressInterest({ path: second.path, body: { quantity: 1 } }))
  await unwrap(first.creator.groupBuys.activateGroupBuy({ path: first.path }))

  const { items } = await unwrap(client.visitors.listMyInterests())
  expect(items).toMatchObject([
    { title: 'A workshop', state: 'PUBLISHED', quantity: 1, interestedQuantity: 1, targetQuantity: 2 },
    {
      handle: demo.name,
      groupBuySlug: 'evening',
      title: 'An evening',
      url: `${t.origin(demo.name)}/_edge/group-buys/evening`,
      state: 'ACTIVATED',
      quantity: 3,
      interestedQuantity: 4,
    },
  ])
  const page = await unwrap(client.visitors.listMyInterests({ query: { limit: 1 } }))
  expect(page.items).toEqual(items.slice(0, 1))
  const rest = await unwrap(
    client.visitors.listMyInterests({ query: { limit: 1, cursor: page.nextCursor ?? '' } }),
  )
  expect(rest).toEqual({ items: items.slice(1), nextCursor: null })

  const bound = await t.make.visitorSession({ visitor, handle: demo })
  const seen = await unwrap(t.client({ token: bound.token }).visitors.listMyInterests())
  expect(seen.items.map(({ title }) => title)).toEqual(['An evening'])

  const browser = t.browser(demo.name)
  browser.setCookie('_10x_visitor', bound.token)
  const access = readMarkup(await (await browser.get('/_edge/visitor/access')).text())
  expect(access.text).toMatch(/Your group buys An evening Going ahead You want 3 Wanted so far 4 of 2/)
  expect(access.text).not.toContain('Nothing yet')
  expect(access.links).toContain(`${t.origin(demo.name)}/_edge/group-buys/evening`)
})

test('the front page shows group buys, and what of it is the reader’s', async () => {
  const handle = await t.make.handle()
  const { path, creator } = await groupBuy(handle, 'evening', 'An evening')
  await unwrap(
    creator.groupBuys.createGroupBuy({
      path: { handle: handle.name },
      body: { slug: 'hidden', title: 'Still a draft', description: '', targetQuantity: 2 },
    }),
  )
  const price = { amount: 2500, currency: 'usd' }
  const [bought, refunded, unsold] = [
    await t.make.page({ handle, title: 'Bought', price }),
    await t.make.page({ handle, title: 'Given back', price }),
    await t.make.page({ handle, title: 'Unsold', price }),
  ]
  await t.make.page({ handle, title: 'Members', accessMode: 'FREE_WITH_LOGIN' })
  const { visitor, token } = await t.make.visitorSession({ handle })
  await t.make.purchase({ page: bought, visitor })
  const ended = { access: 'ended', grant_type: 'REFUNDED', access_ended_at: t.clock.now() } as const
  await t.make.purchase({ page: refunded, visitor, row: ended })
  await t.make.purchase({ page: unsold, visitor: await t.make.visitor() })
  await unwrap(t.client({ token }).groupBuys.expressInterest({ path, body: { quantity: 1 } }))

  const browser = t.browser(handle.name)
  const home = async () => readMarkup(await (await browser.get('/')).text())
  const anonymous = await home()
  expect(anonymous.text).toMatch(/Group buys An evening Open Wanted so far 1 of 2/)
  expect(anonymous.text).not.toMatch(/Yours|You have access|You want|Still a draft/)
  expect(anonymous.links).toContain('/_edge/group-buys/evening')
  browser.setCookie('_10x_visitor', token)
  const { text } = await home()
  expect(text).toMatch(/Members You have access/)
  expect(text).toMatch(/Bought Yours/)
  expect(text).toMatch(/Given back \$25\.00/)
  expect(text).toMatch(/Unsold \$25\.00/)
  expect(text).toMatch(/An evening Open Wanted so far 1 of 2 You want 1/)
})
