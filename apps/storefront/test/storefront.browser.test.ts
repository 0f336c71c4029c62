import { spawnSync } from 'node:child_process'
import { globSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import type { Page } from 'playwright-core'
import { expect, onTestFinished, test } from 'vitest'
import { loadDemo } from '../../../packages/server/src/demo.ts'
import { look } from '../../../packages/server/test/look.ts'
import { until } from '../../../packages/server/test/until.ts'
import { guideFiles } from './guide.ts'
import { openStorefront } from './shop.ts'

const { live, origin, firstOrigin, handle, folder } = await openStorefront()

// One for all tests: a profile of its own for each takes longer than what happens in it.
const usual = await live.page()

/** The page of a browser in which nobody was yet; what its pages do wrong fails the test. */
async function anew(): Promise<Page> {
  for (const other of usual.context().pages()) if (other !== usual) await other.close()
  usual.removeAllListeners()
  await usual.unrouteAll({ behavior: 'ignoreErrors' })
  await usual.context().clearCookies()
  await usual.emulateMedia({ colorScheme: null })
  await usual.goto(`${origin}/config.json`)
  await usual.evaluate(() => {
    localStorage.clear()
    sessionStorage.clear()
  })
  watch(usual)
  return usual
}

/** An address of the shop, in such a browser. */
async function visit(path: string): Promise<Page> {
  const page = await anew()
  await page.goto(`${origin}${path}`)
  return page
}

function watch(page: Page) {
  const wrong: string[] = []
  page.on('pageerror', ({ message }) => wrong.push(message))
  page.on('console', (message) => {
    if (/Content Security Policy/i.test(message.text())) wrong.push(message.text())
  })
  onTestFinished(() => expect(wrong).toEqual([]))
}

/** In a browser that blocks all cookies, and with them all storage. */
async function visitWithoutCookies(path: string): Promise<Page> {
  const page = await live.page()
  await page.addInitScript(() => {
    const get = () => {
      throw new DOMException('Access is denied for this document.', 'SecurityError')
    }
    for (const name of ['localStorage', 'sessionStorage', 'indexedDB', 'caches'])
      Object.defineProperty(globalThis, name, { get })
    Object.defineProperty(Document.prototype, 'cookie', { get: () => '', set() {} })
    Object.defineProperty(navigator, 'cookieEnabled', { get: () => false })
  })
  watch(page)
  await page.goto(`${origin}${path}`)
  return page
}

const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).click()
const sees = (page: Page, text: string | RegExp) => page.getByText(text).first().waitFor()
const atStripe = (page: Page) => page.waitForURL(`${live.stripe.url}/**`)

/** Links that came already: an address may ask twice, and the mail of the second time is not the newest at once. */
const opened = new Set<string>()

async function ask(page: Page, email: string) {
  await page.getByLabel('Email address').fill(email)
  await press(page, 'Continue with email')
  await page.getByRole('heading', { name: 'Check your email' }).waitFor()
  return await until(`another mail to ${email}`, async () => {
    // Not the receipt, which comes in between.
    const { text } = await live.inbox.find(email, /^(?:sign in|your link) to /i)
    const [link = ''] = /https?:\/\/\S+\/t\/[\w-]+/.exec(text) ?? []
    if (opened.has(link)) return null
    opened.add(link)
    return { link, code: /\b\d{3} ?\d{3}\b/.exec(text)?.[0] ?? '' }
  })
}

async function signIn(page: Page, email: string) {
  const { code } = await ask(page, email)
  await page.getByLabel('Code from the email').fill(code)
  await press(page, 'Sign in')
  await page.getByRole('button', { name: 'Sign out' }).waitFor()
}

/** Somebody signed in before; what they are given is in the storage of their browser. */
async function visitSignedIn(path: string, { expired = false } = {}) {
  const expiresAt = new Date('2099-01-01')
  const session = await live.make.visitorSession({ handle, expiresAt: expired ? new Date(0) : expiresAt })
  const page = await anew()
  const entry = { since: 1, step: 0, tokens: { token: session.token, expiresAt: expiresAt.getTime() } }
  await page.evaluate(
    ([name = '', value = '']) => localStorage.setItem(name, value),
    [`latchkey ${live.origin()} visitor demo`, JSON.stringify(entry)],
  )
  await page.goto(`${origin}${path}`)
  return { page, ...session }
}

