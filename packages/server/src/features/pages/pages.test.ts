import { unwrap } from '@latchkey/sdk'
import { describe, expect, test } from 'vitest'
import { testApp } from '../../../test/app.ts'
import type { TestPage } from '../../../test/factories.ts'

const t = await testApp()

const path = (page: Pick<TestPage, 'handle' | 'slug'>) => ({ handle: page.handle, pageSlug: page.slug })
const hoursAgo = (hours: number) => new Date(t.clock.now().getTime() - hours * 3_600_000)
const client = t.client()

describe('listPublicPages', () => {
  test('published pages, newest first, without content', async () => {
    const handle = await t.make.handle()
    const [old, recent] = [
      await t.make.page({ handle, publishedAt: hoursAgo(2), title: 'Old' }),
      await t.make.page({ handle, publishedAt: hoursAgo(1), price: { amount: 1800, currency: 'jpy' } }),
    ]
    await t.make.page({ handle, state: 'draft' })
    await t.make.page({ handle, state: 'archived', publishedAt: hoursAgo(0) })
    await t.make.page()
    const { items, nextCursor } = await unwrap(
      client.pages.listPublicPages({ path: { handle: handle.name } }),
    )
    expect(nextCursor).toBeNull()
    expect(items).toEqual([
      {
        id: recent.id,
        handle: handle.name,
        slug: recent.slug,
        title: `Title of ${recent.slug}`,
        teaser: `Teaser of ${recent.slug}`,
        accessMode: 'PAID',
        price: { amount: 1800, currency: 'jpy' },
        url: `${t.origin(handle.name)}/${recent.slug}`,
        publishedAt: hoursAgo(1).toISOString(),
      },
      expect.objectContaining({ id: old.id, title: 'Old', accessMode: 'PUBLIC', price: null }),
    ])
  })

  test.each([1, 2, 3, 7, 100])(
    'every page once, %i at a time, also when many were published at once',
    async (limit) => {
      const handle = await t.make.handle()
      const made: TestPage[] = []
      for (const hours of [1, 1, 1, 2, 3, 3, 3]) {
        made.push(await t.make.page({ handle, publishedAt: hoursAgo(hours) }))
      }
      const seen: { id: string; publishedAt: string }[] = []
      let cursor: string | undefined
      do {
        const query = cursor === undefined ? { limit } : { limit, cursor }
        const list = await unwrap(client.pages.listPublicPages({ path: { handle: handle.name }, query }))
        expect(list.items.length).toBe(Math.min(limit, made.length - seen.length))
        seen.push(...list.items)
        cursor = list.nextCursor ?? undefined
        // One that is published meanwhile comes before those that were seen, and moves none of them.
        if (seen.length === limit && limit < 7) await t.make.page({ handle, publishedAt: hoursAgo(0) })
      } while (cursor !== undefined)
      expect(new Set(seen.map(({ id }) => id))).toEqual(new Set(made.map(({ id }) => id)))
      expect(seen).toHaveLength(made.length)
      expect(seen.map(({ publishedAt }) => publishedAt)).toEqual(
        seen
          .map(({ publishedAt }) => publishedAt)
          .toSorted()
          .reverse(),
      )
    },
  )

  test('a handle without published pages has an empty list', async () => {
    const { handle } = await t.make.page({ state: 'draft' })
    const list = await unwrap(client.pages.listPublicPages({ path: { handle } }))
    expect(list).toEqual({ items: [], nextCursor: null })
  })

  test.each(['nobody', 'UPPER', 'a', 'a--b', '-a-', 'a'.repeat(64), 'v2', 'a b', 'ä'])(
    'handle_not_found: %s',
    async (handle) => {
      const { error } = await client.pages.listPublicPages({ path: { handle } })
      expect(error?.code).toBe('handle_not_found')
    },
  )

  test.each([0, 101, -1, 1.5, Number.NaN])('invalid_request: a limit of %d', async (limit) => {
    const { handle } = await t.make.page()
    const { error } = await client.pages.listPublicPages({ path: { handle }, query: { limit } })
    expect(error).toMatchObject({ code: 'invalid_request', details: { issues: [{ path: 'query.limit' }] } })
  })
})

