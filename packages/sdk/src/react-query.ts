// Only types come from TanStack Query: what is made here is plain options, for any of its adapters.
import type {
  DataTag,
  InfiniteData,
  QueryFunction,
  UseInfiniteQueryOptions,
  UseMutationOptions,
  UseQueryOptions,
} from '@tanstack/react-query'
import type { Latchkey } from './client.ts'
import type { TransportError } from './errors.ts'
import type {
  CallOptions,
  Data,
  Failure,
  Input,
  Operation,
  OperationId,
  ReadOperationId,
  Result,
} from './operation.ts'
import { type Inner, innerOf, type MethodInner } from './signer.ts'
import { unwrap } from './unwrap.ts'

/** Operations whose answers are lists with a cursor. */
export type ListOperationId = {
  [Id in ReadOperationId]: Data<Id> extends { items: unknown[]; nextCursor: string | null } ? Id : never
}[ReadOperationId]

/** What a query or mutation fails with: an error of the operation, or a `TransportError` when no answer arrived. */
export type QueryError<Id extends OperationId> = Failure<Id> | TransportError

/** Names the answer of an operation to one input, for one client and one session. It holds no token. */
export type OperationKey = readonly [
  'latchkey',
  baseUrl: string,
  scope: string | null,
  area: string,
  operationId: string,
  input: { path?: unknown; query?: unknown; body?: unknown },
  kind: 'query' | 'infinite',
]

type Settings = Omit<CallOptions, 'signal'>
type WithoutCursor<In> = In extends { query?: infer Query }
  ? Omit<In, 'query'> & { query?: Omit<NonNullable<Query>, 'cursor'> }
  : In
/** May be left out when nothing in it is required. */
type Optional<In> = object extends In ? [input?: In] : [input: In]
type Given<Id extends OperationId> = unknown extends Input<Id> ? Settings : Input<Id> & Settings

type AnyInput = { path?: unknown; query?: object; body?: unknown; signal?: AbortSignal }
type AnyMethod<Id extends OperationId> = (input: AnyInput) => Promise<Result<Id>>

const clientKey = ({ baseUrl, signer }: Inner) => ['latchkey', baseUrl, signer?.scope() ?? null] as const

const operationKey = (method: Operation<OperationId>) => {
  const { client, area } = innerOf<MethodInner>(method)
  return [...clientKey(client), area, method.operationId] as const
}

/** What of an input tells answers apart; headers may hold secrets. */
const distinctive = ({ path, query, body }: AnyInput) => ({
  ...(path !== undefined && { path }),
  ...(query !== undefined && { query }),
  ...(body !== undefined && { body }),
})

const reading = <Id extends OperationId>(
  method: Operation<Id>,
  kind: 'query' | 'infinite',
  input: AnyInput,
) => ({
  queryKey: [...operationKey(method), distinctive(input), kind] as const,
  // The client has retried where that helps.
  retry: false,
})

const answer = async <Id extends OperationId>(method: Operation<Id>, input: AnyInput) =>
  (await unwrap((method as unknown as AnyMethod<Id>)(input))) as Data<Id>

type ClientKey = readonly ['latchkey', baseUrl: string, scope: string | null]

/** Part of an input, of those that tell answers apart. */
export type PartialInput<Id extends OperationId> = {
  [Member in 'path' | 'query' | 'body']?: Member extends keyof Input<Id> ? Partial<Input<Id>[Member]> : never
}

/** What `keys` has. */
export interface Keys {
  /** All that a client has read for who is signed in now. */
  client(latchkey: Latchkey): ClientKey
  /** All that it has read in an area: `queryClient.invalidateQueries({ queryKey: keys.area(latchkey, 'pages') })`. */
  area(latchkey: Latchkey, area: keyof Latchkey): readonly [...ClientKey, area: string]
  /** All that an operation has answered, plain and infinite; with part of an input, to that. */
  operation<Id extends OperationId>(
    method: Operation<Id>,
    input?: PartialInput<Id>,
  ): readonly [...ClientKey, area: string, operationId: string, ...input: PartialInput<Id>[]]
}

