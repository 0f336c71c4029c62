import { afterAll, expect, test } from 'vitest'
import { type TestApp, testApp } from '../../test/app.ts'
import { TestRedis } from '../../test/redis.ts'
import { createLog } from './log.ts'
import { openRedis } from './redis.ts'

const redis = await TestRedis.start()
afterAll(() => redis.stop())

const process = () => testApp({ env: { REDIS_URL: redis.url } })
const ask = async (app: TestApp, email: string) =>
  (await app.client().visitors.requestMagicLink({ body: { email } })).response.status

test('processes share their limits', async () => {
  const [one, other] = [await process(), await process()]
  const email = 'shared@example.com'
  expect([await ask(one, email), await ask(other, email), await ask(one, email)]).toEqual([202, 202, 202])
  expect(await ask(other, email)).toBe(429)
  expect(await ask(one, email)).toBe(429)
})

test('while Redis is away each process counts for itself, and both go back to it', async () => {
  const [one, other] = [await process(), await process()]
  await redis.stop()
  const email = 'away@example.com'
  expect([await ask(one, email), await ask(one, email), await ask(one, email)]).toEqual([202, 202, 202])
  expect(await ask(one, email)).toBe(429)
  expect(await ask(other, email)).toBe(202)

  await redis.start()
  const back = 'back@example.com'
  // Three by one process; the other hears of them as soon as both are connected again.
  await expect
    .poll(
      async () => {
        const name = `${Math.random()}${back}`
        for (let times = 0; times < 3; times++) await ask(one, name)
        return await ask(other, name)
      },
      { timeout: 15_000 },
    )
    .toBe(429)
})

test('a Redis that cannot be reached stops the start', async () => {
  await expect(openRedis('redis://127.0.0.1:9', createLog('silent'))).rejects.toThrow(
    'REDIS_URL is wrong: it must lead to a Redis that answers (connect ECONNREFUSED 127.0.0.1:9).',
  )
})
