import { AsyncLocalStorage, AsyncResource } from 'node:async_hooks'
import pg from 'pg'

// Collects what requests and jobs send to the database in all tests; a whole run asks for the plan of each.

const serving = new AsyncLocalStorage<true>()
/** By what is the same however many values a list or rows an insert has. */
const statements = new Map<string, string>()

/** Runs a request or a job: its statements are the server's, others those of a test. */
export const serve = <T>(work: () => T): T => serving.run(true, work)

const query = pg.Client.prototype.query
pg.Client.prototype.query = function (this: pg.Client, ...args: unknown[]) {
  if (serving.getStore()) {
    const [statement] = args
    const text =
      typeof statement === 'object' && statement && 'text' in statement ? statement.text : statement
    if (typeof text === 'string') statements.set(formOf(text), text)
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

/** The statements since the last call. */
export function takeStatements(): string[] {
  const taken = [...statements.values()]
  statements.clear()
  return taken
}