test("what the guide has people save compiles against the packed SDK, and is the storefront's own code", () => {
  const app = dirname(import.meta.dirname)
  const names = globSync('{index.html,{public,src}/**}', { cwd: app, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(app, join(entry.parentPath, entry.name)))
  expect([...guideFiles.keys()].toSorted()).toEqual([...names, 'tsconfig.json'].toSorted())
  const tsc = join(app, '../../node_modules/typescript/bin/tsc')
  const { stdout } = spawnSync(process.execPath, [tsc, '-p', folder], { encoding: 'utf8' })
  expect(stdout).toBe('')
})

const chargeCount = async () => (await live.deps.stripe.charges.list({ limit: 100 })).data.length

test('the first shop of the guide lists, signs in by the code, takes a payment, and shows what was paid for', async () => {
  expect(handle.origins).toEqual(expect.arrayContaining([origin, firstOrigin]))
  const page = await live.page()
  watch(page)
  await page.goto(firstOrigin)
  await page.getByRole('link', { name: 'The premium guide' }).click()
  await page.getByLabel('Email address').fill('first@example.com')
  await press(page, 'Continue')
  const code = page.getByLabel('Code from the email')
  await code.waitFor()
  const { text } = await live.inbox.find('first@example.com', /^sign in to /i)
  await code.fill(/\b\d{3} ?\d{3}\b/.exec(text)?.[0] ?? '')
  await press(page, 'Continue')
  await press(page, 'Buy')
  await atStripe(page)
  await press(page, /^Pay \$25\.00/)
  await page.getByRole('heading', { name: 'Chapter one' }).waitFor()
  expect(page.url()).toContain(firstOrigin)
})

test('a database that has the demo lets it lead to the front end of this run too, once', async () => {
  const frontEnd = 'http://127.0.0.1:9005'
  const origins = async () => {
    const handles = live.deps.db.selectFrom('handles').select('allowed_origins as origins')
    return (await handles.where('name', '=', 'demo').executeTakeFirstOrThrow()).origins
  }
  const before = await origins()
  expect(before).toContain(origin)
  for (let run = 0; run < 2; run++) {
    expect(await loadDemo(live.deps.config.DATABASE_URL, { frontEnd })).toBe(false)
    expect(await origins()).toEqual([...before, frontEnd])
  }
})

test('from the list to the library: the link signs in all tabs, paying opens the page, and nobody pays twice', async () => {
  const before = await chargeCount()
  const page = await visit('/')
  await look(page, 'list', { colours: true })
  await page.getByRole('link', { name: 'The premium guide' }).click()
  await sees(page, '$25.00')
  await look(page, 'sign-in')
  const { link } = await ask(page, 'ana@example.com')
  await look(page, 'code')

  const mail = await page.context().newPage()
  watch(mail)
  await mail.goto(link)
  await press(mail, 'Continue')
  await mail.waitForURL(`${origin}/premium`)
  await mail.getByRole('button', { name: 'Buy' }).waitFor()
  await page.getByRole('button', { name: 'Buy' }).waitFor()
  await look(page, 'buy')

  await press(page, 'Buy')
  await atStripe(page)
  await press(page, /^Pay \$25\.00/)
  await page.waitForURL(`${origin}/premium`)
  await page.getByRole('heading', { name: 'Chapter one' }).waitFor()
  await sees(page, 'Thank you!')
  await look(page, 'content', { colours: true })

  // The other tab still offers to buy.
  await press(mail, 'Buy')
  await mail.getByRole('heading', { name: 'Chapter one' }).waitFor()
  expect(await chargeCount()).toBe(before + 1)

  // What the creator wrote as a link leads on inside the shop.
  await page.goto(`${origin}/welcome`)
  await page.getByRole('link', { name: 'Members' }).click()
  await sees(page, 'You are signed in, so you can read this.')
  await page.getByRole('link', { name: 'Your library' }).click()
  await page.getByRole('link', { name: 'The premium guide' }).waitFor()
  await sees(page, 'ana@example.com')
  await look(page, 'library', { colours: true })

  await press(page, 'Sign out')
  await sees(page, 'You are signed out.')
  await mail.getByLabel('Email address').waitFor()
  await look(page, 'signed-out')
})

test('cookies and storage are blocked: the session lives in memory, and a payment is never lost', async () => {
  const page = await visitWithoutCookies('/members')
  expect(
    await page.evaluate(() => {
      try {
        return localStorage.length
      } catch (error) {
        return error instanceof Error && error.name
      }
    }),
  ).toBe('SecurityError')
  await signIn(page, 'blocked@example.com')
  await sees(page, 'You are signed in, so you can read this.')
  await page.getByRole('link', { name: 'Demo Studio' }).click()
  await page.getByRole('link', { name: 'The premium guide' }).click()
  await press(page, 'Buy')
  await atStripe(page)
  await press(page, /^Pay \$25\.00/)

  // The way to Stripe and back has cost the session, not the purchase.
  await sees(page, 'Sign in again to open what you have paid for.')
  await look(page, 'blocked')
  await signIn(page, 'blocked@example.com')
  await page.getByRole('heading', { name: 'Chapter one' }).waitFor()
  await sees(page, 'Thank you!')
  const withCookies = live.requests.filter(
    ({ headers }) => headers.get('origin') === origin && headers.has('cookie'),
  )
  expect(withCookies).toEqual([])
})

test('another device: the code is typed where they began, or the link signs in where the mail is read', async () => {
  const [desk, phone] = [await visit('/premium'), await live.page()]
  const first = await ask(desk, 'ben@example.com')
  await desk.getByLabel('Code from the email').fill('000 000')
  await press(desk, 'Sign in')
  await desk.getByRole('alert').filter({ hasText: /code/i }).waitFor()
  await look(desk, 'wrong-code', { colours: true })
  await desk.getByLabel('Code from the email').fill(first.code)
  await press(desk, 'Sign in')
  await desk.getByRole('button', { name: 'Buy' }).waitFor()
  await press(desk, 'Sign out')

  const { link, code } = await ask(desk, 'cleo@example.com')
  watch(phone)
  await phone.goto(link)
  await press(phone, 'Continue')
  await phone.getByRole('button', { name: 'Buy' }).waitFor()
  expect(new URL(phone.url()).hash).toBe('')
  // There, and nowhere else: the same email signs in once.
  await desk.getByLabel('Code from the email').fill(code)
  await press(desk, 'Sign in')
  await desk.getByRole('alert').filter({ hasText: /used/ }).waitFor()
  await phone.goto(link)
  await sees(phone, /already been used/)
})

test('the back button leads from Stripe to a shop that is ready: one click goes on', async () => {
  const { page } = await visitSignedIn('/premium')
  await press(page, 'Buy')
  await atStripe(page)
  const checkout = page.url()
  await page.goBack()
  await expect.poll(() => page.getByRole('button', { name: 'Buy' }).getAttribute('aria-busy')).toBe(null)
  await press(page, 'Buy')
  await page.waitForURL(checkout)

  // As a browser does that has kept the page: busy, as it was left.
  await page.goBack()
  const call = `${live.origin()}/v2/public/pages/demo/premium/checkout`
  await page.route(call, () => {})
  await press(page, 'Buy')
  await page.locator('button[aria-busy]').waitFor()
  await page.evaluate(() => dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true })))
  await expect.poll(() => page.locator('button[aria-busy]').count()).toBe(0)
  await page.getByRole('button', { name: 'Buy' }).click({ trial: true })
})

