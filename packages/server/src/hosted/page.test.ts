import { describe, expect, test } from 'vitest'
import { testApp } from '../../test/app.ts'
import type { TestBrowser } from '../../test/browser.ts'
import type { TestPage } from '../../test/factories.ts'
import { readMarkup } from '../../test/markup.ts'
import { openShop } from '../../test/shop.ts'

const t = await testApp({ stripe: true, env: { LIMITS: 'off' } })

const shown = async (response: Response | Promise<Response>) => readMarkup(await (await response).text())

/** A browser on the page's site, signed in as somebody new. */
async function reader(page: TestPage) {
  const { visitor, token } = await t.make.visitorSession({ handle: { id: page.handleId } })
  const browser = t.browser(page.handle)
  browser.setCookie('_10x_visitor', token)
  return { browser, visitor }
}

const buyOn = (browser: TestBrowser, page: TestPage) => browser.post(`/${page.slug}`, { action: 'buy' })

describe('a public page', () => {
  test('shows title, seller and content to everybody', async () => {
    const handle = await t.make.handle({ displayName: 'Ana’s Studio' })
    const page = await t.make.page({ handle, title: 'Hello', content: 'Some *words*.\n\n# A heading' })
    const response = await t.browser(page.handle).get(`/${page.slug}`)
    expect(response.status).toBe(200)
    expect(response.headers.get('cache-control')).toBe('no-store')
    const { title, h1, text, elements } = await shown(response)
    expect([title, h1]).toEqual(['Hello · Ana’s Studio', ['Hello']])
    expect(text).toContain('by Ana’s Studio')
    expect(text).toContain('Some words. A heading')
    expect(elements).toContain('em')
  })
})

describe('a page for those who sign in', () => {
  test('shows its teaser and asks for an address; signed in it is open', async () => {
    const page = await t.make.page({
      accessMode: 'FREE_WITH_LOGIN',
      teaser: 'A **taste**',
      content: 'The rest',
    })
    const locked = await shown(t.browser(page.handle).get(`/${page.slug}`))
    expect(locked.text).toContain('A taste')
    expect(locked.text).not.toContain('The rest')
    expect(locked.fields).toEqual({ action: 'sign-in', email: '' })
    const { browser, visitor } = await reader(page)
    const open = await shown(browser.get(`/${page.slug}`))
    expect(open.text).toContain('The rest')
    expect(open.text).toContain(`Signed in as ${visitor.email}`)
  })

  test.each([
    ['has run out', async (page: TestPage) => ({ handle: { id: page.handleId }, expiresAt: t.clock.now() })],
    ['was ended', async (page: TestPage) => ({ handle: { id: page.handleId }, revokedAt: t.clock.now() })],
  ])('says so to somebody whose session %s', async (_, session) => {
    const page = await t.make.page({ accessMode: 'FREE_WITH_LOGIN' })
    const said = /Your sign-in on this device has ended/
    const browser = t.browser(page.handle)
    expect((await shown(browser.get(`/${page.slug}`))).text).not.toMatch(said)
    const { token } = await t.make.visitorSession(await session(page))
    browser.setCookie('_10x_visitor', token)
    expect((await shown(browser.get(`/${page.slug}`))).text).toMatch(said)
  })

  test('does not open for a session of another handle', async () => {
    const page = await t.make.page({ accessMode: 'FREE_WITH_LOGIN', content: 'The rest' })
    const { token } = await t.make.visitorSession({ handle: await t.make.handle() })
    const browser = t.browser(page.handle)
    browser.setCookie('_10x_visitor', token)
    const { text, fields } = await shown(browser.get(`/${page.slug}`))
    expect(text).not.toContain('The rest')
    expect(fields).toHaveProperty('email')
  })
})

