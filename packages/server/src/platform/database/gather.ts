import type pg from 'pg'
import { isUnavailable, Unavailable } from '../http/faults.ts'
import { queryNamed } from './named.ts'

/** Statements that run at once, each on a connection of its own. */
export const GATHER_CONNECTIONS = 2
/** Most inputs that one statement answers. */
const LARGEST_BATCH = 128
/** Most inputs that wait; further ones are turned away, so that a slow database does not fill the memory. */
const LONGEST_QUEUE = 4096

/** A read that answers any number of inputs with one prepared statement. */
export interface GatheredRead<Input> {
  statement(inputs: readonly Input[]): pg.QueryConfig
}

/** Every row says which input it answers, counted from 1; an input without a row found nothing. */
export interface Positioned {
  readonly position: number
}

interface Waiting<Input = unknown, Row extends Positioned = Positioned> {
  readonly read: GatheredRead<Input>
  readonly input: Input
  resolve(row: Row | undefined): void
  reject(error: unknown): void
}

// Why: apps/docs/src/content/docs/internals/decisions/0003-gathering.md
/**
 * Gathers reads that arrive at about the same time into one statement, which costs little more than one of them.
 * Nothing is kept: a statement is sent after all its inputs have arrived, so each is answered from a snapshot that
 * shows whatever was committed before.
 */
export class Gather {
  readonly #pool: pg.Pool
  readonly #gathered: (inputs: number) => void
  readonly #waiting: Waiting[] = []
  /** Statements that run. Not a set of them: see `answers` in `server.ts`. */
  #running = 0
  #ended = () => {}
  #closed = false
  /** How many inputs the last statement answered. */
  #lastBatch = 0

  /** The pool belongs to this object from now on. `gathered` is told how many inputs each statement answers. */
  constructor(pool: pg.Pool, gathered: (inputs: number) => void = () => {}) {
    this.#pool = pool
    this.#gathered = gathered
  }

  /** @throws Unavailable when too many are waiting, and whatever the database throws for this very input. */
  read<Row extends Positioned, Input>(read: GatheredRead<Input>, input: Input): Promise<Row | undefined> {
    return new Promise((resolve, reject) => {
      if (this.#closed || this.#waiting.length >= LONGEST_QUEUE) {
        reject(new Unavailable('too many reads are waiting'))
        return
      }
      const waiting: Waiting<Input, Row> = { read, input, resolve, reject }
      if (this.#waiting.push(waiting) > 1) return
      // Where the last one was alone, so is this one, most likely: it waits for nobody.
      if (this.#lastBatch <= 1 && this.#running === 0) this.#start()
      // The first to wait starts the gathering; it ends when the requests that have arrived by now were read.
      else setImmediate(() => this.#start())
    })
  }

  /** Answers what is waiting, then closes the connections. */
  async close(): Promise<void> {
    this.#closed = true
    while (this.#waiting.length > 0 || this.#running > 0) {
      this.#start()
      await new Promise<void>((resolve) => {
        this.#ended = resolve
      })
    }
    await this.#pool.end()
  }

  #start(): void {
    while (this.#waiting.length > 0 && this.#running < GATHER_CONNECTIONS) {
      this.#running++
      void this.#answer(this.#take()).finally(() => {
        this.#running--
        this.#start()
        this.#ended()
      })
    }
  }

  /** The inputs that have waited longest and share a statement. */
  #take(): Waiting[] {
    const read = this.#waiting[0]?.read
    const other = this.#waiting.findIndex((waiting) => waiting.read !== read)
    return this.#waiting.splice(0, Math.min(other === -1 ? this.#waiting.length : other, LARGEST_BATCH))
  }

  async #answer(batch: readonly Waiting[]): Promise<void> {
    try {
      await this.#run(batch)
    } catch {
      await this.#answerSingly(batch)
    }
  }

  /** After a failure: one bad input, or a connection that broke, must not fail the others. */
  async #answerSingly(batch: readonly Waiting[]): Promise<void> {
    for (const [index, waiting] of batch.entries()) {
      try {
        await this.#run([waiting])
      } catch (error) {
        waiting.reject(error)
        if (!isUnavailable(error)) continue
        // Nobody is answered while the database is away, so nobody is kept waiting for it.
        for (const other of [...batch.slice(index + 1), ...this.#waiting.splice(0)]) other.reject(error)
        return
      }
    }
  }

  async #run(batch: readonly Waiting[]): Promise<void> {
    const [first] = batch
    if (!first) return
    this.#lastBatch = batch.length
    const statement = first.read.statement(batch.map(({ input }) => input))
    const { rows } = await queryNamed<Positioned>(this.#pool, statement)
    this.#gathered(batch.length)
    const byPosition: (Positioned | undefined)[] = []
    for (const row of rows) byPosition[row.position] = row
    for (const [index, waiting] of batch.entries()) waiting.resolve(byPosition[index + 1])
  }
}
