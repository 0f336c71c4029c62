import { unwrap } from '@latchkey/sdk'
import { describe, expect, test } from 'vitest'
import { testApp } from '../../test/app.ts'
import type { TestBrowser } from '../../test/browser.ts'
import { type Markup, readMarkup } from '../../test/markup.ts'
import { openShop } from '../../test/shop.ts'
import { paths } from '../platform/html/paths.ts'

const t = await testApp({ stripe: true, env: { LIMITS: 'off' } })

/** Where a visitor is: on a page of ours, or off to another site. */
interface Step extends Markup {
  readonly url: string
  readonly html: string
  readonly elsewhere: boolean
}

/** Somebody in their browser, who follows every redirect; `screens` are the pages of ours that they saw. */
function walk(browser: TestBrowser) {
  const screens: string[] = []
  async function follow(url: string, response: Response): Promise<Step> {
    const location = response.headers.get('location')
    if (location === null) {
      const html = await response.text()
      const markup = readMarkup(html)
      screens.push(markup.h1.join())
      return { ...markup, url, html, elsewhere: false }
    }
    const next = new URL(location, url)
    if (!next.hostname.endsWith('latchkey.test')) {
      return { ...readMarkup(''), url: next.href, html: '', elsewhere: true }
    }
    return await follow(next.href, await browser.get(next.href))
  }
  const absolute = (url: string) => new URL(url, browser.origin).href
  return {
    screens,
    open: async (url: string) => await follow(absolute(url), await browser.get(url)),
    /** Presses the one button of this name, with the fields as they stand and these filled in. */
    async press(page: Step, button: string, entered: Record<string, string> = {}) {
      const form = page.forms.find(({ buttons }) => buttons.includes(button))
      if (!form) throw new Error(`${page.h1} has no ${button}: ${JSON.stringify(page.forms)}`)
      const url = new URL(form.action, page.url).href
      return await follow(url, await browser.post(url, { ...fieldsOf(page, form.action), ...entered }))
    },
  }
}

/** The fields of the form with this action; no page has two with the same. */
const fieldsOf = ({ html }: { html: string }, action: string): Record<string, string> => {
  const [, rest = ''] = html.split(`action="${action}"`)
  return readMarkup(`<form>${rest.split('</form>')[0]}</form>`).fields
}

const atStripe = (step: Step) => expect(step.elsewhere && step.url).toContain(t.stripe.url)
const sessionOf = ({ url }: Step): string => /cs_test_\w+/.exec(url)?.[0] ?? ''
const isContent = ({ url, count }: Step) => expect(count('content'), url).toBe(1)

let strangers = 0
/** A page for sale, and a stranger who has come for it. */
async function visit() {
  const shop = await openShop(t)
  const browser = t.browser(shop.handle.name)
  return {
    ...shop,
    ...walk(browser),
    browser,
    email: `stranger${++strangers}@example.com`,
    url: `/${shop.page.slug}`,
  }
}

/** The same on the way to Stripe, by the link of the mail. */
async function onTheWay() {
  const stranger = await visit()
  const { open, press, email, url } = stranger
  const asked = await press(await open(url), 'Continue', { email })
  const { link } = await t.mail.magicLinkFor(email)
  const stripe = await press(await open(link), 'Continue')
  atStripe(stripe)
  return { ...stranger, link, checkMail: asked.url, sessionId: sessionOf(stripe) }
}

describe('from the locked page to what it holds', () => {
  test('are four screens of ours by the link', async () => {
    const { screens, open, page, sessionId } = await onTheWay()
    const { redirect } = await t.stripe.buyer.pay(sessionId)
    const { count, url } = await open(redirect)
    expect(count('content')).toBe(1)
    expect(url).toMatch(new RegExp(`/${page.slug}$`))
    const title = `Title of ${page.slug}`
    expect(screens).toEqual([title, 'Check your email', 'Sign in', title])
  })

  test('are three by the code, and two for those who are signed in', async () => {
    const { screens, open, press, email, url, page, handle } = await visit()
    const asked = await press(await open(url), 'Continue', { email })
    const { code } = await t.mail.magicLinkFor(email)
    const stripe = await press(asked, 'Sign in', { code: code ?? '' })
    const { redirect } = await t.stripe.buyer.pay(sessionOf(stripe))
    await open(redirect)
    const title = `Title of ${page.slug}`
    expect(screens).toEqual([title, 'Check your email', title])

    const second = await t.make.page({ handle, price: { amount: 900, currency: 'usd' } })
    screens.length = 0
    const again = await press(await open(`/${second.slug}`), 'Buy')
    await open((await t.stripe.buyer.pay(sessionOf(again))).redirect)
    expect(screens).toEqual([`Title of ${second.slug}`, `Title of ${second.slug}`])
  })
})