test('a voucher is waited for, and the page opens by itself when it is paid', async () => {
  const { page } = await visitSignedIn('/tokyo')
  await press(page, 'Buy')
  await atStripe(page)
  const [checkout = ''] = /cs_test_\w+/.exec(page.url()) ?? []
  await press(page, /konbini/i)
  await page.getByRole('heading', { name: 'Your payment is on its way' }).waitFor({ timeout: 60_000 })
  expect(await page.getByRole('link', { name: 'Show the voucher' }).getAttribute('href')).toContain(
    live.stripe.url,
  )
  expect(await page.getByRole('button', { name: 'Buy' }).count()).toBe(0)
  await look(page, 'pending', { colours: true })
  await page.evaluate('window.isSame = true')
  await live.stripe.buyer.payVoucher(checkout)
  // It looks by itself every few seconds, and at once when the page is shown again.
  const lookAgain = () => page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')))
  await expect.poll(() => lookAgain().then(() => page.textContent('main'))).toContain('Yanaka')
  expect(await page.evaluate('window.isSame')).toBe(true)
})

test('a disputed payment closes the page and offers nothing to buy; won, it opens again', async () => {
  const { page, visitor } = await visitSignedIn('/premium')
  await press(page, 'Buy')
  await atStripe(page)
  const [checkout = ''] = /cs_test_\w+/.exec(page.url()) ?? []
  await press(page, /^Pay \$/)
  await page.getByRole('heading', { name: 'Chapter one' }).waitFor()
  const dispute = await live.stripe.dashboard.openDispute(checkout, {})
  const accessOf = async () => {
    const purchases = live.deps.db.selectFrom('purchases').select('access')
    return (await purchases.where('visitor_id', '=', visitor.id).executeTakeFirstOrThrow()).access
  }
  await expect.poll(accessOf).toBe('suspended')
  await page.reload()
  await page.getByRole('heading', { name: 'This payment is disputed' }).waitFor()
  expect(await page.getByRole('button', { name: 'Buy' }).count()).toBe(0)
  await look(page, 'disputed')
  await page.getByRole('link', { name: 'Your library' }).click()
  await sees(page, 'Payment disputed')
  await live.stripe.dashboard.closeDispute(dispute, 'won')
  await expect.poll(accessOf).toBe('active')
  await page.getByRole('link', { name: 'The premium guide' }).click()
  await page.getByRole('heading', { name: 'Chapter one' }).waitFor()
})