describe('getPublicPage', () => {
  test('content comes with access only, rendered and sanitised', async () => {
    const handle = await t.make.handle()
    const content = 'Hello **you**<script>alert(1)</script>'
    const { visitor, token } = await t.make.visitorSession()
    const stranger = (await t.make.visitorSession()).token
    const make = (accessMode: 'PUBLIC' | 'FREE_WITH_LOGIN' | 'PAID') =>
      t.make.page({ handle, accessMode, content })
    const [open, free, paid] = [await make('PUBLIC'), await make('FREE_WITH_LOGIN'), await make('PAID')]
    await t.make.purchase({ page: paid, visitor })
    const read = async (page: TestPage, bearer?: string) => {
      const answer = await unwrap(
        t.client(bearer ? { token: bearer } : {}).pages.getPublicPage({ path: path(page) }),
      )
      const access = await unwrap(
        t.client(bearer ? { token: bearer } : {}).pages.checkPageAccess({ path: path(page) }),
      )
      expect(answer.access).toEqual(access)
      expect(answer.content === null).toBe(!access.hasAccess)
      return answer
    }
    const full = { markdown: content, html: '<p>Hello <strong>you</strong></p>\n' }
    expect((await read(open)).content).toEqual(full)
    expect((await read(free)).content).toBeNull()
    expect((await read(free, stranger)).content).toEqual(full)
    expect((await read(paid)).content).toBeNull()
    expect((await read(paid, stranger)).content).toBeNull()
    expect((await read(paid, token)).content).toEqual(full)
  })

  test('what is locked is nowhere in the answer', async () => {
    const page = await t.make.page({ accessMode: 'PAID', content: 'the-secret-content' })
    const response = await t.send(new Request(`${t.origin()}/v2/public/pages/${page.handle}/${page.slug}`))
    expect(await response.text()).not.toContain('the-secret-content')
  })

  test('an archived page is there for its buyers, and unknown to everybody else', async () => {
    const page = await t.make.page({ accessMode: 'PAID', state: 'archived' })
    const { visitor, token } = await t.make.visitorSession()
    await t.make.purchase({ page, visitor })
    const bought = await unwrap(t.client({ token }).pages.getPublicPage({ path: path(page) }))
    expect(bought).toMatchObject({
      id: page.id,
      access: { hasAccess: true },
      content: { markdown: /Content/ },
    })
    const stranger = (await t.make.visitorSession()).token
    for (const other of [client, t.client({ token: stranger })]) {
      expect((await other.pages.getPublicPage({ path: path(page) })).error?.code).toBe('page_not_found')
      expect((await other.pages.checkPageAccess({ path: path(page) })).error?.code).toBe('page_not_found')
    }
  })
})

describe('what must look unknown', () => {
  const requests = [
    ['getPublicPage', 'GET', ''],
    ['checkPageAccess', 'POST', '/access-check'],
  ] as const

  test.each(requests)(
    '%s: a draft and an archived page answer like a page that never was',
    async (_, method, tail) => {
      const handle = await t.make.handle()
      const draft = await t.make.page({ handle, state: 'draft', slug: 'draft' })
      const archived = await t.make.page({ handle, state: 'archived', slug: 'archived' })
      // Even to somebody who has bought the draft, which was published once.
      const { visitor, token } = await t.make.visitorSession()
      await t.make.purchase({ page: draft, visitor })
      const answer = async (slug: string, name: string, bearer: string | null) => {
        const url = `${t.origin()}/v2/public/pages/${name}/${slug}${tail}`
        const headers = {
          'x-request-id': 'req_0123456789',
          ...(bearer && { authorization: `Bearer ${bearer}` }),
        }
        const response = await t.send(
          new Request(url, { method, headers }),
          `10.9.${slug.length}.${name.length}`,
        )
        const { ratelimit: _state, ...kept } = Object.fromEntries(response.headers)
        return { status: response.status, headers: kept, body: await response.text() }
      }
      const unknown = await answer('never', handle.name, null)
      expect(unknown).toMatchObject({
        status: 404,
        body: JSON.stringify({
          error: 'page_not_found',
          message: 'There is no page with this name here, or it is not published.',
          requestId: 'req_0123456789',
          details: null,
        }),
      })
      for (const bearer of [null, token]) {
        expect(await answer(draft.slug, handle.name, bearer)).toEqual(unknown)
        expect(await answer('never', 'nobody', bearer)).toEqual(unknown)
        expect(await answer('Not-A-Slug', handle.name, bearer)).toEqual(unknown)
      }
      expect(await answer(archived.slug, handle.name, token)).toEqual(unknown)
    },
  )
})

