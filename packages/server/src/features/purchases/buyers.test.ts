import { unwrap } from '@latchkey/sdk'
import { describe, expect, test } from 'vitest'
import { testApp } from '../../../test/app.ts'
import type { TestPage } from '../../../test/factories.ts'
import { openSession } from '../accounts/service.ts'

const t = await testApp({ env: { LIMITS: 'off' } })

const price = { amount: 2500, currency: 'usd' }

async function studio() {
  const handle = await t.make.handle()
  const page = await t.make.page({ handle, price })
  const creator = await t.make.collaborator({ handle, role: 'CREATOR' })
  const { checkout } = await t.as(creator)
  return { handle, page, creator, checkout, path: { handle: handle.name, pageSlug: page.slug } }
}

async function buyer(page: TestPage, row = {}, email?: string) {
  await t.clock.advance(1)
  const visitor = await t.make.visitor(email === undefined ? {} : { email })
  const { id } = await t.make.purchase({ page, visitor, row })
  return { id, visitor }
}

/** The list as a client gets it that asks for this media type. */
async function listAs(accept: string, { path, creator }: Awaited<ReturnType<typeof studio>>) {
  const { accessToken } = await openSession(t.deps, creator.id)
  const url = `${t.origin()}/v2/handles/${path.handle}/pages/${path.pageSlug}/buyers`
  return await t.send(new Request(url, { headers: { accept, authorization: `Bearer ${accessToken}` } }))
}

describe('listBuyers', () => {
  test('purchases and grants with their addresses, newest first, also those that ended', async () => {
    const shop = await studio()
    const bought = await buyer(shop.page)
    const refunded = await buyer(shop.page, {
      access: 'ended',
      grant_type: 'REFUNDED',
      refunded_amount: 2500,
    })
    await buyer(shop.page, { state: 'open', access: 'none', grant_type: null, access_since: null })
    await buyer(await t.make.page({ handle: shop.handle, price }))
    const { items, nextCursor } = await unwrap(shop.checkout.listBuyers({ path: shop.path }))
    expect(nextCursor).toBeNull()
    expect(items).toMatchObject([
      {
        id: refunded.id,
        email: refunded.visitor.email,
        visitorId: refunded.visitor.id,
        grantType: 'REFUNDED',
        hasAccess: false,
        refunded: price,
      },
      { id: bought.id, email: bought.visitor.email, grantType: 'PURCHASED', hasAccess: true, price },
    ])
  })

  test('every buyer once, a few at a time', async () => {
    const shop = await studio()
    const made: string[] = []
    for (let index = 0; index < 5; index++) made.unshift((await buyer(shop.page)).id)
    const seen: string[] = []
    let cursor: string | undefined
    do {
      const list = await unwrap(
        shop.checkout.listBuyers({ path: shop.path, query: { limit: 2, ...(cursor && { cursor }) } }),
      )
      seen.push(...list.items.map(({ id }) => id))
      cursor = list.nextCursor ?? undefined
    } while (cursor)
    expect(seen).toEqual(made)
  })

  test('of a page that is not there, or of another handle, there are none', async () => {
    const shop = await studio()
    const elsewhere = await t.make.page({ price })
    for (const pageSlug of ['nowhere', elsewhere.slug]) {
      const path = { ...shop.path, pageSlug }
      expect((await shop.checkout.listBuyers({ path })).error?.code).toBe('page_not_found')
      const csv = await shop.checkout.listBuyers({ path, headers: { accept: 'text/csv' } })
      expect(csv.error?.code).toBe('page_not_found')
    }
  })

  test('who has erased their data has no address any more', async () => {
    const shop = await studio()
    const { id, visitor } = await buyer(shop.page)
    const { token } = await t.make.visitorSession({ visitor })
    await unwrap(t.client({ token }).visitors.eraseVisitor())
    const { items } = await unwrap(shop.checkout.listBuyers({ path: shop.path }))
    expect(items).toMatchObject([{ id, visitorId: visitor.id, email: null }])
    const text = await (await listAs('text/csv', shop)).text()
    expect(text).toContain(`${visitor.id},,PURCHASED`)
  })

  test('all of them as a file that a spreadsheet opens without running anything', async () => {
    const shop = await studio()
    const plain = await buyer(shop.page)
    const yen = { amount: 1800, currency: 'jpy', refunded_amount: 300 }
    await buyer(shop.page, yen, '=cmd|calc@example.com')
    await buyer(shop.page, { amount: null, currency: null, grant_type: 'GRANTED' }, '"a,b"@example.com')
    const response = await listAs('text/csv', shop)
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8; header=present')
    expect(response.headers.get('content-disposition')).toBe(
      `attachment; filename="${shop.handle.name}-${shop.page.slug}-buyers.csv"`,
    )
    const text = await response.text()
    expect(text.endsWith('\r\n')).toBe(true)
    const [header, ...lines] = text.trimEnd().split('\r\n')
    expect(header).toBe(
      'purchase_id,visitor_id,email,grant_type,has_access,disputed,price,refunded,currency,purchased_at',
    )
    const since = new Date(t.clock.now().getTime() - 2000).toISOString()
    expect(lines).toHaveLength(3)
    expect(lines[0]).toContain(',"""a,b""@example.com",GRANTED,true,false,,,,')
    expect(lines[1]).toContain(",'=cmd|calc@example.com,PURCHASED,true,false,1800,300,jpy,")
    expect(lines[2]).toBe(
      `${plain.id},${plain.visitor.id},${plain.visitor.email},PURCHASED,true,false,25.00,,usd,${since}`,
    )
  })

  test('more buyers than are read at once are all in the file, each once', async () => {
    const shop = await studio()
    const now = t.clock.now()
    const rows = Array.from({ length: 1203 }, (_, index) => ({
      id: `pur_${String(index).padStart(26, '0')}`,
      visitorId: `vis_${String(index).padStart(26, '0')}`,
    }))
    await t.db
      .insertInto('visitors')
      .values(
        rows.map(({ visitorId }, index) => ({
          id: visitorId,
          email: `many${index}@example.com`,
          created_at: now,
        })),
      )
      .execute()
    await t.db
      .insertInto('purchases')
      .values(
        rows.map(({ id, visitorId }, index) => ({
          id,
          handle_id: shop.handle.id,
          page_id: shop.page.id,
          visitor_id: visitorId,
          state: 'paid' as const,
          access: 'active' as const,
          grant_type: 'GRANTED' as const,
          created_at: now,
          // Many at the same moment.
          access_since: new Date(now.getTime() + Math.floor(index / 100)),
        })),
      )
      .execute()
    const lines = (await (await listAs('text/csv', shop)).text()).trimEnd().split('\r\n').slice(1)
    expect(new Set(lines.map((line) => line.split(',')[0]))).toEqual(new Set(rows.map(({ id }) => id)))
    expect(lines).toHaveLength(rows.length)
  })

  test.each([
    ['text/csv', 'text/csv'],
    ['text/csv;q=0.9, application/json;q=0.5', 'text/csv'],
    ['application/json, text/csv;q=0.9', 'application/json'],
    ['text/csv;q=0, */*', 'application/json'],
    ['*/*', 'application/json'],
    ['text/html', 'application/json'],
    ['', 'application/json'],
  ])('Accept: %s gets %s', async (accept, type) => {
    const response = await listAs(accept, await studio())
    expect(response.headers.get('content-type')?.split(';')[0]).toBe(type)
    expect(response.headers.get('vary')).toBe('accept')
    await response.text()
  })
})
