// Starts what is measured, each in a process of its own.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { makeAsset } from '../assets/asset.ts'
import { server } from '../assets/server.ts'
import { freePort } from '../free-port.ts'

const root = dirname(dirname(import.meta.dirname))
const startTimeout = 60_000

/** A process that listens, until it is disposed of. */
export interface Served extends AsyncDisposable {
  readonly origin: string
  readonly child: ChildProcess
}

/** Starts a program beside us. What it prints goes nowhere: reading it would be work for us. */
export function startProgram(
  args: readonly string[],
  env: Record<string, string>,
): ChildProcess & AsyncDisposable {
  const preload = join(root, 'scripts/stop-with-parent.ts')
  const child = spawn(process.execPath, ['--import', preload, ...args], {
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

async function whenItAnswers(url: string, child: ChildProcess): Promise<void> {
  const deadline = Date.now() + startTimeout
  const answers = () =>
    fetch(url).then(
      ({ status }) => status < 500,
      () => false,
    )
  while (!(await answers())) {
    if (child.exitCode !== null || Date.now() > deadline) throw new Error(`Nothing answers at ${url}.`)
    await sleep(100)
  }
}

/** Starts one of the bare equivalents. */
export async function startBare(env: Record<string, string>): Promise<Served> {
  const port = await freePort()
  const child = startProgram([join(import.meta.dirname, 'bare.ts')], { ...env, PORT: String(port) })
  const origin = `http://127.0.0.1:${port}`
  await whenItAnswers(origin, child)
  return { origin, child, [Symbol.asyncDispose]: () => child[Symbol.asyncDispose]() }
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

/** The bundle, made once in a run: all that is measured is the same. */
let built: Promise<boolean> | undefined

/** Starts Latchkey as the image runs it: the bundle, with the environment that the image has. */
export async function startLatchkey(
  role: 'all' | 'web' | 'worker',
  env: { readonly DATABASE_URL: string } & Readonly<Record<string, string>>,
): Promise<Served> {
  const dist = join(root, 'dist')
  built ??= makeAsset(server, root, dist)
  await built
  const port = await freePort()
  const child = startProgram(['--enable-source-maps', join(dist, 'server/main.js')], {
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
  const origin = `http://localhost:${port}`
  await whenItAnswers(`${origin}/readyz`, child)
  return { origin, child, [Symbol.asyncDispose]: () => child[Symbol.asyncDispose]() }
}
