// `npm run bench`: the access check, whole, beside a bare hono + pg handler over the same tables, in the same run.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpus } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { migrateToLatest } from '@latchkey/server'
import autocannon from 'autocannon'
import pg from 'pg'
import { accessRequests, amounts, loadBenchData } from './bench-data.ts'
import { freePort } from './free-port.ts'
import { startPostgres } from './postgres.ts'

const connectionCounts = [1, 32, 128]
const rounds = 5
const roundSeconds = 2
const poolSize = 8
const startTimeout = 30_000

interface Contender {
  readonly name: string
  readonly origin: string
}

interface Round {
  readonly perSecond: number
  /** Milliseconds. */
  readonly p99: number
}

const reachable = (origin: string) =>
  fetch(origin).then(
    () => true,
    () => false,
  )

/** Starts a server in a process of its own. What it prints goes nowhere: reading it would be work for us. */
async function startContender(name: string, file: string, env: Record<string, string>): Promise<Contender> {
  const port = await freePort()
  const preload = join(import.meta.dirname, 'stop-with-parent.ts')
  const child = spawn(process.execPath, ['--import', preload, join(import.meta.dirname, file)], {
    detached: true,
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: {
      PATH: process.env.PATH,
      ...env,
      PORT: String(port),
      DATABASE_POOL_MAX: String(poolSize),
    },
  })
  const ended = once(child, 'exit')
  stack.defer(async () => {
    child.kill('SIGTERM')
    await ended
  })
  const origin = `http://127.0.0.1:${port}`
  const deadline = Date.now() + startTimeout
  while (!(await reachable(origin))) {
    if (child.exitCode !== null || Date.now() > deadline) throw new Error(`${name} did not start.`)
    await sleep(100)
  }
  return { name, origin }
}

/** Makes every request once, and compares the answers with what the data says. */
async function verify({ name, origin }: Contender) {
  for (let start = 0; start < accessRequests.length; start += 50) {
    await Promise.all(
      accessRequests.slice(start, start + 50).map(async ({ path, cookie, hasAccess }) => {
        const response = await fetch(origin + path, { method: 'POST', headers: { cookie } })
        const body = (await response.json()) as { hasAccess?: boolean }
        if (body.hasAccess !== hasAccess) {
          throw new Error(
            `${name} answered ${response.status} ${JSON.stringify(body)} to ${path} (${cookie}).`,
          )
        }
      }),
    )
  }
}

/** Sends requests over `connections` connections, each the next one as soon as the last was answered. */
async function run({ name, origin }: Contender, connections: number): Promise<Round> {
  let client = 0
  const finished = Promise.withResolvers<autocannon.Result>()
  const options: autocannon.Options = {
    url: origin,
    connections,
    duration: roundSeconds,
    setupClient(connection) {
      // Each connection has its own share of the requests; together they make all of them in turn.
      const own = client++
      connection.setRequests(
        accessRequests
          .filter((_, index) => index % connections === own)
          .map(({ path, cookie }) => ({ method: 'POST', path, headers: { cookie } })),
      )
    },
  }
  const instance = autocannon(options, (error, result) =>
    error ? finished.reject(error) : finished.resolve(result),
  )
  // The clock starts with the first answer: autocannon prepares its requests in time that is not the server's.
  let started = 0
  let answers = 0
  instance.on('response', () => {
    if (answers++ === 0) started = performance.now()
  })
  const result = await finished.promise
  const seconds = (performance.now() - started) / 1000
  if (result.non2xx > 0 || result.errors > 0) {
    throw new Error(`${name}: ${result.non2xx} answers were no 200, ${result.errors} requests failed.`)
  }
  return { perSecond: answers / seconds, p99: result.latency.p99 }
}

const sorted = (values: readonly number[]) => values.toSorted((left, right) => left - right)
const median = (values: readonly number[]) => sorted(values)[Math.floor(values.length / 2)] ?? Number.NaN
const spread = (values: readonly number[], digits: number) => {
  const order = sorted(values)
  return `${order.at(0)?.toFixed(digits)}–${order.at(-1)?.toFixed(digits)}`
}

