import { AsyncLocalStorage } from 'node:async_hooks'
import pg from 'pg'
import { vi } from 'vitest'

/** A statement with the values it was sent with. */
export interface SentStatement {
  readonly text: string
  readonly values: readonly unknown[]
}

/** Whose statements are recorded: those that follow from `work`, and not what others do in this process meanwhile. */
const recorded = new AsyncLocalStorage<SentStatement[]>()

/**
 * What `work` sends to the database, in order. Those are left out by which request records are written in the
 * background, whenever a second is over.
 */
export async function sentBy(work: () => Promise<unknown>): Promise<SentStatement[]> {
  const sent: SentStatement[] = []
  const query = pg.Client.prototype.query
  const spy = vi.spyOn(pg.Client.prototype, 'query').mockImplementation(function (this: pg.Client, ...args) {
    const [statement, values]: unknown[] = args
    const config = typeof statement === 'object' && statement ? statement : { text: statement, values }
    const text = 'text' in config ? String(config.text) : String(statement)
    const given = 'values' in config && Array.isArray(config.values) ? config.values : []
    const isOurs = recorded.getStore() === sent && !/^insert into "request_records"/.test(text)
    if (isOurs) sent.push({ text, values: given })
    return Reflect.apply(query, this, args)
  })
  try {
    await recorded.run(sent, work)
  } finally {
    spy.mockRestore()
  }
  return sent
}

/** The same without the values. */
export const statementsOf = async (work: () => Promise<unknown>): Promise<string[]> =>
  (await sentBy(work)).map(({ text }) => text)
