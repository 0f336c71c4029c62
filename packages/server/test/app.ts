import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type LocalStripe, startLocalStripe } from '@latchkey/local-stripe'
import { createLatchkey, type Latchkey } from '@latchkey/sdk'
import type { Hono } from 'hono'
import { afterAll, onTestFinished, TestRunner } from 'vitest'
import { openSession } from '../src/features/accounts/service.ts'
import { createTasks } from '../src/features/tasks.ts'
import { type Config, readConfig } from '../src/platform/config.ts'
import type { Db } from '../src/platform/database/connect.ts'
import type { RootDeps } from '../src/platform/deps.ts'
import { LocalFiles } from '../src/platform/files/local.ts'
import { SignedUrls } from '../src/platform/files/signed-urls.ts'
import { openDeps } from '../src/platform/start.ts'
import { createServerApp } from '../src/server.ts'
import { type Send, TestBrowser } from './browser.ts'
import { TestClock } from './clock.ts'
import { recordAnswer } from './contract-coverage.ts'
import { createTestDatabase } from './database.ts'
import { type Factories, factories, type TestAccount } from './factories.ts'
import { type TestJobs, testJobs } from './jobs.ts'
import { LinkChecker } from './mail-links.ts'
import { Mailbox } from './mailbox.ts'
import { serve } from './server-statements.ts'

export interface TestAppOptions {
  /** Environment variables beside, or in place of, those of the tests; e.g. `{ LIMITS: 'off' }`. */
  readonly env?: Record<string, string>
  /** Starts a local Stripe, delivers its webhooks to the app in process, and has its clock follow the test's. */
  readonly stripe?: boolean
  /** Parts of the dependencies to put in place of the real ones. */
  readonly replace?: Partial<RootDeps>
}

export interface ClientOptions {
  /** First label of the host: a handle's name, `app`, …; the bare host otherwise. */
  readonly host?: string
  /** Bearer token. */
  readonly token?: string
  /** Address that the server sees; a new one for each client otherwise, so that throttles do not add up. */
  readonly address?: string
  /** Sent with every request. */
  readonly headers?: Record<string, string>
}

export interface TestApp extends AsyncDisposable {
  readonly app: Hono
  readonly deps: RootDeps
  readonly db: Db
  readonly clock: TestClock
  readonly jobs: TestJobs
  readonly mail: Mailbox
  readonly make: Factories
  /** Where the contents of files are. */
  readonly folder: string
  /** @throws unless the test asked for it by `testApp({ stripe: true })`. */
  readonly stripe: LocalStripe
  /** The origin of a host, e.g. `https://demo.latchkey.test`. */
  origin(host?: string): string
  /** Sends any request to the app, as from a client at `address`. */
  send(request: Request, address?: string): Promise<Response>
  /** An SDK client whose requests reach the app in process. */
  client(options?: ClientOptions): Latchkey
  /** An SDK client with a fresh access token of the account. */
  as(account: Pick<TestAccount, 'id'>): Promise<Latchkey>
  /** A browser that stands on a host: keeps cookies, sends `Sec-Fetch-Site`. */
  browser(host?: string, options?: { address?: string }): TestBrowser
}

const environment = {
  PUBLIC_DOMAIN: 'latchkey.test',
  // Nothing listens there: a test that reaches out fails instead of waiting.
  STRIPE_API_BASE: 'http://127.0.0.1:9',
  STRIPE_SECRET_KEY: 'sk_test_latchkey',
  STRIPE_WEBHOOK_SECRET: 'whsec_platform',
  STRIPE_CONNECT_WEBHOOK_SECRET: 'whsec_connect',
  SMTP_URL: 'smtp://127.0.0.1:9',
  PLATFORM_OPERATORS: 'operator@latchkey.test',
  MAIL_FROM: 'Latchkey <hello@latchkey.test>',
  DATABASE_POOL_MAX: '15',
  // A property sends more in a minute than anybody does in a day.
  DAILY_WRITE_LIMIT: '1000000',
  LOG_LEVEL: 'silent',
}

let addresses = 0
const newAddress = () => `10.0.${Math.floor(++addresses / 250)}.${(addresses % 250) + 1}`

/**
 * A server of the caller's own on an empty database, reached in process. It closes with the test that asked for
 * it, or with the file when asked for outside a test.
 */
