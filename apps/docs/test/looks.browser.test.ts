// Every kind of page, as people see and use it: light, dark, on a phone, by keyboard, without scripts, on paper.
import { chromium, type Page } from 'playwright-core'
import { afterAll, expect, onTestFinished, test } from 'vitest'
import { violations } from '../../../packages/server/test/look.ts'
import { builtSite } from './built-site.ts'
import { serveSite } from './serve-site.ts'

const site = await serveSite(await builtSite())
const browser = await chromium.connect(process.env.LATCHKEY_TEST_BROWSER ?? '')
afterAll(async () => {
  await browser.close()
  site.close()
})

/** One of every template, and of each what has most in it. */
const kinds = [
  ['the front page', '/'],
  ['a guide', '/start/quick-start'],
  ['a page of tables and code', '/operate/runbook'],
  ['an operation', '/reference/checkout/createCheckout'],
  ['an area', '/reference/checkout'],
  ['a schema', '/reference/schemas/Sale'],
  ['an event', '/reference/events/purchase.completed'],
  ['a list', '/reference/limits'],
  ['an error', '/errors/page_not_paid'],
  ['the changelog', '/changelog'],
  ['no page', '/reference/create-checkouts'],
] as const

const foreign: string[] = []
/** Whatever any page fetches comes from the site itself. */
function watch(page: Page): Page {
  page.on('request', (request) => {
    const url = request.url()
    if (!url.startsWith(site.origin) && !url.startsWith('data:')) foreign.push(url)
  })
  return page
}

const wide = { width: 1280, height: 900 }
const phone = { width: 375, height: 812 }
// One of each for all tests: a profile of its own for each takes longer than what is looked at in it.
const shared = watch(await browser.newPage())
const scriptless = watch(await browser.newPage({ javaScriptEnabled: false }))

type Media = NonNullable<Parameters<Page['emulateMedia']>[0]>

/** Opens a page as a large screen shows it, in the light, or as said. */
async function open(path: string, { page = shared, viewport = wide, ...media }: Looks = {}): Promise<Page> {
  await page.setViewportSize(viewport)
  await page.emulateMedia({ media: null, colorScheme: 'light', reducedMotion: null, ...media })
  await page.goto(`${site.origin}${path}`)
  return page
}

interface Looks extends Media {
  readonly page?: Page
  readonly viewport?: typeof wide
}

/** Code has thousands of words in a dozen colours, and each would be looked at: leaves one word of each colour in each kind of line. */
const leaveOneOfEachColour = (page: Page) =>
  page.evaluate(() => {
    const seen = new Set<string>()
    for (const code of document.querySelectorAll('.expressive-code pre')) {
      for (const [index, word] of code.querySelectorAll('.ec-line span[style]').entries()) {
        const around = [code.closest('figure'), word.closest('.ec-line')].map((each) => each?.className)
        const look = [...around, word.getAttribute('style')].join()
        // A block without a word would be wrong for another reason.
        if (index > 0 && seen.has(look)) word.remove()
        seen.add(look)
      }
    }
  })

/** What axe finds wrong with the page, with colours in the light and in the dark. */
async function problems(page: Page): Promise<string[]> {
  await leaveOneOfEachColour(page)
  const found: string[] = []
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    await page.waitForFunction((theme) => document.documentElement.dataset.theme === theme, colorScheme)
    found.push(...(await violations(page, colorScheme === 'dark' ? 'colours' : 'all')))
  }
  return found
}

const overflow = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)

test.each(kinds)('%s is accessible in light and dark, and fits a phone', async (_, path) => {
  const page = await open(path, { viewport: phone })
  expect(await overflow(page)).toBeLessThanOrEqual(0)
  await page.setViewportSize(wide)
  expect(await page.locator('h1').count()).toBe(1)
  expect(await problems(page)).toEqual([])
})