describe('a paid page', () => {
  test('shows price and seller, with the price as the currency writes it', async () => {
    const { page } = await openShop(t, { price: { amount: 1800, currency: 'jpy' } })
    const { text, fields } = await shown(t.browser(page.handle).get(`/${page.slug}`))
    expect(text).toContain(`¥1,800 One-time payment, sold by ${page.handle}`)
    expect(text).not.toContain(`Content of ${page.slug}`)
    expect(fields).toEqual({ action: 'sign-in', email: '' })
  })

  test('is bought by one button that leads straight to Stripe', async () => {
    const { page } = await openShop(t)
    const { browser } = await reader(page)
    const offer = await browser.get(`/${page.slug}`)
    expect(offer.headers.get('content-security-policy')).toContain(`form-action 'self' ${t.stripe.url};`)
    expect((await shown(offer)).forms).toContainEqual({
      method: 'post',
      action: `/${page.slug}`,
      buttons: ['Buy'],
    })
    const bought = await buyOn(browser, page)
    expect(bought.status).toBe(303)
    expect(new URL(bought.headers.get('location') ?? '').origin).toBe(t.stripe.url)
  })

  test('is open to those who bought it', async () => {
    const { page } = await openShop(t)
    const { browser, visitor } = await reader(page)
    await t.make.purchase({ page, visitor })
    expect((await shown(browser.get(`/${page.slug}`))).text).toContain(`Content of ${page.slug}`)
    const again = await buyOn(browser, page)
    expect([again.status, again.headers.get('location')]).toEqual([303, `/${page.slug}`])
  })

  test('says after a refund that it is no longer available, and offers it again', async () => {
    const { page } = await openShop(t)
    const { browser, visitor } = await reader(page)
    await t.make.purchase({
      page,
      visitor,
      row: { access: 'ended', grant_type: 'REFUNDED', refunded_amount: 2500, access_ended_at: t.clock.now() },
    })
    const { text, forms } = await shown(browser.get(`/${page.slug}`))
    expect(text).toContain('This page is no longer available to you')
    expect(text).toContain('Your payment was refunded ($25.00)')
    expect(text).not.toContain(`Content of ${page.slug}`)
    expect(forms.at(-1)?.buttons).toEqual(['Buy again'])
    expect((await buyOn(browser, page)).headers.get('location')).toContain(t.stripe.url)
  })

  test('says that access was ended when no money came back', async () => {
    const { page } = await openShop(t)
    const { browser, visitor } = await reader(page)
    await t.make.purchase({
      page,
      visitor,
      row: { access: 'ended', grant_type: 'REVOKED', access_ended_at: t.clock.now() },
    })
    const { text } = await shown(browser.get(`/${page.slug}`))
    expect(text).toContain('Your access has ended')
    expect(text).not.toContain('refunded')
  })

  test('waits while a delayed payment is on its way, and starts no second one', async () => {
    const { page } = await openShop(t)
    const { browser, visitor } = await reader(page)
    await t.make.purchase({
      page,
      visitor,
      row: { state: 'processing', access: 'none', grant_type: null, access_since: null },
    })
    const { text, forms } = await shown(browser.get(`/${page.slug}`))
    expect(text).toContain('Your payment is being processed')
    expect(text).toContain(visitor.email)
    expect(forms.flatMap(({ buttons }) => buttons)).toEqual(['Sign out'])
    expect((await buyOn(browser, page)).headers.get('location')).toBe(`/${page.slug}`)
  })

  test('is on hold while the payment is disputed, and cannot be bought meanwhile', async () => {
    const { page } = await openShop(t)
    const { browser, visitor } = await reader(page)
    await t.make.purchase({ page, visitor, row: { access: 'suspended' } })
    const { text, forms } = await shown(browser.get(`/${page.slug}`))
    expect(text).toContain('Your access is on hold')
    expect(text).not.toContain(`Content of ${page.slug}`)
    expect(forms.flatMap(({ buttons }) => buttons)).toEqual(['Sign out'])
    expect((await buyOn(browser, page)).headers.get('location')).toBe(`/${page.slug}`)
  })

  test('is not for sale while its seller is not connected to Stripe', async () => {
    const page = await t.make.page({ price: { amount: 900, currency: 'eur' } })
    const stranger = await shown(t.browser(page.handle).get(`/${page.slug}`))
    expect(stranger.text).toContain('€9.00')
    expect(stranger.text).toContain('Not for sale yet')
    expect(stranger.forms).toEqual([])
    const { browser } = await reader(page)
    expect((await shown(browser.get(`/${page.slug}`))).text).toContain('Not for sale yet')
    expect((await buyOn(browser, page)).headers.get('location')).toMatch(/\?checkout=not-ready$/)
  })

  test('says that nothing was charged when Stripe does not answer, and after turning back', async () => {
    const { page } = await openShop(t)
    const { browser } = await reader(page)
    t.stripe.fault('api-down')
    const failed = (await buyOn(browser, page)).headers.get('location') ?? ''
    t.stripe.fault(null)
    expect((await shown(browser.get(failed))).text).toContain('Stripe did not respond. Nothing was charged')
    const cancelled = await shown(browser.get(`/${page.slug}?checkout=cancelled`))
    expect(cancelled.text).toContain('You left before paying, so nothing was charged')
    for (const reason of ['constructor', '<script>', '']) {
      const unknown = await shown(browser.get(`/${page.slug}?checkout=${encodeURIComponent(reason)}`))
      expect(unknown.text).not.toContain('Nothing was charged')
      expect(unknown.elements).not.toContain('script')
    }
  })

  test('asks a visitor to sign in again who presses Buy after their session ended', async () => {
    const { page } = await openShop(t)
    const pressed = await buyOn(t.browser(page.handle), page)
    expect([pressed.status, pressed.headers.get('location')]).toEqual([303, `/${page.slug}`])
  })
})

