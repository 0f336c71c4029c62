import { unwrap } from '@latchkey/sdk'
import { describe, expect, test } from 'vitest'
import { testApp } from '../../test/app.ts'
import type { TestBrowser } from '../../test/browser.ts'
import { TEST_PASSWORD, type TestAccount, type TestHandle } from '../../test/factories.ts'

const t = await testApp({ env: { LIMITS: 'off' } })

const PASSWORD = 'three small green boats'
let count = 0
const address = () => `guest${++count}@example.org`

/** Offers a role, or with OWNER the handle, and follows the link in the mail as far as its path. */
async function offered(email: string, role: 'CREATOR' | 'OPERATOR' | 'OWNER' = 'CREATOR') {
  const handle = await t.make.handle({ displayName: 'Studio <b>' })
  const { handles } = await t.as(handle.owner)
  const path = { handle: handle.name }
  if (role === 'OWNER') await unwrap(handles.transferHandle({ path, body: { email } }))
  else await unwrap(handles.replaceCollaborators({ path, body: { collaborators: [{ email, role }] } }))
  const mail = (await t.mail.to(email)).at(-1)
  const [link = ''] = /https:\/\/latchkey\.test\/_edge\/offers\/\S+/.exec(mail?.text ?? '') ?? []
  const withdraw = () => handles.replaceCollaborators({ path, body: { collaborators: [] } })
  return { handle, link, withdraw }
}

const roleOf = async (handle: TestHandle, email: string) => {
  const row = await t.db
    .selectFrom('collaborators as collaborator')
    .innerJoin('accounts as account', 'account.id', 'collaborator.account_id')
    .select('collaborator.role')
    .where('account.email', '=', email)
    .where('collaborator.handle_id', '=', handle.id)
    .executeTakeFirst()
  return row?.role ?? null
}

/** A browser in which an account is signed in on the bare host. */
async function signedIn(account: TestAccount): Promise<TestBrowser> {
  const browser = t.browser()
  await unwrap(browser.client.accounts.signIn({ body: { email: account.email, password: TEST_PASSWORD } }))
  return browser
}

const see = async (response: Response) => {
  const text = await response.text()
  return { status: response.status, text, title: /<h1>(.*?)<\/h1>/.exec(text)?.[1] }
}

