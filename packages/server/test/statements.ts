import pg from 'pg'
import { vi } from 'vitest'

/**
 * The statements that `work` sends to the database, in order. Those are left out by which request records are written
 * in the background, whenever a second is over.
 */
export async function statementsOf(work: () => Promise<unknown>): Promise<string[]> {
  const statements: string[] = []
  const query = pg.Client.prototype.query
  const spy = vi.spyOn(pg.Client.prototype, 'query').mockImplementation(function (this: pg.Client, ...args) {
    const [statement]: unknown[] = args
    const text =
      typeof statement === 'object' && statement && 'text' in statement ? statement.text : statement
    if (!/^insert into "request_records"/.test(String(text))) statements.push(String(text))
    return Reflect.apply(query, this, args)
  })
  try {
    await work()
  } finally {
    spy.mockRestore()
  }
  return statements
}