describe('addresses without a page', () => {
  test('drafts, unknown and misspelled names, and names that cannot be, look the same', async () => {
    const handle = await t.make.handle()
    const draft = await t.make.page({ handle, state: 'draft', title: 'Secret plans' })
    const browser = t.browser(handle.name)
    const bodies = await Promise.all(
      [draft.slug, 'unknown', 'a--b', '%00', 'favicon.ico'].map(async (slug) => {
        const response = await browser.get(`/${slug}`)
        expect(response.status).toBe(404)
        const requestId = response.headers.get('x-request-id') ?? ''
        return (await response.text()).replaceAll(requestId, 'req')
      }),
    )
    expect(new Set(bodies).size).toBe(1)
    expect(readMarkup(bodies[0] ?? '').h1).toEqual(['Page not found'])
  })

  test('the forms of a draft are not there either', async () => {
    const draft = await t.make.page({ state: 'draft' })
    const browser = t.browser(draft.handle)
    const email = 'early@example.com'
    const asked = await browser.post(`/${draft.slug}`, { action: 'sign-in', email })
    expect(asked.status).toBe(404)
    expect(await t.mail.to(email)).toEqual([])
  })

  test('pages are served on the host of their handle only', async () => {
    const page = await t.make.page()
    for (const host of [undefined, 'api', 'app', (await t.make.handle()).name]) {
      expect((await t.browser(host).get(`/${page.slug}`)).status).toBe(404)
    }
    // Docs that are not built say so.
    expect([404, 503]).toContain((await t.browser('docs').get(`/${page.slug}`)).status)
  })

  test('a browser gets a page for an unknown path, a program gets JSON', async () => {
    const url = `${t.origin('somebody')}/no/such/thing`
    const page = await t.send(new Request(url, { headers: { accept: 'text/html,*/*;q=0.8' } }))
    expect([page.status, page.headers.get('content-type')]).toEqual([404, 'text/html; charset=utf-8'])
    const json = await t.send(new Request(url))
    expect(await json.json()).toMatchObject({ error: 'not_found' })
  })
})

