import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { Worker } from 'node:worker_threads'
import pg from 'pg'
import { expect, test } from 'vitest'
import { createTestDatabase } from './database.ts'
import { leftOpen } from './left-open.ts'

test('what is open is told, with the place where it was opened, until it is closed', async () => {
  const database = await createTestDatabase()
  expect(leftOpen()).toEqual([])
  const client = new pg.Client({ connectionString: database.url })
  await client.connect()
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const child = spawn(process.execPath, ['--eval', 'process.stdin.resume()'])
  const worker = new Worker('setInterval(() => {}, 1000)', { eval: true })
  expect(leftOpen()).toEqual([
    expect.stringContaining('a connection to'),
    expect.stringContaining('a server'),
    expect.stringContaining('a process'),
    expect.stringContaining('a thread'),
  ])
  for (const place of leftOpen()) expect(place).toContain('left-open.test.ts')
  child.kill()
  server.close()
  await Promise.all([once(child, 'exit'), once(server, 'close'), client.end(), worker.terminate()])
  expect(leftOpen()).toEqual([])
  await database.drop()
})
