import type { Route } from 'playwright-core'
import { expect, test } from 'vitest'
import { startLive } from './live.ts'

const live = await startLive('localhost', { inbox: true })

/** Asks for a link to a page, in a browser profile of its own. */
async function ask(email: string) {
  const target = await live.make.page({ accessMode: 'FREE_WITH_LOGIN', content: 'The members’ chapter' })
  const page = await live.page()
  await page.goto(`${live.origin(target.handle)}/${target.slug}`)
  await page.getByLabel('Your email address').fill(email)
  await page.getByRole('button', { name: 'link' }).click()
  await page.getByRole('heading', { name: 'Check your email' }).waitFor()
  const mail = await live.inbox.find(email, /link/i)
  const link = /https?:\/\/\S+\/t\/[\w-]+/.exec(mail.text)?.[0] ?? ''
  return { page, link, target }
}

test('the page that waits goes on when the link was opened in another tab', {
  timeout: 240_000,
}, async () => {
  const { page, link } = await ask('tabs@example.com')
  const tab = await page.context().newPage()
  await tab.goto(link)
  await tab.getByRole('button', { name: 'Continue' }).click()
  await tab.getByText('The members’ chapter').waitFor()
  await page.bringToFront()
  await page.getByText('The members’ chapter').waitFor()
})

test('in another browser it only says that the link was used, and what was typed before stays', {
  timeout: 240_000,
}, async () => {
  const { page, link } = await ask('elsewhere@example.com')
  await page.getByLabel('Code from the email').fill('12')
  await page.waitForResponse((response) => response.url().includes('check-mail?'))
  expect(await page.getByLabel('Code from the email').inputValue()).toBe('12')

  const elsewhere = await live.page()
  await elsewhere.goto(link)
  await elsewhere.getByRole('button', { name: 'Continue' }).click()
  await elsewhere.getByText('The members’ chapter').waitFor()
  await page.bringToFront()
  await page.getByRole('heading', { name: 'This link has already been used' }).waitFor()
  expect(await page.context().cookies()).toEqual([])
})

test('on a bad line it goes on waiting, works by hand all the same, and goes on by itself once there is an answer', {
  timeout: 60_000,
}, async () => {
  const { page, link } = await ask('train@example.com')
  const troubles = [
    // The answer never comes; then there is no line; then the server is in trouble.
    async () => undefined,
    async (route: Route) => await route.abort(),
    async (route: Route) => await route.fulfill({ status: 503, body: '' }),
  ]
  let met = 0
  await page.clock.install()
  await page.reload()
  await page.route(/check-mail\?/, async (route) => {
    const trouble = route.request().isNavigationRequest() ? undefined : troubles[met++]
    await (trouble ? trouble(route) : route.continue())
  })
  const tab = await page.context().newPage()
  await tab.goto(link)
  await tab.getByRole('button', { name: 'Continue' }).click()
  await tab.getByText('The members’ chapter').waitFor()
  await page.bringToFront()
  for (const [at] of troubles.entries()) {
    await expect.poll(() => page.clock.runFor(1000).then(() => met), { timeout: 30_000 }).toBeGreaterThan(at)
    expect(await page.getByLabel('Code from the email').isVisible()).toBe(true)
  }
  await page.clock.fastForward(10_000)
  await page.getByText('The members’ chapter').waitFor()
})
