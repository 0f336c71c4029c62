import { createLatchkey, type Latchkey } from '@latchkey/sdk'
import { Kysely, PostgresDialect } from 'kysely'
import type { PoolClient } from 'pg'
import Stripe from 'stripe'
import { createTasks } from '../src/features/tasks.ts'
import type { Db } from '../src/platform/database/connect.ts'
import type { Database } from '../src/platform/database/schema.ts'
import type { Deps, RootDeps } from '../src/platform/deps.ts'
import { createServerApp } from '../src/server.ts'
import type { TestApp } from './app.ts'
import { type TestJobs, testJobs } from './jobs.ts'

/** What every call of a process meets that has died. */
class Died extends Error {}

/** One process of several on one database. It can die in the middle of anything. */
export interface Instance {
  readonly jobs: TestJobs
  /** An SDK client whose requests reach this process. */
  client(token: string): Latchkey
  /** Has it die at the n-th call to PostgreSQL or Stripe from now. */
  dieAt(call: number): void
  /** What runs once a night. */
  sweep(): Promise<void>
  /** What mails those who were interested in a group buy. */
  mailActivation(groupBuyId: string): Promise<void>
  readonly dead: boolean
}

/** Starts a process of its own on the database and the local Stripe of `t`. */
export function startInstance(t: TestApp): Instance {
  const life = new Life()
  const deps: RootDeps = { ...t.deps, db: mortalDatabase(t.deps, life), stripe: mortalStripe(t.deps, life) }
  const app = createServerApp(deps)
  const tasks = createTasks(deps, t.mail.transport)
  return {
    jobs: testJobs(deps, tasks),
    sweep: () => tasks.sweep_payments({}),
    mailActivation: (groupBuyId) => tasks.mail_activation({ groupBuyId }),
    client: (token) =>
      createLatchkey({
        baseUrl: t.origin(),
        retries: 0,
        token,
        fetch: async (request) => {
          request.headers.set('host', new URL(request.url).host)
          return await app.fetch(request, { incoming: { socket: { remoteAddress: '10.9.9.9' } } })
        },
      }),
    dieAt: (call) => life.endAfter(call - 1),
    get dead() {
      return life.over
    },
  }
}

/** Counts calls down; with the last one everything that is open breaks, as it does when a process ends. */
class Life {
  #left = Number.POSITIVE_INFINITY
  readonly #connections = new Set<() => void>()

  endAfter(calls: number): void {
    this.#left = calls
  }

  get over(): boolean {
    return this.#left < 0
  }

  live(): void {
    this.#left -= 1
    if (!this.over) return
    for (const cut of this.#connections) cut()
    this.#connections.clear()
    throw new Died('The process is dead.')
  }

  /** @returns what takes the connection out again. */
  holds(cut: () => void): () => void {
    this.#connections.add(cut)
    return () => this.#connections.delete(cut)
  }
}

function mortalDatabase({ pool }: Deps, life: Life): Db {
  const connect = async () => {
    life.live()
    return mortalConnection(await pool.connect(), life)
  }
  const mortal = { connect, end: async () => {}, options: {} }
  return new Kysely<Database>({ dialect: new PostgresDialect({ pool: mortal }) })
}

function mortalConnection(client: PoolClient, life: Life) {
  // A connection that breaks takes its transaction back.
  const forget = life.holds(() => client.release(true))
  return {
    query: (async (...query: [string, readonly unknown[]]) => {
      life.live()
      return await client.query(query[0], [...query[1]])
    }) as never,
    release() {
      if (life.over) return
      forget()
      client.release()
    },
  }
}

function mortalStripe({ config }: Deps, life: Life): Stripe {
  const { hostname, port } = new URL(config.STRIPE_API_BASE ?? '')
  const http = Stripe.createNodeHttpClient()
  const send = http.makeRequest.bind(http)
  http.makeRequest = async (...request) => {
    life.live()
    return await send(...request)
  }
  return new Stripe(config.STRIPE_SECRET_KEY, {
    host: hostname,
    port,
    protocol: 'http',
    telemetry: false,
    maxNetworkRetries: 0,
    httpClient: http,
  })
}
