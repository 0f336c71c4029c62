import type { Latchkey } from '@latchkey/sdk'
import { unwrap } from '@latchkey/sdk'
import { describe, expect, test } from 'vitest'
import { testApp } from '../../../test/app.ts'
import type { TestHandle } from '../../../test/factories.ts'

const t = await testApp({ env: { LIMITS: 'off' } })

type PageCreate = NonNullable<Parameters<Latchkey['pages']['createPage']>[0]>['body']

const texts = {
  title: 'Guide',
  teaser: 'About **it**',
  content: '## One',
  accessMode: 'PUBLIC' as const,
  price: null,
}
const paid = { ...texts, accessMode: 'PAID' as const, price: { amount: 2500, currency: 'usd' as const } }

let count = 0
const newSlug = () => `page-${++count}`

async function studio() {
  const handle = await t.make.handle()
  const creator = await t.make.collaborator({ handle, role: 'CREATOR' })
  const { pages } = await t.as(creator)
  return { handle, creator, pages, path: { handle: handle.name } }
}

const audit = async (handle: TestHandle) => {
  const { items } = await unwrap(
    (await t.as(handle.owner)).handles.listAuditEvents({ path: { handle: handle.name } }),
  )
  return items
}

describe('createPage', () => {
  test('makes a draft that nobody else sees', async () => {
    const { handle, creator, pages, path } = await studio()
    const { data, response } = await pages.createPage({ path, body: { slug: 'guide', ...paid } })
    expect(response.status).toBe(201)
    expect(data).toMatchObject({
      handle: handle.name,
      slug: 'guide',
      ...paid,
      state: 'DRAFT',
      url: `${t.origin(handle.name)}/guide`,
      publishedAt: null,
    })
    const pageSlug = 'guide'
    const { error } = await t.client().pages.getPublicPage({ path: { ...path, pageSlug } })
    expect(error?.code).toBe('page_not_found')
    const read = await pages.getPage({ path: { ...path, pageSlug } })
    expect(read.data).toEqual(data)
    expect(read.response.headers.get('etag')).toBe(response.headers.get('etag'))
    expect(await audit(handle)).toMatchObject([
      {
        action: 'page.created',
        actor: { accountId: creator.id },
        from: null,
        to: { pageId: data?.id, slug: 'guide', state: 'DRAFT', price: paid.price },
      },
    ])
  })

  test('what is left out is empty', async () => {
    const { pages, path } = await studio()
    const page = await unwrap(
      pages.createPage({ path, body: { slug: 'bare', title: 'Bare', accessMode: 'PUBLIC' } }),
    )
    expect(page).toMatchObject({ teaser: null, content: '', price: null })
  })

  test('a slug is taken once on a handle, and free on another', async () => {
    const { pages, path } = await studio()
    const results = await Promise.all(
      Array.from({ length: 6 }, () => pages.createPage({ path, body: { slug: 'same', ...texts } })),
    )
    expect(results.filter(({ data }) => data)).toHaveLength(1)
    expect(results.filter(({ error }) => error?.code === 'slug_taken')).toHaveLength(5)
    const other = await studio()
    await unwrap(other.pages.createPage({ path: other.path, body: { slug: 'same', ...texts } }))
  })

  test.each([
    ['v2', 'body.slug'],
    ['oauth', 'body.slug'],
    ['healthz', 'body.slug'],
    ['_edge', 'body.slug'],
    ['.well-known', 'body.slug'],
    ['openapi.json', 'body.slug'],
    ['Guide', 'body.slug'],
    ['a--b', 'body.slug'],
    ['a/b', 'body.slug'],
    ['x'.repeat(81), 'body.slug'],
    ['', 'body.slug'],
  ])('%s is no slug', async (slug, where) => {
    const { pages, path } = await studio()
    const { error } = await pages.createPage({ path, body: { slug, ...texts } })
    expect(error).toMatchObject({ code: 'invalid_request', details: { issues: [{ path: where }] } })
  })

  test.each([
    ['a paid page without a price', { accessMode: 'PAID', price: null }, 'body.price'],
    ['a free page with one', { accessMode: 'PUBLIC', price: paid.price }, 'body.price'],
    ['too little', { accessMode: 'PAID', price: { amount: 49, currency: 'usd' } }, 'body.price.amount'],
    ['a fraction', { accessMode: 'PAID', price: { amount: 99.5, currency: 'usd' } }, 'body.price.amount'],
    [
      'no currency',
      { accessMode: 'PAID', price: { amount: 99, currency: 'doubloon' } },
      'body.price.currency',
    ],
    ['a blank title', { title: '  ' }, 'body.title'],
    ['U+0000', { content: 'a\0b' }, 'body.content'],
  ] as const)('%s is refused', async (_, change, where) => {
    const { pages, path } = await studio()
    const { error } = await pages.createPage({
      path,
      body: { slug: 'guide', ...texts, ...change } as PageCreate,
    })
    expect(error).toMatchObject({ code: 'invalid_request', details: { issues: [{ path: where }] } })
  })

  test('a currency is written in lower case', async () => {
    const { pages, path } = await studio()
    const price = { amount: 1800, currency: 'JPY' as 'jpy' }
    const { error } = await pages.createPage({ path, body: { slug: 'tokyo', ...paid, price } })
    expect(error).toMatchObject({
      code: 'invalid_request',
      details: {
        issues: [{ path: 'body.price.currency', message: expect.stringContaining('in lower case') }],
      },
    })
  })

  test.each([
    ['no mode', {}, 'body.accessMode', 'is required'],
    [
      'no such mode',
      { accessMode: 'SECRET' },
      'body.accessMode',
      'must be one of: PUBLIC, FREE_WITH_LOGIN, PAID',
    ],
    [
      'a price left out',
      { accessMode: 'PAID' },
      'body.price',
      'must be set when accessMode is PAID, and null otherwise',
    ],
    ['a price that is no object', { accessMode: 'PAID', price: 25 }, 'body.price', 'must be an object'],
    [
      'a price of nothing',
      { accessMode: 'PUBLIC', price: paid.price },
      'body.price',
      'must be set when accessMode is PAID, and null otherwise',
    ],
  ])('says what is wrong with %s', async (_, change, where, message) => {
    const { pages, path } = await studio()
    const { accessMode: _mode, price: _price, ...rest } = texts
    const body = { slug: 'guide', ...rest, ...change } as unknown as PageCreate
    const { error } = await pages.createPage({ path, body })
    expect(error?.details).toEqual({ issues: [{ path: where, message }] })
  })
})