describe('the link of an offer', () => {
  test('shows what it is, and changes nothing however often it is opened', async () => {
    const { email } = await t.make.account()
    const { handle, link } = await offered(email, 'OPERATOR')
    for (const browser of [t.browser(), await signedIn({ id: '', email })]) {
      const page = await see(await browser.get(link))
      expect(page.status).toBe(200)
      expect(page.title).toBe('Work on <bdi>Studio &lt;b&gt;</bdi>?')
      for (const fact of [handle.owner.email, email, `${handle.name}.latchkey.test`]) {
        expect(page.text).toContain(fact)
      }
      expect(page.text).not.toContain('<script')
    }
    expect(await roleOf(handle, email)).toBeNull()
  })

  test('signs in and accepts in one step', async () => {
    const { email } = await t.make.account()
    const { handle, link } = await offered(email)
    const browser = t.browser()
    for (const password of ['', 'not the password']) {
      const wrong = await see(await browser.post(link, { step: 'sign_in', password }))
      expect(wrong.status).toBe(401)
      expect(wrong.text).toContain('role="alert"')
    }
    expect(await roleOf(handle, email)).toBeNull()
    const done = await see(await browser.post(link, { step: 'sign_in', password: TEST_PASSWORD }))
    expect([done.status, done.title]).toEqual([200, '<bdi>You now work on Studio &lt;b&gt;</bdi>'])
    expect(await roleOf(handle, email)).toBe('CREATOR')
    expect(browser.cookie('_10x_account')).not.toBeNull()
    const again = await see(await browser.post(link, { step: 'sign_in', password: TEST_PASSWORD }))
    expect([again.status, again.title]).toEqual([404, 'This offer is no longer open'])
  })

  test('creates an account, and accepts with the code that confirms it', async () => {
    const email = address()
    const { handle, link } = await offered(email, 'OWNER')
    const browser = t.browser()
    for (const password of ['short', 'password1234']) {
      const weak = await see(await browser.post(link, { step: 'sign_up', password }))
      expect(weak.status).toBe(401)
    }
    const asked = await browser.post(link, { step: 'sign_up', password: PASSWORD })
    expect(asked.status).toBe(303)
    const codePage = asked.headers.get('location') ?? ''
    expect((await see(await browser.get(codePage))).title).toBe('Check your email')
    for (const code of ['', '000000']) {
      const wrong = await see(await browser.post(link, { step: 'confirm', code }))
      expect([wrong.status, wrong.title]).toEqual([401, 'Check your email'])
    }
    expect((await browser.post(link, { step: 'resend' })).headers.get('location')).toBe(codePage)
    const [code = ''] = await t.mail.codesFor(email)
    const done = await see(await browser.post(link, { step: 'confirm', code }))
    expect([done.status, done.title]).toEqual([200, '<bdi>Studio &lt;b&gt; is now yours</bdi>'])
    expect(await roleOf(handle, email)).toBe('OWNER')
    expect(browser.cookie('_10x_account')).not.toBeNull()
    await unwrap(t.client().accounts.signIn({ body: { email, password: PASSWORD } }))
  })

  test('is accepted by one button where the account is signed in, and declined by another', async () => {
    const account = await t.make.account()
    const browser = await signedIn(account)
    for (const [step, title, role] of [
      ['accept', '<bdi>You now work on Studio &lt;b&gt;</bdi>', 'CREATOR'],
      ['decline', 'Offer declined', null],
    ] as const) {
      const { handle, link } = await offered(account.email)
      expect((await see(await browser.get(link))).text).not.toContain('type="password"')
      expect((await see(await browser.post(link, { step }))).title).toBe(title)
      expect(await roleOf(handle, account.email)).toBe(role)
      expect((await browser.get(link)).status).toBe(404)
    }
  })

  test('is not accepted by a browser that is signed in as another account, or as none', async () => {
    const { email } = await t.make.account()
    const { handle, link } = await offered(email)
    const other = await t.make.account()
    const browser = await signedIn(other)
    expect((await see(await browser.get(link))).text).toContain(`You are signed in as ${other.email}`)
    for (const from of [browser, t.browser()]) {
      for (const step of ['accept', 'decline', 'nonsense']) {
        const answer = await from.post(link, { step })
        expect([answer.status, answer.headers.get('location')]).toEqual([303, new URL(link).pathname])
      }
    }
    expect(await roleOf(handle, email)).toBeNull()
    expect((await browser.get(link)).status).toBe(200)
  })

  test('is not accepted by a form of another site', async () => {
    const account = await t.make.account()
    const { handle, link } = await offered(account.email)
    const browser = await signedIn(account)
    for (const site of ['same-site', 'cross-site'] as const) {
      const answer = await see(await browser.post(link, { step: 'accept' }, { site }))
      expect(answer.status).toBe(403)
      expect(answer.text).toContain(`href="${new URL(link).pathname}"`)
    }
    expect(await roleOf(handle, account.email)).toBeNull()
  })

  test('of an offer that was withdrawn, lapsed or never made leads to a page that says so', async () => {
    const { email } = await t.make.account()
    const withdrawn = await offered(email)
    await unwrap(withdrawn.withdraw())
    const lapsed = await offered(email)
    await t.clock.advance(14 * 24 * 3600)
    const unknown = 'https://latchkey.test/_edge/offers/off_01jd6z3v9kf2x8t5w4q7r1m0ce'
    for (const link of [withdrawn.link, lapsed.link, unknown, 'https://latchkey.test/_edge/offers/x']) {
      for (const answer of [
        await t.browser().get(link),
        await t.browser().post(link, { step: 'sign_in', password: TEST_PASSWORD }),
      ]) {
        expect(await see(answer)).toMatchObject({ status: 404, title: 'This offer is no longer open' })
      }
    }
  })

  test('looks and answers the same for an address with an account and one without', async () => {
    const answers = []
    for (const email of [(await t.make.account()).email, address()]) {
      const { handle, link } = await offered(email)
      const id = link.split('/').at(-1) ?? ''
      const browser = t.browser()
      const plain = async (response: Response) =>
        [response.status, response.headers.get('location'), await response.text()].map((part) =>
          String(part)
            .replaceAll(email, 'them')
            .replaceAll(id, 'id')
            .replaceAll(handle.name, 'handle')
            .replaceAll(handle.owner.email, 'owner'),
        )
      answers.push([
        await plain(await browser.get(link)),
        await plain(await browser.post(link, { step: 'sign_in', password: 'not the password' })),
        await plain(await browser.post(link, { step: 'sign_up', password: PASSWORD })),
        await plain(await browser.post(link, { step: 'resend' })),
        await plain(await browser.post(link, { step: 'confirm', code: '000000' })),
        await plain(await browser.get(`${link}?step=code`)),
      ])
    }
    expect(answers[0]).toEqual(answers[1])
  })

  test('withdrawn while the account is confirmed gives the account and not the role', async () => {
    const email = address()
    const { handle, link, withdraw } = await offered(email)
    const browser = t.browser()
    await browser.post(link, { step: 'sign_up', password: PASSWORD })
    const [code = ''] = await t.mail.codesFor(email)
    const [confirmed, withdrawn] = await Promise.all([
      browser.post(link, { step: 'confirm', code }),
      withdraw(),
    ])
    expect(withdrawn.error).toBeUndefined()
    const role = await roleOf(handle, email)
    // Accepted first, the list without them took the role again.
    expect(role).toBeNull()
    expect([200, 404]).toContain(confirmed.status)
  })
})

test('the forms count in the throttles of the operations that they stand for', async () => {
  await using limited = await testApp({
    env: {
      LIMITS: '{"signIn":{"email":"2/10m"},"signUp":{"email":"1/1h"},"acceptOffer":{"account":"1/1h"}}',
    },
  })
  const handle = await limited.make.handle()
  const account = await limited.make.account()
  await unwrap(
    (await limited.as(handle.owner)).handles.transferHandle({
      path: { handle: handle.name },
      body: { email: account.email },
    }),
  )
  const { id } = await limited.db.selectFrom('offers').select('id').executeTakeFirstOrThrow()
  const statuses = async (fields: Record<string, string>, times: number) => {
    const found = []
    for (let time = 0; time < times; time++) {
      found.push((await limited.browser().post(`/_edge/offers/${id}`, fields)).status)
    }
    return found
  }
  expect(await statuses({ step: 'sign_in', password: 'wrong' }, 3)).toEqual([401, 401, 429])
  expect(await statuses({ step: 'sign_up', password: PASSWORD }, 2)).toEqual([303, 429])
})