describe('the list of pages', () => {
  test('shows what is published, newest first, with prices', async () => {
    const { handle, page } = await openShop(t)
    await t.make.page({ handle, state: 'draft', title: 'Secret plans' })
    const { text, links, h1 } = await shown(t.browser(handle.name).get('/'))
    expect(h1).toEqual([handle.name])
    expect(links).toContain(`/${page.slug}`)
    expect(text).toContain('$25.00')
    expect(text).not.toContain('Secret plans')
  })

  test('goes on page by page', async () => {
    const handle = await t.make.handle()
    for (let index = 0; index < 21; index++) await t.make.page({ handle, title: `Number ${index}.` })
    const browser = t.browser(handle.name)
    const first = await shown(browser.get('/'))
    const older = first.links.find((href) => href.includes('cursor=')) ?? ''
    const rest = await shown(browser.get(older))
    expect(first.text.match(/Number \d+\./g)).toHaveLength(20)
    expect(rest.text.match(/Number \d+\./g)).toHaveLength(1)
    expect(rest.links).toContain('/')
  })

  test('is not there for a handle that nobody has', async () => {
    expect((await t.browser('nobody-at-all').get('/')).status).toBe(404)
  })
})

describe('injection', () => {
  const attacks = [
    '<script>alert(1)</script>',
    '"><img src=x onerror=alert(1)>',
    '<a href="javascript:alert(1)">x</a>',
    '[x](javascript:alert(1))',
    '![x](data:text/html;base64,PHNjcmlwdD4=)',
    '<iframe src="https://evil.example"></iframe>',
    '<form action="https://evil.example"><input name=card></form>',
    '<style>body{display:none}</style>',
    '<svg><script>alert(1)</script></svg>',
    '<div style="position:fixed" onclick="x()" id="main" class="button">x</div>',
    '</div></article></main><script>alert(1)</script>',
  ]

  test.each(attacks)('%s does nothing in title, teaser, content or display name', async (attack) => {
    const handle = await t.make.handle({ displayName: attack })
    const page = await t.make.page({ handle, title: attack, teaser: attack, content: attack })
    const locked = await t.make.page({
      handle,
      accessMode: 'FREE_WITH_LOGIN',
      title: attack,
      teaser: attack,
    })
    for (const path of [`/${page.slug}`, `/${locked.slug}`, '/']) {
      const { title, h1, elements, attributes, links } = await shown(t.browser(handle.name).get(path))
      expect(title).toContain(attack)
      expect(h1).toEqual([attack])
      for (const element of ['script', 'iframe', 'style', 'object', 'embed']) {
        expect(elements).not.toContain(element)
      }
      expect([...attributes].filter((name) => name.startsWith('on') || name === 'style')).toEqual([])
      expect(links.filter((href) => !/^(?:\/|#|https?:|mailto:)/.test(href))).toEqual([])
    }
  })

  test('an e-mail address is shown as text, and what is none is refused', async () => {
    const page = await t.make.page({ accessMode: 'FREE_WITH_LOGIN' })
    const browser = t.browser(page.handle)
    const entered = '"><script>alert(1)</script>@example.com'
    const refused = await browser.post(`/${page.slug}`, { action: 'sign-in', email: entered })
    expect(refused.status).toBe(400)
    const { fields, elements, byId } = await shown(refused)
    expect(fields.email).toBe(entered)
    expect(elements).not.toContain('script')
    expect(byId('email')).toMatchObject({
      'aria-invalid': 'true',
      'aria-describedby': 'email-error email-hint',
    })
    expect(byId('email-error')).toBeDefined()

    const odd = "o'neill+x@example.com"
    const asked = await browser.post(`/${page.slug}`, { action: 'sign-in', email: odd })
    const next = await shown(browser.get(asked.headers.get('location') ?? ''))
    expect(next.text).toContain(`We sent a link to ${odd}`)
  })
})