describe('checkPageAccess', () => {
  test('the bearer token, and the cookie when it counts', async () => {
    const page = await t.make.page({ accessMode: 'FREE_WITH_LOGIN' })
    const { token } = await t.make.visitorSession()
    const url = `${t.origin(page.handle)}/v2/public/pages/${page.handle}/${page.slug}/access-check`
    const reason = async (headers: Record<string, string>) =>
      ((await (await t.send(new Request(url, { method: 'POST', headers }))).json()) as { reason: string })
        .reason
    const cookie = `_10x_visitor=${token}`
    const refused = 'visitor_auth_required'
    expect(await reason({})).toBe(refused)
    expect(await reason({ authorization: `Bearer ${token}` })).toBe('entitled')
    expect(await reason({ cookie })).toBe('entitled')
    expect(await reason({ cookie, 'sec-fetch-site': 'same-origin' })).toBe('entitled')
    expect(await reason({ cookie, 'sec-fetch-site': 'same-site' })).toBe(refused)
    expect(await reason({ cookie, 'sec-fetch-site': 'cross-site' })).toBe(refused)
    expect(await reason({ cookie, origin: t.origin(page.handle) })).toBe('entitled')
    expect(await reason({ cookie, origin: t.origin('other') })).toBe(refused)
    // A bearer token wins, also when it does not count.
    expect(await reason({ cookie, authorization: 'Bearer nonsense' })).toBe(refused)
  })

  test.each([
    '',
    'nonsense',
    'vst_',
    `vst_${'a'.repeat(42)}`,
    `vst_${'a'.repeat(44)}`,
    `vst_${'ä'.repeat(43)}`,
  ])('a session that does not count is none, never an error: %j', async (token) => {
    const page = await t.make.page({ accessMode: 'PAID' })
    const request = new Request(`${t.origin()}/v2/public/pages/${page.handle}/${page.slug}/access-check`, {
      method: 'POST',
      headers: { cookie: `_10x_visitor=${encodeURI(token)}`, authorization: `Bearer ${encodeURI(token)}` },
    })
    const response = await t.send(request)
    expect(await response.json()).toMatchObject({ hasAccess: false, reason: 'visitor_auth_required' })
  })

  test('a body that nobody asked for changes nothing', async () => {
    const page = await t.make.page()
    const url = `${t.origin()}/v2/public/pages/${page.handle}/${page.slug}/access-check`
    for (const body of ['{', '{"hasAccess":true}', '\0']) {
      const response = await t.send(new Request(url, { method: 'POST', body }))
      expect(response.status).toBe(200)
    }
  })
})

test.each([
  ...[
    '%00',
    'a%00b',
    '%',
    '%2',
    '%zz',
    '%C0%AF',
    '%E0%A4%A',
    '%ED%A0%80',
    '%FF%FE',
    '%F0%9F%92%A9',
    '%2e%2e%2f',
  ],
  ...[
    '..%5c',
    "';--",
    '%27%20or%201=1',
    '*',
    '{pageSlug}',
    ':pageSlug',
    '%20',
    '+',
    'null',
    'constructor',
    '__proto__',
  ],
  'a'.repeat(8000),
])('odd path segments are not found, and cause no fault: %s', async (segment) => {
  const { handle } = await t.make.page()
  for (const [method, path] of [
    ['GET', `/v2/public/pages/${segment}`],
    ['GET', `/v2/public/pages/${handle}/${segment}`],
    ['GET', `/v2/public/pages/${segment}/premium`],
    ['POST', `/v2/public/pages/${handle}/${segment}/access-check`],
    ['POST', `/v2/public/pages/${segment}/premium/access-check`],
  ] as const) {
    const response = await t.send(new Request(t.origin() + path, { method }))
    expect([path, response.status]).toEqual([path, 404])
  }
})
