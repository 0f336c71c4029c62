import { ANONYMOUS_RECORDS_PER_MINUTE } from '@latchkey/contract'
import type pg from 'pg'
import type { Db } from './database/connect.ts'
import { prepared } from './database/prepared.ts'
import type { Database } from './database/schema.ts'
import type { Log } from './log.ts'

export type RequestRecord = Database['request_records']

/** Milliseconds after which what came meanwhile is written. */
const FLUSH_INTERVAL = 1000
/** Records that wait at most; more are dropped, because answering comes first. */
const MAX_WAITING = 5000
/** Records in one statement. */
const BATCH = 500

// A value for each column, whatever their number: a statement with thousands of values takes long to put together.
const insertRecords = prepared(
  'insert_request_records',
  `
  insert into request_records (request_id, at, operation, method, status, error, handle, milliseconds)
  select * from unnest($1::text[], $2::timestamptz[], $3::text[], $4::text[], $5::int[], $6::text[], $7::text[],
    $8::int[])`,
)

const columnsOf = (records: readonly RequestRecord[]): unknown[] =>
  (['request_id', 'at', 'operation', 'method', 'status', 'error', 'handle', 'milliseconds'] as const).map(
    (column) => records.map((record) => record[column]),
  )

/** Keeps what can be said of a request without its body, addresses or tokens, so that a report of its id can be answered. */
export class RequestRecords {
  readonly #pool: pg.Pool
  readonly #log: Log
  readonly #waiting: RequestRecord[] = []
  #writing: Promise<void> = Promise.resolve()
  #timer: NodeJS.Timeout | null = null
  /** Failed requests of callers nobody knows, by address, in one minute. */
  readonly #strangers = new Map<string, number>()
  #minute = 0

  constructor(pool: pg.Pool, log: Log) {
    this.#pool = pool
    this.#log = log
  }

  /** Keeps a record; `stranger` is the address of a caller nobody knows, whose failures are kept up to a number. */
  add(record: RequestRecord, stranger: string | null): void {
    if (
      stranger !== null &&
      record.status < 500 &&
      record.status >= 400 &&
      this.#isEnough(stranger, record.at)
    ) {
      return
    }
    if (this.#waiting.length >= MAX_WAITING) return
    this.#waiting.push(record)
    this.#timer ??= setTimeout(() => void this.flush(), FLUSH_INTERVAL).unref()
  }

  #isEnough(address: string, at: Date): boolean {
    const minute = Math.floor(at.getTime() / 60_000)
    if (minute !== this.#minute) this.#strangers.clear()
    this.#minute = minute
    const count = (this.#strangers.get(address) ?? 0) + 1
    this.#strangers.set(address, count)
    return count > ANONYMOUS_RECORDS_PER_MINUTE
  }

  /** Writes what waits; resolves when it is written, or given up. */
  async flush(): Promise<void> {
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = null
    // Taken when it is their turn: while the database is slow, they go on counting among those that wait.
    this.#writing = this.#writing.then(() => this.#write(this.#waiting.splice(0)))
    await this.#writing
  }

  async #write(records: RequestRecord[]): Promise<void> {
    for (let start = 0; start < records.length; start += BATCH) {
      await insertRecords
        .run(this.#pool, columnsOf(records.slice(start, start + BATCH)))
        .catch((error: unknown) => this.#log.warn({ err: error }, 'request records were lost'))
    }
  }
}

/** Records of a request id, newest first: the id is the caller's, so there may be several. */
export const findRequestRecords = (db: Db, requestId: string, limit: number) =>
  db
    .selectFrom('request_records')
    .select(['at', 'operation', 'method', 'status', 'error', 'handle', 'milliseconds'])
    .where('request_id', '=', requestId)
    .orderBy('at', 'desc')
    .limit(limit)
    .execute()
