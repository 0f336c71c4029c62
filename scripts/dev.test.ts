import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../packages/server/test/database.ts'
import { freePort } from './free-port.ts'

vi.setConfig({ testTimeout: 300_000 })

let database: TestDatabase
let port: number
const started: ChildProcess[] = []

async function listen(on: number) {
  const server = createServer().listen(on)
  await once(server, 'listening')
  return server
}

beforeEach(async () => {
  database = await createTestDatabase()
  port = await freePort(6)
})

afterEach(async () => {
  for (const child of started.splice(0)) child.kill('SIGKILL')
  await vi.waitFor(() => expect(isReady()).resolves.toBe(false), { timeout: 100_000 })
  await database.drop()
})

/** Runs `npm start` with everything but the server elsewhere, so that it leaves this checkout's data alone. */
function start(args: string[] = [], env: NodeJS.ProcessEnv = {}) {
  const child = spawn(
    process.execPath,
    [join(import.meta.dirname, 'dev.ts'), '--port', String(port), ...args],
    {
      env: {
        ...process.env,
        DATABASE_URL: database.url,
        SMTP_URL: 'smtp://127.0.0.1:9',
        STRIPE_SECRET_KEY: 'sk_test_latchkey',
        STRIPE_API_BASE: 'http://127.0.0.1:9',
        STRIPE_WEBHOOK_SECRET: 'whsec_a',
        STRIPE_CONNECT_WEBHOOK_SECRET: 'whsec_b',
        ASSETS_DIR: '/nowhere',
        ...env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  )
  started.push(child)
  const output = { text: '' }
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (output.text += chunk))
  const ended = once(child, 'close').then(([code]) => code)
  return { child, output, ended }
}

async function isReady() {
  try {
    return (await fetch(`http://127.0.0.1:${port}/readyz`)).ok
  } catch {
    return false
  }
}

async function startedAndReady(env: NodeJS.ProcessEnv = {}) {
  const run = start([], env)
  await vi.waitFor(() => expect(run.output.text).toContain('is ready'), { timeout: 100_000, interval: 100 })
  expect(await isReady()).toBe(true)
  return run
}

test('SIGTERM stops everything, and the second start finds the demo already there', async () => {
  const first = await startedAndReady()
  expect(first.output.text).toContain('demo@latchkey.test')
  first.child.kill('SIGTERM')
  expect(await first.ended).toBe(0)
  expect(await isReady()).toBe(false)

  const second = await startedAndReady()
  expect(second.output.text).not.toContain('demo@latchkey.test')
  second.child.kill('SIGINT')
  expect(await second.ended).toBe(0)
})

test('what the server hands out is made beside it, and is to be had where the table says', async () => {
  const { child, output, ended } = await startedAndReady({ ASSETS_DIR: '' })
  const [, url = ''] = /npm install (\S+)/.exec(output.text) ?? []
  expect(url).toBe(`http://localhost:${port}/sdk/latchkey-sdk.tgz`)
  const [, docs = ''] = /Docs +(\S+)/.exec(output.text) ?? []
  expect(docs).toBe(`http://docs.localhost:${port}`)
  const [, storefront = ''] = /Storefront +(\S+)/.exec(output.text) ?? []
  expect(storefront).toBe(`http://127.0.0.1:${port + 5}`)
  const configured = await vi.waitFor(async () => (await fetch(`${storefront}/config.json`)).json(), {
    timeout: 100_000,
    interval: 200,
  })
  expect(configured).toMatchObject({ latchkey: `http://localhost:${port}`, handle: 'demo' })
  await vi.waitFor(async () => expect((await fetch(url)).status).toBe(200), {
    timeout: 100_000,
    interval: 200,
  })
  // Its end is not that of all.
  expect(await isReady()).toBe(true)
  child.kill('SIGTERM')
  expect(await ended).toBe(0)
})

test('the server does not outlive a killed npm start', async () => {
  const { child } = await startedAndReady()
  child.kill('SIGKILL')
  await vi.waitFor(() => expect(isReady()).resolves.toBe(false), { timeout: 100_000 })
})

test('a live-mode key is refused before anything runs', async () => {
  const { ended, output } = start([], { STRIPE_SECRET_KEY: 'sk_live_51abc' })
  expect(await ended).toBe(1)
  expect(output.text).toBe(
    'STRIPE_SECRET_KEY holds a live-mode Stripe key; unset it: neither demo nor tests run with one.\n',
  )
})

test('--help says what there is, and starts nothing', async () => {
  const { ended, output } = start(['--help'])
  expect(await ended).toBe(0)
  expect(output.text).toMatch(/^npm start.*--port.*--fresh.*--help/s)
  expect(output.text).not.toContain('is ready')
})

test('a taken port is named with the option that moves it', async () => {
  const other = await listen(port)
  const { ended, output } = start()
  expect(await ended).toBe(1)
  expect(output.text).toMatch(new RegExp(`^Port ${port} .*--port N.*\\n$`))
  other.close()
})

test('a part that ends by itself is named, and ends the rest', async () => {
  const breakServer = `if(process.argv[1]?.endsWith('server/src/main.ts'))process.exit(3)`
  const { output, ended } = start([], { NODE_OPTIONS: `--import=data:text/javascript,${breakServer}` })
  expect(await ended).toBe(1)
  expect(output.text).toContain('The server has ended by itself')
})
