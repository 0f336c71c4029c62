import { type LocalStripe, startLocalStripe } from '@latchkey/local-stripe'
import { createLatchkey, type Latchkey } from '@latchkey/sdk'
import { Hono } from 'hono'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, afterEach, onTestFinished, TestRunner } from 'vitest'
import { openSession } from '../src/features/accounts/service.ts'
import { createTasks, schedule } from '../src/features/tasks.ts'
import { systemClock } from '../src/platform/clock.ts'
import { readConfig } from '../src/platform/config.ts'
import type { RootDeps } from '../src/platform/deps.ts'
import { createLog } from '../src/platform/log.ts'
import { smtpTransport } from '../src/platform/mail/smtp.ts'
import { startRunners } from '../src/platform/runners.ts'
import { openDeps } from '../src/platform/start.ts'
import { createServerApp, listen } from '../src/server.ts'
import { createTestDatabase } from './database.ts'
import { type Factories, factories } from './factories.ts'
import { type Inbox, startInbox } from './inbox.ts'
import { AXE_PATH, axeSource } from './look.ts'
import { type ProfileOptions, profiles } from './profiles.ts'

/** A whole Latchkey on ports of its own: server, worker, inbox, Stripe, and a Chromium to look at it. */
export interface Live {
  readonly deps: RootDeps
  readonly make: Factories
  /** @throws unless the test asked for it by `startLive(domain, { inbox: true })`. */
  readonly inbox: Inbox
  readonly stripe: LocalStripe
  /** The origin of a host, e.g. `http://demo.localhost:41234`. */
  origin(host?: string): string
  /** A new page in a browser profile of its own, which ends with the test, or with the file when asked for outside one. */
  page(options?: ProfileOptions): Promise<Page>
  /** Requests to the server, newest last, as they came over the wire. */
  readonly requests: readonly Request[]
  /** Has somebody else answer for a host; `answer` may ask the server by `next`. */
  answerFor(
    host: string,
    answer: (request: Request, next: () => Promise<Response>) => Promise<Response>,
  ): void
  /** An SDK client with a fresh access token of the account. */
  as(account: { id: string }): Promise<Latchkey>
}

export interface LiveOptions {
  /** Parts of the dependencies to put in place of the real ones. */
  readonly replace?: Partial<RootDeps>
  /** Delivers mails to an inbox; without it no mail arrives. */
  readonly inbox?: boolean
  /** Variables of the environment in place of the usual ones. */
  readonly env?: Readonly<Record<string, string>>
}

/** Starts it for the test file that asks. `domain` is what comes before the port in `PUBLIC_DOMAIN`. */
export async function startLive(
  domain: 'localhost' | 'latchkey.localhost',
  { replace, inbox: withInbox, env }: LiveOptions = {},
): Promise<Live> {
  const closers: (() => Promise<unknown>)[] = []
  afterAll(async () => {
    for (const close of closers.reverse()) await close()
  })
  const keep = <T>(thing: T, close: (thing: T) => Promise<unknown>): T => {
    closers.push(() => close(thing))
    return thing
  }

  // PUBLIC_DOMAIN holds the port, so the server listens before it is made.
  const outer = new Hono()
  const http = keep(await listen(outer, 0), ({ close }) => close())
  const database = keep(await createTestDatabase(), ({ drop }) => drop())
  const stripe = keep(await startLocalStripe(), ({ close }) => close())
  const inbox = withInbox ? keep(await startInbox(), ({ close }) => close()) : null
  const config = readConfig({
    PUBLIC_DOMAIN: `${domain}:${http.port}`,
    DATABASE_URL: database.url,
    STRIPE_API_BASE: stripe.url,
    STRIPE_SECRET_KEY: stripe.secretKey,
    STRIPE_WEBHOOK_SECRET: 'whsec_platform',
    STRIPE_CONNECT_WEBHOOK_SECRET: 'whsec_connect',
    SMTP_URL: inbox?.smtpUrl ?? 'smtp://127.0.0.1:9',
    MAIL_FROM: 'Latchkey <hello@latchkey.test>',
    LIMITS: 'off',
    ...(inbox && { SANDBOX_INBOX: inbox.origin }),
    ...env,
  })
  if ('problems' in config) throw new Error(config.problems.join('\n'))
  const lines: string[] = []
  const log = createLog('warn', { write: (line) => void lines.push(line) })
  afterEach(({ task }) => {
    const said = lines.splice(0).join('')
    if (task.result?.state === 'fail' && said !== '') console.error(`What the server logged:\n${said}`)
  })
  const deps = { ...keep(await openDeps(config, systemClock, log), ({ close }) => close()), ...replace }
  const app = createServerApp(deps)
  const requests: Request[] = []
  const others = new Map<string, Parameters<Live['answerFor']>[1]>()
  outer.get(AXE_PATH, (c) =>
    c.body(axeSource, 200, {
      'content-type': 'text/javascript',
      'cache-control': 'public, max-age=31536000, immutable',
    }),
  )
  outer.all('*', async (c) => {
    requests.push(new Request(c.req.url, { method: c.req.method, headers: c.req.raw.headers }))
    const next = async () => await app.fetch(c.req.raw, c.env)
    const other = others.get(new URL(c.req.url).host.split('.')[0] ?? '')
    return other ? await other(c.req.raw, next) : await next()
  })
  stripe.addWebhookEndpoint({
    url: `${config.origin}/v2/public/stripe/webhook`,
    secret: config.STRIPE_WEBHOOK_SECRET,
    // Node does not resolve names below localhost.
    fetch: (request) => app.fetch(withHost(request)),
  })
  const transport = smtpTransport(config)
  keep(await startRunners(deps, createTasks(deps, transport), schedule), async (runners) => {
    await runners.stop()
    await transport.close()
  })
  let takeProfile: ReturnType<typeof profiles> | undefined

  const origin = (host?: string) => config.origin.replace('://', host ? `://${host}.` : '://')
  return {
    deps,
    make: factories(deps),
    get inbox() {
      if (!inbox) throw new Error('Ask for it: startLive(domain, { inbox: true }).')
      return inbox
    },
    stripe,
    requests,
    answerFor: (host, answer) => void others.set(host, answer),
    origin,
    async page(options) {
      takeProfile ??= profiles(connectChromium().then((opened) => keep(opened, (one) => one.close())))
      const { context, giveBack } = await takeProfile(options)
      if (TestRunner.getCurrentTest()) onTestFinished(giveBack)
      return await context.newPage()
    },
    as: async (account) => {
      const { accessToken } = await openSession(deps, account.id)
      const fetch = async (request: Request) => await app.fetch(withHost(request))
      return createLatchkey({ baseUrl: config.origin, token: accessToken, fetch })
    },
  }
}

function withHost(request: Request): Request {
  const headers = new Headers(request.headers)
  headers.set('host', new URL(request.url).host)
  return new Request(request, { headers })
}

async function connectChromium(): Promise<Browser> {
  const endpoint = process.env.LATCHKEY_TEST_BROWSER
  if (!endpoint)
    throw new Error('There is no Chromium; scripts/test-browser.ts starts it for *.browser.test.ts.')
  return await chromium.connect(endpoint)
}
