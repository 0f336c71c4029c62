import { expect } from 'vitest'
import type { TestApp } from './app.ts'

type Statement = readonly [sql: string, ...parameters: unknown[]]

/**
 * Does `work` while the locks of `statements` are held, which are then committed. `work` is given a way to wait until
 * so many others wait for a lock.
 */
export async function whileHeld<T>(
  { deps: { pool } }: TestApp,
  statements: readonly Statement[],
  work: (waiting: (count: number) => Promise<void>) => Promise<T>,
): Promise<T> {
  const holder = await pool.connect()
  try {
    await holder.query('begin')
    for (const [sql, ...parameters] of statements) await holder.query(sql, parameters)
    const result = await work(async (count) => {
      await expect
        .poll(async () => {
          const { rowCount } = await pool.query(
            `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
          )
          return rowCount
        })
        .toBe(count)
    })
    await holder.query('commit')
    return result
  } finally {
    // Closed, so that it holds nothing any more: one that was idle for too long is gone, and could not roll back.
    holder.release(true)
  }
}

/**
 * Has something happen in the middle of an action: `change` is made but not committed when the action begins, and
 * committed once the action waits for it.
 */
export async function commitMeanwhile<T>(
  t: TestApp,
  change: readonly Statement[],
  action: () => Promise<T>,
): Promise<T> {
  const { acting } = await whileHeld(t, change, async (waiting) => {
    const acting = action()
    await waiting(1)
    // Wrapped, or it would be waited for before it can end.
    return { acting }
  })
  return await acting
}
