import { unwrap } from '@latchkey/sdk'
import { describe, expect, test } from 'vitest'
import { testApp } from '../../../test/app.ts'
import { commitMeanwhile } from '../../../test/meanwhile.ts'
import { openShop } from '../../../test/shop.ts'

const t = await testApp({ stripe: true, env: { LIMITS: 'off' } })

const actions = async (handle: { name: string; owner: { id: string } }) => {
  const { items } = await unwrap(
    (await t.as(handle.owner)).handles.listAuditEvents({ path: { handle: handle.name } }),
  )
  return items.map(({ action }) => action)
}

describe('publishPage and unpublishPage', () => {
  test('show a page and hide it; its place in the list stays', async () => {
    const handle = await t.make.handle()
    const { pages } = await t.as(handle.owner)
    const page = await t.make.page({ handle, state: 'draft' })
    const path = { handle: handle.name, pageSlug: page.slug }
    const isPublic = async () => (await t.client().pages.getPublicPage({ path })).data !== undefined

    const published = await unwrap(pages.publishPage({ path }))
    expect(published).toMatchObject({ page: { state: 'PUBLISHED' }, warning: null })
    expect(await isPublic()).toBe(true)
    const firstAt = t.clock.now().toISOString()
    await t.clock.advance(60)
    const again = await pages.publishPage({ path })
    expect(again.data).toEqual(published)

    const hidden = await pages.unpublishPage({ path })
    expect(hidden.data).toMatchObject({ page: { state: 'DRAFT', publishedAt: firstAt }, warning: null })
    expect(hidden.response.headers.get('etag')).not.toBe(again.response.headers.get('etag'))
    expect(await isPublic()).toBe(false)
    expect((await unwrap(pages.unpublishPage({ path }))).page).toEqual(hidden.data?.page)
    expect((await unwrap(pages.publishPage({ path }))).page.publishedAt).toBe(firstAt)
    expect(await actions(handle)).toEqual(['page.published', 'page.unpublished', 'page.published'])
  })

  test('publishing a paid page that nobody can pay for says so', async () => {
    const handle = await t.make.handle()
    const page = await t.make.page({ handle, state: 'draft', accessMode: 'PAID' })
    const { warning } = await unwrap(
      (await t.as(handle.owner)).pages.publishPage({ path: { handle: handle.name, pageSlug: page.slug } }),
    )
    expect(warning?.code).toBe('not_for_sale')
    const shop = await openShop(t)
    const ready = await unwrap(shop.creator.pages.publishPage({ path: shop.path }))
    expect(ready.warning).toBeNull()
  })

  test('hiding a sold page hides it from its buyers too, says so, and ends open checkouts', async () => {
    const shop = await openShop(t)
    await shop.buy()
    const late = await t.make.visitorSession()
    const { checkoutSessionId } = await unwrap(shop.checkout(t.client({ token: late.token })))
    const { warning } = await unwrap(shop.creator.pages.unpublishPage({ path: shop.path }))
    expect(warning).toMatchObject({
      code: 'hidden_from_buyers',
      message: expect.stringContaining('One person'),
    })
    const { error } = await shop.client.pages.getPublicPage({ path: shop.path })
    expect(error?.code).toBe('page_not_found')
    await t.jobs.run()
    const session = await t.deps.stripe.checkout.sessions.retrieve(checkoutSessionId)
    expect(session.status).toBe('expired')
    expect((await unwrap(shop.creator.pages.unpublishPage({ path: shop.path }))).warning).not.toBeNull()
    await unwrap(shop.creator.pages.publishPage({ path: shop.path }))
    expect((await shop.access()).hasAccess).toBe(true)
  })
})

