import { setTimeout as pause } from 'node:timers/promises'
import { createLatchkey } from '@latchkey/sdk'
import pg from 'pg'
import { afterAll, expect, test } from 'vitest'
import { createTestDatabase } from '../test/database.ts'
import { ServerProcess } from '../test/server-process.ts'
import { Balancer } from '../test/soak/balancer.ts'
import { until } from '../test/until.ts'

const database = await createTestDatabase()
const pool = new pg.Pool({ connectionString: database.url, max: 1 })
const statuses = new Map<number, number>()
const count = (status: number) => void statuses.set(status, (statuses.get(status) ?? 0) + 1)
// It repeats nothing: a server that closes its port before it is left alone loses what is sent to it.
const balancer = await Balancer.start({
  retries: false,
  answered: ({ status }) => count(status),
  lost: () => count(502),
})
const baseUrl = `http://localhost:${balancer.port}`

afterAll(async () => {
  await balancer.stop()
  await pool.end()
  await database.drop()
})

/** A server that takes requests. */
async function start() {
  const server = new ServerProcess({
    PORT: '0',
    PUBLIC_DOMAIN: `localhost:${balancer.port}`,
    DATABASE_URL: database.url,
    LATCHKEY_ROLE: 'web',
    STRIPE_SECRET_KEY: 'sk_test_latchkey',
    STRIPE_API_BASE: 'http://127.0.0.1:9',
    STRIPE_WEBHOOK_SECRET: 'whsec_1',
    STRIPE_CONNECT_WEBHOOK_SECRET: 'whsec_2',
    SMTP_URL: 'smtp://127.0.0.1:9',
    MAIL_FROM: 'Latchkey <hello@latchkey.example>',
    TRUST_PROXY: '1',
    LIMITS: 'off',
    DRAIN_SECONDS: '4',
  })
  const url = await server.listening()
  balancer.add(url)
  await until('it takes requests', async () => (balancer.isReady(url) ? true : null))
  return { server, url }
}

test('a rolling restart loses no request', async () => {
  const old = [await start(), await start()]
  let isOver = false
  const lost: unknown[] = []
  const client = createLatchkey({ baseUrl, retries: 0 })
  const again = async (ask: (time: number) => Promise<unknown>) => {
    for (let time = 0; !isOver; time++) {
      await ask(time).catch((error: unknown) => lost.push(error))
      await pause(20)
    }
  }
  const path = { handle: 'nobody', pageSlug: 'nothing' }
  const people = [0, 1, 2].flatMap((n) => [
    again(() => client.pages.checkPageAccess({ path })),
    again((time) => client.visitors.requestMagicLink({ body: { email: `visitor${n}-${time}@example.com` } })),
  ])

  for (const { server, url } of old) {
    const next = await start()
    const before = statuses.get(202) ?? 0
    server.kill('SIGTERM')
    expect(await server.ended, server.output).toBe(0)
    balancer.remove(url)
    expect(balancer.isReady(next.url)).toBe(true)
    expect(statuses.get(202), 'there was work all the while').toBeGreaterThan(before)
  }
  isOver = true
  await Promise.all(people)

  expect(lost).toEqual([])
  expect([...statuses.keys()].toSorted(), 'served, every one').toEqual([202, 404])
  const { rows } = await pool.query('select count(*)::int as written from magic_link_challenges')
  expect(rows[0].written, 'what was accepted is there').toBe(statuses.get(202))
})
