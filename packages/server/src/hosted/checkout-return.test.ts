import { describe, expect, test } from 'vitest'
import { testApp } from '../../test/app.ts'
import { readMarkup } from '../../test/markup.ts'
import { openShop, type ShopOptions } from '../../test/shop.ts'

const t = await testApp({ stripe: true, env: { LIMITS: 'off' } })

const shown = async (response: Response | Promise<Response>) => readMarkup(await (await response).text())

/** A buyer in their browser, on the way to Stripe. */
async function onTheWay(options: ShopOptions = {}) {
  const shop = await openShop(t, options)
  const browser = t.browser(shop.handle.name)
  browser.setCookie('_10x_visitor', shop.token)
  const bought = await browser.post(`/${shop.page.slug}`, { action: 'buy' })
  expect(bought.status).toBe(303)
  const { stripe_session_id } = await t.db
    .selectFrom('checkout_sessions')
    .innerJoin('purchases', 'purchases.id', 'checkout_sessions.purchase_id')
    .select('stripe_session_id')
    .where('visitor_id', '=', shop.visitor.id)
    .executeTakeFirstOrThrow()
  const sessionId = stripe_session_id ?? ''
  return { ...shop, browser, sessionId, back: `/_edge/checkout/return?session_id=${sessionId}` }
}

/** Follows the page's own refreshes until it stops asking. */
async function waitOut(browser: { get(url: string): Promise<Response> }, url: string) {
  for (let round = 0; ; round++) {
    const text = await (await browser.get(url)).text()
    const refresh = /<meta http-equiv="refresh" content="(\d+); url=([^"]+)"/.exec(text)
    if (!refresh) return { round, ...readMarkup(text) }
    expect(Number(refresh[1])).toBeLessThanOrEqual(3)
    expect(round).toBeLessThan(10)
    url = (refresh[2] ?? '').replaceAll('&amp;', '&')
  }
}