/**
 * Keys to invalidate, read or remove by. They begin alike: all of a client, of one of its areas, of one operation. A
 * key is good for who is signed in when it is made.
 */
export const keys: Keys = {
  client: (latchkey) => clientKey(innerOf<Inner>(latchkey)),
  area: (latchkey, area) => [...keys.client(latchkey), area],
  operation: (method, input) => [...operationKey(method), ...(input ? [input] : [])],
}

type Cursor = string | undefined
type Pages<Id extends OperationId> = InfiniteData<Data<Id>, Cursor>

// TanStack Query leaves `queryFn` open to be its `skipToken`, which `useSuspenseQuery` refuses.
/** What `queryOptions` returns. */
export type QueryOptionsOf<Id extends OperationId> = Omit<
  UseQueryOptions<Data<Id>, QueryError<Id>, Data<Id>, OperationKey>,
  'queryKey' | 'queryFn'
> & { queryKey: DataTag<OperationKey, Data<Id>>; queryFn: QueryFunction<Data<Id>, OperationKey> }

/** What `infiniteQueryOptions` returns. */
export type InfiniteQueryOptionsOf<Id extends OperationId> = Omit<
  UseInfiniteQueryOptions<Data<Id>, QueryError<Id>, Pages<Id>, OperationKey, Cursor>,
  'queryKey' | 'queryFn'
> & { queryKey: DataTag<OperationKey, Pages<Id>>; queryFn: QueryFunction<Data<Id>, OperationKey, Cursor> }

/** What `mutationOptions` returns. */
export type MutationOptionsOf<Id extends OperationId> = UseMutationOptions<
  Data<Id>,
  QueryError<Id>,
  // biome-ignore lint/suspicious/noConfusingVoidType: an argument may be left out only where its type has `void`.
  Given<Id> | (object extends Given<Id> ? void : never)
>

/**
 * Options of a query, for `useQuery`, `useSuspenseQuery`, `prefetchQuery` and the like:
 * `useQuery(queryOptions(latchkey.pages.getPublicPage, { path }))`. Takes operations that read. Nothing is retried,
 * because the client has done so where it helps; spread the options to set others.
 */
export function queryOptions<Id extends ReadOperationId>(
  method: Operation<Id>,
  ...[input]: Optional<Given<Id>>
): QueryOptionsOf<Id> {
  const given = (input ?? {}) as AnyInput
  const options = {
    ...reading(method, 'query', given),
    queryFn: ({ signal }: { signal: AbortSignal }) => answer(method, { ...given, signal }),
  }
  return options as unknown as QueryOptionsOf<Id>
}

/**
 * Options of a query that reads a list page by page, for `useInfiniteQuery` and the like:
 * `useInfiniteQuery(infiniteQueryOptions(latchkey.visitors.listVisitorAccess))`. Takes operations with a cursor.
 */
export function infiniteQueryOptions<Id extends ListOperationId>(
  method: Operation<Id>,
  ...[input]: Optional<WithoutCursor<Given<Id>>>
): InfiniteQueryOptionsOf<Id> {
  const given = (input ?? {}) as AnyInput
  const options = {
    ...reading(method, 'infinite', given),
    queryFn: ({ signal, pageParam: cursor }: { signal: AbortSignal; pageParam: Cursor }) =>
      answer(method, { ...given, query: { ...given.query, cursor }, signal }),
    initialPageParam: undefined,
    getNextPageParam: ({ nextCursor }: { nextCursor: string | null }) => nextCursor,
  }
  return options as unknown as InfiniteQueryOptionsOf<Id>
}

/**
 * Options of a mutation, for `useMutation`: `useMutation(mutationOptions(latchkey.pages.createPage))`. What is given to
 * `mutate` is the input of the operation. Takes any operation.
 */
export function mutationOptions<Id extends OperationId>(method: Operation<Id>): MutationOptionsOf<Id> {
  const options = {
    mutationKey: operationKey(method),
    mutationFn: (input: AnyInput = {}) => answer(method, input),
  }
  return options as unknown as MutationOptionsOf<Id>
}
