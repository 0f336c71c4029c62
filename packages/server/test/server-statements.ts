import { AsyncLocalStorage, AsyncResource } from 'node:async_hooks'
import pg from 'pg'

// Collects what requests and jobs send to the database in all tests; a whole run asks for the plan of each.

/** A statement with values that it was sent with; others that it was sent with are left out. */
export interface CollectedStatement {
  readonly text: string
  readonly samples: readonly (readonly unknown[])[]
}

/** Different plans begin with values that are left out, or are empty; that many are kept. */
const SAMPLES = 4

const serving = new AsyncLocalStorage<true>()
/** By what is the same however many values a list or rows an insert has. */
const statements = new Map<string, { text: string; samples: Map<string, readonly unknown[]> }>()

/** Runs a request or a job: its statements are the server's, others those of a test. */
export const serve = <T>(work: () => T): T => serving.run(true, work)

const query = pg.Client.prototype.query
pg.Client.prototype.query = function (this: pg.Client, ...args: unknown[]) {
  if (serving.getStore()) {
    const [statement, given] = args
    const config = typeof statement === 'object' && statement ? statement : { text: statement, values: given }
    const { text, values } = config as { text?: unknown; values?: unknown }
    if (typeof text === 'string') collect(text, Array.isArray(values) ? values : [])
  }
  return Reflect.apply(query, this, args)
} as typeof query

// Who waits for a client of a full pool is called back by whoever gives one back, and is no request for that.
const connect = pg.Pool.prototype.connect
pg.Pool.prototype.connect = function (this: pg.Pool, ...[callback, ...rest]: unknown[]) {
  const bound = typeof callback === 'function' ? AsyncResource.bind(callback as () => void) : callback
  return Reflect.apply(connect, this, bound === undefined ? [] : [bound, ...rest])
} as typeof connect

const formOf = (text: string): string =>
  text
    .replaceAll(/\$\d+/g, '?')
    .replaceAll(/\?(?:, \?)+/g, '?')
    .replaceAll(/\(\?\)(?:, \(\?\))+/g, '(?)')

/** A text that somebody wrote, or more: nothing is found by it. */
const isLong = (value: unknown): boolean =>
  (typeof value === 'string' || Buffer.isBuffer(value)) && value.length > 10_000

function collect(text: string, values: readonly unknown[]): void {
  const form = formOf(text)
  const known = statements.get(form) ?? { text, samples: new Map() }
  statements.set(form, known)
  const kind = values.map((value) => (value == null ? '0' : Array.isArray(value) ? 'a' : '1')).join('')
  // Of one text, so that they fit it.
  const isNew = known.text === text && known.samples.size < SAMPLES && !known.samples.has(kind)
  if (isNew && !values.some(isLong)) known.samples.set(kind, values)
}

/** The statements since the last call. */
export function takeStatements(): CollectedStatement[] {
  const taken = [...statements.values()].map(({ text, samples }) => ({
    text,
    samples: [...samples.values()],
  }))
  statements.clear()
  return taken
}