/** Interleaved rounds, so that whatever else the machine does meets both; who goes first alternates. */
async function compare(bare: Contender, latchkey: Contender, connections: number): Promise<string> {
  await run(bare, connections)
  await run(latchkey, connections)
  const of = new Map<Contender, Round[]>([
    [bare, []],
    [latchkey, []],
  ])
  for (let round = 0; round < rounds; round++) {
    for (const contender of round % 2 === 0 ? [bare, latchkey] : [latchkey, bare]) {
      of.get(contender)?.push(await run(contender, connections))
    }
  }
  const [bareRounds = [], latchkeyRounds = []] = [...of.values()]
  const column = (own: readonly Round[]) => {
    const perSecond = own.map((round) => round.perSecond)
    return `${median(perSecond).toFixed(0)} (${spread(perSecond, 0)})`
  }
  const ratios = latchkeyRounds.map((round, index) => round.perSecond / (bareRounds[index]?.perSecond ?? 0))
  const ratio =
    median(latchkeyRounds.map((round) => round.perSecond)) /
    median(bareRounds.map((round) => round.perSecond))
  const p99 = (own: readonly Round[]) => `${median(own.map((round) => round.p99))} ms`
  return `| ${[
    connections,
    column(bareRounds),
    column(latchkeyRounds),
    `**${ratio.toFixed(2)}** (${spread(ratios, 2)})`,
    p99(bareRounds),
    p99(latchkeyRounds),
  ].join(' | ')} |`
}

async function postgresVersion(url: string) {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const { rows } = await client.query<{ server_version: string }>('show server_version')
  await client.end()
  return rows[0]?.server_version
}

async function main() {
  const postgres = await startPostgres({})
  stack.defer(postgres.stop)
  console.error(
    `Loading ${amounts.visitors} visitors and sessions, ${amounts.pages} pages, ${amounts.purchases} purchases ...`,
  )
  await migrateToLatest(postgres.url)
  await loadBenchData(postgres.url)

  const database = { DATABASE_URL: postgres.url }
  const bare = await startContender('bare', 'bench-bare.ts', database)
  const latchkey = await startContender('Latchkey', '../packages/server/src/main.ts', {
    ...database,
    STRIPE_SECRET_KEY: 'sk_test_bench',
    STRIPE_WEBHOOK_SECRET: 'whsec_bench',
    STRIPE_CONNECT_WEBHOOK_SECRET: 'whsec_bench',
    SMTP_URL: 'smtp://127.0.0.1:9',
    MAIL_FROM: 'bench@latchkey.test',
    // All that is asked comes from one address; it is counted all the same.
    LIMITS: JSON.stringify({ checkPageAccess: '9999999/1m', getPublicPage: '9999999/1m' }),
  })
  for (const contender of [bare, latchkey]) {
    console.error(`Checking the answers of ${contender.name} ...`)
    await verify(contender)
  }

  const lines: string[] = []
  for (const connections of connectionCounts) {
    console.error(`Measuring at ${connections} ${connections === 1 ? 'connection' : 'connections'} ...`)
    lines.push(await compare(bare, latchkey, connections))
  }
  const [cpu] = cpus()
  console.log(`
| connections | bare, requests/s | Latchkey, requests/s | ratio | bare p99 | Latchkey p99 |
|---|---|---|---|---|---|
${lines.join('\n')}

Medians of ${rounds} interleaved rounds of ${roundSeconds} s (lowest–highest), ${amounts.cookies} different cookies in turn.
${cpus().length} × ${cpu?.model.trim()}, Node ${process.version}, PostgreSQL ${await postgresVersion(postgres.url)} with fsync on, pool of ${poolSize};
servers, database and load generator share the machine, each in a process of its own.`)
}

const stack = new AsyncDisposableStack()
for (const event of ['SIGINT', 'SIGTERM', 'SIGHUP', 'disconnect'] as const) {
  process.on(event, async () => {
    await stack.disposeAsync()
    process.exit(130)
  })
}
try {
  await main()
} finally {
  await stack.disposeAsync()
}
process.disconnect?.()
