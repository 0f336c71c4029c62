import { startLocalStripe } from '@latchkey/local-stripe'
import { createLatchkey, unwrap } from '@latchkey/sdk'
import pg from 'pg'
import { afterAll, expect, test, vi } from 'vitest'
import { walkThrough } from '../../sdk/examples/walk-through.ts'
import { createTestDatabase } from '../test/database.ts'
import { TEST_PASSWORD } from '../test/factories.ts'
import { startPgBouncer } from '../test/pgbouncer.ts'
import { ServerProcess } from '../test/server-process.ts'
import { TestSmtp } from '../test/smtp.ts'
import { until } from '../test/until.ts'
import { type Config, StartProblem } from './platform/config.ts'
import { connectDatabase, connectRunners } from './platform/database/connect.ts'
import { acceptPooler, refusePooler } from './platform/database/pooler.ts'
import type { Tasks } from './platform/jobs.ts'
import { createLog } from './platform/log.ts'
import { hashPassword } from './platform/passwords.ts'
import { startRunners } from './platform/runners.ts'

vi.setConfig({ testTimeout: 240_000 })

const POOL = 3
const database = await createTestDatabase()
const [pooler, smtp, stripe] = await Promise.all([
  startPgBouncer(database.url, POOL),
  TestSmtp.start(),
  startLocalStripe(),
])
const admin = new pg.Pool({ connectionString: database.url, max: 1, application_name: 'admin' })
admin.on('error', () => {})

afterAll(async () => {
  await Promise.all([admin.end(), stripe.close(), smtp.stop()])
  await pooler.stop()
  await database.drop()
})

const environment = {
  PORT: '0',
  PUBLIC_DOMAIN: 'localhost:8787',
  DATABASE_URL: pooler.url,
  JOBS_DATABASE_URL: database.url,
  STRIPE_SECRET_KEY: stripe.secretKey,
  STRIPE_API_BASE: stripe.url,
  STRIPE_WEBHOOK_SECRET: 'whsec_platform',
  STRIPE_CONNECT_WEBHOOK_SECRET: 'whsec_connect',
  SMTP_URL: smtp.url,
  MAIL_FROM: 'Latchkey <hello@latchkey.example>',
  LIMITS: 'off',
  DRAIN_SECONDS: '0',
}

const mailsTo = (email: string) =>
  smtp.received.filter(({ recipients }) => recipients.includes(email)).map(({ raw }) => raw)

async function ends(server: ServerProcess) {
  server.kill('SIGTERM')
  expect(await server.ended, server.output).toBe(0)
}

