// What the operations that matter most have to do with the database, in numbers that no machine changes.
import { expect, test } from 'vitest'
import { openSession } from '../src/features/accounts/service.ts'
import { createTasks } from '../src/features/tasks.ts'
import { testApp } from './app.ts'
import { TEST_PASSWORD } from './factories.ts'
import { oauthActors, type TokenAnswer } from './oauth.ts'
import { trafficOf } from './statements.ts'

// Two connections for requests, each of which prepares a statement when it first sends it.
const env = { LIMITS: 'off', LATCHKEY_ROLE: 'web', DATABASE_POOL_MAX: '4' }
const t = await testApp({ env })
const handle = await t.make.handle({ name: 'demo' })
const page = await t.make.page({ handle, slug: 'premium', price: { amount: 900, currency: 'usd' } })
const buyer = await t.make.visitorSession()
await t.make.purchase({ page, visitor: buyer.visitor })
const oauth = oauthActors(t)
const succeeded = ({ status, body }: TokenAnswer) => (status === 200 ? { data: body } : { error: body })
const tasks = createTasks(t.deps, t.mail.transport)

let people = 0
const newEmail = () => `reader-${String(++people).padStart(3, '0')}@example.com`
const mailed = async () => {
  const email = newEmail()
  const { data } = await t.client().visitors.requestMagicLink({ body: { email, handle: handle.name } })
  return { challengeId: data?.challengeId ?? '', ...(await t.mail.magicLinkFor(email)) }
}

/** Each prepares something, and gives what is measured: a request, or a job. */
const operations: Record<string, () => Promise<() => Promise<unknown>>> = {
  async 'access check'() {
    const { pages } = t.client({ token: buyer.token })
    return () => pages.checkPageAccess({ path: { handle: handle.name, pageSlug: page.slug } })
  },
  async 'content of a page'() {
    const { pages } = t.client({ token: buyer.token })
    return () => pages.getPublicPage({ path: { handle: handle.name, pageSlug: page.slug } })
  },
  async 'magic link asked for'() {
    const body = { email: newEmail(), handle: handle.name }
    return () => t.client().visitors.requestMagicLink({ body })
  },
  async 'magic link followed'() {
    const { token } = await mailed()
    return () => t.client().visitors.verifyMagicLink({ body: { token } })
  },
  async 'code entered'() {
    const { challengeId, code } = await mailed()
    return () => t.client().visitors.verifyMagicLink({ body: { challengeId, code: code ?? '' } })
  },
  async 'sign-in by password'() {
    const { email } = await t.make.account()
    return () => t.client().accounts.signIn({ body: { email, password: TEST_PASSWORD } })
  },
  async 'sign-up'() {
    const body = { email: newEmail(), password: TEST_PASSWORD }
    return () => t.client().accounts.signUp({ body })
  },
  async 'code for a new password asked for'() {
    const body = { email: newEmail() }
    return () => t.client().accounts.forgotPassword({ body })
  },
  async 'session refreshed'() {
    const { refreshToken } = await openSession(t.deps, (await t.make.account()).id)
    return () => t.client().accounts.refreshSession({ body: { refreshToken } })
  },
  async 'OAuth code exchanged'() {
    const client = await oauth.client()
    const { code, pkce } = await oauth.code(client)
    return async () => succeeded(await oauth.redeem(client, code, pkce))
  },
  async 'OAuth token refreshed'() {
    const client = await oauth.client()
    const { code, pkce } = await oauth.code(client)
    const { body } = await oauth.redeem(client, code, pkce)
    return async () => succeeded(await oauth.refresh(client, body.refresh_token))
  },
  async 'mail with a magic link'() {
    const body = { email: newEmail(), handle: handle.name }
    await t.client().visitors.requestMagicLink({ body })
    const { rows } = await t.deps.pool.query(
      `delete from graphile_worker._private_jobs returning id::text, payload ->> 'mailId' as "mailId"`,
    )
    return () => tasks.send_sign_in_mail({ mailId: rows[0].mailId }, rows[0].id)
  },
}

/** Statements, times the process waits for the database, and about how many bytes go there, come back, and are answered. */
const expected: Record<string, readonly [number, number, number, number, number]> = {
  'access check': [1, 1, 160, 447, 116],
  'content of a page': [1, 1, 156, 837, 513],
  'magic link asked for': [2, 2, 420, 203, 87],
  'magic link followed': [2, 2, 399, 845, 271],
  'code entered': [7, 7, 1953, 1189, 271],
  'sign-in by password': [2, 2, 587, 292, 640],
  'sign-up': [1, 1, 480, 39, 40],
  'code for a new password asked for': [1, 1, 303, 39, 40],
  'session refreshed': [1, 1, 391, 162, 640],
  'OAuth code exchanged': [3, 3, 1121, 1121, 908],
  'OAuth token refreshed': [3, 3, 998, 861, 908],
  'mail with a magic link': [3, 3, 562, 1219, 0],
}

test.each(Object.keys(operations))('%s', async (name) => {
  const prepare = operations[name]
  if (!prepare) throw new Error(name)
  const measure = async () => {
    const work = await prepare()
    await t.deps.requestRecords.flush()
    let answer: unknown
    const traffic = await trafficOf(async () => {
      answer = await work()
    })
    const { data, error } = (answer ?? {}) as { data?: unknown; error?: unknown }
    expect(error).toBeUndefined()
    return { ...traffic, body: data === undefined ? 0 : JSON.stringify(data).length }
  }
  // Of more than there are connections, one had prepared everything.
  const all = [await measure(), await measure(), await measure()]
  const { statements, roundTrips, sent, received, body } = all.reduce((least, each) =>
    each.sent < least.sent ? each : least,
  )
  const [mostStatements, mostTrips, ...bytes] = expected[name] ?? []
  expect({ statements, roundTrips }).toEqual({ statements: mostStatements, roundTrips: mostTrips })
  // Times and ids are written with a digit more or less.
  const counted = [sent, received, body].map((count, index) => {
    const known = bytes[index] ?? 0
    return Math.abs(count - known) <= Math.max(4, known / 100) ? known : count
  })
  expect(counted).toEqual(bytes)
})