test('the checks find what they should', async () => {
  const page = await open('/errors/page_not_paid', { viewport: phone })
  await page.evaluate(() => {
    document
      .querySelector('h1')
      ?.insertAdjacentHTML('afterend', '<button></button><p style="width:99rem">wide</p>')
  })
  expect((await problems(page)).map((each) => each.split(':')[0])).toContain('button-name')
  expect(await overflow(page)).toBeGreaterThan(0)
})

test.each(['light', 'dark'] as const)(
  'without scripts a page is read and left in %s as the system is',
  async (colorScheme) => {
    const page = await open('/reference/checkout/createCheckout', { page: scriptless, colorScheme })
    expect(await page.getByRole('heading', { level: 1 }).isVisible()).toBe(true)
    expect(await page.getByText('Search', { exact: true }).isVisible()).toBe(false)
    expect(await page.getByRole('button', { name: 'Copy as Markdown' }).isVisible()).toBe(false)
    const luminance = (selector: string, property: 'color' | 'backgroundColor') =>
      page
        .locator(selector)
        .first()
        .evaluate((element, name) => Number(/\d+/.exec(getComputedStyle(element)[name])), property)
    const isLight = colorScheme === 'light'
    expect((await luminance('body', 'backgroundColor')) > 128).toBe(isLight)
    expect((await luminance('.expressive-code .ec-line span[style]', 'color')) < 160).toBe(isLight)
    await page.getByRole('link', { name: 'View as Markdown' }).click()
    await page.waitForURL(`${site.origin}/reference/checkout/createCheckout.md`)
    await page.goBack()
    await page.getByRole('navigation', { name: 'Main' }).getByText('Errors', { exact: true }).click()
    await page.waitForURL(`${site.origin}/errors`)
  },
)

test('without scripts the menu of a phone opens, and leads on', async () => {
  const page = await open('/errors/page_not_paid', { page: scriptless, viewport: phone })
  const link = page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Changelog' })
  expect(await link.isVisible()).toBe(false)
  await page.getByRole('button', { name: 'Menu' }).click()
  await link.click()
  await page.waitForURL(`${site.origin}/changelog`)
})

test('the skip link comes first, shows itself, and leads to the title', async () => {
  const page = await open('/errors/page_not_paid')
  await page.keyboard.press('Tab')
  const link = page.getByRole('link', { name: 'Skip to content' })
  expect(await link.evaluate((element) => element === document.activeElement)).toBe(true)
  expect((await link.boundingBox())?.height).toBeGreaterThan(20)
  await page.keyboard.press('Enter')
  await page.waitForURL((url) => url.hash === '#_top')
})

/** Searches by keyboard alone. @returns paths of what was found, the best first. */
async function search(words: string): Promise<string[]> {
  // The index is fetched once for all of them.
  if (new URL(shared.url()).pathname !== '/') await open('/')
  await shared.keyboard.press('Control+k')
  const field = shared.getByRole('searchbox')
  await field.fill('')
  await field.fill(words)
  const links = shared.locator('#search-hits a')
  await links.first().waitFor()
  return await links.evaluateAll((found) => found.map((link) => link.getAttribute('href') ?? ''))
}

test.each([
  ['createCheckout', /^\/reference\/checkout\/createCheckout$/],
  ['page_not_paid', /^\/errors\/page_not_paid$/],
  ['purchase.completed', /^\/reference\/events\/purchase\.completed$/],
  ['Sale', /^\/reference\/schemas\/Sale$/],
])('the search for the name %s shows first what is called so', async (name, path) => {
  expect((await search(name))[0]).toMatch(path)
})

