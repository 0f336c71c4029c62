import { unwrap } from '@latchkey/sdk'
import { expect, test } from 'vitest'
import { testApp } from '../../../test/app.ts'
import type { TestPage, TestVisitor } from '../../../test/factories.ts'

const t = await testApp({ env: { LIMITS: 'off' } })
const demo = await t.make.handle({ name: 'demo' })
const other = await t.make.handle({ name: 'other' })
const price = { amount: 2500, currency: 'usd' }

async function signedIn(handle?: { id: string }) {
  const { visitor, token } = await t.make.visitorSession(handle ? { handle } : {})
  const { visitors } = t.client({ token })
  const list = async (query: { limit?: number; cursor?: string } = {}) =>
    await unwrap(visitors.listVisitorAccess({ query }))
  return { visitor, token, list }
}

const buy = async (
  visitor: TestVisitor,
  page: TestPage,
  row: Parameters<typeof t.make.purchase>[0]['row'] = {},
) => (await t.make.purchase({ page, visitor, row })).id

const freeLogin = (visitor: TestVisitor, page: TestPage, at = t.clock.now()) =>
  t.db.insertInto('free_logins').values({ page_id: page.id, visitor_id: visitor.id, first_at: at }).execute()

/** Every page of the list, walked by its cursors. */
async function walk(list: Awaited<ReturnType<typeof signedIn>>['list'], limit: number) {
  const titles: string[] = []
  let cursor: string | null = null
  do {
    const page: Awaited<ReturnType<typeof list>> = await list({ limit, ...(cursor !== null && { cursor }) })
    expect(page.items.length).toBeLessThanOrEqual(limit)
    titles.push(...page.items.map(({ title }) => title))
    cursor = page.nextCursor
  } while (cursor !== null)
  return titles
}

test('a purchase and a free login are listed with all there is to say, newest first', async () => {
  const { visitor, list } = await signedIn()
  const paid = await t.make.page({ handle: demo, title: 'Premium', price })
  const free = await t.make.page({ handle: other, title: 'Members', accessMode: 'FREE_WITH_LOGIN' })
  const purchaseId = await buy(visitor, paid)
  const since = t.clock.now().toISOString()
  await t.clock.advance(1)
  await freeLogin(visitor, free)
  expect(await list()).toEqual({
    items: [
      {
        resourceType: 'PAGE',
        accessType: 'FREE_LOGIN',
        status: 'ACTIVE',
        title: 'Members',
        id: free.id,
        url: `https://other.latchkey.test/${free.slug}`,
        handle: 'other',
        slug: free.slug,
        purchaseId: null,
        pricePaid: null,
        refundedAmount: null,
        since: t.clock.now().toISOString(),
        endedAt: null,
      },
      {
        resourceType: 'PAGE',
        accessType: 'PURCHASE',
        status: 'ACTIVE',
        title: 'Premium',
        id: paid.id,
        url: `https://demo.latchkey.test/${paid.slug}`,
        handle: 'demo',
        slug: paid.slug,
        purchaseId,
        pricePaid: price,
        refundedAmount: null,
        since,
        endedAt: null,
      },
    ],
    nextCursor: null,
    pending: [],
  })
})

test('states of purchases', async () => {
  const { visitor, list } = await signedIn()
  const ended = { access: 'ended', access_ended_at: t.clock.now() } as const
  const rows = {
    partly: { refunded_amount: 1000 },
    refunded: { ...ended, grant_type: 'REFUNDED', refunded_amount: 2500 },
    disputed: { access: 'suspended' },
    granted: { grant_type: 'GRANTED', amount: null, currency: null },
    revoked: { ...ended, grant_type: 'REVOKED' },
    unpaid: { state: 'open', access: 'none', grant_type: null, access_since: null },
  } as const
  for (const [title, row] of Object.entries(rows)) {
    await buy(visitor, await t.make.page({ handle: demo, title, price }), row)
  }
  const { items } = await list()
  const byTitle = Object.fromEntries(items.map((item) => [item.title, item]))
  expect(Object.keys(byTitle).sort()).toEqual(['disputed', 'granted', 'partly', 'refunded', 'revoked'])
  const refunded = (amount: number) => ({ amount, currency: 'usd' })
  expect(byTitle.partly).toMatchObject({ status: 'ACTIVE', pricePaid: price, refundedAmount: refunded(1000) })
  expect(byTitle.refunded).toMatchObject({
    status: 'REFUNDED',
    refundedAmount: refunded(2500),
    endedAt: t.clock.now().toISOString(),
  })
  expect(byTitle.disputed).toMatchObject({ status: 'DISPUTED', endedAt: null })
  expect(byTitle.granted).toMatchObject({ accessType: 'GRANT', status: 'ACTIVE', pricePaid: null })
  expect(byTitle.revoked).toMatchObject({ accessType: 'PURCHASE', status: 'REVOKED' })
})

