import type { BrowserContext, Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { systemClock } from '../src/platform/clock.ts'
import { TEST_PASSWORD } from './factories.ts'
import { startLive } from './live.ts'
import { isLong } from './runs.ts'
import { runModule, servePage } from './sdk-page.ts'
import { until } from './until.ts'

let moved = 0
const live = await startLive('localhost', {
  inbox: true,
  replace: { clock: { now: () => new Date(systemClock.now().getTime() + moved) } },
})

let gate: (request: Request) => Promise<unknown> = async () => {}
servePage(live, 'app', (request) => gate(request))

const refreshes = () => live.requests.filter(({ url }) => url.endsWith('/v2/auth/refresh')).length

const dashboard = `
  import { accountAuth, createLatchkey } from '/sdk/index.ts'
  const latchkey = createLatchkey({ baseUrl: location.origin, retries: 0 })
  const auth = accountAuth(latchkey, window.storage ? { storage: window.storage } : {})
  let moved = 0
  const now = Date.now
  Date.now = () => now() + moved
  Object.assign(window, {
    auth,
    told: [],
    move: (milliseconds) => { moved += milliseconds },
    calls: async (count) => {
      const results = await Promise.all(Array.from({ length: count }, () => latchkey.accounts.getAccount()))
      return results.map(({ error }) => error?.code ?? 'answered')
    },
  })
  auth.subscribe(({ status }) => window.told.push(status))
  await auth.ready()
`

interface TabOptions {
  withLocks: boolean
  storage: 'memory' | 'localStorage'
}

async function openTab(context: BrowserContext, { withLocks, storage }: TabOptions): Promise<Page> {
  const page = await context.newPage()
  await page.goto(`${live.origin('app')}/`)
  if (!withLocks) await page.evaluate(`Object.defineProperty(navigator, 'locks', { value: undefined })`)
  if (storage === 'localStorage') await page.evaluate('window.storage = localStorage')
  await runModule(page, dashboard)
  return page
}

const status = (page: Page) => page.evaluate<string>('auth.state.status')
const hears = (page: Page, said: string) =>
  until(`a tab that is ${said}`, async () => ((await status(page)) === said ? true : null))
const calls = (page: Page, count: number) => page.evaluate<string[]>(`calls(${count})`)

/** Two tabs of one account, by either of which it signed in. */
async function twoTabs(options: TabOptions): Promise<[Page, Page]> {
  const account = await live.make.account()
  const context = (await live.page()).context()
  const tabs: [Page, Page] = [await openTab(context, options), await openTab(context, options)]
  const credentials = JSON.stringify({ email: account.email, password: TEST_PASSWORD })
  await tabs[0].evaluate(`auth.signIn(${credentials})`)
  await hears(tabs[1], 'signed-in')
  return tabs
}

async function expire(...tabs: Page[]): Promise<void> {
  moved += 16 * 60_000
  for (const tab of tabs) await tab.evaluate(`move(${16 * 60_000})`)
}

/** Holds refreshes back until `count` of them are there, or `ready` says so. */
function holdRefreshes() {
  const { promise, resolve: release } = Promise.withResolvers<void>()
  let waiting = 0
  gate = async (request) => {
    if (!request.url.endsWith('/v2/auth/refresh')) return
    waiting++
    await promise
  }
  return {
    release,
    arrived: (count: number) => until('refreshes', async () => (waiting >= count ? true : null)),
  }
}

const lockWaiting = (page: Page) =>
  until('a tab that waits for the lock', async () =>
    (await page.evaluate<number>('navigator.locks.query().then(({ pending }) => pending.length)')) > 0
      ? true
      : null,
  )

// Tokens in storage go through the same in session-tabs.test.ts.
const storages = isLong ? (['memory', 'localStorage'] as const) : (['memory'] as const)

describe.each(storages)('two tabs, tokens in %s', (storage) => {
  test('100 calls at expiry: exactly one refresh, and nobody is signed out', async () => {
    const [one, other] = await twoTabs({ withLocks: true, storage })
    await expire(one, other)
    const before = refreshes()
    const { release, arrived } = holdRefreshes()
    const outcomes = [calls(one, 50), calls(other, 50)]
    await arrived(1)
    await lockWaiting(one)
    release()
    expect(new Set((await Promise.all(outcomes)).flat())).toEqual(new Set(['answered']))
    expect(refreshes() - before).toBe(1)

    // And once more, with what the first one brought.
    await expire(one, other)
    const again = await Promise.all([calls(one, 5), calls(other, 5)])
    expect(new Set(again.flat())).toEqual(new Set(['answered']))
    expect(refreshes() - before).toBe(2)
    expect([await status(one), await status(other)]).toEqual(['signed-in', 'signed-in'])
  })

  test('without Web Locks: at most one a tab, and nobody is signed out', async () => {
    const [one, other] = await twoTabs({ withLocks: false, storage })
    for (let round = 0; round < 2; round++) {
      await expire(one, other)
      const before = refreshes()
      const { release, arrived } = holdRefreshes()
      const outcomes = [calls(one, 50), calls(other, 50)]
      await arrived(2)
      release()
      expect(new Set((await Promise.all(outcomes)).flat())).toEqual(new Set(['answered']))
      expect(refreshes() - before).toBe(2)
    }
    expect([await status(one), await status(other)]).toEqual(['signed-in', 'signed-in'])
  })

  test('a tab that is closed in the middle of a refresh leaves the other signed in', async () => {
    const [one, other] = await twoTabs({ withLocks: true, storage })
    await expire(one, other)
    const { release, arrived } = holdRefreshes()
    void calls(one, 10).catch(() => {})
    await arrived(1)
    const outcomes = calls(other, 10)
    await lockWaiting(other)
    await one.close()
    await arrived(2)
    release()
    expect(new Set(await outcomes)).toEqual(new Set(['answered']))
    expect(await status(other)).toBe('signed-in')
  })

  test('signing out in one is heard in the other, and a new tab knows', async () => {
    const [one, other] = await twoTabs({ withLocks: true, storage })
    const third = await openTab(one.context(), { withLocks: true, storage })
    await hears(third, 'signed-in')
    await one.evaluate('auth.signOut()')
    for (const tab of [one, other, third]) await hears(tab, 'signed-out')
    expect(await calls(other, 1)).toEqual(['missing_bearer_token'])
    expect(await other.evaluate('told.slice(-2)')).toEqual(['signed-in', 'signed-out'])
  })
})

test('the dashboard by cookie: a reload stays signed in, and no script can read a refresh token', async () => {
  const account = await live.make.account()
  const page = await live.page()
  const load = async () => {
    await page.goto(`${live.origin('app')}/`)
    await page.evaluate(`window.storage = 'cookie'`)
    await runModule(page, dashboard)
  }
  await load()
  expect(await status(page)).toBe('signed-out')
  await page.evaluate(`auth.signIn(${JSON.stringify({ email: account.email, password: TEST_PASSWORD })})`)
  await load()
  expect(await calls(page, 3)).toEqual(['answered', 'answered', 'answered'])
  await page.evaluate('auth.signOut()')
  await load()
  expect(await status(page)).toBe('signed-out')
})

test('a visitor on a front end of the creator’s own: asks, follows the link, is signed in in both tabs, signs out', async () => {
  // Mails go out by the clock of the database.
  moved = 0
  // Another site, on which nothing of the platform is.
  const shop = live.origin().replace('localhost', '127.0.0.1')
  servePage(live, '127')
  const handle = await live.make.handle({ allowedOrigins: [shop] })
  const module = `
    import { createLatchkey, visitorAuth } from '/sdk/index.ts'
    const latchkey = createLatchkey({ baseUrl: ${JSON.stringify(live.origin())} })
    const auth = visitorAuth(latchkey, { handle: '${handle.name}', storage: () => localStorage })
    window.addressThen = location.href
    Object.assign(window, { auth, latchkey })
    await auth.ready()
  `
  const page = await live.page()
  await page.goto(`${shop}/#/thanks?order=1`)
  await runModule(page, module)
  expect(await status(page)).toBe('signed-out')
  const email = 'fragment@example.com'
  const asked = `auth.requestMagicLink({ email: '${email}', returnTo: location.href })`
  expect(await page.evaluate(`${asked}.then(({ error }) => error?.code ?? 'asked')`)).toBe('asked')

  const { text } = await live.inbox.find(email, /^(sign in|your link) to /i)
  const [link = ''] = /https?:\/\/\S+\/access\/t\/[\w-]+/.exec(text) ?? []
  const tab = await page.context().newPage()
  await tab.goto(link)
  await tab.getByRole('button', { name: 'Continue' }).click()
  await tab.waitForURL(`${shop}/**`)
  await runModule(tab, module)
  expect(await tab.evaluate('addressThen')).toBe(`${shop}/#/thanks?order=1`)
  expect(await status(tab)).toBe('signed-in')
  expect(await tab.evaluate('auth.arrival.then(({ data }) => data.visitor.email)')).toBe(email)
  await hears(page, 'signed-in')
  const who =
    'latchkey.visitors.getVisitor().then(({ data, error }) => data?.visitor.email ?? error.details.reason)'
  expect(await page.evaluate(who)).toBe(email)
  await page.evaluate('auth.signOut()')
  await hears(tab, 'signed-out')
  expect(await tab.evaluate(who)).toBe('missing')
})
