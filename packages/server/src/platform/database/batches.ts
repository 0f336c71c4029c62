import { sql } from 'kysely'
import type { DbOrTransaction } from './connect.ts'
import type { Database } from './schema.ts'

/** Rows that one statement removes, so that none holds its locks for long. */
export const BATCH = 1000

/** Repeats a statement that removes and returns up to `BATCH` rows until it finds fewer. */
export async function inBatches(removeBatch: () => Promise<{ rows: unknown[] }>): Promise<void> {
  while ((await removeBatch()).rows.length === BATCH) {}
}

/** Removes the rows of a table whose time in this column is over. */
export const removeBefore = <T extends keyof Database>(
  db: DbOrTransaction,
  table: T,
  column: keyof Database[T] & string,
  time: Date,
): Promise<void> =>
  inBatches(() =>
    sql`
      delete from ${sql.table(table)} where ctid in (
        select ctid from ${sql.table(table)} where ${sql.ref(column)} < ${time}
        limit ${BATCH} for update skip locked
      ) returning 1`.execute(db),
  )
