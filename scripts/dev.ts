// `npm start`: runs all of Latchkey on this machine until Ctrl-C; `usage` in dev-plan.ts says what it takes.

import { once } from 'node:events'
import { mkdirSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { connect, createServer } from 'node:net'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { shop } from '@latchkey/contract/example-shop'
import {
  DEMO_PASSWORD,
  DEMO_STRIPE_ACCOUNT,
  type DemoBooks,
  FILES_FOLDER,
  handleOrigin,
  loadDemo,
} from '@latchkey/server'
import { type NodeProgram, type Service, startNode } from './child.ts'
import { formatLine } from './dev-log.ts'
import { type Plan, readPlan, storefrontOrigin, usage } from './dev-plan.ts'
import { refuseLiveKeys } from './environment.ts'
import { endEarlierRun, removeCluster, startPostgres } from './postgres.ts'
import type { StorefrontConfig } from './storefront.ts'

const require = createRequire(import.meta.url)
const root = dirname(import.meta.dirname)
const data = join(root, '.data')
const dataDirectory = join(data, 'postgres')
const stripeState = join(data, 'local-stripe.json')
const startTimeout = 60_000

/** In the order of starting. */
const running: Service[] = []
const end = Promise.withResolvers<number>()
let stopping = false

function keep(service: Service) {
  running.push(service)
  service.ended.then(() => {
    if (stopping) return
    console.error(`${service.name} has ended by itself; stopping everything else.`)
    end.resolve(1)
  })
}

function run(label: string, program: Omit<NodeProgram, 'onLine'>) {
  keep(startNode({ ...program, onLine: (line) => console.log(formatLine(label, line)) }))
}

async function isFree(port: number, host: string | undefined) {
  const server = createServer()
  try {
    server.listen({ port, ...(host !== undefined && { host }) })
    await once(server, 'listening')
    server.close()
    await once(server, 'close')
    return true
  } catch {
    return false
  }
}

/** Waits a little, because what an earlier run left behind may be about to end. */
async function requirePort(name: string, port: number, host?: string) {
  const deadline = Date.now() + 3_000
  while (!(await isFree(port, host))) {
    if (Date.now() > deadline) {
      throw new Error(
        `Port ${port} (${name}) is taken; \`npm start -- --port N\` moves all ports to N and the next ones.`,
      )
    }
    await sleep(100)
  }
}

async function requirePorts({ ports, own }: Plan) {
  await requirePort('API and pages', ports.api)
  if (own.inbox) await requirePort('mail inbox', ports.inbox, '127.0.0.1')
  if (own.inbox) await requirePort('SMTP', ports.smtp, '127.0.0.1')
  if (own.stripe) await requirePort('local Stripe', ports.stripe, '127.0.0.1')
  if (own.assets) await requirePort('storefront', ports.storefront, '127.0.0.1')
  if (own.postgres) await endEarlierRun(dataDirectory)
  if (own.postgres) await requirePort('PostgreSQL', ports.postgres, '127.0.0.1')
}

async function until(what: string, isSo: () => Promise<boolean>) {
  const deadline = Date.now() + startTimeout
  while (!(await isSo())) {
    if (Date.now() > deadline) throw new Error(`${what} did not start within ${startTimeout / 1000} s.`)
    await sleep(50)
  }
}

async function accepts(port: number) {
  const socket = connect(port, '127.0.0.1')
  try {
    await once(socket, 'connect')
    return true
  } catch {
    return false
  } finally {
    socket.destroy()
  }
}

const isReady = (port: number) =>
  fetch(`http://127.0.0.1:${port}/readyz`, { signal: AbortSignal.timeout(5_000) }).then(
    ({ ok }) => ok,
    () => false,
  )

async function openDatabase({ own, fresh, ports, config }: Plan) {
  if (!own.postgres) return config.DATABASE_URL
  if (fresh) await removeCluster(dataDirectory)
  const postgres = await startPostgres({ dataDirectory, port: ports.postgres })
  keep({ name: 'PostgreSQL', ...postgres })
  return postgres.url
}

function startLocalStripe({ fresh, ports, config }: Plan) {
  // It knows payments of the database that is deleted.
  if (fresh) rmSync(stripeState, { force: true })
  const env = {
    ...process.env,
    LOCAL_STRIPE_PORT: String(ports.stripe),
    LOCAL_STRIPE_STATE_FILE: stripeState,
    LOCAL_STRIPE_READY_ACCOUNT: DEMO_STRIPE_ACCOUNT,
    STRIPE_SECRET_KEY: config.STRIPE_SECRET_KEY,
    STRIPE_WEBHOOK_URL: `${config.origin}/v2/public/stripe/webhook`,
    STRIPE_WEBHOOK_SECRET: config.STRIPE_WEBHOOK_SECRET,
    STRIPE_CONNECT_WEBHOOK_URL: `${config.origin}/v2/public/stripe/connect-webhook`,
    STRIPE_CONNECT_WEBHOOK_SECRET: config.STRIPE_CONNECT_WEBHOOK_SECRET,
  }
  run('stripe', {
    name: 'Local Stripe',
    file: join(root, 'packages/local-stripe/src/main.ts'),
    preloads: [join(import.meta.dirname, 'resolve-localhost.ts')],
    env,
    patience: 1_000,
  })
}

/** Gives the local Stripe the payments of the demo. */
const addBooks =
  ({ ports, config }: Plan) =>
  async (books: DemoBooks) => {
    await until('Local Stripe', () => accepts(ports.stripe))
    const response = await fetch(`http://127.0.0.1:${ports.stripe}/_books`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${config.STRIPE_SECRET_KEY}`, 'content-type': 'application/json' },
      body: JSON.stringify(books),
    })
    if (!response.ok) throw new Error(`the local Stripe refused the demo's payments (${response.status})`)
  }

function startInbox({ ports }: Plan) {
  const folder = join(data, 'mail')
  mkdirSync(folder, { recursive: true })
  const ownPorts = ['--smtp', String(ports.smtp), '--web', String(ports.inbox)]
  run('mail', {
    name: 'The mail inbox',
    file: require.resolve('maildev/bin/maildev'),
    args: ['--ip', '127.0.0.1', ...ownPorts, '--mail-directory', folder],
    env: process.env,
    patience: 1_000,
  })
}

/** The example of a shop on an origin of its own. */
function startStorefront(plan: Plan) {
  run('shop', {
    name: 'The storefront',
    file: join(import.meta.dirname, 'storefront.ts'),
    env: {
      ...process.env,
      STOREFRONT_PORT: String(plan.ports.storefront),
      STOREFRONT_DIR: join(plan.config.ASSETS_DIR, 'storefront/site'),
      STOREFRONT_CONFIG: JSON.stringify({
        latchkey: plan.config.origin,
        handle: shop.handle,
        name: shop.displayName,
      } satisfies StorefrontConfig),
    },
    patience: 1_000,
  })
}

/**
 * What the server hands out, made beside it, with the tools for that which are not installed yet: nobody waits for it,
 * and without it everything else works.
 */
function buildAssets() {
  return startNode({
    name: 'The build',
    file: join(import.meta.dirname, 'bootstrap.mjs'),
    args: ['build', '--in-background'],
    env: process.env,
    patience: 5_000,
    onLine: (line) => console.log(formatLine('build', line)),
  })
}

function table({ config, ports, own }: Plan, database: string, hasDemo: boolean) {
  const rows = [
    ['API', config.origin],
    ['OpenAPI', `${config.origin}/openapi.json`],
    ['Dashboard', handleOrigin(config, 'app')],
    ['Docs', config.docsUrl],
    ['SDK', `npm install ${config.origin}/sdk/latchkey-sdk.tgz`],
    ...(hasDemo ? [['Demo site', `${handleOrigin(config, 'demo')}/premium`]] : []),
    ...(hasDemo && own.assets ? [['Storefront', storefrontOrigin({ ports })]] : []),
    ...(own.inbox ? [['Mail inbox', `http://localhost:${ports.inbox}`]] : []),
    ...(own.stripe ? [['Local Stripe', `http://localhost:${ports.stripe}/_control`]] : []),
    ['PostgreSQL', own.postgres ? database : 'as DATABASE_URL says'],
    ...(hasDemo
      ? [
          ['Demo creator', `demo@latchkey.test, password ${DEMO_PASSWORD}`],
          ['Operator', `operator@latchkey.test, password ${DEMO_PASSWORD}`],
        ]
      : []),
  ]
  const lines = rows.map(([name = '', value]) => `  ${name.padEnd(14)}${value}`)
  return ['', 'Latchkey is ready. Ctrl-C stops it.', '', ...lines, ''].join('\n')
}

const asksForHelp = process.argv.some((argument) => argument === '--help' || argument === '-h')

async function start() {
  if (asksForHelp) {
    console.log(usage)
    end.resolve(0)
    return
  }
  refuseLiveKeys()
  const plan = readPlan(process.argv.slice(2), process.env)
  await requirePorts(plan)
  if (plan.own.stripe) startLocalStripe(plan)
  if (plan.own.inbox) startInbox(plan)
  const database = await openDatabase(plan)
  const loaded = await loadDemo(database, {
    frontEnd: storefrontOrigin(plan),
    ...(plan.own.stripe && { addBooks: addBooks(plan), filesFolder: join(root, FILES_FOLDER) }),
  }).catch((error: unknown) => {
    const advice = plan.own.postgres ? '`npm start -- --fresh` makes a new one' : 'see DATABASE_URL'
    throw new Error(
      `The database cannot be prepared: ${error instanceof Error ? error.message : error} (${advice}).`,
    )
  })
  if (plan.own.stripe) await until('Local Stripe', () => accepts(plan.ports.stripe))
  if (plan.own.inbox) await until('The mail inbox', () => accepts(plan.ports.smtp))
  run('server', {
    name: 'The server',
    file: join(root, 'packages/server/src/main.ts'),
    env: { ...plan.environment, DATABASE_URL: database },
    patience: 5_000,
  })
  await until('The server', () => isReady(plan.ports.api))
  if (plan.own.assets) startStorefront(plan)
  console.log(table(plan, database, loaded || plan.own.postgres))
  if (plan.own.assets) running.unshift(buildAssets())
}

for (const event of ['SIGINT', 'SIGTERM', 'SIGHUP', 'disconnect'] as const) {
  process.on(event, () => end.resolve(0))
}
// A terminal that is gone must not keep the rest from being stopped.
process.stdout.on('error', () => end.resolve(0))

start().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  end.resolve(1)
})
const code = await end.promise
stopping = true
// The server first, while all that it needs to finish its work is still there.
const [last, ...others] = running.toReversed()
await last?.stop()
await Promise.all(others.map((service) => service.stop()))
process.exit(code)
