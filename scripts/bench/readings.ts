// What a deployment has used so far: processor time by process, and what PostgreSQL and the metrics count.
import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import pg from 'pg'

/** What is read; all of it only grows. */
export const counted = [
  'web',
  'worker',
  'postgres',
  'stripe',
  'requests',
  'transactions',
  'wal',
  'mails',
  'stripeCalls',
] as const
/** Milliseconds of a processor (`web` to `stripe`), bytes (`wal`), and numbers. */
export type Reading = Readonly<Record<(typeof counted)[number], number>>

/** Bytes of the tables of the schema, with their indexes: those whose rows stay, and those that retention empties. */
export interface Sizes {
  readonly stays: number
  readonly passes: number
}

/** Tables whose rows of a purchase, a sign-in or a view are removed after some days. */
const passing = [
  'visitor_sessions',
  'magic_link_challenges',
  'magic_link_secrets',
  'idempotency_keys',
  'request_records',
  'stripe_events',
]

interface Processes {
  readonly web: number
  readonly worker: number
  readonly stripe: number
}

interface Stat {
  readonly parent: number
  readonly own: number
  /** Of children that have ended. */
  readonly ended: number
}

/** What the kernel says of a process: its parent, and its ticks of processor time. */
function statOf(pid: number): Stat | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The name before it may have spaces and brackets.
    const fields = text
      .slice(text.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number)
    const [, parent = 0] = fields
    const [user = 0, system = 0, endedUser = 0, endedSystem = 0] = fields.slice(11, 15)
    return { parent, own: user + system, ended: endedUser + endedSystem }
  } catch {
    return null
  }
}

/** Sum of the samples of a metric. */
const sumOf = (metrics: string, start: RegExp): number =>
  metrics
    .split('\n')
    .filter((line) => start.test(line))
    .reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' ') + 1)), 0)

export class Meter implements AsyncDisposable {
  readonly #client: pg.Client
  readonly #origins: readonly string[]
  readonly #processes: Processes
  readonly #postmaster: number
  readonly #tick = 1000 / Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }))

  private constructor(
    client: pg.Client,
    origins: readonly string[],
    processes: Processes,
    postmaster: number,
  ) {
    this.#client = client
    this.#origins = origins
    this.#processes = processes
    this.#postmaster = postmaster
  }

  /** @param origins of the processes whose metrics count. */
  static async open(url: string, origins: readonly string[], processes: Processes): Promise<Meter> {
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    const { rows } = await client.query('select pg_backend_pid() as pid')
    const postmaster = statOf(rows[0].pid)?.parent
    if (postmaster === undefined) throw new Error('Processor time is read from /proc, which Linux has.')
    return new Meter(client, origins, processes, postmaster)
  }

  async read(): Promise<Reading> {
    const [metrics, { rows }] = await Promise.all([
      Promise.all(this.#origins.map(async (origin) => await (await fetch(`${origin}/metrics`)).text())),
      this.#client.query(`
        select xact_commit::float8 as transactions, (pg_current_wal_insert_lsn() - '0/0')::float8 as wal
        from pg_stat_database where datname = current_database()`),
    ])
    const all = metrics.join('\n')
    const { web, worker, stripe } = this.#processes
    return {
      web: this.#milliseconds(web),
      worker: this.#milliseconds(worker),
      stripe: this.#milliseconds(stripe),
      postgres: this.#postgres(),
      requests: sumOf(all, /^latchkey_http_request_duration_seconds_count\{/),
      transactions: rows[0].transactions,
      wal: rows[0].wal,
      mails: sumOf(all, /^latchkey_mails_total\{.*result="sent"/),
      stripeCalls: sumOf(all, /^latchkey_stripe_request_duration_seconds_count\{/),
    }
  }

  /** Has the looks at checkouts come at once that are due in a minute, and resolves when no job is left. */
  async rest(): Promise<void> {
    await this.#client.query('update graphile_worker._private_jobs set run_at = now() where run_at > now()')
    for (;;) {
      const { rows } = await this.#client.query(
        'select count(*)::int as jobs from graphile_worker._private_jobs',
      )
      if (rows[0].jobs === 0) return
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }

  /** Has space used again that belonged to rows which are gone. */
  async vacuum(): Promise<void> {
    await this.#client.query('vacuum')
  }

  async sizes(): Promise<Sizes> {
    const { rows } = await this.#client.query(
      `with sized as (
        select pg_total_relation_size(oid)::float8 as bytes,
          case when relname = any($1) then 1
            -- Mails about money stay.
            when relname = 'mails' then (select coalesce(avg((expires_at is not null)::int), 0)::float8 from mails)
            else 0 end as passing
        from pg_class where relkind in ('r', 'p') and relnamespace = 'public'::regnamespace
      )
      select sum(bytes * (1 - passing)) as stays, sum(bytes * passing) as passes from sized`,
      [passing],
    )
    return rows[0]
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#client.end()
  }

  #milliseconds(pid: number): number {
    const stat = statOf(pid)
    if (!stat) throw new Error(`Process ${pid} has ended.`)
    return stat.own * this.#tick
  }

  /** Of the postmaster and all that it has started, ended ones too. */
  #postgres(): number {
    const { own = 0, ended = 0 } = statOf(this.#postmaster) ?? {}
    const running = readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map((name) => statOf(Number(name)))
      .filter((stat) => stat?.parent === this.#postmaster)
    return running.reduce((sum, stat) => sum + (stat?.own ?? 0), own + ended) * this.#tick
  }
}