describe('deletePage', () => {
  test('removes a page that nobody bought, with the checkouts that came to nothing', async () => {
    const shop = await openShop(t)
    const { checkoutSessionId } = await unwrap(shop.checkout())
    await t.stripe.clock.advance(0)
    await t.deps.stripe.checkout.sessions.expire(checkoutSessionId)
    await shop.settled()
    const { archived } = await unwrap(shop.creator.pages.deletePage({ path: shop.path }))
    expect(archived).toBe(false)
    expect((await shop.creator.pages.getPage({ path: shop.path })).error?.code).toBe('page_not_found')
    expect((await shop.creator.pages.deletePage({ path: shop.path })).error?.code).toBe('page_not_found')
    expect(await actions(shop.handle)).toEqual(['page.deleted'])
    await t.clock.advance(3600)
    await t.jobs.run()
  })

  test('archives a page that was sold: its buyers keep it, nobody else sees it, its slug stays taken', async () => {
    const shop = await openShop(t)
    await shop.buy()
    const { archived } = await unwrap(shop.creator.pages.deletePage({ path: shop.path }))
    expect(archived).toBe(true)
    const page = await unwrap(shop.client.pages.getPublicPage({ path: shop.path }))
    expect(page.content).not.toBeNull()
    expect((await t.client().pages.getPublicPage({ path: shop.path })).error?.code).toBe('page_not_found')
    const { items } = await unwrap(t.client().pages.listPublicPages({ path: { handle: shop.handle.name } }))
    expect(items).toEqual([])
    expect((await unwrap(shop.creator.pages.getPage({ path: shop.path }))).state).toBe('ARCHIVED')

    const texts = { title: 'New', teaser: null, content: '', accessMode: 'PUBLIC' as const, price: null }
    const { pages } = shop.creator
    const codes = [
      await pages.createPage({
        path: { handle: shop.handle.name },
        body: { slug: shop.page.slug, ...texts },
      }),
      await pages.updatePage({ path: shop.path, body: texts }),
      await pages.publishPage({ path: shop.path }),
      await pages.unpublishPage({ path: shop.path }),
    ].map(({ error }) => error?.code)
    expect(codes).toEqual(['slug_taken', 'page_archived', 'page_archived', 'page_archived'])
    expect((await unwrap(pages.deletePage({ path: shop.path }))).archived).toBe(true)
    expect(await actions(shop.handle)).toEqual(['page.archived'])

    const { refund } = await unwrap(shop.refund())
    expect(refund.status).toBe('succeeded')
  })

  test('keeps a page that is being paid for, and ends its checkout', async () => {
    const shop = await openShop(t)
    const { checkoutSessionId } = await unwrap(shop.checkout())
    expect((await unwrap(shop.creator.pages.deletePage({ path: shop.path }))).archived).toBe(true)
    await t.jobs.run()
    const session = await t.deps.stripe.checkout.sessions.retrieve(checkoutSessionId)
    expect(session.status).toBe('expired')
    // Nobody bought it after all.
    expect((await unwrap(shop.creator.pages.deletePage({ path: shop.path }))).archived).toBe(false)
  })

  test('removes nothing for who has seen an older state', async () => {
    const handle = await t.make.handle()
    const { pages } = await t.as(handle.owner)
    const page = await t.make.page({ handle, state: 'draft' })
    const path = { handle: handle.name, pageSlug: page.slug }
    const etag = (await pages.getPage({ path })).response.headers.get('etag') ?? ''
    await unwrap(pages.publishPage({ path }))
    const late = await pages.deletePage({ path, headers: { 'if-match': etag } })
    expect(late.error?.code).toBe('precondition_failed')
    expect((await pages.getPage({ path })).data).toBeDefined()
  })

  test.each([
    ['deleted', 'delete from pages where id = $1'],
    ['taken back', `update pages set state = 'draft' where id = $1`],
  ])('a checkout that begins while the page is %s finds none', async (_, sql) => {
    const shop = await openShop(t)
    const { error } = await commitMeanwhile(t, [[sql, shop.page.id]], () => shop.checkout())
    expect(error?.code).toBe('page_not_found')
  })

  test('a page that somebody begins to pay for while it is deleted is kept', async () => {
    const shop = await openShop(t)
    const purchase = `insert into purchases (id, handle_id, page_id, visitor_id, state, access, created_at)
      values ('pur_meanwhile', $1, $2, $3, 'processing', 'none', now())`
    const change = [[purchase, shop.handle.id, shop.page.id, shop.visitor.id]] as const
    const { data } = await commitMeanwhile(t, change, () =>
      shop.creator.pages.deletePage({ path: shop.path }),
    )
    expect(data).toEqual({ archived: true })
  })
})
