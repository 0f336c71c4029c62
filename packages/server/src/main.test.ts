import { once } from 'node:events'
import { request } from 'node:http'
import pg from 'pg'
import { afterAll, describe, expect, test, vi } from 'vitest'
import { createTestDatabase } from '../test/database.ts'
import { ServerProcess } from '../test/server-process.ts'
import { TestSmtp } from '../test/smtp.ts'
import { schedule } from './features/tasks.ts'
import { StartProblem } from './platform/config.ts'
import { migrateToLatest } from './platform/database/migrate.ts'
import { createLog } from './platform/log.ts'
import { openRedis } from './platform/redis.ts'

vi.setConfig({ testTimeout: 240_000 })
const patiently = { timeout: 60_000, interval: 50 }

const database = await createTestDatabase()
const smtp = await TestSmtp.start()
const admin = new pg.Pool({ connectionString: database.url, max: 2, application_name: 'admin' })
admin.on('error', () => {})

afterAll(async () => {
  await admin.end()
  await smtp.stop()
  await database.drop()
})

const environment = {
  PORT: '0',
  PUBLIC_DOMAIN: 'localhost:8787',
  DATABASE_URL: database.url,
  STRIPE_SECRET_KEY: 'sk_test_latchkey',
  STRIPE_API_BASE: 'http://127.0.0.1:9',
  STRIPE_WEBHOOK_SECRET: 'whsec_1',
  STRIPE_CONNECT_WEBHOOK_SECRET: 'whsec_2',
  SMTP_URL: smtp.url,
  MAIL_FROM: 'Latchkey <hello@latchkey.example>',
  DRAIN_SECONDS: '0',
}

const ask = (url: string, email: string) =>
  fetch(`${url}/v2/visitor/auth/magic-link`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email }),
    signal: AbortSignal.timeout(15_000),
  })

/** Asks, up to the body: that the server waits for. `finish` sends it, and says with which status it was answered. */
async function begin(url: string, email: string) {
  const body = JSON.stringify({ email })
  const asked = request(`${url}/v2/visitor/auth/magic-link`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      expect: '100-continue',
    },
  })
  asked.flushHeaders()
  await once(asked, 'continue')
  return {
    async finish(): Promise<number | undefined> {
      asked.end(body)
      const [response] = await once(asked, 'response')
      response.resume()
      return response.statusCode
    },
  }
}

const mailTo = (email: string) =>
  expect.poll(() => smtp.received.flatMap(({ recipients }) => recipients), patiently).toContain(email)

test('a start renders what an older version stored, in its thread', async () => {
  await migrateToLatest(database.url)
  await admin.query(
    `insert into handles (id, name, display_name, created_at) values ('hdl_1', 'older', 'x', now())`,
  )
  await admin.query(`insert into pages (id, handle_id, slug, title, content, access_mode, state, created_at, updated_at)
    values ('pag_1', 'hdl_1', 'older', 'x', '*older*', 'PUBLIC', 'draft', now(), now())`)
  const server = new ServerProcess(environment)
  const html = async () => (await admin.query('select content_html from pages')).rows[0].content_html
  await expect.poll(html, patiently).toBe('<p dir="auto"><em>older</em></p>\n')
  // Killed at the end of the test, it would leave that job locked for a while.
  server.kill('SIGTERM')
  expect(await server.ended).toBe(0)
})

describe('a start that cannot succeed ends with a line that names the variable', () => {
  const lines = async (change: Record<string, string>) => {
    const server = new ServerProcess({ ...environment, ...change })
    expect(await server.ended).toBe(1)
    return server.output.trim().split('\n')
  }

  test('wrong values', async () => {
    expect(await lines({ PORT: 'x', SMTP_URL: '' })).toEqual([
      'PORT is wrong: it must be a port number.',
      expect.stringMatching(/^SMTP_URL is missing: it must be /),
    ])
  })

  // Each is a StartProblem of one step; that the process ends with its line, wrong values and a port that is taken show.
  test.each([
    ['postgres://latchkey@127.0.0.1:9/latchkey', 'ECONNREFUSED'],
    [database.url.replace(/[^/]+$/, 'nothing'), 'database "nothing" does not exist'],
  ])('DATABASE_URL that leads nowhere: %s', async (url, why) => {
    const line = `DATABASE_URL is wrong: it must lead to a PostgreSQL that lets us in (${why}).`
    await expect(migrateToLatest(url)).rejects.toThrow(new StartProblem(line))
  })

  test('REDIS_URL that leads nowhere', async () => {
    const line =
      'REDIS_URL is wrong: it must lead to a Redis that answers (connect ECONNREFUSED 127.0.0.1:9).'
    await expect(openRedis('redis://127.0.0.1:9', createLog('silent'))).rejects.toThrow(
      new StartProblem(line),
    )
  })

  test('a port that is taken', async () => {
    expect(await lines({ PORT: new URL(smtp.url).port })).toEqual([
      'PORT is wrong: it must be a port that is free for us (EADDRINUSE).',
    ])
  })
})

