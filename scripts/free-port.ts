// Finds ports for programs that must be told where to listen.
import { randomInt } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:net'

// Below those from which the kernel takes one for each connection that goes out: it could be gone before the program
// listens. Above the last one that browsers refuse, 10080.
const FIRST = 10_100
const LAST = 31_999

/** Ports are given out in turn, so that none is twice; another process begins elsewhere. */
let next = randomInt(FIRST, LAST)

/** On all addresses of either family, and by itself on the one that programs use: macOS lets both be listened on. */
async function isFree(port: number) {
  for (const host of [undefined, '127.0.0.1']) {
    const server = createServer()
    try {
      await once(server.listen(port, host), 'listening')
    } catch {
      return false
    }
    server.close()
    await once(server, 'close')
  }
  return true
}

/** The first of so many free ports in a row. */
export async function freePort(count = 1): Promise<number> {
  let found = 0
  for (let tried = FIRST; tried <= LAST; tried++) {
    if (next > LAST) {
      next = FIRST
      found = 0
    }
    const port = next++
    found = (await isFree(port)) ? found + 1 : 0
    if (found === count) return port - count + 1
  }
  throw new Error(`There are no ${count} free ports from ${FIRST} to ${LAST}.`)
}