describe('updatePage', () => {
  async function existing() {
    const all = await studio()
    const pageSlug = newSlug()
    const { response } = await all.pages.createPage({ path: all.path, body: { slug: pageSlug, ...texts } })
    const path = { ...all.path, pageSlug }
    const put = (body: typeof texts | typeof paid, ifMatch?: string) =>
      all.pages.updatePage({ path, body, headers: ifMatch === undefined ? {} : { 'if-match': ifMatch } })
    return { ...all, path, put, etag: response.headers.get('etag') ?? '' }
  }

  test('replaces the page, which says so by another tag', async () => {
    const { handle, put, etag, path, pages } = await existing()
    await t.clock.advance(5)
    const { data, response } = await put({ ...paid, title: 'Second' }, etag)
    expect(data).toMatchObject({ ...paid, title: 'Second', updatedAt: t.clock.now().toISOString() })
    const tag = response.headers.get('etag')
    expect(tag).not.toBe(etag)
    expect((await pages.getPage({ path })).response.headers.get('etag')).toBe(tag)
    expect((await audit(handle))[0]).toMatchObject({
      action: 'page.updated',
      from: { title: 'Guide', accessMode: 'PUBLIC' },
      to: { title: 'Second', accessMode: 'PAID' },
    })
  })

  test('changes nothing for who has seen an older state', async () => {
    const { put, etag } = await existing()
    await unwrap(put({ ...texts, title: 'First' }, etag))
    const late = await put({ ...texts, title: 'Second' }, etag)
    expect([late.response.status, late.error?.code]).toEqual([412, 'precondition_failed'])
    expect((await put({ ...texts, title: 'Third' }, '*')).data?.title).toBe('Third')
    expect((await put({ ...texts, title: 'Last' })).data?.title, 'without If-Match the last one wins').toBe(
      'Last',
    )
  })

  test('of several changes of one state made at once one happens', async () => {
    const { put, etag, path, pages } = await existing()
    const results = await Promise.all(
      Array.from({ length: 8 }, (_, index) => put({ ...texts, title: `Number ${index}` }, etag)),
    )
    const [winner, ...others] = results.filter(({ data }) => data)
    expect(others).toEqual([])
    expect(results.filter(({ error }) => error?.code === 'precondition_failed')).toHaveLength(7)
    expect((await unwrap(pages.getPage({ path }))).title).toBe(winner?.data?.title)
  })

  test('what is as it was keeps its tag, and leaves no trace', async () => {
    const { handle, put, etag } = await existing()
    expect((await put(texts)).response.headers.get('etag')).toBe(etag)
    expect(await audit(handle)).toHaveLength(1)
  })

  test('a page that is made anew under its slug has another tag', async () => {
    const { pages, path, put, etag, handle } = await existing()
    await unwrap(pages.deletePage({ path }))
    await unwrap(pages.createPage({ path: { handle: handle.name }, body: { slug: path.pageSlug, ...texts } }))
    expect((await put({ ...texts, title: 'Meant for the old one' }, etag)).error?.code).toBe(
      'precondition_failed',
    )
  })

  test('a slug that is not there, or of another handle, is not found', async () => {
    const { pages, path, handle } = await existing()
    const elsewhere = await t.make.page()
    for (const pageSlug of ['nowhere', elsewhere.slug]) {
      const there = { handle: handle.name, pageSlug }
      const errors = [
        await pages.getPage({ path: there }),
        await pages.updatePage({ path: there, body: texts }),
        await pages.deletePage({ path: there }),
        await pages.publishPage({ path: there }),
        await pages.unpublishPage({ path: there }),
        await pages.previewPage({ path: there }),
      ].map(({ error }) => error?.code)
      expect(errors).toEqual(Array(6).fill('page_not_found'))
    }
    expect((await pages.getPage({ path })).data).toBeDefined()
    const row = await t.db.selectFrom('pages').selectAll().where('id', '=', elsewhere.id).executeTakeFirst()
    expect(row).toMatchObject({ state: 'published', version: 1 })
  })
})