export async function testApp({ env, stripe, replace }: TestAppOptions = {}): Promise<TestApp> {
  const clock = new TestClock()
  const database = await createTestDatabase()
  const localStripe = stripe ? await startLocalStripe() : null
  const config = testConfig({
    DATABASE_URL: database.url,
    ...environment,
    ...(localStripe && { STRIPE_API_BASE: localStripe.url, STRIPE_SECRET_KEY: localStripe.secretKey }),
    ...env,
  })
  const opened = await openDeps(config, clock)
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-files-'))
  const urls = new SignedUrls({ keys: opened.keys, clock, origin: config.origin })
  const deps: RootDeps = { ...opened, files: new LocalFiles(folder, urls), ...replace }
  const app = createServerApp(deps, recordAnswer)
  const follow = async (url: string, reader: string) => {
    const open = (headers: Record<string, string> = {}) =>
      send(newAddress())(new Request(url, { headers: { accept: 'text/html', ...headers } }))
    const response = await open()
    if (response.status !== 404) return response
    // An archived page is there for its buyers only.
    const visitor = await deps.db
      .selectFrom('visitors')
      .select(['id', 'email'])
      .where('email', '=', reader)
      .executeTakeFirst()
    if (!visitor) return response
    const { token } = await factories(deps).visitorSession({ visitor })
    return await open({ authorization: `Bearer ${token}` })
  }
  const mail = new Mailbox(() => jobs, new LinkChecker(config.PUBLIC_DOMAIN, follow))
  const queue = testJobs(deps, createTasks(deps, mail.transport))
  const jobs: TestJobs = {
    async run(options) {
      const failed = await queue.run(options)
      await mail.checkLinks()
      return failed
    },
  }

  const send = (address: string): Send => {
    const bindings = { incoming: { socket: { remoteAddress: address } } }
    return async (request) => {
      const headers = new Headers(request.headers)
      headers.set('host', new URL(request.url).host)
      return await serve(async () => await app.fetch(new Request(request, { headers }), bindings))
    }
  }
  const origin = (host?: string) => {
    const url = new URL(config.origin)
    if (host) url.hostname = `${host}.${url.hostname}`
    return url.origin
  }
  if (localStripe) await connectStripe(localStripe, config, clock, send('54.187.174.169'))

  const client = ({ host, token, headers, address = newAddress() }: ClientOptions = {}) =>
    createLatchkey({
      baseUrl: origin(host),
      retries: 0,
      ...(token !== undefined && { token }),
      fetch: (request) => {
        for (const [name, value] of Object.entries(headers ?? {})) request.headers.set(name, value)
        return send(address)(request)
      },
    })

  let closing: Promise<void> | undefined
  const close = () => {
    closing ??= (async () => {
      await localStripe?.close()
      await opened.close()
      await database.drop()
      rmSync(folder, { recursive: true })
    })()
    return closing
  }
  if (TestRunner.getCurrentTest()) onTestFinished(close)
  else afterAll(close)

  return {
    app,
    deps,
    db: deps.db,
    clock,
    jobs,
    mail,
    make: factories(deps),
    folder,
    get stripe() {
      if (!localStripe) throw new Error('Ask for it: testApp({ stripe: true }).')
      return localStripe
    },
    origin,
    send: (request, address = newAddress()) => send(address)(request),
    client,
    as: async (account) => client({ token: (await openSession(deps, account.id)).accessToken }),
    browser: (host, { address = newAddress() } = {}) => new TestBrowser(origin(host), send(address)),
    [Symbol.asyncDispose]: close,
  }
}

function testConfig(env: Record<string, string>): Config {
  const config = readConfig(env)
  if ('problems' in config) throw new Error(config.problems.join('\n'))
  return config
}

async function connectStripe(
  stripe: LocalStripe,
  config: Config,
  clock: TestClock,
  send: Send,
): Promise<void> {
  const endpoint = (path: string, secret: string, connect: boolean) =>
    stripe.addWebhookEndpoint({ url: `${config.origin}${path}`, secret, connect, fetch: send })
  endpoint('/v2/public/stripe/webhook', config.STRIPE_WEBHOOK_SECRET, false)
  endpoint('/v2/public/stripe/connect-webhook', config.STRIPE_CONNECT_WEBHOOK_SECRET, true)
  await stripe.clock.advance(clock.now().getTime() - stripe.clock.now().getTime())
  clock.followedBy((milliseconds) => stripe.clock.advance(milliseconds))
}
