import { describe, expect, test } from 'vitest'
import { testApp } from '../../../test/app.ts'
import type { TestBrowser } from '../../../test/browser.ts'
import { readMarkup } from '../../../test/markup.ts'

const t = await testApp({ stripe: true, env: { LIMITS: 'off' } })

const FRONT_END = 'https://shop.example.com'

async function seller(given: { displayName?: string } = {}) {
  const stripeAccount = await t.stripe.dashboard.createReadyAccount()
  return await t.make.handle({ ...given, stripeAccount, allowedOrigins: [FRONT_END] })
}

let people = 0

/** A link mailed to somebody new, and their browser on the host it leads to. */
async function mailedLink(ask: { handle?: string; pageSlug?: string; returnTo?: string } = {}) {
  const email = `person${++people}@example.com`
  const browser = t.browser(ask.handle)
  await browser.client.visitors.requestMagicLink({ body: { email, ...ask } })
  return { email, browser, ...(await t.mail.magicLinkFor(email)) }
}

const page = async (response: Response | Promise<Response>) => readMarkup(await (await response).text())

async function signedInEmail(browser: TestBrowser): Promise<string | null> {
  const { data } = await browser.client.visitors.getVisitor()
  return data?.visitor.email ?? null
}

const unusedChallenges = async (email: string) =>
  await t.db
    .selectFrom('magic_link_challenges')
    .select('id')
    .where('email', '=', email)
    .where('used_at', 'is', null)
    .execute()

describe('showMagicLink', () => {
  test('says whom it signs in and where, with one button', async () => {
    const handle = await seller({ displayName: 'Ana’s Studio' })
    const { browser, link, email } = await mailedLink({ handle: handle.name })
    const response = await browser.get(link, { site: 'cross-site' })
    expect(response.status).toBe(200)
    const { text, h1, forms } = await page(response)
    expect(h1).toEqual(['Sign in'])
    expect(text).toContain(email)
    expect(text).toContain('the pages of Ana’s Studio')
    expect(forms).toEqual([{ method: 'post', action: '', buttons: ['Continue'] }])
  })

  test.each(['.', ')', '>', '/', '%20', '%3E', '),', '%3E.', '%22', '”', '*', '/.'])(
    'a link that is followed by %s works all the same, here and for front ends',
    async (after) => {
      const handle = await seller()
      const { browser, link, email } = await mailedLink({ handle: handle.name })
      let opened = `${link}${after}`
      let response = await browser.get(opened)
      if (response.status === 308) {
        opened = response.headers.get('location') ?? ''
        response = await browser.get(opened)
      }
      expect(response.status).toBe(200)
      expect((await page(response)).text).toContain(email)
      // The form of the page goes to its own address.
      expect((await browser.post(opened)).status).toBe(303)
      expect(await signedInEmail(browser)).toBe(email)

      const another = await mailedLink({ handle: handle.name })
      const token = `${another.token}${decodeURIComponent(after)}`
      const verified = await t.client().visitors.verifyMagicLink({ body: { token } })
      expect(verified.data?.visitor.email).toBe(another.email)
    },
  )

  test('a site that is called like the platform is not taken for it', async () => {
    // From before such names were refused.
    const handle = await seller({ displayName: 'Latchkey' })
    const monogram = async (response: Promise<Response>) =>
      /<span class="monogram" aria-hidden="true">(.*?)<\/span>/s.exec(await (await response).text())?.[1]
    expect(await monogram(t.browser().get('/'))).toContain('<svg')
    expect(await monogram(t.browser(handle.name).get('/'))).toBe('L')

    const bound = await mailedLink({ handle: handle.name })
    const library = await mailedLink()
    const [[ours], [theirs]] = [await t.mail.to(library.email), await t.mail.to(bound.email)]
    expect(ours?.subject).toBe('Sign in to Latchkey')
    expect(theirs?.subject).toBe(`Sign in to Latchkey (${new URL(t.origin(handle.name)).host})`)
  })

  test('says of a library-wide link that it opens everything, with all creators', async () => {
    const { browser, link } = await mailedLink()
    expect(link.startsWith(t.origin())).toBe(true)
    const response = await browser.get(link)
    expect(response.headers.get('content-security-policy')).toContain("form-action 'self';")
    expect((await page(response)).text).toContain('everything you have on Latchkey, from all creators')
  })

  test.each(['GET', 'HEAD'])('%s never consumes, however often and from wherever', async (method) => {
    const handle = await seller()
    const { browser, link, email } = await mailedLink({ handle: handle.name })
    for (let time = 0; time < 5; time++) {
      const scanner = await t.send(new Request(link, { method, headers: { 'sec-fetch-site': 'cross-site' } }))
      expect(scanner.status).toBe(200)
      expect(scanner.headers.getSetCookie()).toEqual([])
    }
    expect(await unusedChallenges(email)).toHaveLength(1)
    const opened = await browser.post(link)
    expect(opened.status).toBe(303)
    expect(await signedInEmail(browser)).toBe(email)
  })

  test('tells unknown, expired and used apart, and offers a new link for the same page', async () => {
    const handle = await seller()
    const paid = await t.make.page({ handle, accessMode: 'FREE_WITH_LOGIN' })
    const ask = { handle: handle.name, pageSlug: paid.slug }
    const stranger = t.browser(handle.name)

    const unknown = await stranger.get(`/_edge/visitor/access/t/${'x'.repeat(43)}`)
    expect(unknown.status).toBe(401)
    expect((await page(unknown)).h1).toEqual(['This link is not valid'])
    const pressed = await stranger.post(`/_edge/visitor/access/t/${'x'.repeat(43)}`)
    expect([pressed.status, (await page(pressed)).h1]).toEqual([401, ['This link is not valid']])

    const used = await mailedLink(ask)
    await used.browser.post(used.link)
    const again = await stranger.get(used.link)
    expect(again.status).toBe(401)
    const usedPage = await page(again)
    expect(usedPage.h1).toEqual(['This link has already been used'])
    expect(usedPage.fields).toMatchObject({ page: paid.slug, email: '' })
    expect(usedPage.text, 'a shared screenshot of the link must not give the address away').not.toContain(
      used.email,
    )

    const late = await mailedLink(ask)
    await t.clock.advance(15 * 60 + 1)
    const expired = await stranger.get(late.link)
    expect(expired.status).toBe(401)
    expect((await page(expired)).h1).toEqual(['This link has expired'])
    const pressedLate = await stranger.post(late.link)
    expect([pressedLate.status, (await page(pressedLate)).h1]).toEqual([401, ['This link has expired']])

    const fresh = await stranger.post('/_edge/visitor/sign-in', { page: paid.slug, email: late.email })
    expect(fresh.status).toBe(303)
    const { link } = await t.mail.magicLinkFor(late.email)
    expect(link).not.toBe(late.link)
    const opened = await stranger.post(link)
    expect(opened.headers.get('location')).toBe(`${stranger.origin}/${paid.slug}`)
  })

  test('a used link in the browser that used it just goes on', async () => {
    const handle = await seller()
    const { browser, link } = await mailedLink({ handle: handle.name })
    const first = await browser.post(link)
    const shown = await browser.get(link)
    expect(shown.status).toBe(200)
    expect((await page(shown)).h1).toEqual(['You are signed in'])
    const second = await browser.post(link)
    expect([second.status, second.headers.get('location')]).toEqual([303, first.headers.get('location')])
  })
})

