import { Hono } from 'hono'
import { chromium, type Page } from 'playwright-core'
import { afterAll, expect, test } from 'vitest'
import { listen } from '../src/server.ts'
import { profiles } from './profiles.ts'

const http = await listen(
  new Hono().get('*', (c) => c.html('<h1>Here</h1>')),
  0,
)
const browser = await chromium.connect(process.env.LATCHKEY_TEST_BROWSER ?? '')
afterAll(async () => {
  await browser.close()
  await http.close()
})
const take = profiles(Promise.resolve(browser))
/** In milliseconds. */
const TEN_YEARS = 3650 * 24 * 60 * 60 * 1000
const hosts = ['localhost', 'app.localhost']

/** All that a page finds of those before. */
const found = (page: Page) =>
  page.evaluate(async () => ({
    cookies: document.cookie,
    stored: { ...localStorage, ...sessionStorage },
    databases: (await indexedDB.databases()).map(({ name }) => name),
    caches: await caches.keys(),
    clipboard: (await navigator.permissions.query({ name: 'clipboard-read' as PermissionName })).state,
    year: Number(new Intl.DateTimeFormat('en', { year: 'numeric' }).format()),
  }))

test.each([{ withClock: false }, { withClock: true }])(
  'a profile is taken again, and is empty, %j',
  async (options) => {
    const first = await take(options)
    const before = []
    for (const host of hosts) {
      const page = await first.context.newPage()
      await page.route('**/never', (route) => route.abort())
      await page.goto(`http://${host}:${http.port}/`)
      before.push(await found(page))
      await page.evaluate(async () => {
        await cookieStore.set('left', 'behind')
        localStorage.setItem('left', 'behind')
        sessionStorage.setItem('left', 'behind')
        await caches.open('left')
        await new Promise<void>((resolve) => {
          indexedDB.open('left').onsuccess = () => resolve()
        })
        addEventListener('beforeunload', (event) => event.preventDefault())
      })
      expect(await found(page)).not.toEqual(before.at(-1))
    }
    await first.context.grantPermissions(['clipboard-read'])
    await first.context.route('**', (route) => route.abort())
    if (options.withClock) await first.context.clock.fastForward(TEN_YEARS)
    await first.giveBack()

    const second = await take(options)
    expect(second.context).toBe(first.context)
    const after = []
    for (const host of hosts) {
      const page = await second.context.newPage()
      await page.goto(`http://${host}:${http.port}/`)
      after.push(await found(page))
    }
    expect(after).toEqual(before)
  },
)

test('two profiles are never one', async () => {
  const [one, other] = [await take(), await take()]
  expect(one.context).not.toBe(other.context)
  await one.giveBack()
  expect((await take()).context).toBe(one.context)
})
