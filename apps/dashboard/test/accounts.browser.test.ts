// Who comes in, whose screens are shown, and what stands around all of them.
import { gzipSync } from 'node:zlib'
import { unwrap } from '@latchkey/sdk'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { ACCOUNT_COOKIE } from '../../../packages/server/src/platform/http/cookies.ts'
import { TEST_PASSWORD, type TestAccount } from '../../../packages/server/test/factories.ts'
import { buying } from './buying.ts'
import { codeIn, look, openDashboard, watch } from './open-dashboard.ts'

const { live, visit, visitAs, origin } = await openDashboard({ inbox: true })

const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name })
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true })
const passwordOf = (page: Page, label: string) => page.getByRole('textbox', { name: label, exact: true })

async function signIn(page: Page, { email }: TestAccount, password = TEST_PASSWORD) {
  await page.getByRole('textbox', { name: 'Email address' }).fill(email)
  await passwordOf(page, 'Password').fill(password)
  await button(page, 'Sign in').click()
}

/** Ends all sessions of an account, as another device does. */
async function endSessions(account: TestAccount) {
  const { accounts } = await live.as(account)
  const { items } = await unwrap(accounts.listSessions())
  for (const { id, current } of items)
    if (!current) await unwrap(accounts.endSession({ path: { sessionId: id } }))
}

/** Of a browser whose clock can be moved. */
const withClock = { withClock: true }

/** Lets the time pass that an access token lives: the browser's, by whose clock it is renewed. */
const anHourLater = (page: Page) => page.clock.fastForward('01:00:00')
/** Lets the time pass after which the figures are read again. */
const nextPoll = (page: Page) => page.clock.fastForward('00:31')

const refreshes = () =>
  live.requests.filter(({ method, url }) => method === 'POST' && url.endsWith('/v2/auth/refresh'))

test('who is not signed in is asked to, and then shown what they came for', async () => {
  const handle = await live.make.handle()
  const page = await visit(`/h/${handle.name}?x=1`)
  await page.waitForURL((url) => url.pathname === '/sign-in')
  await look(page, '/sign-in', { colours: true })
  await page.keyboard.press('Tab')
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Skip to content')
  await signIn(page, handle.owner, 'not the password')
  await page.getByRole('alert').getByText('The email address or the password is wrong.').waitFor()
  await button(page, 'Copy Request ID').waitFor()
  await signIn(page, handle.owner)
  await page.waitForURL(`${origin}/h/${handle.name}?x=1`)
  await heading(page, 'Home').waitFor()
  expect(await page.title()).toBe('Home · Latchkey')
  await page.goto(`${origin}/sign-in?next=//evil.example`)
  await page.waitForURL(`${origin}/h/${handle.name}`)
})

test('a new password by a code; the other devices are asked for it where they are', async () => {
  const handle = await live.make.handle()
  const { owner } = handle
  const elsewhere = await visitAs(owner, `/h/${handle.name}`, withClock)
  await heading(elsewhere, 'Home').waitFor()
  const page = await visit('/sign-in')
  await page.getByRole('link', { name: 'Forgot your password?' }).click()
  await look(page, '/reset-password')
  await page.getByLabel('Email address').fill(owner.email)
  await button(page, 'Send the code').click()
  await page
    .getByLabel('Code from the email')
    .fill(await codeIn(live, owner.email, /code for a new password/))
  const password = 'the lamp hums in autumn'
  await passwordOf(page, 'New password').fill(password)
  await look(page, '/reset-password', { state: 'code' })
  await button(page, 'Set the new password').click()
  await page.waitForURL(`${origin}/h/${handle.name}`)

  await anHourLater(elsewhere)
  const dialog = elsewhere.getByRole('dialog', { name: 'Your session has ended' })
  await dialog.waitFor()
  await passwordOf(elsewhere, 'Password').fill(TEST_PASSWORD)
  await button(elsewhere, 'Sign in').click()
  await dialog.getByRole('alert').waitFor()
  await passwordOf(elsewhere, 'Password').fill(password)
  await button(elsewhere, 'Sign in').click()
  await dialog.waitFor({ state: 'detached' })
})

