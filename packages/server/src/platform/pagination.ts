import { z } from 'zod'

const Position = z.tuple([z.iso.datetime(), z.string().max(100)])

/** Where a list that is ordered by time and id, newest first, goes on. */
export interface Cursor {
  readonly at: Date
  readonly id: string
}

/** Reads a cursor; one that we did not make starts the list anew, because its content is no promise. */
export function readCursor(cursor: string | undefined): Cursor | null {
  if (!cursor) return null
  try {
    const [at, id] = Position.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')))
    return id.includes('\0') ? null : { at: new Date(at), id }
  } catch {
    return null
  }
}

/** Cuts `rows`, which were asked for with one more than `limit`, into a page of a list. */
export function toPage<Row, Item>(
  rows: readonly Row[],
  limit: number,
  position: (row: Row) => Cursor,
  item: (row: Row) => Item,
): { items: Item[]; nextCursor: string | null } {
  const page = rows.slice(0, limit)
  const last = rows.length > limit ? page.at(-1) : undefined
  const at = last && position(last)
  return {
    items: page.map(item),
    nextCursor: at ? Buffer.from(JSON.stringify([at.at.toISOString(), at.id])).toString('base64url') : null,
  }
}
