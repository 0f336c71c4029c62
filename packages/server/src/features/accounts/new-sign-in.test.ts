import { unwrap } from '@latchkey/sdk'
import { expect, test } from 'vitest'
import { testApp } from '../../../test/app.ts'
import { TEST_PASSWORD } from '../../../test/factories.ts'

const FIREFOX = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0'

const t = await testApp({ env: { LIMITS: 'off' } })

const mails = async (email: string) =>
  (await t.mail.to(email)).filter(({ subject }) => subject === 'New sign-in to your Latchkey account')

test('the owner is told of a browser that did not sign in before, once', async () => {
  const { email } = await t.make.account()
  const browser = t.browser('app')
  const body = { email, password: TEST_PASSWORD }
  const headers = { 'user-agent': FIREFOX }
  await unwrap(browser.client.accounts.signIn({ body, headers }))
  const [mail] = await mails(email)
  expect(mail?.text).toContain('Firefox on Windows')
  await unwrap(browser.client.accounts.signIn({ body, headers }))
  expect(await mails(email)).toHaveLength(1)
  await unwrap(t.browser('app').client.accounts.signIn({ body }))
  expect(await mails(email)).toHaveLength(2)
})

test('the browser that confirmed the sign-up is known', async () => {
  const body = { email: 'fresh@example.com', password: 'three small green boats' }
  const { accounts: inBrowser } = t.browser('app').client
  await unwrap(inBrowser.signUp({ body }))
  const [code = ''] = await t.mail.codesFor(body.email)
  await unwrap(inBrowser.confirmSignUp({ body: { email: body.email, code } }))
  await unwrap(inBrowser.signIn({ body }))
  expect(await mails(body.email)).toEqual([])
})

test('a proof that the front end of a creator got for a visitor does not silence the mail', async () => {
  const { email } = await t.make.account()
  const handle = await t.make.handle()
  await unwrap(t.client().visitors.requestMagicLink({ body: { email, handle: handle.name } }))
  const { token } = await t.mail.magicLinkFor(email)
  const { response } = await t.client().visitors.verifyMagicLink({ body: { token } })
  const [proof = ''] = response.headers.getSetCookie().filter((cookie) => cookie.startsWith('_10x_device='))
  const cookie = proof.split(';')[0] ?? ''
  expect(cookie).toContain('visitor.')
  for (const sent of [cookie, cookie.replace('visitor.', 'account.')]) {
    const thief = t.client({ host: 'app', headers: { cookie: sent } })
    await unwrap(thief.accounts.signIn({ body: { email, password: TEST_PASSWORD } }))
  }
  expect(await mails(email)).toHaveLength(2)
})

test('a browser stays known as the account when a visitor signs in there too', async () => {
  const { email } = await t.make.account()
  const browser = t.browser()
  const body = { email, password: TEST_PASSWORD }
  await unwrap(browser.client.accounts.signIn({ body }))
  await unwrap(browser.client.visitors.requestMagicLink({ body: { email } }))
  const { token } = await t.mail.magicLinkFor(email)
  await unwrap(browser.client.visitors.verifyMagicLink({ body: { token } }))
  await unwrap(browser.client.accounts.signIn({ body }))
  expect(await mails(email)).toHaveLength(1)
})

test('what a program says of itself does not get into the mail', async () => {
  const { email } = await t.make.account()
  const headers = { 'user-agent': 'Win a prize at https://evil.example' }
  await unwrap(t.client().accounts.signIn({ body: { email, password: TEST_PASSWORD }, headers }))
  const [mail] = await mails(email)
  expect(mail?.text).not.toContain('evil')
  expect(mail?.html).not.toContain('evil')
})