test('a session that ends elsewhere, in the middle of a form: it goes on where it was', async () => {
  const account = await live.make.account()
  const page = await visitAs(account, '/new')
  await page.getByLabel('Name of your site').fill('The text I wrote')
  await page.getByLabel('Handle').fill(`ended-${account.email.split('@')[0]}`)
  await endSessions(account)
  await button(page, 'Create handle').click()
  await page.getByRole('dialog', { name: 'Your session has ended' }).waitFor()
  await look(page, '/new', { state: 'signed out elsewhere', colours: true })
  expect(await page.getByLabel('Email address').inputValue()).toBe(account.email)
  await passwordOf(page, 'Password').fill(TEST_PASSWORD)
  const created = page.waitForResponse(
    (answer) => answer.url().endsWith('/v2/handles') && answer.status() === 201,
  )
  await button(page, 'Sign in').click()
  await created
  // What had been sent goes on by itself, under the key that it had.
  const [first, second] = live.requests
    .filter(({ method, url }) => method === 'POST' && url.endsWith('/v2/handles'))
    .slice(-2)
    .map(({ headers }) => headers.get('idempotency-key'))
  expect(first).toBe(second)
  await heading(page, 'Home').waitFor()
  await page.getByText('The text I wrote').first().waitFor()
})

test('signed in again as somebody else: the screen is left, and nothing is sent as them', async () => {
  const [account, other] = [await live.make.account(), await live.make.account()]
  const handle = await live.make.handle({ owner: other })
  const page = await visitAs(account, '/new')
  await page.getByLabel('Handle').fill('never-made')
  await endSessions(account)
  // The dialog may be there before the button is pressed.
  await page.locator('form', { has: button(page, 'Create handle') }).evaluate((form) => {
    if (form instanceof HTMLFormElement) form.requestSubmit()
  })
  await page.getByRole('dialog', { name: 'Your session has ended' }).waitFor()
  const tab = await page.context().newPage()
  watch(tab)
  await tab.goto(`${origin}/sign-in`)
  await signIn(tab, other)
  await tab.waitForURL(`${origin}/h/${handle.name}`)
  await page.waitForURL(`${origin}/h/${handle.name}`)
  await page.getByText('You are signed in with another account').waitFor()
  const { items } = await unwrap((await live.as(other)).handles.listHandles())
  expect(items.map(({ name }) => name)).toEqual([handle.name])
})

test('two tabs renew their session with one request, and signing out ends both', async () => {
  const handle = await live.make.handle()
  const first = await visitAs(handle.owner, `/h/${handle.name}`, withClock)
  const second = await first.context().newPage()
  watch(second)
  await second.goto(`${origin}/h/${handle.name}`)
  const tabs = [first, second]
  for (const tab of tabs) await heading(tab, 'Home').waitFor()
  const before = refreshes().length
  const answered = (tab: Page) =>
    tab.waitForResponse((answer) => answer.url().includes('/summary') && answer.ok())
  await Promise.all([...tabs.map(answered), anHourLater(first)])
  expect(refreshes().length - before).toBe(1)
  await button(first, 'Your account').click()
  await first.getByRole('menuitem', { name: 'Sign out' }).click()
  for (const tab of tabs) await tab.waitForURL(`${origin}/sign-in`)
  await expect
    .poll(() => first.context().cookies())
    .not.toContainEqual(expect.objectContaining({ name: ACCOUNT_COOKIE, value: expect.stringMatching(/./) }))
})

test('a server that is away at the start is asked again; one that dies under a screen leaves it there', async () => {
  const handle = await live.make.handle()
  const page = await visitAs(handle.owner, `/h/${handle.name}`, withClock)
  await heading(page, 'Home').waitFor()
  const cut = (route: { abort(): Promise<void> }) => route.abort()
  await page.route('**/v2/**', cut)
  await nextPoll(page)
  await page.getByRole('alert').getByText('Latchkey cannot be reached').first().waitFor()
  await heading(page, 'Home').waitFor()

  const later = await page.context().newPage()
  await page.close()
  await later.route('**/v2/**', cut)
  await later.goto(`${origin}/h/${handle.name}`)
  await heading(later, 'Your dashboard cannot be loaded').waitFor()
  await look(later, '/h/$handle', { state: 'unreachable' })
  // It also asks by itself: once the server is back, there may be no button any more.
  const asked = later.waitForRequest('**/v2/**')
  await button(later, 'Try again').click()
  await asked
  await later.unroute('**/v2/**')
  await heading(later, 'Home').waitFor()
})

