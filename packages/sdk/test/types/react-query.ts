// Compiled by the type check of `npm test`, never run: what the options for TanStack Query infer and refuse.
import { QueryClient, useInfiniteQuery, useMutation, useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { createLatchkey, type Data, type Failure, TransportError } from '../../src/index.ts'
import { infiniteQueryOptions, keys, mutationOptions, queryOptions } from '../../src/react-query.ts'

const latchkey = createLatchkey({ baseUrl: 'https://latchkey.test' })
const queryClient = new QueryClient()
const path = { handle: 'demo', pageSlug: 'premium' }

export function queries() {
  const { data, error } = useQuery(queryOptions(latchkey.pages.getPublicPage, { path }))
  data satisfies Data<'getPublicPage'> | undefined
  // @ts-expect-error there may be no data
  data.title
  error satisfies Failure<'getPublicPage'> | TransportError | null
  if (error && !(error instanceof TransportError) && error.code === 'rate_limited') {
    error.details.retryAfterSeconds satisfies number
  }
  // @ts-expect-error another operation's error
  if (error && !(error instanceof TransportError) && error.code === 'already_refunded') return

  const page = useSuspenseQuery(queryOptions(latchkey.pages.getPublicPage, { path }))
  page.data.title satisfies string
  const chosen = useQuery({
    ...queryOptions(latchkey.pages.checkPageAccess, { path, timeout: 1000 }),
    select: ({ nextAction }) => nextAction,
    staleTime: 1000,
  })
  chosen.data satisfies string | undefined
  useQuery(queryOptions(latchkey.visitors.getVisitor))
  useQuery(queryOptions(latchkey.visitors.listVisitorAccess, { query: { limit: 5 } }))
  const known = queryClient.getQueryData(queryOptions(latchkey.visitors.getVisitor).queryKey)
  known?.visitor.email satisfies string | undefined

  // @ts-expect-error the path is missing
  queryOptions(latchkey.pages.getPublicPage)
  // @ts-expect-error a parameter of the path is missing
  queryOptions(latchkey.pages.getPublicPage, { path: { handle: 'demo' } })
  // @ts-expect-error TanStack Query ends it
  queryOptions(latchkey.pages.getPublicPage, { path, signal: new AbortController().signal })
  // @ts-expect-error it writes
  queryOptions(latchkey.pages.publishPage, { path })
  // @ts-expect-error its input holds a password
  queryOptions(latchkey.accounts.signIn, { body: { email: 'ana@example.com', password: 'x' } })
  // @ts-expect-error content is not for a cache
  queryOptions(latchkey.files.downloadFile, { path: { fileId: 'fil_1' } })
}

export function lists() {
  const list = useInfiniteQuery(
    infiniteQueryOptions(latchkey.pages.listPublicPages, { path: { handle: 'demo' }, query: { limit: 5 } }),
  )
  list.data?.pages[0]?.items[0]?.title satisfies string | undefined
  list.error satisfies Failure<'listPublicPages'> | TransportError | null
  useInfiniteQuery(infiniteQueryOptions(latchkey.visitors.listVisitorAccess))
  useInfiniteQuery(infiniteQueryOptions(latchkey.checkout.listBuyers, { path }))
  // @ts-expect-error no list
  infiniteQueryOptions(latchkey.pages.getPublicPage, { path })
  // @ts-expect-error the cursor comes from the page before
  infiniteQueryOptions(latchkey.visitors.listVisitorAccess, { query: { cursor: 'x' } })
  // @ts-expect-error the path is missing
  infiniteQueryOptions(latchkey.pages.listPublicPages)
}

export function mutations() {
  const create = useMutation(mutationOptions(latchkey.checkout.createCheckout))
  create.mutate({ path, body: { successUrl: 'https://shop.example', cancelUrl: 'https://shop.example' } })
  create.data?.checkoutUrl satisfies string | undefined
  create.error satisfies Failure<'createCheckout'> | TransportError | null
  // @ts-expect-error the body is missing
  create.mutate({ path })
  const signOut = useMutation(mutationOptions(latchkey.visitors.signOutVisitor))
  signOut.mutate()
  signOut.mutate({ body: { everywhere: true } })
  useMutation({ ...mutationOptions(latchkey.visitors.getVisitor), onSuccess: ({ visitor }) => visitor.email })
}

export async function invalidation() {
  await queryClient.invalidateQueries({ queryKey: keys.client(latchkey) })
  await queryClient.invalidateQueries({ queryKey: keys.area(latchkey, 'pages') })
  await queryClient.invalidateQueries({ queryKey: keys.operation(latchkey.pages.listPages) })
  const ofDemo = keys.operation(latchkey.pages.listPages, { path: { handle: 'demo' } })
  await queryClient.invalidateQueries({ queryKey: ofDemo })
  // @ts-expect-error no such area
  keys.area(latchkey, 'cookies')
  // @ts-expect-error no such parameter
  keys.operation(latchkey.pages.listPages, { path: { page: 'demo' } })
}
