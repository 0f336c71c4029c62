import { unwrap } from '@latchkey/sdk'
import { expect, test } from 'vitest'
import { enqueue } from '../src/platform/jobs.ts'
import { testApp } from './app.ts'
import { TEST_PASSWORD } from './factories.ts'

const t = await testApp()

test('a client calls the app in process', async () => {
  const page = await t.make.page()
  const { data } = await t
    .client()
    .pages.getPublicPage({ path: { handle: page.handle, pageSlug: page.slug } })
  expect(data).toMatchObject({ id: page.id, accessMode: 'PUBLIC', access: { hasAccess: true } })
})

test('an account signs in with the password of the factories, and `as` is signed in', async () => {
  const account = await t.make.account()
  const tokens = await unwrap(
    t.client().accounts.signIn({ body: { email: account.email, password: TEST_PASSWORD } }),
  )
  const byPassword = await unwrap(t.client({ token: tokens.accessToken }).accounts.getAccount())
  const byFactory = await unwrap((await t.as(account)).accounts.getAccount())
  expect(byPassword).toEqual(byFactory)
})

test('a browser keeps the cookie of a sign-in by mailed code, on its host only', async () => {
  const handle = await t.make.handle()
  const browser = t.browser(handle.name)
  const email = 'ana@example.com'
  const { challengeId } = await unwrap(
    browser.client.visitors.requestMagicLink({ body: { email, handle: handle.name } }),
  )
  const { code, link } = await t.mail.magicLinkFor(email)
  expect(link.startsWith(browser.origin)).toBe(true)
  await unwrap(browser.client.visitors.verifyMagicLink({ body: { challengeId, code: code ?? '' } }))
  expect(browser.cookie('_10x_visitor')).toMatch(/^vst_/)
  const { visitor } = await unwrap(browser.client.visitors.getVisitor())
  expect(visitor.email).toBe(email)
  expect(browser.cookie('_10x_visitor', t.origin())).toBeNull()
})

test('a session and a purchase of the factories open a paid page', async () => {
  const page = await t.make.page({ price: { amount: 900, currency: 'eur' } })
  const { visitor, token } = await t.make.visitorSession()
  const path = { handle: page.handle, pageSlug: page.slug }
  const before = await unwrap(t.client({ token }).pages.checkPageAccess({ path }))
  await t.make.purchase({ page, visitor })
  const after = await unwrap(t.client({ token }).pages.checkPageAccess({ path }))
  expect([before.nextAction, after.hasAccess]).toEqual(['pay', true])
})

test('jobs run when they are due on the clock of the test, and fail loudly', async () => {
  const now = t.clock.now()
  const odd = { id: 'mail_odd', kind: 'odd' as never, subject_id: 'odd', created_at: now, attempt_after: now }
  await t.db.insertInto('mails').values(odd).execute()
  await enqueue(t.db, 'send_mail', { mailId: odd.id }, { key: odd.id })
  const runAt = new Date(now.getTime() + 60_000)
  await enqueue(t.db, 'send_mail', { mailId: 'mail_unknown' }, { runAt, key: 'later' })
  await expect(t.jobs.run()).rejects.toThrow(TypeError)
  expect(await t.jobs.run(), 'it waits for its back-off').toEqual([])
  await t.clock.advance(10)
  expect(await t.jobs.run({ failures: 'returned' })).toMatchObject([{ task: 'send_mail' }])
  await t.db.updateTable('mails').set({ kind: 'magic_link' }).where('id', '=', odd.id).execute()
  await t.clock.advance(49)
  await t.jobs.run()
  const due = await t.deps.pool.query(`select 1 from graphile_worker.jobs where key = 'later'`)
  expect(due.rowCount).toBe(1)
  await t.clock.advance(1)
  await t.jobs.run()
  const left = await t.deps.pool.query('select 1 from graphile_worker.jobs')
  expect(left.rowCount).toBe(0)
})

test('a local Stripe is there for those who ask, at the time of the test', async () => {
  expect(() => t.stripe).toThrow('stripe: true')
  await using own = await testApp({ stripe: true })
  const account = await own.deps.stripe.accounts.create({ type: 'express' })
  expect(Math.abs((account.created ?? 0) * 1000 - own.clock.now().getTime())).toBeLessThan(60_000)
})
