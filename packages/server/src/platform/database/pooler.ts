import type pg from 'pg'
import { StartProblem } from '../config.ts'
import type { Log } from '../log.ts'

// A pooler gives each transaction another connection, so a session has neither locks, nor notifications, nor settings.

// PostgreSQL takes settings that come with a connection; a pooler refuses them (08P01), or is told to ignore them.
const timeoutOf = async (pool: pg.Pool): Promise<string> => {
  const { rows } = await pool.query<{ timeout: string }>(
    `select current_setting('statement_timeout') as timeout`,
  )
  return rows[0]?.timeout ?? ''
}

const refusalOf = (error: unknown): string | null =>
  error instanceof Error && 'code' in error && error.code === '08P01' ? error.message : null

/**
 * For what listens or holds locks.
 * @throws StartProblem when the connections of the pool, which all ask for a timeout, lead to a pooler.
 */
export async function refusePooler(pool: pg.Pool, variable: string): Promise<void> {
  const timeout = await timeoutOf(pool).catch((error: unknown) => {
    if (refusalOf(error) === null) throw error
    return null
  })
  const asked = pool.options.statement_timeout
  if (timeout === `${Number(asked) / 1000}s`) return
  throw new StartProblem(
    `${variable} is wrong: it must lead to PostgreSQL itself, not to a pooler of connections.`,
  )
}

/**
 * For what may go through a pooler, which then has to set the timeouts itself.
 * @throws StartProblem when there is one that refuses what we ask for.
 */
export async function acceptPooler(pool: pg.Pool, log: Log): Promise<void> {
  const timeout = await timeoutOf(pool).catch((error: unknown) => {
    const why = refusalOf(error)
    if (why === null) throw error
    throw new StartProblem(
      `DATABASE_URL is wrong: a pooler must have in ignore_startup_parameters what we ask for (${why}).`,
    )
  })
  if (timeout === '0')
    log.warn('statements of requests have no timeout: have the pooler set one by connect_query')
}