describe('one click leads on', () => {
  test('after a refused card, from the page and from where Stripe leads back', async () => {
    const { open, press, url, sessionId } = await onTheWay()
    // Stripe says so on its own page, where another card can be tried.
    expect((await t.stripe.buyer.pay(sessionId, { card: 'declined' })).redirect).toContain(t.stripe.url)
    expect(sessionOf(await press(await open(url), 'Buy'))).toBe(sessionId)
    const returned = await open(`${paths.checkoutReturn}?session_id=${sessionId}`)
    expect(sessionOf(await press(returned, 'Pay with Stripe'))).toBe(sessionId)
  })

  test('after turning back at Stripe', async () => {
    const { open, press, sessionId } = await onTheWay()
    const { redirect } = await t.stripe.buyer.cancel(sessionId)
    atStripe(await press(await open(redirect), 'Buy'))
  })

  test('after a checkout that was left until it expired', async () => {
    const { open, press, sessionId } = await onTheWay()
    await t.deps.stripe.checkout.sessions.expire(sessionId)
    const returned = await open(`${paths.checkoutReturn}?session_id=${sessionId}`)
    const again = await press(returned, 'Pay with Stripe')
    atStripe(again)
    expect(sessionOf(again)).not.toBe(sessionId)
  })

  test('from every screen that the back button shows once it is paid, and nothing is paid twice', async () => {
    const { open, url, link, checkMail, sessionId, browser, charges } = await onTheWay()
    await open((await t.stripe.buyer.pay(sessionId)).redirect)
    isContent(await open(`${paths.checkoutReturn}?session_id=${sessionId}`))
    // The link's page leads on by a link, as there is nothing to send.
    const used = await open(link)
    expect(used.h1).toEqual(['You are signed in'])
    isContent(await open(used.steps[0] ?? ''))
    isContent(await open(checkMail))
    // The page as it was before, from the cache, with its button.
    await browser.post(url, { action: 'buy' })
    isContent(await open(url))
    expect(await charges()).toHaveLength(1)
  })

  test('after a link that has expired: the form for a new one is on its page', async () => {
    const { open, press, email, url } = await visit()
    await press(await open(url), 'Continue', { email })
    const { link } = await t.mail.magicLinkFor(email)
    await t.clock.advance(16 * 60)
    const asked = await press(await open(link), 'Send a new link', { email })
    expect(asked.h1).toEqual(['Check your email'])
    const fresh = await t.mail.magicLinkFor(email)
    expect(fresh.link).not.toBe(link)
    atStripe(await press(await open(fresh.link), 'Continue'))
  })

  test('after a session that ended while they were at Stripe: the way back leads to what was bought', async () => {
    const { open, press, email, sessionId, browser } = await onTheWay()
    browser.setCookie('_10x_visitor', '')
    const { redirect } = await t.stripe.buyer.pay(sessionId)
    const out = await open(redirect)
    await press(out, 'Send me a link', { email })
    const { link } = await t.mail.magicLinkFor(email)
    const back = await press(await open(link), 'Continue')
    expect(back.count('content')).toBe(1)
  })

  test('after the address of a form was opened as a page', async () => {
    const { open } = await visit()
    for (const path of [paths.signIn, paths.signOut]) {
      const shown = await open(path)
      expect(shown.h1).toEqual(['Your access'])
    }
  })
})

