import pg from 'pg'
import { expect, onTestFinished } from 'vitest'
import { createTestDatabase } from './database.ts'
import { ServerProcess } from './server-process.ts'
import { TestSmtp } from './smtp.ts'

const MAILS = 3

/**
 * Kills a server amid sign-in mails, starts another, and sees it send them; again and again.
 * @returns for each kill, how often it had to look until every mail was sent, four times a second.
 */
export async function surviveKills(kills: number): Promise<number[]> {
  const database = await createTestDatabase()
  const smtp = await TestSmtp.start()
  const pool = new pg.Pool({ connectionString: database.url, max: 1 })
  pool.on('error', () => {})
  onTestFinished(async () => {
    await pool.end()
    await smtp.stop()
    await database.drop()
  })
  const start = async () => {
    const server = new ServerProcess({
      PORT: '0',
      PUBLIC_DOMAIN: 'localhost:8787',
      DATABASE_URL: database.url,
      STRIPE_SECRET_KEY: 'sk_test_latchkey',
      STRIPE_API_BASE: 'http://127.0.0.1:9',
      STRIPE_WEBHOOK_SECRET: 'whsec_1',
      STRIPE_CONNECT_WEBHOOK_SECRET: 'whsec_2',
      SMTP_URL: smtp.url,
      MAIL_FROM: 'Latchkey <hello@latchkey.example>',
      LIMITS: 'off',
    })
    return { server, url: await server.listening() }
  }
  const looks: number[] = []
  let { server, url } = await start()
  for (let kill = 1; kill <= kills; kill++) {
    smtp.afterMessage = 'silent'
    const before = smtp.received.length
    for (let n = 1; n <= MAILS; n++) {
      const { status } = await fetch(`${url}/v2/visitor/auth/magic-link`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ email: `kill${kill}-${n}@example.com` }),
      })
      expect(status).toBe(202)
    }
    await expect.poll(() => smtp.received.length, { timeout: 15_000 }).toBeGreaterThan(before)
    server.kill('SIGKILL')
    expect(await server.ended).toBeNull()
    smtp.afterMessage = 'answer'
    ;({ server, url } = await start())
    let looked = 0
    const waiting = async () => {
      looked++
      return (await pool.query('select from mails where outcome is null')).rowCount
    }
    await expect.poll(waiting, { timeout: 30_000, interval: 250 }).toBe(0)
    looks.push(looked)
  }
  server.kill('SIGTERM')
  expect(await server.ended).toBe(0)
  expect((await pool.query('select from graphile_worker.jobs')).rowCount, 'the queue is empty').toBe(0)
  return looks
}
