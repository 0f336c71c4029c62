import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import type { Log } from './log.ts'
import { Semaphore } from './semaphore.ts'

/** Milliseconds between two looks at who is alive. A worker that is missed by two looks in a row is dead. */
const LOOK_INTERVAL = 3000
/** Milliseconds until a lost connection is opened again; several fit between two looks. */
const RECONNECT_INTERVAL = 500

/** A job as it was taken from the queue. */
export interface TakenJob {
  readonly id: string
  /** Counts how often it was taken, this time included. */
  readonly attempt: number
  readonly takenAt: Date
}

/** A job that this process works on. */
interface Running {
  readonly jobId: string
  readonly ended: Promise<void>
  /** Rejects when somebody else may have it: it was freed while the locks were not held. */
  readonly lost: PromiseWithResolvers<never>
}

/** Others have the job by now, or may. */
class NotOurs extends Error {
  constructor() {
    super('The job was freed as that of a dead worker.')
  }
}

const key = (worker: string) => `hashtextextended('worker:' || ${worker}, 0)`

// Why: apps/docs/src/content/docs/internals/decisions/0012-worker-split.md
/**
 * Says which workers are alive, by session-level advisory locks: PostgreSQL gives them back when the connection ends,
 * and so when the process dies, however it dies. A process that is only busy or stopped keeps them, because its
 * kernel answers for its connection. Jobs of workers without a lock are freed for others.
 *
 * When the connection breaks under a process that lives, it takes the locks anew before anybody looks twice. If that
 * fails, its jobs run elsewhere beside it, which every task bears; it takes no new ones meanwhile, and it does not mark
 * those as done that it has lost.
 */
export class Liveness {
  readonly #url: string
  readonly #log: Log
  readonly #lookInterval: number
  readonly #running = new Set<Running>()
  /** The connection is asked one thing after the other. */
  readonly #turns = new Semaphore(1)
  /** A question by which any number of jobs learn that the locks are held; those that end now wait for the next. */
  #nextConfirmation: Promise<unknown> | null = null
  /** When the locks were taken last, by the clock of the database: what was taken before may be others' by now. */
  #heldSince = new Date(0)
  readonly #stopping = Promise.withResolvers<null>()
  #closed = false
  #workers: readonly string[] = []
  /** The connection that holds the locks, once it does. */
  #holder: pg.Client | null = null
  #held = Promise.withResolvers<null>()
  #nextLook: NodeJS.Timeout | undefined
  /** Workers that the last look missed. */
  #missing: ReadonlySet<string> = new Set()

  constructor(url: string, log: Log, lookInterval = LOOK_INTERVAL) {
    this.#url = url
    this.#log = log
    this.#lookInterval = lookInterval
  }

  /** Takes the locks of the workers of this process, and keeps them until `close`. */
  async hold(workers: readonly string[]): Promise<void> {
    this.#workers = workers
    await this.#take()
    await this.#look()
  }

  /** Whether the locks are held. */
  get held(): boolean {
    return this.#holder !== null
  }

  /** Resolves when the workers may take jobs, as they may while the locks are held. */
  readonly mayTakeJobs = (): null | Promise<null> =>
    this.#holder ? null : Promise.race([this.#held.promise, this.#stopping.promise])

