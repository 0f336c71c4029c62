import { AsyncLocalStorage } from 'node:async_hooks'
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
