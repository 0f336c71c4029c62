import { afterAll, expect, test } from 'vitest'
import { type TestApp, testApp } from '../../test/app.ts'
import { TEST_PASSWORD } from '../../test/factories.ts'
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

test('a point that is given back is given back for all processes', async () => {
  const env = { REDIS_URL: redis.url, LIMITS: JSON.stringify({ signIn: '3/10m' }) }
  const [one, other] = [await testApp({ env }), await testApp({ env })]
  const email = 'given-back@example.com'
  for (const app of [one, other]) await app.make.account({ email })
  const signIn = async (app: TestApp, password: string) =>
    (await app.client().accounts.signIn({ body: { email, password } })).response.status
  for (let n = 0; n < 3; n++) {
    expect([await signIn(one, TEST_PASSWORD), await signIn(other, TEST_PASSWORD)]).toEqual([200, 200])
  }
  for (const app of [one, other, one]) expect(await signIn(app, 'a guess')).toBe(401)
  expect([await signIn(one, TEST_PASSWORD), await signIn(other, TEST_PASSWORD)]).toEqual([429, 429])
})

test('processes share the limits of a /56 and a /48', async () => {
  const env = { REDIS_URL: redis.url, LIMITS: JSON.stringify({ requestMagicLink: { ip: '1/1h' } }) }
  const [one, other] = [await testApp({ env }), await testApp({ env })]
  const from = async (app: TestApp, address: string, n: number) =>
    (await app.client({ address }).visitors.requestMagicLink({ body: { email: `p${n}@wide.example` } }))
      .response.status
  for (let n = 0; n < 4; n++) expect(await from(n % 2 ? one : other, `2001:db8:9:${n}::1`, n)).toBe(202)
  for (const app of [one, other]) expect(await from(app, '2001:db8:9:ff::1', 4)).toBe(429)
  for (let n = 4; n < 16; n++) expect(await from(n % 2 ? one : other, `2001:db8:9:${n}00::1`, n)).toBe(202)
  for (const app of [one, other]) expect(await from(app, '2001:db8:9:ff00::1', 16)).toBe(429)
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
      { timeout: 60_000 },
    )
    .toBe(429)
})

test('a Redis that cannot be reached stops the start', async () => {
  await expect(openRedis('redis://127.0.0.1:9', createLog('silent'))).rejects.toThrow(
    'REDIS_URL is wrong: it must lead to a Redis that answers (connect ECONNREFUSED 127.0.0.1:9).',
  )
})
