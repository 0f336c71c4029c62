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
  const { data } = await reset(email, code)
  expect(data).toEqual({ endedTokens: 0, endedGrants: 0 })
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

test('it ends the tokens and grants of the account, says how many, and takes back ownership that was offered', async () => {
  const account = await t.make.account()
  const handles = [await t.make.handle({ owner: account }), await t.make.handle({ owner: account })]
  const owner = await t.as(account)
  for (const { name } of handles) {
    const body = { name: 'script', scopes: ['pages.read' as const] }
    await unwrap(owner.tokens.createToken({ path: { handle: name }, body }))
    const transfer = { path: { handle: name }, body: { email: 'heir@example.com' } }
    await unwrap(owner.handles.transferHandle(transfer))
  }
  await t.make.oauthToken({ account })
  const { grantId } = await t.make.oauthToken({ account })
  await t.db
    .updateTable('refresh_token_families')
    .set({ revoked_at: t.clock.now() })
    .where('id', '=', grantId)
    .execute()
  const { data } = await reset(account.email, await codeFor(account.email))
  expect(data).toEqual({ endedTokens: 2, endedGrants: 1 })
  const again = await t.as(account)
  for (const { name: handle } of handles) {
    expect((await unwrap(again.tokens.listTokens({ path: { handle } }))).items).toEqual([])
    expect((await unwrap(again.handles.listCollaborators({ path: { handle } }))).transfer).toBeNull()
    const { items } = await unwrap(again.handles.listAuditEvents({ path: { handle } }))
    expect(items.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['token.revoked', 'offer.withdrawn']),
    )
  }
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
