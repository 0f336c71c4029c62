import { type RawBuilder, sql } from 'kysely'
import type { DbOrTransaction } from './connect.ts'
import type { Database } from './schema.ts'

/** Rows that one statement removes, so that none holds its locks for long. */
export const BATCH = 1000
/** Statements after which others have their turn. */
const MOST_BATCHES = 50

/**
 * Repeats a statement that removes and returns up to `BATCH` rows until it finds fewer.
 * @returns whether it did; `false` when there are so many that the rest should be left to another job.
 */
export async function inBatches(removeBatch: () => Promise<{ rows: unknown[] }>): Promise<boolean> {
  for (let batch = 0; batch < MOST_BATCHES; batch++) {
    if ((await removeBatch()).rows.length < BATCH) return true
  }
  return false
}

/**
 * Removes the rows of a table whose time in this column, which has an index, is over; with a condition those of them
 * that meet it. Rows that somebody holds are left for the next time.
 * @returns as `inBatches`.
 */
export const removeBefore = <T extends keyof Database>(
  db: DbOrTransaction,
  table: T,
  column: keyof Database[T] & string,
  time: Date | string,
  condition: RawBuilder<unknown> = sql`true`,
): Promise<boolean> =>
  inBatches(() =>
    sql`
      delete from ${sql.table(table)} where ctid in (
        select ctid from ${sql.table(table)} where ${sql.ref(column)} < ${time} and ${condition}
        order by ${sql.ref(column)} limit ${BATCH} for update skip locked
      ) returning 1`.execute(db),
  )
