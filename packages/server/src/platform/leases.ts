import type { Clock } from './clock.ts'
import type { Db, DbOrTransaction } from './database/connect.ts'
import { isUnanswered } from './http/faults.ts'
import type { Log } from './log.ts'

/** Milliseconds between two attempts to give back what could not be given back. */
const INTERVAL = 500
/** Leases that wait for that at most. One more runs out by itself. */
const MAX_WAITING = 1000

/** What this process has to itself for a while, by a row of the database that names it. */
export interface Lease {
  /** When it runs out by itself. */
  readonly until: Date
  /** Gives it back if it is still this one; says whether it was. Runs again until it is known what became of it. */
  readonly release: () => Promise<boolean>
}

/** `taken`: not known of one whose taking was never answered. It may be taken yet. */
type Waiting = Lease & { readonly taken: boolean }

// Why: apps/docs/src/content/docs/internals/decisions/0005-idempotency-leases.md
/**
 * Takes leases and gives them back; while the database is away, as soon as it is there again. So people wait for one to
 * run out only when the process that had it died.
 */
export class Leases {
  readonly #clock: Clock
  readonly #log: Log
  readonly #waiting = new Set<Waiting>()
  /** The database did not answer the last time: nobody else need wait for it to say so again. */
  #away = false
  #timer: NodeJS.Timeout | null = null
  #trying: Promise<void> = Promise.resolve()
  #closed = false

  constructor(clock: Clock, log: Log) {
    this.#clock = clock
    this.#log = log
  }

  /** Runs the statement that takes a lease, which is given back if the answer to that is lost. */
  async take<T>(db: Db, lease: Lease, statement: (db: DbOrTransaction) => Promise<T>): Promise<T> {
    let sent = false
    try {
      return await db.connection().execute((connection) => {
        sent = true
        return statement(connection)
      })
    } catch (error) {
      if (sent && isUnanswered(error)) await this.#giveBack({ ...lease, taken: false })
      throw error
    }
  }

  /** Gives a lease back, now or as soon as possible. Never fails, and so hides no failure of what the lease was for. */
  async giveBack(lease: Lease): Promise<void> {
    await this.#giveBack({ ...lease, taken: true })
  }

  /** Tries what waits once more, and then no more. */
  async close(): Promise<void> {
    this.#closed = true
    if (this.#timer) clearTimeout(this.#timer)
    await this.#trying
    await this.#tryAll()
  }

  async #giveBack(lease: Waiting): Promise<void> {
    if (!this.#away && (await this.#isOver(lease))) return
    if (this.#closed || this.#waiting.size >= MAX_WAITING) return
    this.#waiting.add(lease)
    this.#tryLater()
  }

  #tryLater(): void {
    this.#timer ??= setTimeout(() => {
      this.#trying = this.#tryAll().finally(() => {
        this.#timer = null
        if (this.#waiting.size > 0 && !this.#closed) this.#tryLater()
      })
    }, INTERVAL).unref()
  }

  /** One after the other, by one connection; the first that gets no answer speaks for the rest. */
  async #tryAll(): Promise<void> {
    this.#away = false
    for (const lease of this.#waiting) {
      if (lease.until <= this.#clock.now() || (await this.#isOver(lease))) this.#waiting.delete(lease)
      if (this.#away) return
    }
  }

  /** Whether it is given back, or was not there to be. */
  async #isOver({ taken, release }: Waiting): Promise<boolean> {
    try {
      return (await release()) || taken
    } catch (error) {
      this.#away = isUnanswered(error)
      this.#log.warn({ err: error }, 'a lease could not be given back yet')
      return false
    }
  }
}
