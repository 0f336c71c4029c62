import { globSync, readFileSync } from 'node:fs'
import { request as httpRequest } from 'node:http'
import { type OperationDefinition, RESET_CODE_SECONDS } from '@latchkey/contract'
import { unwrap } from '@latchkey/sdk'
import * as argon2 from '@node-rs/argon2'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { type TestApp, testApp } from '../../../test/app.ts'
import { makeCallers } from '../../../test/callers.ts'
import { recordAnswer } from '../../../test/contract-coverage.ts'
import { TEST_PASSWORD } from '../../../test/factories.ts'
import { operations, sampleBody, sampleRequest } from '../../../test/sample-request.ts'
import { Passwords } from '../../platform/passwords.ts'
import { createServerApp, listen } from '../../server.ts'

// Hashing a password is the dearest thing that a stranger can have us do. Hashes wait at a gate here, and what waits,
// and in which order it is let through, is counted.

vi.mock('@node-rs/argon2', async (original) => {
  const real = await original<typeof argon2>()
  return { ...real, hash: vi.fn(real.hash), verify: vi.fn(real.verify) }
})

const hashes = () => vi.mocked(argon2.hash).mock.calls.length + vi.mocked(argon2.verify).mock.calls.length

beforeEach(() => {
  vi.mocked(argon2.hash).mockClear()
  vi.mocked(argon2.verify).mockClear()
})

/** Holds back every hash until it is let through; `order` is of the passwords, as their turns came. */
function gate() {
  const order: string[] = []
  const held: (() => void)[] = []
  const { hash, verify } = { hash: vi.mocked(argon2.hash), verify: vi.mocked(argon2.verify) }
  const [hashing, verifying] = [hash.getMockImplementation(), verify.getMockImplementation()]
  const hold = async (password: string) => {
    order.push(password)
    await new Promise<void>((resolve) => held.push(resolve))
  }
  hash.mockImplementation(async (password) => {
    await hold(String(password))
    return 'a hash'
  })
  verify.mockImplementation(async (_, password) => {
    await hold(String(password))
    return false
  })
  return {
    order,
    /** Lets one through after the other until as many had their turn. */
    async letThrough(count: number) {
      for (let n = 0; n < count; n++) {
        await expect.poll(() => held.length).toBe(1)
        held.shift()?.()
      }
    },
    [Symbol.dispose]() {
      hash.mockImplementation(hashing ?? (hold as never))
      verify.mockImplementation(verifying ?? (hold as never))
    },
  }
}

const withQueue = (running: number, waiting: number) =>
  testApp({ env: { LIMITS: 'off' }, replace: { passwords: new Passwords({ running, waiting }) } })

describe('every operation that hashes a password waits for its turn', async () => {
  // Nothing ever has a turn.
  const t = await withQueue(0, 0)
  const callers = await makeCallers(t)

  const answer = async (id: string, operation: OperationDefinition, body = sampleBody(id)) => {
    const response = await t.send(
      sampleRequest(id, operation, {
        origin: t.origin(),
        token: callers.tokens[operation.auth.subject],
        params: { handle: callers.handle.name },
        ...(operation.body && { body: JSON.stringify(body) }),
      }),
    )
    return { status: response.status, retryAfter: response.headers.get('retry-after') }
  }

  /** What the sample lacks to get as far as the hash. */
  const completed: Record<string, () => Promise<object>> = {
    async resetPassword() {
      const { email } = await t.make.account()
      await unwrap(t.client().accounts.forgotPassword({ body: { email } }))
      const [code = ''] = await t.mail.codesFor(email)
      return { email, code }
    },
  }

  const hashing = operations.filter(([id]) =>
    Object.keys((sampleBody(id) as object | null) ?? {}).some((member) => /password/i.test(member)),
  )

  test('there are some', () => {
    expect(hashing.map(([id]) => id)).toEqual(expect.arrayContaining(['signUp', 'signIn', 'resetPassword']))
  })

  test.each(hashing)('%s', async (id, operation) => {
    const body = {
      ...(sampleBody(id) as object),
      ...('newPassword' in (sampleBody(id) as object) && { newPassword: TEST_PASSWORD }),
      ...('password' in (sampleBody(id) as object) && { password: TEST_PASSWORD }),
      ...(await completed[id]?.()),
    }
    expect(await answer(id, operation, body)).toEqual({ status: 503, retryAfter: '5' })
    expect(hashes()).toBe(0)
  })

  test('no other hashes anything', async () => {
    for (const [id, operation] of operations) await answer(id, operation)
    expect(hashes()).toBe(0)
  })

  test('the form of the consent page waits too', async () => {
    const { email } = await t.make.account()
    vi.mocked(argon2.hash).mockClear()
    const response = await t.browser().post('/oauth/sign-in', { email, password: TEST_PASSWORD })
    expect({ status: response.status, hashes: hashes() }).toEqual({ status: 503, hashes: 0 })
    expect(response.headers.get('retry-after')).toBe('5')
  })

  test('there is no other way to the hasher', () => {
    const folder = new URL('../../', import.meta.url)
    const found = globSync('**/*.ts', { cwd: folder })
      .filter((file) => !file.endsWith('.test.ts'))
      .filter((file) => /@node-rs\/argon2|\bhashPassword\b/.test(readFileSync(new URL(file, folder), 'utf8')))
    expect(found.toSorted()).toEqual(['demo.ts', 'platform/passwords.ts'])
  })
})

