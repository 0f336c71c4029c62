import pg from 'pg'
import type { CollectedStatement } from '../server-statements.ts'
import { aimed } from './aim.ts'

/** What a statement cost in one database. */
export interface Cost {
  /** Pages of 8 kB that were read, from memory or from the disk; `null` where it could not be run. */
  readonly buffers: number | null
  /** How often it went down an index, each time by as many pages as the index has levels. */
  readonly descents: number
  readonly problem: string | null
}

interface Plan {
  readonly 'Node Type': string
  readonly 'Relation Name'?: string
  readonly Operation?: string
  readonly 'Actual Rows': number
  readonly 'Actual Loops': number
  readonly 'Index Searches'?: number
  readonly 'Shared Hit Blocks': number
  readonly 'Shared Read Blocks': number
  readonly Plans?: readonly Plan[]
}

/** More than any table has indexes: a row that is written goes into each. */
const INDEXES = 12

function descentsOf(plan: Plan): number {
  const children = plan.Plans ?? []
  const found = /Index/.test(plan['Node Type'])
    ? Math.max(plan['Actual Loops'], plan['Index Searches'] ?? 0)
    : 0
  const isWritten = plan['Node Type'] === 'ModifyTable' && plan.Operation !== 'Delete'
  const rows = children.reduce((sum, child) => sum + child['Actual Rows'] * child['Actual Loops'], 0)
  const written = isWritten ? rows * INDEXES : 0
  return children.reduce((sum, child) => sum + descentsOf(child), found + written)
}

/** Runs a statement, and takes back what it did. */
async function cost(client: pg.Client, text: string, values: readonly unknown[]): Promise<Cost> {
  await client.query('begin')
  try {
    const { rows } = await client.query(`explain (analyze, buffers, timing off, format json) ${text}`, [
      ...values,
    ])
    const plan: Plan = rows[0]['QUERY PLAN'][0].Plan
    const buffers = plan['Shared Hit Blocks'] + plan['Shared Read Blocks']
    return { buffers, descents: descentsOf(plan), problem: null }
  } catch (error) {
    if (!(error instanceof pg.DatabaseError)) throw error
    return { buffers: null, descents: 0, problem: `${error.code} ${error.message}` }
  } finally {
    await client.query('rollback')
  }
}

/** A statement, with what it read at each size. */
export interface Measured {
  readonly text: string
  readonly costs: readonly Cost[]
}

const isMeasured = (text: string): boolean =>
  /^\s*(?:select|insert|update|delete|with)\b/i.test(text) &&
  !/_private_|\bpg_(?!advisory)/.test(text) &&
  // Only what a test has happen in the middle of a request changes a whole table.
  (!/^\s*(?:update|delete)\b/i.test(text) || /\bwhere\b/i.test(text))

const isWriting = (text: string): boolean => /\b(?:insert into|update|delete from|add_job)\b/i.test(text)

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
      // As for disks that need not seek; the tables of these sizes would else be read whole.
      await client.query('set random_page_cost = 1.1')
    }
    // Those that write come last: what they leave behind, though it is taken back, would be read by the others.
    const chosen = statements.filter(({ text }) => isMeasured(text))
    for (const { text, samples } of chosen.toSorted((a, b) => +isWriting(a.text) - +isWriting(b.text))) {
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