test('a page that waits for a group buy leads there, and starts no checkout', async () => {
  const { handle, creator, page, token, screens, open, press, browser } = await visit()
  const path = { handle: handle.name, groupBuySlug: 'launch' }
  const body = {
    slug: 'launch',
    title: 'Launch',
    description: '',
    targetQuantity: 3,
    linkedPageSlug: page.slug,
  }
  await unwrap(creator.groupBuys.createGroupBuy({ path: { handle: handle.name }, body }))
  await unwrap(creator.groupBuys.publishGroupBuy({ path }))
  const isLocked = async () => {
    const locked = await open(`/${page.slug}`)
    expect(locked.text).toContain('Waiting for a group buy')
    expect(locked.steps).toContain(paths.groupBuy('launch'))
    expect(locked.forms.flatMap(({ buttons }) => buttons)).not.toContain('Buy')
  }
  await isLocked()
  browser.setCookie('_10x_visitor', token)
  await isLocked()
  await browser.post(`/${page.slug}`, { action: 'buy' })
  await isLocked()

  const joined = await press(await open(paths.groupBuy('launch')), 'I want this', { quantity: '3' })
  expect(joined.text).toContain('3 of 3 wanted')
  await unwrap(creator.groupBuys.activateGroupBuy({ path }))
  const on = await open(paths.groupBuy('launch'))
  expect(on.steps).toContain(`/${page.slug}`)
  screens.length = 0
  atStripe(await press(await open(`/${page.slug}`), 'Buy'))
  expect(screens).toHaveLength(1)
})

describe('a receipt', () => {
  test('is one click from the page that was bought and from the history, and says what was paid', async () => {
    const { open, page, sessionId, email, handle } = await onTheWay()
    const bought = await open((await t.stripe.buyer.pay(sessionId)).redirect)
    const [fromPage] = bought.links.filter((link) => link.includes('/receipts/'))
    const history = await open(paths.access)
    expect(history.links.filter((link) => link.includes('/receipts/'))).toEqual([fromPage])
    const receipt = await open(fromPage ?? '')
    for (const part of [`Title of ${page.slug}`, email, '$25.00', `${handle.name}.latchkey.test`, 'pur_']) {
      expect(receipt.text).toContain(part)
    }
    expect(receipt.text).not.toContain('Refunded')
  })

  test('is shown after a refund with what came back, to its buyer alone', async () => {
    const shop = await openShop(t)
    await shop.buy()
    const { id } = await shop.payment()
    await unwrap(shop.refund())
    const as = async (token?: string, host: string | undefined = shop.handle.name) => {
      const browser = t.browser(host)
      if (token) browser.setCookie('_10x_visitor', token)
      const response = await browser.get(paths.receipt(id))
      return { status: response.status, ...readMarkup(await response.text()) }
    }
    const own = await as(shop.token)
    expect(own.status).toBe(200)
    expect(own.text).toMatch(/Paid \$25\.00 Refunded \$25\.00/)
    expect((await as(shop.token, '')).status).toBe(200)
    const signedOut = await as()
    expect([signedOut.status, signedOut.fields.returnTo]).toEqual([401, `${shop.site}${paths.receipt(id)}`])
    const elsewhere = await t.make.visitorSession({ visitor: shop.visitor, handle: await t.make.handle() })
    expect((await as(elsewhere.token, '')).status).toBe(404)
    for (const { token } of [
      await t.make.visitorSession(),
      await t.make.visitorSession({ handle: shop.handle }),
    ]) {
      const other = await as(token)
      expect([other.status, other.h1]).toEqual([404, ['Payment not found']])
    }
  })

  test('is not there for a gift, nor before it was paid', async () => {
    const { page, visitor, token, handle } = await openShop(t)
    const browser = t.browser(handle.name)
    browser.setCookie('_10x_visitor', token)
    const gift = { amount: null, currency: null, grant_type: 'GRANTED' } as const
    const unpaid = { state: 'processing', access: 'none', grant_type: null, access_since: null } as const
    const second = await t.make.page({ handle, price: { amount: 900, currency: 'usd' } })
    for (const made of [
      await t.make.purchase({ page, visitor, row: gift }),
      await t.make.purchase({ page: second, visitor, row: unpaid }),
    ]) {
      expect((await browser.get(paths.receipt(made.id))).status).toBe(404)
    }
    expect(readMarkup(await (await browser.get(paths.access)).text()).links.join()).not.toContain('receipts')
  })
})
