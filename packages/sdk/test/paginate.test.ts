import { describe, expect, test } from 'vitest'
import { createLatchkey, LatchkeyError, paginate, TransportError } from '../src/index.ts'
import { errorAnswer } from './operations.ts'

/** A list of numbers, so many a page, and the cursors that were asked for. */
function listOf(count: number, { size = 3, answer = (_cursor: string): Response | null => null } = {}) {
  const asked: string[] = []
  const client = createLatchkey({
    baseUrl: 'https://latchkey.test',
    retries: 0,
    fetch({ url }) {
      const { searchParams } = new URL(url)
      const cursor = searchParams.get('cursor') ?? ''
      asked.push(cursor)
      const own = answer(cursor)
      if (own) return own
      const start = Number(cursor)
      const end = Math.min(start + Number(searchParams.get('limit') ?? size), count)
      const items = Array.from({ length: end - start }, (_, index) => start + index)
      return Response.json({ items, nextCursor: end < count ? String(end) : null, pending: [] })
    },
  })
  return { asked, list: client.visitors.listVisitorAccess, pages: client.pages.listPublicPages }
}

test('every item comes once, in order, and a page is asked for when it is needed', async () => {
  const { asked, list } = listOf(8)
  const met: unknown[] = []
  const askedThen: number[] = []
  for await (const item of paginate(list)) {
    met.push(item)
    askedThen.push(asked.length)
  }
  expect(met).toEqual([0, 1, 2, 3, 4, 5, 6, 7])
  expect(askedThen).toEqual([1, 1, 1, 2, 2, 2, 3, 3])
  expect(asked).toEqual(['', '3', '6'])
})

test('nothing is asked for before, nor after the loop is left', async () => {
  const { asked, list } = listOf(8)
  const all = paginate(list)
  expect(asked).toEqual([])
  for await (const item of all) if (item === (1 as unknown)) break
  expect(asked).toEqual([''])
  expect(await all.toArray({ limit: 4 })).toEqual([0, 1, 2, 3])
  expect(asked).toEqual(['', '', '3'])
})

test('pages come as they are answered', async () => {
  const { list } = listOf(4)
  const pages: unknown[] = []
  for await (const page of paginate(list).pages()) pages.push(page)
  expect(pages).toEqual([
    { items: [0, 1, 2], nextCursor: '3', pending: [] },
    { items: [3], nextCursor: null, pending: [] },
  ])
})

test('the input goes with every page, and its cursor says where to begin', async () => {
  const { asked, pages } = listOf(9)
  const walk = paginate(pages, { path: { handle: 'demo' }, query: { limit: 2, cursor: '4' } })
  expect(await walk.toArray({ limit: Number.POSITIVE_INFINITY })).toEqual([4, 5, 6, 7, 8])
  expect(asked).toEqual(['4', '6', '8'])
})

test.each([
  [0, []],
  [-1, []],
  [Number.NaN, []],
  [3, ['']],
  [4, ['', '3']],
  [100, ['', '3', '6']],
])('toArray({ limit: %d }) asks for no page beyond it', async (limit, cursors) => {
  const { asked, list } = listOf(8)
  const all = await paginate(list).toArray({ limit })
  expect(all).toHaveLength(Math.min(Math.max(limit || 0, 0), 8))
  expect(asked).toEqual(cursors)
})

describe('a server that sends a cursor again', () => {
  test.each([
    ['its own', (_cursor: string) => 'a', ['', 'a']],
    [
      'in a circle',
      (cursor: string) => ({ '': 'a', a: 'b', b: 'c', c: 'a' })[cursor] ?? '',
      ['', 'a', 'b', 'c'],
    ],
  ])('%s ends the list with an error', async (_name, next, cursors) => {
    const { asked, list } = listOf(1, {
      answer: (cursor) => Response.json({ items: [cursor], nextCursor: next(cursor), pending: [] }),
    })
    const walk = paginate(list).toArray({ limit: Number.POSITIVE_INFINITY })
    await expect(walk).rejects.toThrow(TransportError)
    await expect(walk).rejects.toThrow(/cursor came twice/)
    expect(asked).toEqual(cursors)
  })
})

test('an error is thrown, after the items before it', async () => {
  const { list } = listOf(8, { answer: (cursor) => (cursor ? errorAnswer('rate_limited', 429) : null) })
  const met: unknown[] = []
  const walk = async () => {
    for await (const item of paginate(list)) met.push(item)
  }
  await expect(walk()).rejects.toThrow(LatchkeyError)
  await expect(walk()).rejects.toMatchObject({ code: 'rate_limited' })
  expect(met).toEqual([0, 1, 2, 0, 1, 2])
})

test('the signal ends the walk between two items, with its reason', async () => {
  const stop = new AbortController()
  const { asked, list } = listOf(8)
  const met: unknown[] = []
  const walk = async () => {
    for await (const item of paginate(list, { signal: stop.signal })) {
      met.push(item)
      if (met.length === 2) stop.abort(new Error('the visitor left'))
    }
  }
  await expect(walk()).rejects.toThrow('the visitor left')
  expect(met).toEqual([0, 1])
  expect(asked).toEqual([''])
  await expect(paginate(list, { signal: stop.signal }).toArray({ limit: 1 })).rejects.toThrow(
    'the visitor left',
  )
  expect(asked).toEqual([''])
})
