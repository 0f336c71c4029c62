// Starts what is measured, each in a process of its own.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { rolldown } from 'rolldown'
import { makeAsset } from '../assets/asset.ts'
import { server } from '../assets/server.ts'
import { imageCommand } from '../dockerfile.ts'
import { freePort } from '../free-port.ts'

const root = dirname(dirname(import.meta.dirname))
const startTimeout = 60_000
/** Milliseconds between two questions whether it answers. */
const interval = 10

/** A process that listens, until it is disposed of. */
export interface Served extends AsyncDisposable {
  readonly origin: string
  readonly child: ChildProcess
  /** Milliseconds from its start to its first answer. */
  readonly readyAfter: number
}

/** Starts a program beside us. What it prints goes nowhere: reading it would be work for us. */
export function startProgram(
  args: readonly string[],
  env: Record<string, string>,
): ChildProcess & AsyncDisposable {
  const preload = join(root, 'scripts/stop-with-parent.mjs')
  const child = spawn(process.execPath, ['--import', preload, ...args], {
    cwd: root,
    detached: true,
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: { PATH: process.env.PATH, ...env },
  })
  const ended = once(child, 'exit')
  const dispose = async () => {
    child.kill('SIGTERM')
    await ended
  }
  return Object.assign(child, { [Symbol.asyncDispose]: dispose })
}

/** Starts what listens at `origin`, and waits until there is an answer at `path` that is no fault. */
async function serve(origin: string, path: string, start: () => ReturnType<typeof startProgram>) {
  const started = performance.now()
  const child = start()
  await whenItAnswers(`${origin}${path}`, child)
  const readyAfter = performance.now() - started
  return { origin, child, readyAfter, [Symbol.asyncDispose]: () => child[Symbol.asyncDispose]() }
}

async function whenItAnswers(url: string, child: ChildProcess): Promise<void> {
  const deadline = Date.now() + startTimeout
  const answers = () =>
    fetch(url).then(
      ({ status }) => status < 500,
      () => false,
    )
  while (!(await answers())) {
    if (child.exitCode !== null || Date.now() > deadline) throw new Error(`Nothing answers at ${url}.`)
    await sleep(interval)
  }
}

/** Where the bare equivalents are as JavaScript, like what they are compared with. */
const bare = join(root, 'scripts/node_modules/.cache/latchkey-bench/bare.js')

async function bundleBare(): Promise<void> {
  const built = await rolldown({
    input: join(import.meta.dirname, 'bare.ts'),
    platform: 'node',
    // Machine code, which stays where it is installed.
    external: ['@node-rs/argon2'],
    resolve: { conditionNames: ['latchkey-source', 'node', 'default'] },
  })
  await built.write({ file: bare, format: 'esm', codeSplitting: false })
  await built.close()
}

/** The bundles, made once in a run: all that is measured is the same. */
let bareBuilt: Promise<void> | undefined
let built: Promise<boolean> | undefined

/** Starts the bare equivalents. */
export async function startBare(env: Record<string, string>): Promise<Served> {
  bareBuilt ??= bundleBare()
  await bareBuilt
  const port = await freePort()
  const start = () => startProgram([bare], { ...env, PORT: String(port) })
  return await serve(`http://127.0.0.1:${port}`, '', start)
}

/** Quotas that nobody reaches: all that is asked comes from one address; it is counted all the same. */
const wide = '9999999/1m'
const limits = [
  'checkPageAccess',
  'getPublicPage',
  'requestMagicLink',
  'verifyMagicLink',
  'signIn',
  'createCheckout',
  'confirmCheckout',
  'receiveStripeEvent',
]

export type Role = 'all' | 'web' | 'worker'

/** Starts Latchkey as the image runs it, with the environment that the image has; or from its sources, with that too. */
export async function startLatchkey(
  role: Role,
  env: { readonly DATABASE_URL: string } & Readonly<Record<string, string>>,
  from: 'image' | 'sources' = 'image',
): Promise<Served> {
  const dist = join(root, 'dist')
  built ??= makeAsset(server, root, dist)
  await built
  const port = await freePort()
  const [, ...image] = imageCommand(root)
  const args = from === 'image' ? image : ['--conditions=latchkey-source', 'packages/server/src/main.ts']
  const start = () =>
    startProgram(args, {
      NODE_ENV: 'production',
      ASSETS_DIR: dist,
      LATCHKEY_ROLE: role,
      PORT: String(port),
      PUBLIC_DOMAIN: `localhost:${port}`,
      DRAIN_SECONDS: '0',
      STRIPE_SECRET_KEY: 'sk_test_bench',
      STRIPE_WEBHOOK_SECRET: 'whsec_bench',
      STRIPE_CONNECT_WEBHOOK_SECRET: 'whsec_bench',
      STRIPE_API_BASE: 'http://127.0.0.1:9',
      SMTP_URL: 'smtp://127.0.0.1:9',
      MAIL_FROM: 'Bench <bench@latchkey.test>',
      LIMITS: JSON.stringify(Object.fromEntries(limits.map((operation) => [operation, wide]))),
      ...env,
    })
  return await serve(`http://localhost:${port}`, '/readyz', start)
}
