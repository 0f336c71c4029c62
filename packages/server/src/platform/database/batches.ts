/** Rows that one statement removes, so that none holds its locks for long. */
export const BATCH = 1000

/** Repeats a statement that removes and returns up to `BATCH` rows until it finds fewer. */
export async function inBatches(removeBatch: () => Promise<{ rows: unknown[] }>): Promise<void> {
  while ((await removeBatch()).rows.length === BATCH) {}
}
