import type { ApiList } from '../world/objects.ts'
import { missing, type Refusal } from './errors.ts'
import { integer, text } from './parameters.ts'

export const pageParameters = { limit: integer(1, 100), starting_after: text(), ending_before: text() }

interface Page {
  limit?: number | undefined
  starting_after?: string | undefined
  ending_before?: string | undefined
}

/** One page of a list that is sorted newest first; `url` is the path of the list. */
export function pageOf<T extends { id: string }>(items: T[], page: Page, url: string): ApiList<T> | Refusal {
  const limit = page.limit ?? 10
  const cursor = page.starting_after ?? page.ending_before
  const position = cursor === undefined ? -1 : items.findIndex(({ id }) => id === cursor)
  if (cursor !== undefined && position === -1) {
    return missing('object', cursor, page.starting_after === undefined ? 'ending_before' : 'starting_after')
  }
  if (page.starting_after === undefined && page.ending_before !== undefined) {
    const start = Math.max(0, position - limit)
    return { object: 'list', data: items.slice(start, position), has_more: start > 0, url }
  }
  const data = items.slice(position + 1, position + 1 + limit)
  return { object: 'list', data, has_more: position + 1 + limit < items.length, url }
}