test('nobody sees what others have', async () => {
  const [mine, theirs] = [await signedIn(), await signedIn()]
  await buy(theirs.visitor, await t.make.page({ handle: demo, price }))
  expect((await mine.list()).items).toEqual([])
})

test('a session of one handle sees that handle only, over all pages of the list', async () => {
  const { visitor, list } = await signedIn(demo)
  for (let index = 0; index < 6; index++) {
    const handle = index % 2 === 0 ? demo : other
    await freeLogin(visitor, await t.make.page({ handle, title: `${handle.name} ${index}` }))
    await t.clock.advance(1)
  }
  expect(await walk(list, 2)).toEqual(['demo 4', 'demo 2', 'demo 0'])
})

test('pages of the list neither repeat nor leave out, also where times are the same', async () => {
  const { visitor, list } = await signedIn()
  const at = t.clock.now()
  for (let index = 0; index < 5; index++) {
    await freeLogin(visitor, await t.make.page({ handle: demo, title: `same ${index}` }), at)
    await buy(visitor, await t.make.page({ handle: demo, title: `bought ${index}`, price }), {
      access_since: at,
    })
  }
  const all = await walk(list, 100)
  expect(new Set(all).size).toBe(10)
  for (const limit of [1, 3, 9, 10]) expect(await walk(list, limit)).toEqual(all)
})

test('what is added meanwhile does not shift the pages that follow', async () => {
  const { visitor, list } = await signedIn()
  for (const title of ['a', 'b', 'c']) {
    await freeLogin(visitor, await t.make.page({ handle: demo, title }))
    await t.clock.advance(1)
  }
  const first = await list({ limit: 1 })
  await freeLogin(visitor, await t.make.page({ handle: demo, title: 'd' }))
  const second = await list({ limit: 5, cursor: first.nextCursor ?? '' })
  expect(first.items.concat(second.items).map(({ title }) => title)).toEqual(['c', 'b', 'a'])
})

const encoded = (content: unknown) => Buffer.from(JSON.stringify(content)).toString('base64url')

test.each([
  'nonsense',
  '%00',
  encoded('text'),
  encoded({ at: '2030-01-01T00:00:00.000Z', id: 'x' }),
  encoded(['yesterday', 'x']),
  encoded(['2030-01-01T00:00:00.000Z']),
  encoded(['2030-01-01T00:00:00.000Z', 'x\0']),
  encoded(['2030-01-01T00:00:00.000Z', 'x'.repeat(101)]),
  encoded(['2030-01-01T00:00:00.000Z', "' or true --"]),
  encoded(['0000-01-01T00:00:00Z', 'x']),
  encoded(['9999-12-31T23:59:59.999999999Z', 'x']),
])('a cursor that is not ours does no harm: %s', async (cursor) => {
  const { token } = await signedIn()
  const { data, error } = await t.client({ token }).visitors.listVisitorAccess({ query: { cursor } })
  expect(data?.items ?? []).toEqual([])
  if (error)
    expect(error).toMatchObject({ code: 'invalid_request', details: { issues: [{ path: 'query.cursor' }] } })
})

test('a cursor shows nobody else’s history', async () => {
  const [mine, theirs] = [await signedIn(), await signedIn()]
  for (const title of ['theirs 1', 'theirs 2']) {
    await freeLogin(theirs.visitor, await t.make.page({ handle: demo, title }))
  }
  const { nextCursor } = await theirs.list({ limit: 1 })
  expect((await mine.list({ cursor: nextCursor ?? '' })).items).toEqual([])
})

test.each([0, 101, -1, 1.5, 'all'])('a limit of %s is refused', async (limit) => {
  const { token } = await signedIn()
  const { error } = await t
    .client({ token })
    .visitors.listVisitorAccess({ query: { limit: limit as number } })
  expect(error).toMatchObject({ code: 'invalid_request', details: { issues: [{ path: 'query.limit' }] } })
})
