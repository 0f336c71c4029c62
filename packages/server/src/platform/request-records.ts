import type { Db } from './database/connect.ts'
import type { Database } from './database/schema.ts'
import type { Log } from './log.ts'

export type RequestRecord = Database['request_records']

/** Milliseconds after which what came meanwhile is written. */
const FLUSH_INTERVAL = 1000
/** Records that wait at most; more are dropped, because answering comes first. */
const MAX_WAITING = 5000
/** Records in one statement. */
const BATCH = 500

/** Keeps what can be said of a request without its body, addresses or tokens, so that a report of its id can be answered. */
export class RequestRecords {
  readonly #db: Db
  readonly #log: Log
  #waiting: RequestRecord[] = []
  #writing: Promise<void> = Promise.resolve()
  #timer: NodeJS.Timeout | null = null

  constructor(db: Db, log: Log) {
    this.#db = db
    this.#log = log
  }

  add(record: RequestRecord): void {
    if (this.#waiting.length >= MAX_WAITING) return
    this.#waiting.push(record)
    this.#timer ??= setTimeout(() => void this.flush(), FLUSH_INTERVAL).unref()
  }

  /** Writes what waits; resolves when it is written, or given up. */
  async flush(): Promise<void> {
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = null
    const records = this.#waiting
    this.#waiting = []
    this.#writing = this.#writing.then(() => this.#write(records))
    await this.#writing
  }

  async #write(records: RequestRecord[]): Promise<void> {
    for (let start = 0; start < records.length; start += BATCH) {
      await this.#db
        .insertInto('request_records')
        .values(records.slice(start, start + BATCH))
        .execute()
        .catch((error: unknown) => this.#log.warn({ err: error }, 'request records were lost'))
    }
  }
}
