import { unwrap } from '@latchkey/sdk'
import { expect, test } from 'vitest'
import { testApp } from '../../../test/app.ts'
import { TEST_PASSWORD } from '../../../test/factories.ts'

const t = await testApp()

test('strangers who use up the sign-ins of an address do not lock its owner out', async () => {
  const { email } = await t.make.account()
  const own = t.browser('app')
  const body = { email, password: TEST_PASSWORD }
  await unwrap(own.client.accounts.signIn({ body }))
  const stranger = async () =>
    (await t.client().accounts.signIn({ body: { email, password: 'a guess' } })).error?.code
  let last: string | undefined
  for (let n = 0; n < 11; n++) last = await stranger()
  expect(last).toBe('rate_limited')
  expect((await own.client.accounts.signIn({ body })).error).toBeUndefined()
})

test('a sign-in that succeeds gives its points back, to the address of mail and of the client', async () => {
  const limits = JSON.stringify({ signIn: '3/10m' })
  await using app = await testApp({ env: { LIMITS: limits } })
  const { email } = await app.make.account()
  const { accounts } = app.client()
  const signIn = async (password: string) => {
    const { error, response } = await accounts.signIn({ body: { email, password } })
    const left = response.headers.get('ratelimit')?.matchAll(/r=(\d+)/g) ?? []
    return [error?.code ?? '200', ...Array.from(left, ([, points]) => Number(points))]
  }
  for (let n = 0; n < 5; n++) expect(await signIn(TEST_PASSWORD)).toEqual(['200', 3, 3])
  for (const n of [2, 1]) expect(await signIn('a guess')).toEqual(['invalid_credentials', n, n])
  expect(await signIn(TEST_PASSWORD)).toEqual(['200', 1, 1])
  expect(await signIn('a guess')).toEqual(['invalid_credentials', 0, 0])
  expect((await signIn(TEST_PASSWORD))[0]).toBe('rate_limited')
})

test('so does the form of the consent page', async () => {
  await using app = await testApp({ env: { LIMITS: JSON.stringify({ signIn: '3/10m' }) } })
  const { email } = await app.make.account()
  const browser = app.browser()
  const submit = async (password: string) =>
    (await browser.post('/oauth/sign-in', { email, password })).status
  for (let n = 0; n < 5; n++) expect(await submit(TEST_PASSWORD)).toBe(303)
  for (let n = 0; n < 3; n++) expect(await submit('a guess')).toBe(401)
  expect(await submit(TEST_PASSWORD)).toBe(429)
})

test('a browser that a visitor signed in with is a stranger for the account', async () => {
  const { email } = await t.make.account()
  const browser = t.browser()
  await unwrap(browser.client.visitors.requestMagicLink({ body: { email } }))
  const { token } = await t.mail.magicLinkFor(email)
  await unwrap(browser.client.visitors.verifyMagicLink({ body: { token } }))
  for (let n = 0; n < 10; n++) await t.client().accounts.signIn({ body: { email, password: 'a guess' } })
  const { error } = await browser.client.accounts.signIn({ body: { email, password: TEST_PASSWORD } })
  expect(error?.code).toBe('rate_limited')
})

test('sign-up codes are asked for in two ways, and count in one bucket', async () => {
  const body = { email: 'both-ways@example.com', password: 'three small green boats' }
  const { accounts } = t.client()
  for (let n = 0; n < 3; n++) await unwrap(accounts.signUp({ body }))
  for (let n = 0; n < 2; n++) await unwrap(accounts.resendSignUpCode({ body: { email: body.email } }))
  for (const { error } of [
    await accounts.signUp({ body }),
    await accounts.resendSignUpCode({ body: { email: body.email } }),
  ]) {
    expect(error).toMatchObject({ code: 'rate_limited', details: { limit: 'signUp:email' } })
  }
})

test('a browser that is known for one address is a stranger for another', async () => {
  const mine = await t.make.account()
  const { email } = await t.make.account()
  const browser = t.browser('app')
  await unwrap(browser.client.accounts.signIn({ body: { email: mine.email, password: TEST_PASSWORD } }))
  for (let n = 0; n < 10; n++) await t.client().accounts.signIn({ body: { email, password: 'a guess' } })
  const { error } = await browser.client.accounts.signIn({ body: { email, password: 'a guess' } })
  expect(error?.code).toBe('rate_limited')
})

test('an owner who was locked out on a new device gets in by a new password', async () => {
  const { email } = await t.make.account()
  const browser = t.browser('app')
  for (let n = 0; n < 10; n++) await t.client().accounts.signIn({ body: { email, password: 'a guess' } })
  const { accounts } = browser.client
  expect((await accounts.signIn({ body: { email, password: TEST_PASSWORD } })).error?.code).toBe(
    'rate_limited',
  )
  await unwrap(accounts.forgotPassword({ body: { email } }))
  const [code = ''] = await t.mail.codesFor(email)
  const newPassword = 'seven brown kettles sing'
  await unwrap(accounts.resetPassword({ body: { email, code, newPassword } }))
  expect((await accounts.signIn({ body: { email, password: newPassword } })).error).toBeUndefined()
})

test('what is left, and when it is over, stands in the headers', async () => {
  const { email } = await t.make.account()
  const signIn = () => t.client().accounts.signIn({ body: { email, password: 'a guess' } })
  const first = await signIn()
  expect(first.response.headers.get('ratelimit-policy')).toBe(
    '"signIn:ip";q=60;w=600, "signIn:email";q=10;w=600',
  )
  expect(first.response.headers.get('ratelimit')).toBe('"signIn:ip";r=59;t=600, "signIn:email";r=9;t=600')
  for (let n = 0; n < 9; n++) await signIn()
  const { error } = await signIn()
  expect(error).toMatchObject({ code: 'rate_limited', details: { limit: 'signIn:email' } })
  expect(error?.retryAfter).toBeGreaterThan(0)
})

test('mails to one address are limited, whoever asks for them', async () => {
  const email = 'flooded@example.com'
  for (let n = 0; n < 5; n++) await unwrap(t.client().accounts.forgotPassword({ body: { email } }))
  expect((await t.client().accounts.forgotPassword({ body: { email } })).error?.code).toBe('rate_limited')
})

test('one network that guesses codes of many addresses is stopped', async () => {
  const { accounts } = t.client()
  const codes: (string | undefined)[] = []
  for (let n = 0; n < 61; n++) {
    const { error } = await accounts.confirmSignUp({ body: { email: `p${n}@example.com`, code: '123456' } })
    codes.push(error?.code)
  }
  expect(codes.indexOf('rate_limited')).toBe(60)
})