describe('openMagicLink', () => {
  test('a form of another site does not sign anybody in', async () => {
    const handle = await seller()
    for (const site of ['cross-site', 'same-site'] as const) {
      const { browser, link, email } = await mailedLink({ handle: handle.name })
      const response = await browser.post(link, {}, { site })
      expect(response.status).toBe(303)
      expect(new URL(response.headers.get('location') ?? '', link).href).toBe(link)
      expect(response.headers.getSetCookie()).toEqual([])
      expect(await unusedChallenges(email)).toHaveLength(1)
    }
  })

  test('goes to the page that the visitor came for, and to their access without one', async () => {
    const handle = await seller()
    const free = await t.make.page({ handle, accessMode: 'FREE_WITH_LOGIN' })
    const toPage = await mailedLink({ handle: handle.name, pageSlug: free.slug })
    expect((await toPage.browser.post(toPage.link)).headers.get('location')).toBe(
      `${toPage.browser.origin}/${free.slug}`,
    )
    const toAccess = await mailedLink({ handle: handle.name })
    expect((await toAccess.browser.post(toAccess.link)).headers.get('location')).toBe(
      `${toAccess.browser.origin}/_edge/visitor/access`,
    )
    const library = await mailedLink()
    expect((await library.browser.post(library.link)).headers.get('location')).toBe(
      `${t.origin()}/_edge/visitor/access`,
    )
  })

  test('goes straight on to Stripe for a page that has to be paid, which the policy allows', async () => {
    const handle = await seller()
    const paid = await t.make.page({ handle, price: { amount: 2500, currency: 'usd' } })
    const { browser, link } = await mailedLink({ handle: handle.name, pageSlug: paid.slug })
    const shown = await browser.get(link)
    expect(shown.headers.get('content-security-policy')).toContain(`form-action 'self' ${t.stripe.url};`)
    const opened = await browser.post(link)
    expect(opened.status).toBe(303)
    expect(new URL(opened.headers.get('location') ?? '').origin).toBe(t.stripe.url)
    expect(browser.cookie('_10x_visitor')).toMatch(/^vst_/)

    const buyer = await mailedLink({ handle: handle.name, pageSlug: paid.slug })
    const visitor = await t.make.visitor({ email: buyer.email })
    await t.make.purchase({ page: paid, visitor })
    expect((await buyer.browser.post(buyer.link)).headers.get('location')).toBe(
      `${browser.origin}/${paid.slug}`,
    )
  })

  test('says on the page why there is no checkout', async () => {
    const paid = await t.make.page({ price: { amount: 2500, currency: 'usd' } })
    const { browser, link } = await mailedLink({ handle: paid.handle, pageSlug: paid.slug })
    const location = (await browser.post(link)).headers.get('location')
    expect(location).toBe(`${browser.origin}/${paid.slug}?checkout=not-ready`)
    expect((await page(browser.get(location ?? ''))).text).toContain('Not for sale yet')
  })

  test('hands the token over to a front end of the creator without consuming it', async () => {
    const handle = await seller()
    const returnTo = `${FRONT_END}/thanks?from=mail#top`
    const { browser, link, token, email } = await mailedLink({ handle: handle.name, returnTo })
    const shown = await browser.get(link)
    expect(shown.headers.get('content-security-policy')).toContain(`form-action 'self' ${FRONT_END};`)
    expect(shown.headers.get('referrer-policy')).toBe('no-referrer')
    expect((await page(shown)).text).toContain('shop.example.com')
    for (let time = 0; time < 2; time++) {
      const handedOver = await browser.post(link)
      expect(handedOver.status).toBe(303)
      expect(handedOver.headers.get('location')).toBe(
        `${FRONT_END}/thanks?from=mail#top&latchkey_token=${token}`,
      )
      expect(handedOver.headers.get('referrer-policy')).toBe('no-referrer')
      expect(handedOver.headers.getSetCookie()).toEqual([])
    }
    expect(await unusedChallenges(email)).toHaveLength(1)
    const { data } = await t.client().visitors.verifyMagicLink({ body: { token } })
    expect(data).toMatchObject({ visitor: { email }, returnTo })
  })

  test('a new link, asked for on the page of a spent one, leads to where the first one led', async () => {
    const handle = await seller()
    const { slug } = await t.make.page({ handle, accessMode: 'FREE_WITH_LOGIN' })
    for (const returnTo of [
      `${FRONT_END}/shop?x=1#/thanks?order=1`,
      `${t.origin(handle.name)}/${slug}#part`,
    ]) {
      const { browser, link, email } = await mailedLink({ handle: handle.name, pageSlug: slug, returnTo })
      await t.clock.advance(15 * 60 + 1)
      const spent = await page(browser.get(link))
      expect(spent.fields).toEqual({ email: '', page: slug, returnTo })
      // A mistyped address does not lose it either.
      const again = await page(browser.post('/_edge/visitor/sign-in', { ...spent.fields, email: 'ana' }))
      const asked = await browser.post('/_edge/visitor/sign-in', { ...again.fields, email })
      const { fields } = await page(browser.get(asked.headers.get('location') ?? ''))
      expect(fields).toMatchObject({ page: slug, returnTo, email })
      const next = await t.mail.magicLinkFor(email)
      expect(next.link).not.toBe(link)
      const { data } = await t.client().visitors.verifyMagicLink({ body: { token: next.token } })
      expect(data?.returnTo).toBe(returnTo)
    }
  })

  test('a new link for a front end that is no longer allowed leads to our own pages', async () => {
    const handle = await seller()
    const browser = t.browser(handle.name)
    const email = 'too-late@example.com'
    for (const returnTo of ['https://other.example/thanks', `${FRONT_END}/?latchkey_token=x`]) {
      const asked = await browser.post('/_edge/visitor/sign-in', { email, returnTo })
      expect(asked.status).toBe(303)
      const { token } = await t.mail.magicLinkFor(email)
      const { data } = await t.client().visitors.verifyMagicLink({ body: { token } })
      expect(data?.returnTo).toBeNull()
    }
  })

  test('stays on our own site when the creator took the front end off the list meanwhile', async () => {
    const handle = await seller()
    const { browser, link, email } = await mailedLink({
      handle: handle.name,
      returnTo: `${FRONT_END}/thanks`,
    })
    await t.db.updateTable('handles').set({ allowed_origins: [] }).where('id', '=', handle.id).execute()
    expect((await browser.get(link)).headers.get('content-security-policy')).not.toContain(FRONT_END)
    const opened = await browser.post(link)
    expect(opened.headers.get('location')).toBe(`${browser.origin}/_edge/visitor/access`)
    expect(await signedInEmail(browser)).toBe(email)
  })

  test('returns to a URL on the own site of the handle', async () => {
    const handle = await seller()
    const origin = t.origin(handle.name)
    const { browser, link } = await mailedLink({ handle: handle.name, returnTo: `${origin}/somewhere?x=1` })
    expect((await browser.post(link)).headers.get('location')).toBe(`${origin}/somewhere?x=1`)
  })

  test('of two presses of the button at once exactly one signs in', async () => {
    const handle = await seller()
    const { browser, link, email } = await mailedLink({ handle: handle.name })
    const responses = await Promise.all([browser.post(link), browser.post(link)])
    expect(responses.map(({ status }) => status).sort()).toEqual([303, 401])
    expect(await signedInEmail(browser)).toBe(email)
  })
})

