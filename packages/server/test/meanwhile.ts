import { expect } from 'vitest'
import type { TestApp } from './app.ts'

type Statement = readonly [sql: string, ...parameters: unknown[]]

/**
 * Has something happen in the middle of an action: `change` is made but not committed when the action begins, and
 * committed once the action waits for it.
 */
export async function commitMeanwhile<T>(
  { deps: { pool } }: TestApp,
  change: readonly Statement[],
  action: () => Promise<T>,
): Promise<T> {
  const holder = await pool.connect()
  try {
    await holder.query('begin')
    for (const [sql, ...parameters] of change) await holder.query(sql, parameters)
    const acting = action()
    await expect
      .poll(async () => {
        const { rowCount } = await pool.query(
          `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
        )
        return rowCount
      })
      .toBe(1)
    await holder.query('commit')
    return await acting
  } finally {
    await holder.query('rollback')
    holder.release()
  }
}
