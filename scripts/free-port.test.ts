import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { freePort } from './free-port.ts'

async function take(port: number) {
  const server = createServer().listen(port, '127.0.0.1')
  onTestFinished(() => void server.close())
  await once(server, 'listening')
}

test('no port is given out twice, though nobody listens on it yet', async () => {
  const ports: number[] = []
  for (let n = 0; n < 50; n++) ports.push(await freePort())
  expect(new Set(ports)).toHaveLength(50)
})

test('no connection that goes out takes it meanwhile', async () => {
  const file = '/proc/sys/net/ipv4/ip_local_port_range'
  const [first = 0] = existsSync(file) ? readFileSync(file, 'utf8').split('\t').map(Number) : [32_768]
  expect(await freePort(6)).toBeLessThan(first - 5)
})

test('a port that is taken is passed over, alone and in a row', async () => {
  const taken = (await freePort()) + 1
  await take(taken)
  expect(await freePort()).not.toBe(taken)

  const within = (await freePort()) + 3
  await take(within)
  const row = await freePort(6)
  expect(row <= within && within < row + 6).toBe(false)
})