test('a settled sale shows at the next poll, and what needs attention leads on', async () => {
  const stripeAccount = await live.stripe.dashboard.createReadyAccount()
  const handle = await live.make.handle({ stripeAccount })
  const price = { amount: 2500, currency: 'usd' }
  const sold = await live.make.page({ handle, price })
  const page = await visitAs(handle.owner, `/h/${handle.name}`, withClock)
  const today = page.getByRole('region', { name: 'Today' })
  await today.getByText('No sales yet').waitFor()
  await page.getByText('Nothing needs your attention.').waitFor()
  await buying(live).buy(handle, sold)
  await nextPoll(page)
  await today.getByText('$25.00').waitFor()
  await live.deps.db
    .updateTable('connect_accounts')
    .set({ details_submitted: false })
    .where('stripe_account_id', '=', stripeAccount)
    .execute()
  await nextPoll(page)
  const attention = page.getByRole('link', { name: 'Stripe is not connected, so nothing can be sold' })
  await attention.waitFor()
  await look(page, '/h/$handle', { colours: true })
  await attention.click()
  await heading(page, 'Revenue').waitFor()
})

test('the account: offers, emails, sessions, and its end', async () => {
  const handle = await live.make.handle({ displayName: 'The Lamp Shop' })
  const account = await live.make.account({ name: 'Ana' })
  const own = await live.make.handle({ owner: account })
  const creator = await live.as(handle.owner)
  const people = await unwrap(creator.handles.listCollaborators({ path: { handle: handle.name } }))
  const collaborators = people.collaborators.map(({ email, role }) => ({ email, role }))
  await unwrap(
    creator.handles.replaceCollaborators({
      path: { handle: handle.name },
      body: { collaborators: [...collaborators, { email: account.email, role: 'CREATOR' }] },
    }),
  )
  const page = await visitAs(account, '/account')
  await look(page, '/account', { colours: true })
  await page.getByRole('article', { name: 'A role on The Lamp Shop' }).waitFor()
  await button(page, 'Accept').click()
  await page.waitForURL(`${origin}/h/${handle.name}`)
  await heading(page, 'Home').waitFor()
  await page.goto(`${origin}/?all=true`)
  await look(page, '/', { colours: true })
  await page.goto(`${origin}/`)
  await page.waitForURL(`${origin}/h/${handle.name}`)

  await page.goto(`${origin}/account`)
  const emails = page.getByRole('group', { name: own.name })
  await emails.getByLabel('Sales').uncheck()
  await expect
    .poll(async () => {
      const { items } = await unwrap((await live.as(account)).accounts.getNotifications())
      return items.find((each) => each.handle === own.name)?.sales
    })
    .toBe(false)
  await live.as(account)
  await page.reload()
  const others = page.getByRole('button', { name: 'Sign out Unknown device' })
  await others.first().waitFor()
  const count = await others.count()
  await others.first().click()
  await expect.poll(() => others.count()).toBe(count - 1)

  await button(page, 'Delete account').click()
  await page.getByLabel(`Type ${account.email} to confirm`).fill(account.email)
  await page.getByRole('dialog').getByRole('button', { name: 'Delete account' }).click()
  await page.getByRole('dialog').getByText('You still own these handles').waitFor()
  await look(page, '/account', { state: 'asked' })
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await unwrap((await live.as(account)).handles.deleteHandle({ path: { handle: own.name } }))
  await button(page, 'Delete account').click()
  await page.getByLabel(`Type ${account.email} to confirm`).fill(account.email)
  await page.getByRole('dialog').getByRole('button', { name: 'Delete account' }).click()
  await page.waitForURL(`${origin}/sign-in`)
  await page.getByText('Your account has been deleted').waitFor()
})

