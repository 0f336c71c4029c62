import { type Cursor, type Position, readPosition, writeCursor } from '@latchkey/contract'

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
