import {
  hashKey,
  InfiniteQueryObserver,
  MutationObserver,
  QueryClient,
  type QueryKey,
} from '@tanstack/query-core'
import { expect, test } from 'vitest'
import { accountAuth, createLatchkey, LatchkeyError } from '../src/index.ts'
import { infiniteQueryOptions, keys, mutationOptions, queryOptions } from '../src/react-query.ts'
import { AccountServer } from './account-server.ts'

const path = { handle: 'demo', pageSlug: 'premium' }

/** A client, and the requests it sent; lists have three pages of one item. */
function setUp(baseUrl = 'https://latchkey.test') {
  const sent: string[] = []
  const latchkey = createLatchkey({
    baseUrl,
    retries: 0,
    fetch: ({ url, method }) => {
      const { pathname, searchParams } = new URL(url)
      sent.push(`${method} ${pathname}`)
      if (pathname.endsWith('/missing')) {
        const body = {
          error: 'page_not_found',
          message: 'No.',
          requestId: 'req_1',
          docUrl: '',
          details: null,
        }
        return Response.json(body, { status: 404 })
      }
      if (pathname.endsWith('/logout')) return new Response(null, { status: 204 })
      const page = Number(searchParams.get('cursor') ?? 1)
      const items = [{ page, limit: searchParams.get('limit') }]
      return Response.json({ items, nextCursor: page < 3 ? String(page + 1) : null, hasAccess: true })
    },
  })
  return { latchkey, sent }
}

test('a query is answered, cached by its input, and fails with the error of the operation', async () => {
  const { latchkey, sent } = setUp()
  const cache = new QueryClient({ defaultOptions: { queries: { staleTime: Number.POSITIVE_INFINITY } } })
  const ask = (pageSlug: string) =>
    cache.fetchQuery(queryOptions(latchkey.pages.checkPageAccess, { path: { ...path, pageSlug } }))
  expect((await ask('premium')).hasAccess).toBe(true)
  await ask('premium')
  await ask('other')
  expect(sent).toHaveLength(2)
  const failure = cache.fetchQuery(
    queryOptions(latchkey.pages.getPublicPage, { path: { ...path, pageSlug: 'missing' } }),
  )
  const error = await failure.catch((thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(LatchkeyError)
  expect(error).toMatchObject({ code: 'page_not_found' })
  // The client repeats what may be repeated; the query does not.
  expect(sent).toHaveLength(3)
})

test('a query that nobody waits for any more ends its request', async () => {
  const ended = Promise.withResolvers<void>()
  const latchkey = createLatchkey({
    baseUrl: 'https://latchkey.test',
    fetch: ({ signal }) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => {
          ended.resolve()
          reject(new Error('aborted'))
        })
      }),
  })
  const cache = new QueryClient()
  const options = queryOptions(latchkey.pages.getPublicPage, { path })
  const call = cache.fetchQuery(options).catch(() => {})
  await cache.cancelQueries({ queryKey: options.queryKey })
  await ended.promise
  await call
})

test('a list is read page by page, apart from the plain query', async () => {
  const { latchkey } = setUp()
  const cache = new QueryClient()
  const input = { path: { handle: 'demo' }, query: { limit: 1 } }
  await cache.fetchQuery(queryOptions(latchkey.pages.listPublicPages, input))
  const list = new InfiniteQueryObserver(cache, infiniteQueryOptions(latchkey.pages.listPublicPages, input))
  await list.refetch()
  await list.fetchNextPage()
  const { data, hasNextPage } = await list.fetchNextPage()
  expect(hasNextPage).toBe(false)
  expect(data?.pages.flatMap(({ items }) => items)).toEqual([1, 2, 3].map((page) => ({ page, limit: '1' })))
  expect(cache.getQueryCache().getAll()).toHaveLength(2)
})

test('a mutation takes the input of the operation', async () => {
  const { latchkey, sent } = setUp()
  const publish = new MutationObserver(new QueryClient(), mutationOptions(latchkey.pages.publishPage))
  await publish.mutate({ path })
  const signOut = new MutationObserver(new QueryClient(), mutationOptions(latchkey.visitors.signOutVisitor))
  await signOut.mutate()
  expect(sent).toEqual(['POST /v2/handles/demo/pages/premium/publish', 'POST /v2/visitor/auth/logout'])
})

test('keys reach a client, an area, an operation, or an input, and nothing else', () => {
  const { latchkey } = setUp()
  const cache = new QueryClient()
  const demo = { path: { handle: 'demo' } }
  const shown = {
    list: queryOptions(latchkey.pages.listPublicPages, demo),
    pages: infiniteQueryOptions(latchkey.pages.listPublicPages, { ...demo, query: { limit: 5 } }),
    elsewhere: queryOptions(latchkey.pages.listPublicPages, { path: { handle: 'other' } }),
    page: queryOptions(latchkey.pages.getPublicPage, { path }),
    visitor: queryOptions(latchkey.visitors.getVisitor),
    foreign: queryOptions(setUp('https://staging.latchkey.test').latchkey.visitors.getVisitor),
  }
  for (const [name, { queryKey }] of Object.entries(shown)) cache.setQueryData(queryKey as QueryKey, name)
  const reached = (queryKey: QueryKey) => cache.getQueriesData({ queryKey }).map(([, name]) => name)
  expect(reached(keys.client(latchkey))).toEqual(['list', 'pages', 'elsewhere', 'page', 'visitor'])
  expect(reached(keys.area(latchkey, 'pages'))).toEqual(['list', 'pages', 'elsewhere', 'page'])
  expect(reached(keys.operation(latchkey.pages.listPublicPages))).toEqual(['list', 'pages', 'elsewhere'])
  expect(reached(keys.operation(latchkey.pages.listPublicPages, demo))).toEqual(['list', 'pages'])
  expect(reached(shown.list.queryKey)).toEqual(['list'])
})

test('every operation has keys of its own', () => {
  const { latchkey } = setUp()
  const all = Object.entries(latchkey).flatMap(([area, methods]) =>
    Object.values(methods).map((method) => ({ area, key: keys.operation(method), method })),
  )
  expect(all.length).toBeGreaterThan(100)
  for (const { area, key, method } of all) {
    expect(key).toEqual(['latchkey', 'https://latchkey.test', null, area, method.operationId])
    expect(mutationOptions(method).mutationKey).toEqual(key)
  }
  expect(new Set(all.map(({ key }) => hashKey(key))).size).toBe(all.length)
})

test('what is cached for one account is not shown to the next, nor a token held in a key', async () => {
  const latchkey = createLatchkey({ baseUrl: 'https://latchkey.test', fetch: new AccountServer().fetch })
  const auth = accountAuth(latchkey)
  const made: string[] = []
  const name = () => {
    const options = queryOptions(latchkey.accounts.getAccount, {
      headers: { authorization: 'Bearer secret' },
    })
    made.push(hashKey(options.queryKey as QueryKey))
  }
  for (const password of ['one', 'two']) {
    name()
    await auth.signIn({ email: 'ana@example.com', password })
    name()
    await latchkey.accounts.getAccount()
    name()
    await auth.signOut()
  }
  expect(new Set(made).size).toBe(4)
  expect(made[1]).toBe(made[2])
  expect(made.join()).not.toMatch(/secret|jwt_|rt_|ana@/)
})
