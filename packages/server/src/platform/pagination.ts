import { type Cursor, type Position, readPosition, writeCursor } from '@latchkey/contract'
import { type RawBuilder, sql } from 'kysely'

/** Which rows of a list are asked for: those after a position, no more than `limit`. */
export interface Slice {
  readonly after: Position | null
  readonly limit: number
}

/**
 * Ends a query in SQL whose last part is a condition: the slice of its rows, newest first. Columns are compared as they
 * are, so that an index on them gives the rows in this order; their times are the server's, in milliseconds as cursors
 * hold them.
 */
export const newestFirst = (at: string, id: string, { after, limit }: Slice): RawBuilder<unknown> => sql`
  ${after ? sql`and (${sql.ref(at)}, ${sql.ref(id)}) < (${after.at}, ${after.id})` : sql``}
  order by ${sql.ref(at)} desc, ${sql.ref(id)} desc limit ${limit}`

/** Reads where a list goes on; `null` at its beginning. */
export function readCursor(cursor: Cursor | undefined): Position | null {
  if (cursor === undefined) return null
  const position = readPosition(cursor)
  if (!position) throw new Error('The schema of cursors lets nothing else through.')
  return position
}

/** Cuts `rows`, which were asked for with one more than `limit`, into a page of a list. */
export function toPage<Row, Item>(
  rows: readonly Row[],
  limit: number,
  position: (row: Row) => Position,
  item: (row: Row) => Item,
): { items: Item[]; nextCursor: Cursor | null } {
  const page = rows.slice(0, limit)
  const last = rows.length > limit ? page.at(-1) : undefined
  return { items: page.map(item), nextCursor: last ? writeCursor(position(last)) : null }
}