describe('while one address sends many at once', () => {
  const signIn = (t: TestApp, address: string, password: string) =>
    t.client({ address }).accounts.signIn({ body: { email: 'ana@example.com', password } })

  test('another has the next turn, and most of the many are told to come again', async () => {
    const t = await withQueue(1, 8)
    using hasher = gate()
    const turnedAway: unknown[] = []
    const flood = Array.from({ length: 200 }, async (_, n) => {
      const { error } = await signIn(t, '203.0.113.1', `flood${n}`)
      if (error?.code === 'unavailable') turnedAway.push(error)
    })
    // One has its turn and eight wait.
    await expect.poll(() => turnedAway.length, { timeout: 30_000 }).toBe(191)
    const honest = signIn(t, '198.51.100.1', 'honest')
    await expect.poll(() => turnedAway.length).toBe(192)
    await hasher.letThrough(3)
    expect((await honest).error?.code).toBe('invalid_credentials')
    expect(hasher.order[2]).toBe('honest')
    await hasher.letThrough(6)
    await Promise.all(flood)
    expect(hasher.order).toHaveLength(9)
    expect(turnedAway[0]).toMatchObject({ code: 'unavailable', retryAfter: 5 })
  })

  test('an IPv6 network is one, whatever its addresses', async () => {
    const t = await withQueue(1, 8)
    using hasher = gate()
    const waiting = vi.spyOn(Passwords.prototype, 'fits')
    const all = [0, 1, 2, 3, 4].map((n) => signIn(t, `2001:db8:1:${n}00::1`, `flood${n}`))
    await expect.poll(() => waiting.mock.calls.length).toBe(5)
    all.push(signIn(t, '198.51.100.1', 'honest'))
    await expect.poll(() => waiting.mock.calls.length).toBe(6)
    waiting.mockRestore()
    await hasher.letThrough(6)
    await Promise.all(all)
    expect(hasher.order.indexOf('honest')).toBe(2)
  })
})

test('nothing is hashed for clients that left', async () => {
  const t = await withQueue(1, 100)
  const left: number[] = []
  const server = await listen(
    createServerApp(t.deps, (answered) => {
      recordAnswer(answered)
      if (answered.code === 'unavailable') left.push(answered.status)
    }),
    0,
  )
  using hasher = gate()
  const first = t.client().accounts.signIn({ body: { email: 'ana@example.com', password: 'first' } })
  await expect.poll(() => hasher.order).toEqual(['first'])
  const body = JSON.stringify({ email: 'ana@example.com', password: 'gone' })
  const requests = Array.from({ length: 20 }, () =>
    httpRequest({
      port: server.port,
      method: 'POST',
      path: '/v2/auth/login',
      headers: { host: 'latchkey.test', 'content-type': 'application/json', 'content-length': body.length },
    })
      .on('error', () => {})
      .end(body),
  )
  const found = vi.spyOn(Passwords.prototype, 'fits')
  await expect.poll(() => found.mock.calls.length).toBe(20)
  found.mockRestore()
  for (const each of requests) each.destroy()
  await expect.poll(() => left.length).toBe(20)
  const last = t.client().accounts.signIn({ body: { email: 'ana@example.com', password: 'last' } })
  await hasher.letThrough(2)
  await Promise.all([first, last])
  expect(hasher.order).toEqual(['first', 'last'])
  await server.close()
})

test('a code is not used up by a reset that found no place', async () => {
  const passwords = new Passwords({ running: 0, waiting: 0 })
  const t = await testApp({ env: { LIMITS: 'off' }, replace: { passwords } })
  const { email } = await t.make.account()
  await unwrap(t.client().accounts.forgotPassword({ body: { email } }))
  const [code = ''] = await t.mail.codesFor(email)
  const reset = () =>
    t.client().accounts.resetPassword({ body: { email, code, newPassword: 'seven brown kettles sing' } })
  expect((await reset()).error?.code).toBe('unavailable')
  await t.clock.advance(RESET_CODE_SECONDS - 1)
  vi.spyOn(passwords, 'hash').mockResolvedValue('a hash')
  expect((await reset()).error).toBeUndefined()
})