test('a whole business runs with requests behind the pooler, and jobs in a process of their own', async () => {
  const creator = { email: 'mira@example.com', password: TEST_PASSWORD }
  await admin.query(
    `insert into accounts (id, email, password_hash, created_at) values ('acc_mira', $1, $2, now())`,
    [creator.email, await hashPassword(TEST_PASSWORD)],
  )
  const web = new ServerProcess({ ...environment, LATCHKEY_ROLE: 'web', DATABASE_POOL_MAX: '12' })
  const baseUrl = await web.listening()
  const { host } = new URL(baseUrl)
  stripe.addWebhookEndpoint({ url: `${baseUrl}/v2/public/stripe/webhook`, secret: 'whsec_platform' })

  let worker: ServerProcess | undefined
  /** Nobody works on jobs before: what requests have enqueued is still there then. */
  async function startWorker() {
    if (worker) return
    const { rows } = await admin.query(
      `select (select count(*)::int from graphile_worker.jobs where task_identifier = 'send_sign_in_mail') as jobs,
        (select count(*)::int from graphile_worker._private_known_crontabs) as schedules,
        (select count(*)::int from pg_stat_activity where datname = current_database()
          and application_name <> 'admin' and backend_type = 'client backend') as connections`,
    )
    expect(rows[0]).toMatchObject({ jobs: 1, schedules: 0 })
    expect(rows[0].connections, 'all that a web process takes is the pool').toBeLessThanOrEqual(POOL)
    expect(smtp.received).toEqual([])
    worker = new ServerProcess({ ...environment, LATCHKEY_ROLE: 'worker' })
    await worker.listening()
  }

  const outcome = await walkThrough({ baseUrl }, creator, {
    async mailedCode(email) {
      await startWorker()
      return await until('the code is mailed', async () => {
        const found = mailsTo(email)
          .map((raw) => /^ {4}(\d{3}) (\d{3})\r?$/m.exec(raw))
          .find(Boolean)
        return found ? `${found[1]}${found[2]}` : null
      })
    },
    async connect() {
      const { rows } = await admin.query('select stripe_account_id as id from connect_accounts')
      const ready = {
        detailsSubmitted: true,
        chargesEnabled: true,
        payoutsEnabled: true,
        transfers: 'active',
      } as const
      await stripe.dashboard.updateAccount(rows[0].id, ready)
    },
    async pay(checkoutUrl) {
      const [sessionId = ''] = /cs_test_\w+/.exec(checkoutUrl) ?? []
      await stripe.buyer.pay(sessionId)
      await stripe.webhooks.settle()
    },
  })
  expect(outcome).toMatchObject({
    sale: { status: 'paid', hasAccess: true },
    refund: { status: 'succeeded' },
    closed: { hasAccess: false },
    activation: { mails: 1 },
  })

  // Statements under names, many at once, so that they meet connections that others have used before.
  const page = { path: { handle: 'mira-studio', pageSlug: 'guide' } }
  const anyone = createLatchkey({ baseUrl })
  const reads = Array.from({ length: 60 }, (_, n) =>
    n % 2 ? anyone.pages.getPublicPage(page) : anyone.pages.checkPageAccess(page),
  )
  const statuses = (await Promise.all(reads)).map(({ response }) => response.status)
  expect(new Set(statuses.filter((_, n) => n % 2 === 0))).toEqual(new Set([200]))
  expect(new Set(statuses.filter((_, n) => n % 2 === 1)).size, 'locked alike').toBe(1)
  expect(statuses.filter((status) => status >= 500)).toEqual([])
  expect((await unwrap(anyone.pages.checkPageAccess(page))).hasAccess).toBe(false)

  await until('every mail is sent', async () => {
    const { rows } = await admin.query('select from mails where outcome is null')
    return rows.length === 0 ? true : null
  })
  const { rows: outcomes } = await admin.query('select distinct outcome from mails')
  expect(outcomes).toEqual([{ outcome: 'sent' }])
  expect(mailsTo('ana@example.com').length, 'link, receipt, refund, group buy').toBe(4)
  for (const raw of smtp.received.map((mail) => mail.raw)) expect(raw).toMatch(/^X-Request-Id: req_\w+\r$/im)
  const { rows: failed } = await admin.query(
    'select task_identifier, last_error from graphile_worker.jobs where last_error is not null',
  )
  expect(failed).toEqual([])

  // The worker says how it is, and serves nothing else.
  const probe = async (path: string) => {
    const response = await fetch((await (worker as ServerProcess).listening()) + path)
    return [response.status, await response.text()] as const
  }
  expect(await probe('/healthz')).toEqual([200, 'ok\n'])
  expect(await probe('/readyz')).toEqual([200, 'ready\n'])
  expect((await probe('/metrics'))[1]).toContain('latchkey_jobs_due{runner="mail"} 0')
  for (const path of ['/v2/visitor/me', '/openapi.json', '/']) expect((await probe(path))[0], path).toBe(404)
  expect(host).not.toBe(new URL(await (worker as ServerProcess).listening()).host)
  await ends(web)
  await ends(worker as unknown as ServerProcess)
})

test('the pooler sets the timeouts that requests ask for', async () => {
  const { pool } = connectDatabase({ url: pooler.url, poolMax: 1 })
  const log = createLog('silent')
  const warn = vi.spyOn(log, 'warn')
  await acceptPooler(pool, log)
  const { rows } = await pool.query('show idle_in_transaction_session_timeout')
  expect(rows).toEqual([{ idle_in_transaction_session_timeout: '10s' }])
  expect(warn).not.toHaveBeenCalled()
  await pool.end()
})

test('what listens and holds locks refuses to go through a pooler', async () => {
  const line =
    'JOBS_DATABASE_URL is wrong: it must lead to PostgreSQL itself, not to a pooler of connections.'
  const pool = connectRunners(pooler.url)
  await expect(refusePooler(pool, 'JOBS_DATABASE_URL')).rejects.toThrow(new StartProblem(line))
  const deps = { config: { JOBS_DATABASE_URL: pooler.url } as Config, log: createLog('silent') }
  await expect(startRunners(deps, {} as Tasks, {})).rejects.toThrow(new StartProblem(line))
  await pool.end()
  const direct = connectRunners(database.url)
  await refusePooler(direct, 'JOBS_DATABASE_URL')
  await direct.end()
})