test('a refused card and a cancelled payment cost nothing, and the next step is one click', async () => {
  const { page } = await visitSignedIn('/premium')
  await press(page, 'Buy')
  await atStripe(page)
  await page.getByLabel('Card number').fill('4000 0000 0000 0002')
  await press(page, /^Pay \$/)
  await page.getByRole('alert').waitFor()
  await page.getByRole('link', { name: 'Back' }).click()
  await sees(page, 'You have left the payment. Nothing was charged.')
  await look(page, 'cancelled')
  await press(page, 'Buy')
  await atStripe(page)
})

test('a session that has ended says so and asks to sign in, and the page goes on from there', async () => {
  const { page, visitor } = await visitSignedIn('/premium', { expired: true })
  await sees(page, /^You are signed out/)
  await page.getByRole('link', { name: 'Sign in' }).waitFor()
  await look(page, 'expired')
  await signIn(page, visitor.email)
  await page.getByRole('button', { name: 'Buy' }).waitFor()
  await expect.poll(() => page.locator('#notice').textContent()).toBe('')
})

test('by keyboard alone: skip, sign in, and the focus follows to each new page', async () => {
  const page = await visit('/')
  await page.getByRole('link', { name: 'Welcome to the studio' }).focus()
  await page.keyboard.press('Enter')
  await expect.poll(() => page.locator(':focus').textContent()).toBe('Welcome to the studio')
  await page.goto(`${origin}/members`)
  await page.getByLabel('Email address').waitFor()
  const stops: (string | null)[] = []
  for (let stop = 0; stop < 5; stop++) {
    await page.keyboard.press('Tab')
    const focused = page.locator(':focus')
    stops.push((await focused.getAttribute('name')) ?? (await focused.textContent()))
    expect(await focused.evaluate((element) => getComputedStyle(element).outlineStyle)).toBe('solid')
  }
  expect(stops).toEqual(['Skip to content', 'Demo Studio', 'Sign in', 'email', 'Continue with email'])
})

test('what is not there, and a Latchkey that is away, are said in plain words', async () => {
  const page = await visit('/nothing-here')
  await sees(page, 'There is no such page')
  await look(page, 'missing')
  await page.route(`${live.origin()}/**`, (route) => route.abort())
  await page.goto(`${origin}/welcome`)
  await sees(page, 'The shop cannot be reached')
  await look(page, 'away')
  await page.unroute(`${live.origin()}/**`)
  await press(page, 'Try again')
  await sees(page, 'anybody reads it')
})
