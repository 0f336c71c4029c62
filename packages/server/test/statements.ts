import { AsyncLocalStorage } from 'node:async_hooks'
import type { Socket } from 'node:net'
import pg from 'pg'
import { vi } from 'vitest'

/** A statement with the values it was sent with. */
export interface SentStatement {
  readonly text: string
  readonly values: readonly unknown[]
}

type Told = (statement: SentStatement, client: pg.Client) => void

/** Who is told of statements: of those that follow from `work`, and not of what others do in this process meanwhile. */
const told = new AsyncLocalStorage<Told>()

/**
 * Tells of what `work` sends to the database, in order. Those are left out by which request records are written in the
 * background, whenever a second is over.
 */
async function watch(work: () => Promise<unknown>, tell: Told): Promise<void> {
  const query = pg.Client.prototype.query
  const spy = vi.spyOn(pg.Client.prototype, 'query').mockImplementation(function (this: pg.Client, ...args) {
    const [statement, values]: unknown[] = args
    const config = typeof statement === 'object' && statement ? statement : { text: statement, values }
    const text = 'text' in config ? String(config.text) : String(statement)
    const given = 'values' in config && Array.isArray(config.values) ? config.values : []
    const isOurs = told.getStore() === tell && !/^\s*insert into "?request_records/.test(text)
    if (isOurs) tell({ text, values: given }, this)
    return Reflect.apply(query, this, args)
  })
  try {
    await told.run(tell, work)
  } finally {
    spy.mockRestore()
  }
}

/** What `work` sends to the database. */
export async function sentBy(work: () => Promise<unknown>): Promise<SentStatement[]> {
  const sent: SentStatement[] = []
  await watch(work, (statement) => sent.push(statement))
  return sent
}

/** The same without the values. */
export const statementsOf = async (work: () => Promise<unknown>): Promise<string[]> =>
  (await sentBy(work)).map(({ text }) => text)

/** What some work costs between the process and the database. */
export interface Traffic {
  /** Several may be sent at once. */
  readonly statements: number
  /** How often the process waits for the database. */
  readonly roundTrips: number
  /** Bytes to the database, and back. */
  readonly sent: number
  readonly received: number
}

const streamOf = (client: pg.Client): Socket =>
  (client as unknown as { connection: { stream: Socket } }).connection.stream

/** Counts what `work` has to do with the database. Its connections are open, and have prepared what they prepare. */
export async function trafficOf(work: () => Promise<unknown>): Promise<Traffic> {
  const before = new Map<Socket, { sent: number; received: number }>()
  let statements = 0
  let roundTrips = 0
  await watch(work, ({ text }, client) => {
    const stream = streamOf(client)
    if (!before.has(stream)) before.set(stream, { sent: stream.bytesWritten, received: stream.bytesRead })
    roundTrips += 1
    statements += text.split(/;\s*(?=\S)/).length
  })
  let sent = 0
  let received = 0
  for (const [stream, then] of before) {
    sent += stream.bytesWritten - then.sent
    received += stream.bytesRead - then.received
  }
  return { statements, roundTrips, sent, received }
}