describe('the return from Stripe', () => {
  test('settles without a webhook, and shows what was bought', async () => {
    const { browser, sessionId, page, visitor, handle } = await onTheWay()
    t.stripe.webhooks.lose(true)
    const { redirect } = await t.stripe.buyer.pay(sessionId)
    t.stripe.webhooks.lose(false)
    const url = new URL(redirect)
    expect(`${url.origin}${url.pathname}`).toBe(`${browser.origin}/_edge/checkout/return`)
    expect(url.searchParams.get('session_id')).toBe(sessionId)
    const returned = await browser.get(redirect, { site: 'cross-site' })
    expect([returned.status, returned.headers.get('location')]).toEqual([303, `/${page.slug}`])
    // Another page in between does not use up what is to be said here.
    const other = await t.make.page({ handle })
    expect((await shown(browser.get(`/${other.slug}`))).text).not.toContain('You paid')
    const { text } = await shown(browser.get(`/${page.slug}`))
    expect(text).toContain(`Content of ${page.slug}`)
    expect(text).toContain(`You paid $25.00. We sent your receipt to ${visitor.email}.`)
    expect((await shown(browser.get(`/${page.slug}`))).text, 'once').not.toContain('You paid')
    const stranger = t.browser(handle.name)
    stranger.setCookie('_10x_notice', `paid.${page.slug}`)
    expect((await shown(stranger.get(`/${page.slug}`))).text).not.toContain('You paid')
  })

  test('turning back leads to the page, which says that nothing was charged', async () => {
    const { browser, sessionId } = await onTheWay()
    const { redirect } = await t.stripe.buyer.cancel(sessionId)
    expect((await shown(browser.get(redirect))).text).toContain('nothing was charged')
  })

  test('says that no payment was made when there was none, and when the checkout expired', async () => {
    const { browser, back, page, sessionId } = await onTheWay()
    const unpaid = await shown(browser.get(back))
    expect(unpaid.h1).toEqual(['No payment was made'])
    expect(unpaid.links).toContain(`/${page.slug}`)
    await t.deps.stripe.checkout.sessions.expire(sessionId)
    expect((await shown(browser.get(back))).h1).toEqual(['This checkout has expired'])
  })

  test('waits a bounded time for a delayed payment, then says what happens next, with the request id', async () => {
    const { browser, back, sessionId, visitor, page } = await onTheWay()
    await t.stripe.buyer.payDelayed(sessionId)
    const { round, h1, text, links } = await waitOut(browser, back)
    expect(round).toBeGreaterThan(0)
    expect(h1).toEqual(['Your payment is being processed'])
    expect(text).toContain(visitor.email)
    const requestId = /req_\w+/.exec(text)?.[0] ?? ''
    expect(links.map(decodeURIComponent)).toContain(
      `mailto:hello@latchkey.test?subject=Help with ${requestId}`,
    )
    await t.stripe.buyer.settleDelayed(sessionId, 'succeeded')
    expect((await browser.get(back)).headers.get('location')).toBe(`/${page.slug}`)
  })

  test('shows a voucher at once, until when it can be paid, and the same on the page and in the history', async () => {
    const { browser, back, sessionId, page } = await onTheWay({ price: { amount: 1800, currency: 'jpy' } })
    await t.stripe.buyer.payByVoucher(sessionId)
    const returned = await waitOut(browser, back)
    expect(returned).toMatchObject({ round: 0, h1: ['Your voucher is waiting for payment'] })
    const shownOnPage = await shown(browser.get(`/${page.slug}`))
    const shownInHistory = await shown(browser.get('/_edge/visitor/access'))
    for (const { text, links } of [returned, shownOnPage, shownInHistory]) {
      expect(text).toMatch(/by \d+ \w+ \d{4} at 14:59 UTC/i)
      expect(links.filter((link) => link.startsWith(`${t.stripe.url}/vouchers/`))).toHaveLength(1)
    }
    expect(shownOnPage.text).toContain('Your voucher is waiting for payment')
    expect(shownOnPage.forms.flatMap(({ buttons }) => buttons)).not.toContain('Buy')
    expect(shownInHistory.text).toContain('Not paid yet')
    await t.stripe.buyer.payVoucher(sessionId)
    expect((await browser.get(back)).headers.get('location')).toBe(`/${page.slug}`)
    expect((await shown(browser.get('/_edge/visitor/access'))).text).not.toContain('Not paid yet')
  })

  test('asks again when Stripe does not answer, and forgets nothing', async () => {
    const { browser, back, sessionId, page } = await onTheWay()
    await t.stripe.buyer.pay(sessionId)
    t.stripe.fault('api-down')
    const waiting = await shown(browser.get(`${back}&round=3`))
    const given = await shown(browser.get(`${back}&round=4`))
    t.stripe.fault(null)
    expect([waiting.h1, given.h1]).toEqual([['One moment'], ['Your payment is being processed']])
    expect((await browser.get(back)).headers.get('location')).toBe(`/${page.slug}`)
  })

  test.each(['-1', 'x', '1e9', '99', 'Infinity'])('round=%s cannot make it ask for ever', async (round) => {
    const { browser, back, sessionId } = await onTheWay()
    await t.stripe.buyer.payDelayed(sessionId)
    expect((await waitOut(browser, `${back}&round=${round}`)).h1).toEqual(['Your payment is being processed'])
  })

  test('tells nothing to others, nor without a session', async () => {
    const { back, sessionId, handle, page } = await onTheWay()
    await t.stripe.buyer.pay(sessionId)
    const stranger = t.browser(handle.name)
    const signedOut = await stranger.get(back)
    expect(signedOut.status).toBe(401)
    const asked = await shown(signedOut)
    expect(asked.h1).toEqual(['Sign in again'])
    expect(asked.text).not.toContain(page.slug)
    const other = await t.make.visitorSession({ handle })
    stranger.setCookie('_10x_visitor', other.token)
    const foreign = await stranger.get(back)
    expect(foreign.status).toBe(404)
    expect((await shown(foreign)).h1).toEqual(['Payment not found'])
    for (const odd of ['', 'x', 'cs_test_unknown', '{CHECKOUT_SESSION_ID}', '../../x', 'cs_%00']) {
      const url = `/_edge/checkout/return?session_id=${encodeURIComponent(odd)}`
      expect((await stranger.get(url)).status).toBe(404)
    }
    expect((await stranger.get('/_edge/checkout/return')).status).toBe(404)
    expect((await t.browser().get(back)).status).toBe(404)
  })
})