test('sign out everywhere ends all sessions, this one last', async () => {
  const handle = await live.make.handle()
  const page = await visitAs(handle.owner, '/account')
  await live.as(handle.owner)
  await button(page, 'Sign out everywhere').click()
  const told = page.waitForResponse((answer) => answer.url().endsWith('/v2/auth/logout'))
  await page.getByRole('dialog').getByRole('button', { name: 'Sign out everywhere' }).click()
  await page.waitForURL(`${origin}/sign-in`)
  await told
  const { items } = await unwrap((await live.as(handle.owner)).accounts.listSessions())
  expect(items.map(({ current }) => current)).toEqual([true])
})

test('a role that is taken away while a screen is open leaves what is on it, and says so', async () => {
  const handle = await live.make.handle({ displayName: 'Ana Studio' })
  const member = await live.make.account()
  await live.make.collaborator({ handle, account: member, role: 'CREATOR' })
  const page = await visitAs(member, `/h/${handle.name}`, withClock)
  await heading(page, 'Home').waitFor()
  // Its name comes with the role: who never had one is told something else.
  await button(page, /Ana Studio/).waitFor()
  await live.deps.db.deleteFrom('collaborators').where('account_id', '=', member.id).execute()
  await nextPoll(page)
  await page.getByText(`You no longer have a role on ${handle.name}`).waitFor()
  await heading(page, 'Home').waitFor()
  await page.reload()
  await heading(page, `You have no role on ${handle.name}`).waitFor()
  await look(page, '/h/$handle', { state: 'no role' })
})

test('the first view is small; on a phone the menu is out of the way of the keyboard until it is opened', async () => {
  const handle = await live.make.handle()
  const page = await visitAs(handle.owner, `/h/${handle.name}`)
  await heading(page, 'Home').waitFor()
  const scripts = await page.evaluate(() =>
    Promise.all(
      performance
        .getEntriesByType('resource')
        .filter(({ name }) => name.endsWith('.js'))
        .map(async ({ name }) => await (await fetch(name)).text()),
    ),
  )
  expect(scripts.length).toBeGreaterThan(2)
  const bytes = scripts.reduce((sum, script) => sum + gzipSync(script).length, 0)
  expect(bytes).toBeLessThan(300_000)

  await page.setViewportSize({ width: 375, height: 667 })
  await button(page, 'Open the menu').waitFor()
  expect(await page.getByRole('link', { name: 'Home', exact: true }).count()).toBe(0)
  await button(page, 'Open the menu').click()
  await page.getByRole('link', { name: 'Home', exact: true }).waitFor()
  await page.keyboard.press('Escape')
  await button(page, 'Open the menu').waitFor()
})

test('no token is stored, or in an address; a page elsewhere can neither renew nor act', async () => {
  const handle = await live.make.handle()
  const page = await visitAs(handle.owner, `/h/${handle.name}`)
  await heading(page, 'Home').waitFor()
  const kept = await page.evaluate(async () => {
    const databases = await indexedDB.databases()
    return JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie, databases])
  })
  expect(kept).not.toMatch(/ey[JK]|rt_|Bearer/)
  expect(live.requests.filter(({ url }) => /ey[JK][\w-]+\.|rt_\w{20}/.test(url))).toEqual([])

  live.answerFor(
    'attacker',
    async () => new Response('<h1>Trap</h1>', { headers: { 'content-type': 'text/html' } }),
  )
  const before = live.requests.length
  await page.goto(`${live.origin('attacker')}/`)
  const outcomes = await page.evaluate(async (app) => {
    const attempt = async (path: string, init: RequestInit) => {
      try {
        const answer = await fetch(`${app}${path}`, { credentials: 'include', ...init })
        return `${answer.status} ${answer.type}`
      } catch {
        return 'refused'
      }
    }
    return [
      await attempt('/v2/auth/refresh', { method: 'POST' }),
      await attempt('/v2/auth/refresh', { method: 'POST', mode: 'no-cors' }),
      await attempt('/v2/auth/logout', { method: 'POST', mode: 'no-cors' }),
      await attempt('/v2/auth/me', {}),
      await attempt('/v2/auth/me', { method: 'DELETE' }),
    ]
  }, origin)
  expect(outcomes).toEqual(['refused', '0 opaque', '0 opaque', 'refused', 'refused'])
  expect(live.requests.length).toBeGreaterThan(before)
  // The session is as it was.
  await page.goto(`${origin}/h/${handle.name}`)
  await heading(page, 'Home').waitFor()
})
