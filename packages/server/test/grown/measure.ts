import pg from 'pg'
import type { CollectedStatement } from '../server-statements.ts'
import { aimed } from './aim.ts'

/** What a statement cost in one database. */
export interface Cost {
  /** Pages of 8 kB that were read, from memory or from the disk; `null` where it could not be run. */
  readonly buffers: number | null
  readonly problem: string | null
}

interface Plan {
  readonly 'Shared Hit Blocks': number
  readonly 'Shared Read Blocks': number
}

/** Runs a statement, and takes back what it did. */
async function cost(client: pg.Client, text: string, values: readonly unknown[]): Promise<Cost> {
  await client.query('begin')
  try {
    const { rows } = await client.query(`explain (analyze, buffers, timing off, format json) ${text}`, [
      ...values,
    ])
    const plan: Plan = rows[0]['QUERY PLAN'][0].Plan
    return { buffers: plan['Shared Hit Blocks'] + plan['Shared Read Blocks'], problem: null }
  } catch (error) {
    if (!(error instanceof pg.DatabaseError)) throw error
    return { buffers: null, problem: `${error.code} ${error.message}` }
  } finally {
    await client.query('rollback')
  }
}

/** A statement, with what it read at each size. */
export interface Measured {
  readonly text: string
  readonly costs: readonly Cost[]
}

export const isMeasured = (text: string): boolean =>
  /^\s*(?:select|insert|update|delete|with)\b/i.test(text) &&
  !/_private_|\bpg_(?!advisory)/.test(text) &&
  // Only what a test has happen in the middle of a request changes a whole table.
  (!/^\s*(?:update|delete)\b/i.test(text) || /\bwhere\b/i.test(text))

/** What each statement reads in each of these databases, with each kind of values that it was sent with. */
export async function measure(
  urls: readonly string[],
  statements: readonly CollectedStatement[],
): Promise<Measured[]> {
  const clients = urls.map((url) => new pg.Client({ connectionString: url, statement_timeout: 60_000 }))
  const measured: Measured[] = []
  try {
    for (const client of clients) {
      await client.connect()
      // What is measured is what is read, and not by how many processes.
      await client.query('set max_parallel_workers_per_gather = 0')
    }
    for (const { text, samples } of statements) {
      if (!isMeasured(text)) continue
      for (const sample of samples) {
        const values = aimed(text, sample)
        const costs: Cost[] = []
        for (const client of clients) costs.push(await cost(client, text, values))
        measured.push({ text, costs })
      }
    }
  } finally {
    for (const client of clients) await client.end()
  }
  return measured
}
