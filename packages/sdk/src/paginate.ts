import { throwIfAborted } from './abort.ts'
import { callSite, pointAt } from './call-site.ts'
import { LatchkeyError, TransportError } from './errors.ts'
import { unwrap } from './unwrap.ts'

/** A page of a list that goes on at `nextCursor`. */
interface Page {
  items: unknown[]
  nextCursor: string | null
}
type Outcome = { data: Page; error?: undefined } | { data?: undefined; error: Error }

/** A method of the client that answers such pages. */
type List = (input: never) => Promise<Outcome>
type InputOf<Method extends List> = Parameters<Method>[0]
type PageOf<Method extends List> = Extract<Awaited<ReturnType<Method>>, { error?: undefined }>['data']
type ItemOf<Method extends List> = PageOf<Method>['items'][number]

/** A list, from where its input's `cursor` says to its end. Each iteration asks for it anew. */
export interface Pagination<Item, OnePage> extends AsyncIterable<Item> {
  /** Its pages as the API answers them, for lists that tell more than their items. */
  pages(): AsyncIterableIterator<OnePage>
  /**
   * Its items as an array.
   * @param options `limit`: how many at most; no page is asked for beyond it.
   */
  toArray(options: { limit: number }): Promise<Item[]>
}

/**
 * Iterates over a list of the API, however many pages it has: `for await (const page of
 * paginate(latchkey.pages.listPages, { path }))`. A page is asked for when it is needed, and none after the loop is
 * left.
 * @param method an operation that takes a `cursor`; no other compiles.
 * @param input what the operation takes. Its `signal` also ends the iteration between two items.
 * @throws LatchkeyError and TransportError, as `unwrap` does; TransportError also when a cursor comes twice, which
 * would go on for ever.
 */
export function paginate<Method extends List>(
  method: Method,
  ...[input]: undefined extends InputOf<Method> ? [input?: InputOf<Method>] : [input: InputOf<Method>]
): Pagination<ItemOf<Method>, PageOf<Method>> {
  const site = callSite(paginate)
  const { query, signal, ...rest } = (input ?? {}) as { query?: { cursor?: string }; signal?: AbortSignal }

  async function* pages() {
    const seen = new Set<string | undefined>()
    let cursor = query?.cursor
    do {
      throwIfAborted(signal)
      if (seen.has(cursor)) throw new TransportError('The list does not end: a cursor came twice.')
      seen.add(cursor)
      const call = method({ ...rest, signal, query: { ...query, cursor } } as never)
      const page: Page = await unwrap(call).catch((error: unknown) => {
        throw LatchkeyError.is(error) || TransportError.is(error) ? pointAt(site, error) : error
      })
      yield page as PageOf<Method>
      cursor = page.nextCursor ?? undefined
    } while (cursor !== undefined)
  }

  async function* items(): AsyncIterableIterator<ItemOf<Method>> {
    for await (const page of pages()) {
      for (const item of page.items) {
        throwIfAborted(signal)
        yield item
      }
    }
  }

  return {
    pages,
    [Symbol.asyncIterator]: items,
    async toArray({ limit }) {
      const all: ItemOf<Method>[] = []
      if (limit > 0) {
        for await (const item of items()) if (all.push(item) >= limit) break
      }
      return all
    },
  }
}
