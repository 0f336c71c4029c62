import { ACCESS_TOKEN_SECONDS, REFRESH_TOKEN_SECONDS } from '@latchkey/contract'
import { unwrap } from '@latchkey/sdk'
import * as argon2 from '@node-rs/argon2'
import { decodeJwt, decodeProtectedHeader } from 'jose'
import { expect, test, vi } from 'vitest'
import { testApp } from '../../../test/app.ts'
import { TEST_PASSWORD } from '../../../test/factories.ts'

vi.mock('@node-rs/argon2', { spy: true })

const t = await testApp({ env: { LIMITS: 'off' } })
const account = await t.make.account({ email: 'ana@example.com' })

const signIn = (email: string, password: string, host?: string) =>
  t.client(host === undefined ? {} : { host }).accounts.signIn({ body: { email, password } })

test('signing in gives tokens', async () => {
  const tokens = await unwrap(signIn('Ana@Example.com', TEST_PASSWORD))
  expect(tokens).toEqual({
    accessToken: expect.stringMatching(/^eyJ/),
    refreshToken: expect.stringMatching(/^rt_/),
    expiresIn: ACCESS_TOKEN_SECONDS,
    tokenType: 'Bearer',
  })
  expect((await unwrap(t.client({ token: tokens.accessToken }).accounts.getAccount())).id).toBe(account.id)
})

test('RFC 9068 §2.2: the access token is a JWT of 15 minutes with the claims it must have', async () => {
  const { accessToken, expiresIn, tokenType } = await unwrap(signIn(account.email, TEST_PASSWORD))
  const now = t.clock.now().getTime() / 1000
  expect(decodeProtectedHeader(accessToken)).toEqual({
    typ: 'account+jwt',
    alg: 'EdDSA',
    kid: t.deps.keys.publicJwks().keys[0]?.kid,
  })
  expect(decodeJwt(accessToken)).toEqual({
    iss: 'https://latchkey.test',
    aud: 'https://latchkey.test/v2',
    sub: account.id,
    client_id: 'latchkey',
    sid: expect.stringMatching(/^ses_/),
    jti: expect.any(String),
    iat: now,
    exp: now + 900,
  })
  expect({ expiresIn, tokenType }).toEqual({ expiresIn: 900, tokenType: 'Bearer' })
})

test('a password fits however the keyboard composes its letters', async () => {
  const composed = 'une très petite clé'
  const { accounts } = t.client()
  await unwrap(accounts.signUp({ body: { email: 'cle@example.com', password: composed.normalize('NFC') } }))
  const [code = ''] = await t.mail.codesFor('cle@example.com')
  await unwrap(accounts.confirmSignUp({ body: { email: 'cle@example.com', code } }))
  expect((await signIn('cle@example.com', composed.normalize('NFD'))).error).toBeUndefined()
})

test('the cookie is set where accounts sign in, and nowhere else', async () => {
  const cookies = async (host?: string) =>
    (await signIn(account.email, TEST_PASSWORD, host)).response.headers.getSetCookie()
  const cookie = new RegExp(
    `^_10x_account=rt_[\\w-]+; Path=/; Max-Age=${REFRESH_TOKEN_SECONDS}; HttpOnly; SameSite=Lax; Secure$`,
  )
  for (const host of [undefined, 'api', 'app'])
    expect(await cookies(host)).toContainEqual(expect.stringMatching(cookie))
  for (const host of ['demo', 'docs']) expect(await cookies(host)).toEqual([])
})

test('the stand-in hash has the cost of the stored ones', async () => {
  vi.mocked(argon2.hash).mockClear()
  await signIn('nobody@example.com', 'not the password')
  const [, parameters] = vi.mocked(argon2.hash).mock.calls[0] ?? []
  const { password_hash: stored } = await t.db
    .selectFrom('accounts')
    .select('password_hash')
    .where('id', '=', account.id)
    .executeTakeFirstOrThrow()
  expect(stored).toContain(
    `m=${parameters?.memoryCost},t=${parameters?.timeCost},p=${parameters?.parallelism}$`,
  )
  expect(stored).toMatch(/^\$argon2id\$/)
})

test('a password is not trimmed, and not cut', async () => {
  for (const password of [
    `${TEST_PASSWORD} `,
    ` ${TEST_PASSWORD}`,
    TEST_PASSWORD.slice(0, -1),
    TEST_PASSWORD.toUpperCase(),
  ]) {
    expect((await signIn(account.email, password)).error?.code).toBe('invalid_credentials')
  }
})

test('many sign-ins at once are let through a few at a time', async () => {
  let running = 0
  let most = 0
  const verify = vi.mocked(argon2.verify).getMockImplementation()
  vi.mocked(argon2.verify).mockImplementation(async () => {
    most = Math.max(most, ++running)
    await new Promise((resolve) => setImmediate(resolve))
    running--
    return false
  })
  await Promise.all(Array.from({ length: 20 }, () => signIn(account.email, 'not the password')))
  if (verify) vi.mocked(argon2.verify).mockImplementation(verify)
  else vi.mocked(argon2.verify).mockReset()
  expect(most).toBeGreaterThan(0)
  expect(most).toBeLessThanOrEqual(
    Math.max(1, Math.floor((await import('node:os')).availableParallelism() / 2)),
  )
})
