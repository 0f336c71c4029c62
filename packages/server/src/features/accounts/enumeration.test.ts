import * as argon2 from '@node-rs/argon2'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { testApp } from '../../../test/app.ts'
import { statementsOf } from '../../../test/statements.ts'

// Nothing tells a stranger whether an address has an account. Work is counted rather than timed: hashes, statements in
// their order, and jobs.

vi.mock('@node-rs/argon2', async (original) => {
  const real = await original<typeof argon2>()
  return { ...real, hash: vi.fn(real.hash), verify: vi.fn(real.verify) }
})

const t = await testApp({ env: { LIMITS: 'off' } })

const PASSWORD = 'three small green boats'
const known = (await t.make.account({ email: 'known@example.com' })).email
const pending = 'pending@example.com'
await t.client().accounts.signUp({ body: { email: pending, password: PASSWORD } })
const unknown = 'unknown@example.com'

beforeEach(async () => {
  await t.jobs.run()
})

/** Everything that could tell two requests apart, seen from outside or by the load that they cause. */
async function observe(path: string, body: object) {
  vi.mocked(argon2.hash).mockClear()
  vi.mocked(argon2.verify).mockClear()
  const request = new Request(`${t.origin()}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-request-id': 'req_0123456789' },
    body: JSON.stringify(body),
  })
  let response = new Response()
  const statements = await statementsOf(async () => {
    response = await t.send(request)
  })
  const hashes = vi.mocked(argon2.hash).mock.calls.length + vi.mocked(argon2.verify).mock.calls.length
  const { rows: jobs } = await t.deps.pool.query('select task_identifier from graphile_worker.jobs')
  return {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: await response.text(),
    hashes,
    statements,
    jobs,
  }
}

describe.for([
  { path: '/v2/auth/signup', more: { password: PASSWORD }, status: 202, hashes: 1, jobs: 1 },
  { path: '/v2/auth/signup/resend', more: {}, status: 202, hashes: 0, jobs: 1 },
  { path: '/v2/auth/password/forgot', more: {}, status: 202, hashes: 0, jobs: 1 },
  { path: '/v2/auth/login', more: { password: 'wrong' }, status: 401, hashes: 1, jobs: 0 },
])('$path', ({ path, more, status, hashes, jobs }) => {
  test('answers and works alike for known, waiting and unknown addresses', async () => {
    const ofUnknown = await observe(path, { email: unknown, ...more })
    expect(ofUnknown).toMatchObject({ status, hashes })
    expect(ofUnknown.jobs).toHaveLength(jobs)
    expect(ofUnknown.statements.length).toBeGreaterThan(0)
    for (const email of [known, pending]) {
      await t.jobs.run()
      expect(await observe(path, { email, ...more })).toEqual(ofUnknown)
    }
  })
})

test('a wrong code answers alike for known, waiting and unknown addresses', async () => {
  for (const [path, more] of [
    ['/v2/auth/signup/confirm', {}],
    ['/v2/auth/password/forgot/confirm', { newPassword: PASSWORD }],
  ] as const) {
    const answer = async (email: string) => {
      const { status, headers, body, hashes } = await observe(path, { email, code: '1', ...more })
      return { status, headers, body, hashes }
    }
    const ofUnknown = await answer(unknown)
    expect(ofUnknown.status).toBe(401)
    for (const email of [known, pending]) expect(await answer(email)).toEqual(ofUnknown)
  }
})

test('throttles count known and unknown addresses alike', async () => {
  await using limited = await testApp()
  await limited.make.account({ email: known })
  const statuses = async (email: string) => {
    const seen: number[] = []
    for (let n = 0; n < 11; n++) {
      const { response } = await limited.client().accounts.signIn({ body: { email, password: 'wrong' } })
      seen.push(response.status)
    }
    return seen
  }
  expect(await statuses(known)).toEqual([...Array(10).fill(401), 429])
  expect(await statuses(unknown)).toEqual([...Array(10).fill(401), 429])
})