test('SIGTERM and SIGINT: what runs is finished, then the process ends', async () => {
  const server = new ServerProcess(environment)
  const url = await server.listening()
  expect((await ask(url, 'before@example.com')).status).toBe(202)
  await mailTo('before@example.com')
  const { rows } = await admin.query('select identifier from graphile_worker._private_known_crontabs')
  expect(rows.map(({ identifier }) => identifier).sort()).toEqual(Object.keys(schedule).sort())
  const running = await begin(url, 'during@example.com')
  server.kill('SIGTERM')
  const healthy = () => fetch(`${url}/healthz`).then(({ ok }) => ok)
  await expect.poll(() => healthy().catch(() => 'refused'), patiently).toBe('refused')
  expect(await running.finish()).toBe(202)
  expect(await server.ended, 'it was done before its time to end was over').toBe(0)
  // Its mail was left to the next process.
  const next = new ServerProcess(environment)
  await mailTo('during@example.com')
  next.kill('SIGINT')
  expect(await next.ended).toBe(0)
  // Texts may still wait to be rendered anew: every start asks for that.
  const left = await admin.query(
    `select task_identifier as task, locked_at is not null as locked, attempts, last_error as error
     from graphile_worker.jobs where locked_at is not null or task_identifier <> 'render_texts'`,
  )
  expect(left.rows, 'no job was left locked').toEqual([])
})

test('a process whose database connections are cut goes on', async () => {
  const server = new ServerProcess(environment)
  const url = await server.listening()
  expect((await ask(url, 'uncut@example.com')).status).toBe(202)
  await mailTo('uncut@example.com')
  await admin.query(
    'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
  )
  await expect.poll(async () => (await ask(url, 'cut@example.com')).status, patiently).toBe(202)
  await mailTo('cut@example.com')
})

/** Requests that each need a connection, and mails and clean-up beside them. */
async function load(url: string): Promise<void> {
  await admin.query(
    `select graphile_worker.add_job('remove_expired', queue_name => n::text) from generate_series(1, 10) n`,
  )
  const answers = await Promise.all(Array.from({ length: 120 }, (_, n) => ask(url, `load${n}@example.com`)))
  // On a slow machine those that waited five seconds for a connection are told so.
  for (const { status } of answers) expect([202, 503]).toContain(status)
  const check = `${url}/v2/public/pages/nobody/nothing/access-check`
  await Promise.all(Array.from({ length: 40 }, () => fetch(check, { method: 'POST' })))
}

test.each([
  ['as many connections as it may', {}, 18],
  ['as few as it can do with', { DATABASE_POOL_MAX: '12' }, 12],
])('a process takes %s, however much there is to do', async (_, change, limit) => {
  const server = new ServerProcess({ ...environment, LIMITS: 'off', ...change })
  const url = await server.listening()
  let most = 0
  let loaded = false
  const counting = (async () => {
    while (!loaded) {
      const { rowCount } = await admin.query(
        `select from pg_stat_activity where datname = current_database() and application_name <> 'admin'
         and backend_type = 'client backend'`,
      )
      most = Math.max(most, rowCount ?? 0)
    }
  })()
  await load(url).finally(() => {
    loaded = true
  })
  await counting
  expect(most).toBeLessThanOrEqual(limit)
  expect(most, 'it was busy').toBeGreaterThanOrEqual(limit - 2)
  server.kill('SIGTERM')
  expect(await server.ended).toBe(0)
})
