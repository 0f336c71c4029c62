import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import { isUnanswered } from '../http/faults.ts'
import type { Log } from '../log.ts'
import { runners } from '../runner-sizes.ts'
import { GATHER_CONNECTIONS } from './gather.ts'
import type { Database } from './schema.ts'

export type Db = Kysely<Database>
/** Runs statements, inside a transaction or outside: it begins none, and closes nothing. */
export type DbOrTransaction = Omit<Db, 'transaction' | 'startTransaction' | 'connection' | 'destroy'>
/** Runs statements inside a transaction. Only what began one has it, so whoever takes it needs one to be open. */
export type Trx = DbOrTransaction & { readonly [isOpen]: true }
declare const isOpen: unique symbol

/** Each runner listens for jobs; besides, they all take them and write down their ends by statements of milliseconds. */
const RUNNER_CONNECTIONS = Object.keys(runners).length + 2
/** Says that the process lives. */
const LIVENESS_CONNECTION = 1

/** What a process does: it serves requests, works on jobs, or both. */
export const processRoles = ['all', 'web', 'worker'] as const
export type ProcessRole = (typeof processRoles)[number]

/**
 * Connections of a process that are not in the pool for requests and for the work of jobs. They have a purpose each,
 * so that jobs are taken, and reads are answered, however busy that pool is.
 */
export const reservedConnections = (role: ProcessRole): number =>
  (role === 'worker' ? 0 : GATHER_CONNECTIONS) +
  (role === 'web' ? 0 : RUNNER_CONNECTIONS + LIVENESS_CONNECTION)

// Amounts and counts are far below 2^53; a string would only invite arithmetic on text.
const types: pg.CustomTypesConfig = {
  getTypeParser: (oid, format) =>
    oid === pg.types.builtins.INT8 ? Number : pg.types.getTypeParser(oid, format),
}

/** Opens the pool that requests and jobs do their work with. */
export function connectDatabase(options: {
  url: string
  poolMax: number
  /** Told the seconds for which somebody waited who had to. */
  waited?: (seconds: number) => void
}): { db: Db; pool: pg.Pool } {
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.poolMax,
    connectionTimeoutMillis: 5000,
    statement_timeout: 10_000,
    idle_in_transaction_session_timeout: 10_000,
    types,
  })
  if (options.waited) watchWaiting(pool, options.waited)
  return { pool, db: new Kysely<Database>({ dialect: new PostgresDialect({ pool }) }) }
}

type Connected = Parameters<Parameters<pg.Pool['connect']>[0]>

/**
 * Has `asked` be called whenever somebody asks the pool for a connection, and what it returns, unless that is `null`, once
 * there is an answer: with the connection, or without when there is none.
 */
function watchConnect(
  pool: pg.Pool,
  asked: () => ((client: pg.PoolClient | undefined) => void) | null,
): void {
  const connect = pool.connect.bind(pool) as {
    (): Promise<pg.PoolClient>
    (callback: (...connected: Connected) => void): void
  }
  const watched = (callback?: (...connected: Connected) => void) => {
    const answered = asked()
    if (answered === null) return callback ? connect(callback) : connect()
    if (callback) {
      return connect((error, client, release) => {
        answered(client)
        callback(error, client, client ? client.release : release)
      })
    }
    return connect().then(
      (client) => {
        answered(client)
        return client
      },
      (error: unknown) => {
        answered(undefined)
        throw error
      },
    )
  }
  pool.connect = watched as typeof pool.connect
}

/** Measures how long those wait who ask while every connection is taken. */
const watchWaiting = (pool: pg.Pool, waited: (seconds: number) => void): void =>
  watchConnect(pool, () => {
    if (pool.idleCount > 0 || pool.totalCount < pool.options.max) return null
    const began = performance.now()
    return () => waited((performance.now() - began) / 1000)
  })

/**
 * Opens the connections of gathered reads, apart from the others because their statements are planned once:
 * planning one costs several times what running it does, and the best plan does not depend on the values.
 */
export function connectGather(url: string): pg.Pool {
  return new pg.Pool({
    connectionString: url,
    max: GATHER_CONNECTIONS,
    idleTimeoutMillis: 0,
    connectionTimeoutMillis: 5000,
    statement_timeout: 4000,
    // For a database that has gone silent; the statement's own timeout comes first.
    query_timeout: 5000,
    options: '-c plan_cache_mode=force_generic_plan',
    types,
  })
}

/**
 * Opens the connections by which runners take jobs. None is held by the work of a job.
 * @param unanswered told of a statement whose answer never came.
 */
export function connectRunners(url: string, unanswered: (error: unknown) => void = () => {}): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: RUNNER_CONNECTIONS,
    connectionTimeoutMillis: 5000,
    // Another than requests have, which a pooler may set: by that, one that should not be there is noticed.
    statement_timeout: 9000,
    // For a database that has gone silent; the statement's own timeout comes first.
    query_timeout: 10_000,
    keepAlive: true,
  })
  releaseOnce(pool)
  pool.on('connect', (client) => watchQueries(client, unanswered))
  return pool
}

/** Has `unanswered` be told of each query of which nobody knows what became. */
function watchQueries(client: pg.PoolClient, unanswered: (error: unknown) => void): void {
  const query: (...args: unknown[]) => unknown = client.query.bind(client)
  client.query = ((...args: unknown[]) => {
    const result = query(...args)
    if (result instanceof Promise) {
      result.catch((error: unknown) => {
        if (isUnanswered(error)) unanswered(error)
      })
    }
    return result
  }) as typeof client.query
}

/** Whoever listens for jobs may give a connection that breaks back twice, at which the pool would throw. */
const releaseOnce = (pool: pg.Pool): void =>
  watchConnect(pool, () => (client) => {
    if (!client) return
    const release = client.release.bind(client)
    let released = false
    client.release = (error) => {
      if (!released) release(error)
      released = true
    }
  })

/** The pool replaces connections that break; without listeners, idle or in use, they would end the process. */
export function logLostConnections(pool: pg.Pool, log: Log): void {
  const lost = (error: Error) => log.warn({ err: error }, 'database connection lost')
  pool.on('error', lost)
  pool.on('connect', (client) => client.on('error', lost))
}

/** Whether `error` is a violation of the named unique constraint or index. */
export const violates = (error: unknown, constraint: string): boolean =>
  error instanceof pg.DatabaseError && error.code === '23505' && error.constraint === constraint