describe('showAccessPage', () => {
  test('asks for an address, bound to the creator on their host and for everything on the bare one', async () => {
    const handle = await seller({ displayName: 'Ana’s Studio' })
    const bound = await page(t.browser(handle.name).get('/_edge/visitor/access'))
    expect(bound.text).toContain('what you have from Ana’s Studio')
    expect(bound.fields).toEqual({ email: '' })
    const library = await page(t.browser().get('/_edge/visitor/access'))
    expect(library.text).toContain('everything you have on Latchkey, from all creators')
  })

  test('there is none on the host of a handle that does not exist', async () => {
    const response = await t.browser('nobody-at-all').get('/_edge/visitor/access')
    expect(response.status).toBe(404)
    expect((await page(response)).h1).toEqual(['Page not found'])
  })

  test('lists what the visitor has and had, with prices, states and ids', async () => {
    const handle = await seller()
    const bought = await t.make.page({ handle, title: 'Bought', price: { amount: 1800, currency: 'jpy' } })
    const refunded = await t.make.page({
      handle,
      title: 'Refunded',
      price: { amount: 2500, currency: 'usd' },
    })
    const { browser, link, email } = await mailedLink({ handle: handle.name })
    const visitor = await t.make.visitor({ email })
    const purchase = await t.make.purchase({ page: bought, visitor })
    await t.make.purchase({
      page: refunded,
      visitor,
      row: {
        access: 'ended',
        grant_type: 'REFUNDED',
        refunded_amount: 2500,
        access_ended_at: t.clock.now(),
      },
    })
    await browser.post(link)
    const { text, links, forms } = await page(browser.get('/_edge/visitor/access'))
    expect(text).toContain(`Signed in as ${email}`)
    expect(text).toMatch(/Bought You have access .*Paid ¥1,800/)
    expect(text).toMatch(/Refunded Refunded .*Paid \$25.00 Refunded \$25.00/)
    expect(text).toContain(purchase.id)
    expect(links).toContain(`${browser.origin}/${bought.slug}`)
    expect(forms.flatMap(({ buttons }) => buttons)).toEqual([
      'Sign out',
      'Sign out here',
      'Sign out everywhere',
    ])
  })

  test('pages through a long history', async () => {
    const handle = await seller()
    const { browser, link, email } = await mailedLink({ handle: handle.name })
    const visitor = await t.make.visitor({ email })
    for (let index = 0; index < 21; index++) {
      await t.make.purchase({ page: await t.make.page({ handle, title: `Number ${index}` }), visitor })
    }
    await browser.post(link)
    const first = await page(browser.get('/_edge/visitor/access'))
    const older = first.links.find((href) => href.includes('cursor='))
    expect(first.text).not.toMatch(/Number 0 /)
    expect((await page(browser.get(older ?? ''))).text).toMatch(/Number 0 /)
    expect((await browser.get(`/_edge/visitor/access?cursor=${'x'.repeat(501)}`)).status).toBe(400)
  })
})

test.each(['<script>alert(1)</script>', '"><img src=x onerror=alert(1)>'])(
  'a display name such as %s is shown as text',
  async (displayName) => {
    const handle = await seller({ displayName })
    const { browser, link } = await mailedLink({ handle: handle.name })
    for (const url of [link, '/_edge/visitor/access']) {
      const markup = await (await browser.get(url)).text()
      expect(markup).not.toMatch(/<script|<img/)
      expect(readMarkup(markup).text).toContain(displayName)
    }
  },
)
