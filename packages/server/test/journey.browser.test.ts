import { unwrap } from '@latchkey/sdk'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { startLive } from './live.ts'

const live = await startLive('localhost', { inbox: true })

/** A creator who can take payments, with a page for sale. */
async function shop(price = { amount: 2500, currency: 'usd' }) {
  const stripeAccount = await live.stripe.dashboard.createReadyAccount()
  const handle = await live.make.handle({ displayName: 'Ana’s Studio', stripeAccount })
  const page = await live.make.page({ handle, title: 'The guide', content: 'Chapter **one**', price })
  return { handle, page, url: `${live.origin(handle.name)}/${page.slug}` }
}

/** What the browser refused because of a page's policy. */
function refusals(page: Page): string[] {
  const found: string[] = []
  page.on('console', (message) => {
    if (/Content Security Policy/i.test(message.text())) found.push(message.text())
  })
  return found
}

const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).first().click()
const heading = (page: Page) => page.getByRole('heading', { level: 1 }).textContent()

/** Opens the mail in the inbox, and the link in it. */
async function openLink(page: Page, email: string) {
  const { url } = await live.inbox.find(email, /^(sign in|your link) to /i)
  await page.goto(url)
  await page.locator('a[href*="/_edge/visitor/access/t/"]').first().click()
}

/** What the back button shows past Stripe's page, which is done with, leads to what was bought, and to no second payment. */
async function backPastStripe(page: Page, url: string) {
  await page.goBack()
  await page.goBack()
  await page
    .getByRole('link', { name: 'Continue' })
    .or(page.getByRole('button', { name: 'Continue' }))
    .click()
  await page.waitForURL(url)
  expect(await page.textContent('main')).toContain('Chapter one')
}

test.each([{ javaScriptEnabled: true }, { javaScriptEnabled: false }])(
  'from the locked page to the refund, %j',
  { timeout: 240_000 },
  async (options) => {
    const { handle, page: sold, url } = await shop()
    const email = `ana-${options.javaScriptEnabled}@example.com`
    const page = await live.page(options)
    const refused = refusals(page)

    await page.goto(url)
    expect(await heading(page)).toBe('The guide')
    expect(await page.textContent('main')).not.toContain('Chapter')
    await page.getByLabel('Your email address').fill(email)
    await press(page, 'Continue')
    expect(await heading(page)).toBe('Check your email')

    await openLink(page, email)
    expect(await heading(page)).toBe('Sign in')
    expect(await page.textContent('main')).toContain(email)
    await press(page, 'Continue')

    await page.waitForURL(`${live.stripe.url}/**`)
    await press(page, /^Pay \$25\.00/)
    await page.waitForURL(url)
    expect(await page.textContent('main')).toContain('Chapter one')

    if (options.javaScriptEnabled) await backPastStripe(page, url)

    const creator = await live.as(handle.owner)
    const { id: visitorId } = await live.deps.db
      .selectFrom('visitors')
      .select('id')
      .where('email', '=', email)
      .executeTakeFirstOrThrow()
    const path = { handle: handle.name, pageSlug: sold.slug }
    await unwrap(creator.checkout.refundPurchase({ path, body: { visitorId } }))
    await page.reload()
    expect(await page.textContent('main')).toContain('This page is no longer available to you')
    expect(await page.textContent('main')).not.toContain('Chapter')

    await press(page, 'Buy again')
    await page.waitForURL(`${live.stripe.url}/**`)
    await page
      .getByRole('link', { name: /back|cancel/i })
      .or(page.getByRole('button', { name: /back|cancel/i }))
      .first()
      .click()
    await page.waitForURL(/checkout=cancelled/)
    expect(await page.textContent('main')).toContain('nothing was charged')

    await page.getByRole('link', { name: 'Your access' }).click()
    expect(await page.textContent('main')).toContain('Refunded')
    await press(page, 'Sign out here')
    expect(await page.getByLabel('Your email address').isVisible()).toBe(true)
    expect(refused).toEqual([])
  },
)
