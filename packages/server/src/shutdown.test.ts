import { once } from 'node:events'
import { Agent, get, type IncomingMessage } from 'node:http'
import { connect } from 'node:net'
import pg from 'pg'
import { afterAll, expect, test } from 'vitest'
import { createTestDatabase } from '../test/database.ts'
import { ServerProcess } from '../test/server-process.ts'
import { TestSmtp } from '../test/smtp.ts'
import { until } from '../test/until.ts'

const database = await createTestDatabase()
const smtp = await TestSmtp.start()
const pool = new pg.Pool({ connectionString: database.url, max: 1 })

afterAll(async () => {
  await pool.end()
  await smtp.stop()
  await database.drop()
})

const start = (change: Record<string, string> = {}) =>
  new ServerProcess({
    PORT: '0',
    PUBLIC_DOMAIN: 'localhost:8787',
    DATABASE_URL: database.url,
    STRIPE_SECRET_KEY: 'sk_test_latchkey',
    STRIPE_API_BASE: 'http://127.0.0.1:9',
    STRIPE_WEBHOOK_SECRET: 'whsec_1',
    STRIPE_CONNECT_WEBHOOK_SECRET: 'whsec_2',
    SMTP_URL: smtp.url,
    MAIL_FROM: 'Latchkey <hello@latchkey.example>',
    ...change,
  })

/** One connection, as a load balancer keeps it. */
function keptConnection(url: string) {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  return async (path: string) => {
    const request = get(url + path, { agent })
    const [response]: IncomingMessage[] = await once(request, 'response')
    if (!response) throw new Error('There was no response.')
    response.resume()
    await once(response, 'end')
    const { statusCode, headers } = response
    return { status: statusCode, reused: request.reusedSocket, headers }
  }
}

/** Asks a server that listens to stop, and waits until it says so. */
async function stopping(server: ServerProcess) {
  const url = await server.listening()
  server.kill('SIGTERM')
  await until('it says that it is not ready', async () =>
    (await fetch(`${url}/readyz`)).status === 503 ? true : null,
  )
}

test('load balancers have time to notice, on connections that nobody breaks; then the port closes', async () => {
  // The longest time must leave enough for the rest. It passes while the other one does.
  const longest = start({ DRAIN_SECONDS: '7' })
  await stopping(longest)
  const server = start({ DRAIN_SECONDS: '4' })
  const url = await server.listening()
  const kept = Array.from({ length: 12 }, () => keptConnection(url))
  for (const ask of kept) {
    const { status, headers } = await ask('/readyz')
    expect(status).toBe(200)
    // Proxies keep idle connections for 60 seconds, and must be the first to let go.
    const [, timeout] = /timeout=(\d+)/.exec(String(headers['keep-alive'])) ?? []
    expect(Number(timeout)).toBeGreaterThan(60)
  }
  await stopping(server)
  const answers = await Promise.all(kept.map((ask) => ask('/healthz')))
  expect(answers.map(({ status, reused, headers }) => [status, reused, headers.connection])).toEqual(
    Array(12).fill([200, true, 'close']),
  )
  // Requests are served meanwhile, and what follows from them is left to the next process.
  const asked = await fetch(`${url}/v2/visitor/auth/magic-link`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: 'late@example.com' }),
  })
  expect([asked.status, asked.headers.get('connection')]).toEqual([202, 'close'])
  expect(await server.ended, 'it was done before its time to end was over').toBe(0)
  await expect(fetch(`${url}/healthz`)).rejects.toThrow()
  const { rows } = await pool.query(
    `select locked_by from graphile_worker.jobs where task_identifier <> 'render_texts' or locked_by is not null`,
  )
  expect(rows).toEqual([{ locked_by: null }])
  expect(smtp.received).toEqual([])
  expect(await longest.ended).toBe(0)
})

test('probes of HTTP/1.0 need not name the host', async () => {
  const server = start({ DRAIN_SECONDS: '0' })
  const { port } = new URL(await server.listening())
  for (const [line, status] of [
    ['GET /readyz HTTP/1.0', 'HTTP/1.1 200'],
    ['GET /healthz HTTP/1.0', 'HTTP/1.1 200'],
    ['GET /v2/visitor/me HTTP/1.0', 'HTTP/1.1 401'],
    // RFC 9112 §3.2
    ['GET /readyz HTTP/1.1', 'HTTP/1.1 400'],
  ]) {
    const socket = connect(Number(port), 'localhost').setEncoding('utf8')
    let answer = ''
    socket.on('data', (chunk) => {
      answer += chunk
    })
    socket.write(`${line}\r\n\r\n`)
    await once(socket, 'end')
    expect(answer.slice(0, 12), line).toBe(status)
  }
  server.kill('SIGTERM')
  expect(await server.ended).toBe(0)
})
