import { unwrap } from '@latchkey/sdk'
import { expect, test } from 'vitest'
import { testApp } from '../../../test/app.ts'
import { TEST_PASSWORD } from '../../../test/factories.ts'

const NEW_PASSWORD = 'seven brown kettles sing'

const t = await testApp({ env: { LIMITS: 'off' } })
const { accounts } = t.client()

const forgot = (email: string) => unwrap(accounts.forgotPassword({ body: { email } }))
const reset = (email: string, code: string, newPassword = NEW_PASSWORD) =>
  accounts.resetPassword({ body: { email, code, newPassword } })
const signIn = (email: string, password: string) => accounts.signIn({ body: { email, password } })
const codeFor = async (email: string) => {
  await forgot(email)
  return (await t.mail.codesFor(email))[0] ?? ''
}

test('a mailed code of eight digits sets a new password', async () => {
  const { email } = await t.make.account()
  const { expiresAt } = await forgot(email)
  expect(new Date(expiresAt).getTime() - t.clock.now().getTime()).toBe(30 * 60 * 1000)
  const [code = ''] = await t.mail.codesFor(email)
  expect(code).toMatch(/^\d{4} \d{4}$/)
  const { response } = await reset(email, code)
  expect(response.status).toBe(204)
  expect((await signIn(email, TEST_PASSWORD)).error?.code).toBe('invalid_credentials')
  expect((await signIn(email, NEW_PASSWORD)).error).toBeUndefined()
})

test('it ends every session at once: access on the control plane, refresh, and what clients were granted', async () => {
  const account = await t.make.account()
  const { accessToken, refreshToken } = await unwrap(signIn(account.email, TEST_PASSWORD))
  const { accounts: signedIn } = t.client({ token: accessToken })
  expect((await signedIn.getAccount()).error).toBeUndefined()
  await unwrap(reset(account.email, await codeFor(account.email)))
  expect((await signedIn.getAccount()).error?.code).toBe('invalid_token')
  const { error } = await accounts.refreshSession({ body: { refreshToken } })
  expect(error).toMatchObject({ code: 'invalid_refresh_token', details: { reason: 'revoked' } })
  const live = await t.db
    .selectFrom('refresh_token_families')
    .select('id')
    .where('account_id', '=', account.id)
    .where('revoked_at', 'is', null)
    .execute()
  expect(live).toEqual([])
})

test('its owner is told by mail', async () => {
  const { email } = await t.make.account()
  await unwrap(reset(email, await codeFor(email)))
  const mail = (await t.mail.to(email)).at(-1)
  expect(mail?.subject).toBe('Your password was changed')
  expect(mail?.text).toContain('1 January 2030')
})

test('expired: after 30 minutes', async () => {
  const { email } = await t.make.account()
  const code = await codeFor(email)
  await t.clock.advance(30 * 60)
  expect((await reset(email, code)).error?.code).toBe('expired_code')
})

test('used: a code works once, also for two requests at once', async () => {
  const { email } = await t.make.account()
  const code = await codeFor(email)
  const results = await Promise.all([
    reset(email, code, 'first of the two passwords'),
    reset(email, code, 'other of the two passwords'),
  ])
  expect(results.filter(({ error }) => error === undefined)).toHaveLength(1)
  expect(results.flatMap(({ error }) => error?.code ?? [])).toEqual(['used_code'])
  expect((await reset(email, code)).error?.code).toBe('used_code')
  const mails = (await t.mail.to(email)).filter(({ subject }) => subject === 'Your password was changed')
  expect(mails).toHaveLength(1)
})

test('the first code that is used ends those that were mailed beside it', async () => {
  const { email } = await t.make.account()
  const [first, second] = [await codeFor(email), await codeFor(email)]
  await unwrap(reset(email, first))
  expect((await reset(email, second)).error?.code).toBe('invalid_code')
})

test('a weak password is refused, and costs no try', async () => {
  const { email } = await t.make.account()
  const code = await codeFor(email)
  for (let n = 0; n < 6; n++)
    expect((await reset(email, code, 'password1234')).error?.code).toBe('weak_password')
  expect((await reset(email, code, `${email}!`)).error?.code).toBe('weak_password')
  expect((await reset(email, code)).error).toBeUndefined()
})

test('an address without an account gets no mail, and its codes are invalid', async () => {
  await forgot('nobody@example.com')
  expect(await t.mail.to('nobody@example.com')).toEqual([])
  expect((await reset('nobody@example.com', '12345678')).error?.code).toBe('invalid_code')
})

test('the code of an account that was deleted meanwhile resets nothing', async () => {
  const account = await t.make.account()
  const code = await codeFor(account.email)
  await unwrap((await t.as(account)).accounts.deleteAccount())
  expect((await reset(account.email, code)).error?.code).toBe('invalid_code')
})

test('a sign-in that checked the old password while it was changed opens nothing', async () => {
  const { email } = await t.make.account()
  const code = await codeFor(email)
  const [signedIn, changed] = await Promise.all([signIn(email, TEST_PASSWORD), reset(email, code)])
  expect(changed.error).toBeUndefined()
  const token = signedIn.data?.accessToken
  if (token === undefined) return expect(signedIn.error?.code).toBe('invalid_credentials')
  expect((await t.client({ token }).accounts.getAccount()).error?.code).toBe('invalid_token')
})
