import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { Worker } from 'node:worker_threads'
import pg from 'pg'
import { expect, test } from 'vitest'
import { createTestDatabase } from './database.ts'
import { forgetOpen, leftOpen } from './left-open.ts'

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

test('processes that a file leaves open end with it', async () => {
  const program = (what: string, ...channel: 'ipc'[]) =>
    spawn(process.execPath, ['--eval', `${what}; console.log('up'); setInterval(() => {}, 1000)`], {
      stdio: ['ignore', 'pipe', 'inherit', ...channel],
    })
  const children = [
    program("process.on('SIGTERM', () => {})"),
    program("process.on('disconnect', () => process.exit(3))", 'ipc'),
  ]
  await Promise.all(children.map(({ stdout }) => stdout && once(stdout, 'data')))
  const ended = children.map((child) => once(child, 'exit'))
  forgetOpen()
  expect(leftOpen()).toEqual([])
  expect((await Promise.all(ended)).map(([code, signal]) => code ?? signal)).toEqual(['SIGKILL', 3])
})