test.each([
  ['create checkout', /^\/reference\/checkout\/createCheckout$/],
  ['Idempotency-Key', /^\/(?:reference\/idempotency|guides\/idempotency-and-retries)/],
  ['X-Request-Id', /^\/reference\/headers/],
  ['SMTP_URL', /^\/operate\//],
  ['allowed origins', /^\/guides\/custom-checkout#allow-your-origin$/],
  ['webhook signature', /^\/guides\/creator-webhooks|^\/errors\/invalid_webhook_signature/],
])('the search for %s shows %s among the first', async (words, path) => {
  const found = await search(words)
  expect(
    found.slice(0, 3).some((each) => path.test(each)),
    found.join(' '),
  ).toBe(true)
})

test('the search opens by key, is used by key, and is accessible', async () => {
  const page = await open('/changelog')
  await page.keyboard.press('/')
  await page.keyboard.type('page_not_paid')
  await page.locator('#search-hits a').first().waitFor()
  expect(await problems(page)).toEqual([])
  await page.keyboard.press('Escape')
  expect(await page.getByRole('searchbox').isVisible()).toBe(false)
  await page.getByRole('button', { name: 'Search' }).click()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await page.waitForURL(/page_not_paid/)
  await page.keyboard.press('Control+k')
  await page.keyboard.type('blorptzk')
  await page.getByText('Nothing found for “blorptzk”.').waitFor()
})

test('where there is no page, the pages are shown that were meant', async () => {
  const page = await open('/reference/create-checkouts')
  await page
    .getByRole('main')
    .getByRole('link', { name: /checkout/i })
    .first()
    .click()
  await page.waitForURL(/checkout/)
  expect(await page.getByRole('heading', { level: 1 }).textContent()).not.toContain('not here')
})

test('a page is copied as Markdown', async () => {
  await shared.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  onTestFinished(() => shared.context().clearPermissions())
  const page = await open('/errors/page_not_paid')
  await page.getByRole('button', { name: 'Copy as Markdown' }).click()
  await page.getByText('Copied').waitFor()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/^# page_not_paid\n/)
})

test('the longest pages of the reference transfer at most 150 kB', async () => {
  const page = await open('/changelog')
  const session = await page.context().newCDPSession(page)
  onTestFinished(() => session.detach())
  await session.send('Network.enable')
  await session.send('Network.setCacheDisabled', { cacheDisabled: true })
  let bytes = 0
  session.on('Network.loadingFinished', ({ encodedDataLength }) => {
    bytes += encodedDataLength
  })
  for (const path of [
    '/reference/checkout/createCheckout',
    '/reference/visitors/requestMagicLink',
    '/reference/schemas/Sale',
    '/errors',
  ]) {
    bytes = 0
    await page.goto(`${site.origin}${path}`, { waitUntil: 'networkidle' })
    expect(bytes, path).toBeGreaterThan(10_000)
    expect(bytes, path).toBeLessThanOrEqual(150 * 1024)
  }
})

test('nothing moves for whoever asked for less motion', async () => {
  const page = await open('/reference/checkout/createCheckout', { reducedMotion: 'reduce' })
  const moving = await page.evaluate(() =>
    [...document.querySelectorAll('*')]
      .filter((element) => {
        const { transitionDuration, animationDuration } = getComputedStyle(element)
        return [transitionDuration, animationDuration].some((durations) =>
          durations.split(', ').some((each) => Number.parseFloat(each) > 0),
        )
      })
      .map((element) => element.outerHTML.slice(0, 120)),
  )
  expect(moving).toEqual([])
})

test('on paper there is the text, in black on white, and nothing to press', async () => {
  const page = await open('/reference/checkout/createCheckout', { media: 'print', colorScheme: 'dark' })
  expect(await page.getByRole('heading', { level: 1 }).isVisible()).toBe(true)
  for (const name of ['Search', 'Copy as Markdown']) {
    expect(await page.getByRole('button', { name }).isVisible(), name).toBe(false)
  }
  expect(await page.getByRole('navigation', { name: 'Main' }).isVisible()).toBe(false)
  const color = await page
    .locator('main p')
    .first()
    .evaluate((element) => getComputedStyle(element).color)
  expect(Number(/\d+/.exec(color))).toBeLessThan(128)
})

test('no page of these fetched anything from anywhere else', () => {
  expect(foreign).toEqual([])
})