  /** Runs a job. @throws also when it is not this process's any more: others decide then what became of it. */
  readonly runJob = async (job: TakenJob, task: () => Promise<void>): Promise<void> => {
    const ended = Promise.withResolvers<void>()
    const running: Running = { jobId: job.id, ended: ended.promise, lost: Promise.withResolvers() }
    running.lost.promise.catch(() => {})
    this.#running.add(running)
    try {
      // Jobs are taken several at once, so this one may have waited here while its lock was lost.
      if (job.takenAt <= this.#heldSince) await this.#ask(running, (holder) => this.#stillOurs(holder, job))
      await task()
      await this.#confirm(running)
    } finally {
      this.#running.delete(running)
      ended.resolve()
    }
  }

  /** Lets workers go that wait for the locks. They must have been told to stop. */
  release(): void {
    this.#stopping.resolve(null)
  }

  /** Gives the locks back. The workers must have ended. */
  async close(): Promise<void> {
    this.#closed = true
    clearTimeout(this.#nextLook)
    const holder = this.#holder
    this.#holder = null
    await holder?.end()
  }

  /** Makes sure that a job which is done was this process's all the time. */
  async #confirm(running: Running): Promise<void> {
    await this.#ask(running, (holder) => this.#stillHeld(holder))
  }

  /** Asks by the connection that holds the locks, and again where it breaks meanwhile. */
  async #ask<T>({ lost }: Running, question: (holder: pg.Client) => Promise<T>): Promise<T> {
    for (;;) {
      const holder = this.#holder
      if (holder) {
        try {
          return await question(holder)
        } catch (error) {
          if (error instanceof NotOurs) throw error
          this.#lose(holder, error)
        }
      }
      await Promise.race([lost.promise, this.#held.promise])
    }
  }

  #stillHeld(holder: pg.Client): Promise<unknown> {
    this.#nextConfirmation ??= this.#confirmNext(holder)
    return this.#nextConfirmation
  }

  async #confirmNext(holder: pg.Client): Promise<void> {
    // Its turn may come at once, but not before it is known as the next one.
    await null
    await this.#turns.run(() => {
      this.#nextConfirmation = null
      return holder.query('select 1')
    })
  }

  async #stillOurs(holder: pg.Client, { id, attempt }: TakenJob): Promise<void> {
    const { rowCount } = await this.#turns.run(() =>
      holder.query(
        'select from graphile_worker.jobs where id = $1 and attempts = $2 and locked_by = any($3::text[])',
        [id, attempt, this.#workers],
      ),
    )
    if (rowCount === 0) throw new NotOurs()
  }

  async #take(): Promise<void> {
    const client = new pg.Client({
      connectionString: this.#url,
      connectionTimeoutMillis: 5000,
      statement_timeout: 4000,
      // For a database that has gone silent; the statement's own timeout comes first.
      query_timeout: 5000,
      keepAlive: true,
      keepAliveInitialDelayMillis: 5000,
      // The server notices after 5 + 3 * 2 seconds that a machine has vanished.
      options:
        '-c tcp_keepalives_idle=5 -c tcp_keepalives_interval=2 -c tcp_keepalives_count=3 -c idle_session_timeout=0',
    })
    client.on('error', (error) => this.#lose(client, error))
    client.on('end', () => this.#lose(client, null))
    try {
      await client.connect()
      await client.query(`select pg_advisory_lock(${key('id')}) from unnest($1::text[]) id`, [this.#workers])
      const { rows } = await client.query<{ now: Date }>('select clock_timestamp() as now')
      this.#heldSince = rows[0]?.now ?? new Date()
      await this.#endLost(client)
    } catch (error) {
      client.end().catch(() => {})
      throw error
    }
    if (this.#closed) return await client.end()
    this.#holder = client
    this.#held.resolve(null)
  }

  /** Has jobs end that were freed while the locks were not held, before this process can take the same ones again. */
  async #endLost(client: pg.Client): Promise<void> {
    const running = [...this.#running]
    const { rows } = await client.query<{ id: string }>(
      'select id::text from graphile_worker.jobs where id = any($1::bigint[]) and locked_by = any($2::text[])',
      [running.map(({ jobId }) => jobId), this.#workers],
    )
    const kept = new Set(rows.map(({ id }) => id))
    const lost = running.filter(({ jobId }) => !kept.has(jobId))
    if (lost.length === 0) return
    for (const each of lost) each.lost.reject(new NotOurs())
    await Promise.all(lost.map(({ ended }) => ended))
    // It may have broken meanwhile.
    await client.query('select 1')
  }

  #lose(client: pg.Client, error: unknown): void {
    if (client !== this.#holder) return
    this.#holder = null
    this.#nextConfirmation = null
    this.#held = Promise.withResolvers()
    this.#missing = new Set()
    client.end().catch(() => {})
    this.#log.warn({ err: error }, 'connection lost that tells others that this process lives')
    void this.#retake()
  }

  async #retake(): Promise<void> {
    while (!this.#closed) {
      try {
        return await this.#take()
      } catch (error) {
        this.#log.warn({ err: error }, 'locks of the workers not taken yet')
        await wait(RECONNECT_INTERVAL, undefined, { ref: false })
      }
    }
  }

  /** Frees the jobs of workers that are dead, and does so again and again. */
  async #look(): Promise<void> {
    const holder = this.#holder
    try {
      if (holder) await this.#turns.run(() => this.#freeDead(holder))
    } catch (error) {
      // What the server itself answers leaves the session, and with it the locks, as they were.
      if (error instanceof pg.DatabaseError) this.#log.warn({ err: error }, 'dead workers not looked for')
      else if (holder) this.#lose(holder, error)
    }
    if (!this.#closed) this.#nextLook = setTimeout(() => void this.#look(), this.#lookInterval).unref()
  }

  async #freeDead(holder: pg.Client): Promise<void> {
    const { rows } = await holder.query<{ id: string }>(
      `select id from (
         select distinct locked_by as id from graphile_worker.jobs
         where locked_by is not null and locked_by <> all($1::text[])
       ) as other where pg_try_advisory_xact_lock(${key('id')})`,
      [this.#workers],
    )
    const missing = rows.map(({ id }) => id)
    const dead = missing.filter((id) => this.#missing.has(id))
    this.#missing = new Set(missing)
    if (dead.length === 0) return
    // With the lock of each in hand, so that none of them takes it while its jobs are freed.
    await holder.query(
      `select graphile_worker.force_unlock_workers(array_agg(id)) from unnest($1::text[]) id
       where pg_try_advisory_xact_lock(${key('id')})`,
      [dead],
    )
    this.#log.warn({ workers: dead }, 'jobs of dead workers freed')
  }
}
