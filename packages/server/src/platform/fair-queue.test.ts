import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { runs } from '../../test/runs.ts'
import { isFailure } from './failure.ts'
import { FairQueue, type QueueSize } from './fair-queue.ts'

/** A queue whose tasks run until they are told to end, and what became of each, by its name. */
function gated(size: QueueSize) {
  const queue = new FairQueue(size)
  const ends: (() => void)[] = []
  const started: string[] = []
  const refused: string[] = []
  let running = 0
  let most = 0
  return {
    started,
    refused,
    most: () => most,
    /** Sends a task of a network. @returns what its client leaves by. */
    send(name: string, network = name) {
      const controller = new AbortController()
      const task = () => {
        started.push(name)
        most = Math.max(most, ++running)
        return new Promise<void>((resolve) => ends.push(resolve)).finally(() => running--)
      }
      void queue.run({ network, signal: controller.signal }, task).then((result) => {
        if (isFailure(result)) refused.push(name)
      })
      return () => controller.abort()
    },
    /** Ends the tasks that run, again and again, until none is left. */
    async drain() {
      await settled()
      for (let end = ends.shift(); end; end = ends.shift()) {
        end()
        await settled()
      }
    },
  }
}

/** Everything that can go on has gone on. */
const settled = () => new Promise((resolve) => setImmediate(resolve))

describe('turns', () => {
  test('one network after the other, however much one of them sends', async () => {
    const { send, drain, started } = gated({ running: 1, waiting: 100 })
    for (const n of [1, 2, 3, 4, 5]) send(`a${n}`, 'a')
    send('b1', 'b')
    send('b2', 'b')
    send('c1', 'c')
    await drain()
    expect(started).toEqual(['a1', 'a2', 'b1', 'c1', 'a3', 'b2', 'a4', 'a5'])
  })

  test('a task that fails hands its turn on', async () => {
    const queue = new FairQueue({ running: 1, waiting: 1 })
    const client = { network: 'a', signal: new AbortController().signal }
    const failing = queue.run(client, () => Promise.reject(new Error('broken')))
    const next = queue.run(client, async () => 'done')
    await expect(failing).rejects.toThrow('broken')
    expect(await next).toBe('done')
  })
})

describe('places', () => {
  test('who finds none is told so at once', async () => {
    const { send, refused, drain, started } = gated({ running: 1, waiting: 2 })
    for (const n of [1, 2, 3, 4]) send(`a${n}`, 'a')
    await settled()
    expect(refused).toEqual(['a4'])
    await drain()
    expect(started).toEqual(['a1', 'a2', 'a3'])
  })

  test('a network that fills them makes room for others, down to as much as they have', async () => {
    const { send, refused, drain, started } = gated({ running: 1, waiting: 4 })
    for (const n of [0, 1, 2, 3, 4]) send(`a${n}`, 'a')
    for (const n of [1, 2, 3]) send(`b${n}`, 'b')
    send('c1', 'c')
    await settled()
    expect(refused).toEqual(['a4', 'a3', 'b3', 'a2'])
    await drain()
    expect(started).toEqual(['a0', 'a1', 'b1', 'c1', 'b2'])
  })
})

describe('who leaves', () => {
  test('is dropped, and frees the place', async () => {
    const { send, refused, drain, started } = gated({ running: 1, waiting: 2 })
    send('first')
    const leave = send('gone')
    send('stays')
    leave()
    send('comes')
    await drain()
    expect(refused).toEqual(['gone'])
    expect(started).toEqual(['first', 'stays', 'comes'])
  })

  test('before asking does not wait at all', async () => {
    const queue = new FairQueue({ running: 1, waiting: 1 })
    const result = await queue.run({ network: 'a', signal: AbortSignal.abort() }, async () => 'done')
    expect(result).toMatchObject({ code: 'unavailable' })
  })
})

test('whatever happens, no more than allowed run, each is either done or refused, and all places are free in the end', async () => {
  const step = fc.oneof(
    { weight: 5, arbitrary: fc.record({ does: fc.constant('send' as const), network: fc.nat(3) }) },
    { weight: 2, arbitrary: fc.record({ does: fc.constant('leave' as const), which: fc.nat(30) }) },
    { weight: 2, arbitrary: fc.record({ does: fc.constant('wait' as const) }) },
  )
  const sizes = fc.record({ running: fc.integer({ min: 1, max: 3 }), waiting: fc.nat(5) })
  const property = fc.asyncProperty(sizes, fc.array(step, { maxLength: 60 }), async (size, steps) => {
    const { send, drain, started, refused, most } = gated(size)
    const leaves: (() => void)[] = []
    for (const each of steps) {
      if (each.does === 'send') leaves.push(send(`t${leaves.length}`, `n${each.network}`))
      if (each.does === 'leave') leaves[each.which]?.()
      if (each.does === 'wait') await settled()
    }
    await drain()
    expect([...started, ...refused].toSorted()).toEqual(leaves.map((_, n) => `t${n}`).toSorted())
    expect(most()).toBeLessThanOrEqual(size.running)
    const before = refused.length
    for (let n = 0; n < size.running + size.waiting; n++) send('after', `n${n}`)
    await drain()
    expect(refused).toHaveLength(before)
  })
  await fc.assert(property, runs({ short: 30, long: 2000 }))
})