describe('listPages', () => {
  test('every page once, newest first, in all states or one', async () => {
    const { handle, pages, path } = await studio()
    const made: string[] = []
    for (const state of ['draft', 'published', 'archived', 'draft', 'published'] as const) {
      await t.clock.advance(1)
      made.unshift((await t.make.page({ handle, state })).slug)
    }
    await t.make.page()
    const seen: string[] = []
    let cursor: string | undefined
    do {
      const list = await unwrap(pages.listPages({ path, query: { limit: 2, ...(cursor && { cursor }) } }))
      for (const page of list.items) {
        expect(page).not.toHaveProperty('content')
        seen.push(page.slug)
      }
      cursor = list.nextCursor ?? undefined
    } while (cursor)
    expect(seen).toEqual(made)
    const drafts = await unwrap(pages.listPages({ path, query: { state: 'DRAFT' } }))
    expect(drafts.items.map(({ state }) => state)).toEqual(['DRAFT', 'DRAFT'])
  })
})

describe('previewPage', () => {
  test('shows a draft as visitors would get it, sanitised', async () => {
    const { pages, path } = await studio()
    const body = {
      slug: 'draft',
      ...texts,
      content: '# Hi\n\n<script>alert(1)</script>\n\n[x](javascript:alert(1))',
    }
    const page = await unwrap(pages.createPage({ path, body }))
    const preview = await unwrap(pages.previewPage({ path: { ...path, pageSlug: 'draft' } }))
    expect(preview.page).toMatchObject({ id: page.id, state: 'DRAFT' })
    expect(preview.teaser).toEqual({
      markdown: texts.teaser,
      html: expect.stringContaining('<strong>it</strong>'),
    })
    expect(preview.content.markdown).toBe(body.content)
    expect(preview.content.html).toContain('Hi</h2>')
    expect(preview.content.html).not.toMatch(/<script|href="javascript/)
    expect(preview.content.html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
    await unwrap(pages.publishPage({ path: { ...path, pageSlug: 'draft' } }))
    const read = await unwrap(t.client().pages.getPublicPage({ path: { ...path, pageSlug: 'draft' } }))
    expect(read.content?.html).toBe(preview.content.html)
  })
})
