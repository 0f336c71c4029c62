// The databases of one run: a cluster of its own, filled as often as it is needed.
import { cpus } from 'node:os'
import { migrateToLatest } from '@latchkey/server'
import pg from 'pg'
import { startPostgres } from '../postgres.ts'
import { type Amounts, amountsOf, loadBenchData } from './data.ts'

/** A database with the rows of the benchmark. */
export interface Loaded {
  readonly url: string
  readonly amounts: Amounts
  /** Asks it something, by a connection that ends with that. */
  query<Row extends pg.QueryResultRow>(text: string, values?: readonly unknown[]): Promise<Row[]>
}

/** What all measurements of a run share. */
export class Stage implements AsyncDisposable {
  readonly #postgres: Awaited<ReturnType<typeof startPostgres>>
  readonly #loaded = new Map<number, Promise<Loaded>>()

  private constructor(postgres: Awaited<ReturnType<typeof startPostgres>>) {
    this.#postgres = postgres
  }

  static async open(): Promise<Stage> {
    return new Stage(await startPostgres({}))
  }

  /** The database with `factor` times as many rows. */
  database(factor = 1): Promise<Loaded> {
    const known = this.#loaded.get(factor)
    if (known) return known
    const loaded = this.#load(factor)
    this.#loaded.set(factor, loaded)
    return loaded
  }

  /** What it runs on, in words. */
  async about(): Promise<string> {
    const [row] = await query<{ server_version: string }>(this.#postgres.url, 'show server_version')
    const [cpu] = cpus()
    return `${cpus().length} × ${cpu?.model.trim()}, Node ${process.version}, PostgreSQL ${row?.server_version}
with fsync on`
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#postgres.stop()
  }

  async #load(factor: number): Promise<Loaded> {
    const amounts = amountsOf(factor)
    const url = new URL(this.#postgres.url)
    url.pathname = `/bench_${factor}`
    await query(this.#postgres.url, `create database bench_${factor}`)
    console.error(
      `Loading ${amounts.visitors} visitors and sessions, ${amounts.pages} pages, ${amounts.purchases} purchases ...`,
    )
    await migrateToLatest(url.href)
    await loadBenchData(url.href, amounts)
    return { url: url.href, amounts, query: (text, values) => query(url.href, text, values) }
  }
}

async function query<Row extends pg.QueryResultRow>(
  url: string,
  text: string,
  values: readonly unknown[] = [],
): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const { rows } = await client.query<Row>(text, [...values])
    return rows
  } finally {
    await client.end()
  }
}
