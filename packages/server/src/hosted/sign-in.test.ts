import { describe, expect, test } from 'vitest'
import { testApp } from '../../test/app.ts'
import type { TestBrowser } from '../../test/browser.ts'
import { readMarkup } from '../../test/markup.ts'
import { openShop } from '../../test/shop.ts'

const t = await testApp({ stripe: true, env: { LIMITS: 'off' } })

const shown = async (response: Response | Promise<Response>) => readMarkup(await (await response).text())

const challengesFor = async (email: string) =>
  await t.db.selectFrom('magic_link_challenges').selectAll().where('email', '=', email).execute()

async function signedInEmail(browser: TestBrowser): Promise<string | null> {
  const { data } = await browser.client.visitors.getVisitor()
  return data?.visitor.email ?? null
}

/** Asks for a link on a page, and follows the redirect. */
async function askOn(browser: TestBrowser, path: string, email: string) {
  const asked = await browser.post(path, { action: 'sign-in', email })
  expect(asked.status).toBe(303)
  const location = asked.headers.get('location') ?? ''
  return { location, challenge: new URL(location, browser.origin).searchParams.get('challenge') ?? '' }
}

describe('asking for a link', () => {
  test('leads to a page that says where the mail went, without the address in its URL; reloading sends nothing', async () => {
    const page = await t.make.page({ accessMode: 'FREE_WITH_LOGIN' })
    const browser = t.browser(page.handle)
    const { location } = await askOn(browser, `/${page.slug}`, ' Reload@Example.com ')
    expect(location).not.toContain('example')
    for (let time = 0; time < 2; time++) {
      const { h1, text, byId } = await shown(browser.get(location))
      expect(h1).toEqual(['Check your email'])
      expect(text).toContain('We sent a link to reload@example.com')
      expect(byId('code')).toMatchObject({ autocomplete: 'one-time-code', inputmode: 'numeric' })
    }
    expect(await t.mail.to('reload@example.com')).toHaveLength(1)
  })

  test('on the access page of a creator the link is bound to them, on the bare host to nobody', async () => {
    const handle = await t.make.handle()
    await t.browser(handle.name).post('/_edge/visitor/sign-in', { email: 'bound@example.com' })
    expect(await challengesFor('bound@example.com')).toMatchObject([
      { handle_id: handle.id, page_slug: null },
    ])

    const bare = t.browser()
    const asked = await bare.post('/_edge/visitor/sign-in', { email: 'free@example.com', page: 'premium' })
    expect(await challengesFor('free@example.com')).toMatchObject([{ handle_id: null, page_slug: null }])
    const { text, fields } = await shown(bare.get(asked.headers.get('location') ?? ''))
    expect(text).toContain('Open it in this browser')
    expect(fields).toEqual({})
  })

  test.each(['', 'ana', 'ana@', 'a b@example.com', `${'x'.repeat(250)}@example.com`])(
    '%j is no address: the form comes again with what was entered',
    async (email) => {
      const handle = await t.make.handle()
      const response = await t.browser(handle.name).post('/_edge/visitor/sign-in', { email, page: 'premium' })
      expect(response.status).toBe(400)
      const { title, text, fields } = await shown(response)
      expect(title).toMatch(/^Error: /)
      expect(text).toContain('Enter your email address')
      expect(fields).toEqual({ email, page: 'premium' })
    },
  )

  test('a form that does not fit is refused', async () => {
    const page = await t.make.page({ accessMode: 'FREE_WITH_LOGIN' })
    const browser = t.browser(page.handle)
    expect((await browser.post(`/${page.slug}`, { action: 'dance' })).status).toBe(400)
    expect((await browser.post(`/${page.slug}`, { action: 'sign-in', email: 'x'.repeat(2001) })).status).toBe(
      400,
    )
    expect(
      (await browser.post(`/${page.slug}`, { action: 'sign-in', email: 'a\0b@example.com' })).status,
    ).toBe(400)
    const json = new Request(`${browser.origin}/${page.slug}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    })
    expect((await t.send(json)).status).toBe(415)
    const large = { action: 'sign-in', email: 'x'.repeat(300_000) }
    const tooLarge = await browser.post(`/${page.slug}`, large)
    expect(tooLarge.status).toBe(413)
    expect((await shown(tooLarge)).elements).toContain('h1')
  })

  test('there is none on the host of a handle that does not exist', async () => {
    const browser = t.browser('nobody-at-all')
    expect((await browser.post('/_edge/visitor/sign-in', { email: 'x@example.com' })).status).toBe(404)
  })
})

describe('entering the code', () => {
  test('signs in and goes on to what the visitor came for', async () => {
    const page = await t.make.page({ accessMode: 'FREE_WITH_LOGIN' })
    const browser = t.browser(page.handle)
    const email = 'code@example.com'
    const { challenge, location } = await askOn(browser, `/${page.slug}`, email)
    const { code } = await t.mail.magicLinkFor(email)
    const arabic = Array.from(code ?? '', (digit) => String.fromCodePoint(0x660 + Number(digit))).join('')
    const spaced = `${arabic.slice(0, 3)} ${arabic.slice(3)}`
    const entered = await browser.post('/_edge/visitor/check-mail', { challenge, code: spaced })
    expect([entered.status, entered.headers.get('location')]).toEqual([303, `${browser.origin}/${page.slug}`])
    expect(await signedInEmail(browser)).toBe(email)
    const back = await browser.get(location)
    expect([back.status, back.headers.get('location')]).toEqual([303, `${browser.origin}/${page.slug}`])
  })

  test('leads straight on to Stripe for a page that has to be paid, which the policy allows', async () => {
    const { page } = await openShop(t)
    const browser = t.browser(page.handle)
    const email = 'code-buyer@example.com'
    const { challenge, location } = await askOn(browser, `/${page.slug}`, email)
    const { code } = await t.mail.magicLinkFor(email)
    const policy = (await browser.get(location)).headers.get('content-security-policy')
    expect(policy).toContain(`form-action 'self' ${t.stripe.url};`)
    const entered = await browser.post('/_edge/visitor/check-mail', { challenge, code: code ?? '' })
    expect(new URL(entered.headers.get('location') ?? '').origin).toBe(t.stripe.url)
  })

  test('a wrong code comes back with what is wrong; after five the link still works', async () => {
    const page = await t.make.page({ accessMode: 'FREE_WITH_LOGIN' })
    const browser = t.browser(page.handle)
    const email = 'wrong@example.com'
    const { challenge } = await askOn(browser, `/${page.slug}`, email)
    const { code, link } = await t.mail.magicLinkFor(email)
    const wrong = code === '111111' ? '222222' : '111111'
    for (let time = 0; time < 5; time++) {
      const response = await browser.post('/_edge/visitor/check-mail', { challenge, code: wrong })
      expect(response.status).toBe(401)
      const { title, text, byId } = await shown(response)
      expect(title).toMatch(/^Error: /)
      expect(text).toContain('That code is not correct')
      expect(byId('code')).toMatchObject({
        'aria-invalid': 'true',
        'aria-describedby': 'code-error code-hint',
      })
    }
    const burnt = await browser.post('/_edge/visitor/check-mail', { challenge, code: code ?? '' })
    expect(burnt.status).toBe(401)
    expect(await signedInEmail(browser)).toBeNull()
    expect((await browser.post(link)).status).toBe(303)
    expect(await signedInEmail(browser)).toBe(email)
  })

  test('after 15 minutes, or when it was used elsewhere, a new link is offered', async () => {
    const page = await t.make.page({ accessMode: 'FREE_WITH_LOGIN' })
    const browser = t.browser(page.handle)
    const used = await askOn(browser, `/${page.slug}`, 'used@example.com')
    const { link, code } = await t.mail.magicLinkFor('used@example.com')
    await t.browser(page.handle).post(link)
    for (const response of [
      await browser.get(used.location),
      await browser.post('/_edge/visitor/check-mail', { challenge: used.challenge, code: code ?? '' }),
    ]) {
      expect(response.status).toBe(401)
      const { h1, fields } = await shown(response)
      expect(h1).toEqual(['This link has already been used'])
      expect(fields).toEqual({ page: page.slug, email: '' })
    }
    const late = await askOn(browser, `/${page.slug}`, 'late@example.com')
    await t.clock.advance(15 * 60 + 1)
    expect((await shown(browser.get(late.location))).h1).toEqual(['This link has expired'])
  })

  test('a challenge of one handle is not there on the host of another, nor on the bare one', async () => {
    const page = await t.make.page({ accessMode: 'FREE_WITH_LOGIN' })
    const { location, challenge } = await askOn(t.browser(page.handle), `/${page.slug}`, 'host@example.com')
    const { code } = await t.mail.magicLinkFor('host@example.com')
    const other = await t.make.handle()
    for (const browser of [t.browser(other.name), t.browser()]) {
      expect((await browser.get(location)).status).toBe(404)
      const entered = await browser.post('/_edge/visitor/check-mail', { challenge, code: code ?? '' })
      expect(entered.status).toBe(404)
      expect(await signedInEmail(browser)).toBeNull()
    }
    for (const odd of ['', 'x', `chl_${'0'.repeat(26)}`, 'chl_%00']) {
      expect((await t.browser().get(`/_edge/visitor/check-mail?challenge=${odd}`)).status).toBe(404)
    }
  })
})

describe('waiting for the link', () => {
  test('goes on once this browser has the session, and says only that the link was used to any other', async () => {
    const page = await t.make.page({ accessMode: 'FREE_WITH_LOGIN' })
    const [here, other] = [t.browser(page.handle), t.browser(page.handle)]
    const email = 'waits@example.com'
    const { location, challenge } = await askOn(here, `/${page.slug}`, email)
    const waiting = await here.get(location)
    expect(waiting.headers.get('content-security-policy')).toContain("script-src 'self'; connect-src 'self';")
    const { links, attributes } = await shown(waiting)
    expect(links).toContain(`/_edge/visitor/check-mail?challenge=${challenge}`)
    // A page that reloads by itself would take away what is being typed.
    expect(attributes).not.toContain('http-equiv')

    await here.post((await t.mail.magicLinkFor(email)).link)
    const gone = await here.get(location)
    expect([gone.status, gone.headers.get('location')]).toEqual([303, `${here.origin}/${page.slug}`])
    expect(gone.headers.getSetCookie()).toEqual([])
    const elsewhere = await other.get(location)
    expect(elsewhere.status).toBe(401)
    expect(elsewhere.headers.getSetCookie()).toEqual([])
    expect((await shown(elsewhere)).h1).toEqual(['This link has already been used'])
    expect(await signedInEmail(other)).toBeNull()
  })

  test('goes on for a link of the library, and not for whoever is signed in with another address', async () => {
    const [here, other] = [t.browser(), t.browser()]
    const email = 'library-waits@example.com'
    const { location } = await askOn(here, '/_edge/visitor/sign-in', email)
    await askOn(other, '/_edge/visitor/sign-in', 'somebody-else@example.com')
    await other.post((await t.mail.magicLinkFor('somebody-else@example.com')).link)
    await here.post((await t.mail.magicLinkFor(email)).link)
    expect((await here.get(location)).headers.get('location')).toBe(`${here.origin}/_edge/visitor/access`)
    expect((await other.get(location)).status).toBe(401)
  })
})

test('codes that are switched off are said to be so, whatever is entered, and the link still works', async () => {
  const page = await t.make.page({ accessMode: 'FREE_WITH_LOGIN' })
  const browser = t.browser(page.handle)
  const email = 'locked-out@example.com'
  const { challenge } = await askOn(browser, `/${page.slug}`, email)
  const { code, link } = await t.mail.magicLinkFor(email)
  const wrong = code === '111111' ? '222222' : '111111'
  await t.db
    .insertInto('wrong_codes')
    .values(Array.from({ length: 10 }, () => ({ email, occurred_at: t.clock.now() })))
    .execute()
  for (const entered of [code ?? '', wrong]) {
    const response = await browser.post('/_edge/visitor/check-mail', { challenge, code: entered })
    expect(response.status).toBe(401)
    const { title, text, byId } = await shown(response)
    expect(title).toMatch(/^Error: /)
    expect(text).toContain('codes are switched off for now. The link in the email still works.')
    expect(byId('code')).toBeUndefined()
    const { error } = await t
      .client()
      .visitors.verifyMagicLink({ body: { challengeId: challenge, code: entered } })
    expect(error?.code).toBe('codes_locked')
  }
  expect((await browser.post(link)).status).toBe(303)
  expect(await signedInEmail(browser)).toBe(email)
})

describe('signing out', () => {
  test('ends this session, or all of them, and shows the way back in', async () => {
    const page = await t.make.page({ accessMode: 'FREE_WITH_LOGIN' })
    const email = 'leaver@example.com'
    const [here, there] = [t.browser(page.handle), t.browser(page.handle)]
    for (const browser of [here, there]) {
      await askOn(browser, `/${page.slug}`, email)
      await browser.post((await t.mail.magicLinkFor(email)).link)
    }
    const token = here.cookie('_10x_visitor') ?? ''
    const out = await here.post('/_edge/visitor/sign-out')
    expect([out.status, out.headers.get('location')]).toEqual([303, '/_edge/visitor/access'])
    expect(here.cookie('_10x_visitor')).toBeNull()
    const said = async () => (await shown(here.get('/_edge/visitor/access'))).text
    expect(await said()).toContain('You are signed out in this browser.')
    expect(await said(), 'once').not.toContain('You are signed out')
    here.setCookie('_10x_visitor', token)
    expect([await signedInEmail(here), await signedInEmail(there)]).toEqual([null, email])

    await askOn(here, `/${page.slug}`, email)
    await here.post((await t.mail.magicLinkFor(email)).link)
    await here.post('/_edge/visitor/sign-out', { everywhere: 'yes' })
    expect(await signedInEmail(there)).toBeNull()
    expect(await said()).toContain('You are signed out in all browsers.')
    here.setCookie('_10x_notice', 'anything <b>else</b>')
    expect(await said()).not.toMatch(/signed out|anything/)
    expect((await here.post('/_edge/visitor/sign-out')).status).toBe(303)
  })
})

describe('forms of other sites', () => {
  test.each(['cross-site', 'same-site'] as const)('%s: no mail, no payment, no sign-out', async (site) => {
    const { page } = await openShop(t)
    const { visitor, token } = await t.make.visitorSession()
    const browser = t.browser(page.handle)
    browser.setCookie('_10x_visitor', token)
    const email = `victim-${site}@example.com`
    for (const [path, fields] of [
      [`/${page.slug}`, { action: 'sign-in', email }],
      [`/${page.slug}`, { action: 'buy' }],
      ['/_edge/visitor/sign-in', { email }],
      ['/_edge/visitor/sign-out', { everywhere: 'yes' }],
      ['/_edge/visitor/check-mail', { challenge: 'x', code: '1' }],
    ] as const) {
      const response = await browser.post(path, fields, { site })
      expect(response.status).toBe(403)
      const { h1, links } = await shown(response)
      expect(h1).toEqual(['Please try that again here'])
      expect(links).toContain(path.startsWith('/_edge/visitor/') ? '/_edge/visitor/access' : path)
      expect(response.headers.getSetCookie()).toEqual([])
    }
    expect(await signedInEmail(browser)).toBe(visitor.email)
    expect(await challengesFor(email)).toEqual([])
    expect(
      await t.db.selectFrom('purchases').select('id').where('visitor_id', '=', visitor.id).execute(),
    ).toEqual([])
  })

  test('are told by Origin where Sec-Fetch-Site is missing', async () => {
    const handle = await t.make.handle()
    const post = async (headers: Record<string, string>) => {
      const body = new URLSearchParams({ email: 'origin@example.com' })
      const url = `${t.origin(handle.name)}/_edge/visitor/sign-in`
      return (await t.send(new Request(url, { method: 'POST', headers, body }))).status
    }
    expect(await post({ origin: t.origin(handle.name) })).toBe(303)
    expect(await post({})).toBe(303)
    for (const origin of ['null', t.origin(), t.origin('evil'), 'https://evil.example']) {
      expect(await post({ origin })).toBe(403)
    }
    expect(await challengesFor('origin@example.com')).toHaveLength(2)
  })
})

describe('limits', () => {
  test('are those of requestMagicLink, whichever door is used, and say how long to wait', async () => {
    await using limited = await testApp()
    const page = await limited.make.page({ accessMode: 'FREE_WITH_LOGIN' })
    const browser = limited.browser(page.handle)
    const email = 'often@example.com'
    expect((await browser.post(`/${page.slug}`, { action: 'sign-in', email })).status).toBe(303)
    expect((await browser.post('/_edge/visitor/sign-in', { email })).status).toBe(303)
    await limited.browser(page.handle).client.visitors.requestMagicLink({ body: { email } })
    const refused = await browser.post(`/${page.slug}`, { action: 'sign-in', email: email.toUpperCase() })
    expect(refused.status).toBe(429)
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    expect((await shown(refused)).text).toMatch(/You can request another link in \d+ minutes/)
    expect(await limited.mail.to(email)).toHaveLength(3)
  })

  test('a browser that signed in before is not locked out by strangers', async () => {
    await using limited = await testApp()
    const page = await limited.make.page({ accessMode: 'FREE_WITH_LOGIN' })
    const email = 'owner@example.com'
    const owner = limited.browser(page.handle)
    await owner.post(`/${page.slug}`, { action: 'sign-in', email })
    await owner.post((await limited.mail.magicLinkFor(email)).link)
    for (let time = 0; time < 5; time++) {
      await limited.browser(page.handle).post(`/${page.slug}`, { action: 'sign-in', email })
    }
    expect(
      (await limited.browser(page.handle).post(`/${page.slug}`, { action: 'sign-in', email })).status,
    ).toBe(429)
    expect((await owner.post(`/${page.slug}`, { action: 'sign-in', email })).status).toBe(303)
  })

  test('codes are guessed at most as often as verifyMagicLink allows', async () => {
    await using limited = await testApp({ env: { LIMITS: '{"verifyMagicLink":{"challenge":"2/10m"}}' } })
    const page = await limited.make.page({ accessMode: 'FREE_WITH_LOGIN' })
    const browser = limited.browser(page.handle)
    const asked = await browser.post(`/${page.slug}`, { action: 'sign-in', email: 'guess@example.com' })
    const challenge =
      new URL(asked.headers.get('location') ?? '', browser.origin).searchParams.get('challenge') ?? ''
    const statuses = []
    for (let time = 0; time < 3; time++) {
      statuses.push((await browser.post('/_edge/visitor/check-mail', { challenge, code: '000000' })).status)
    }
    expect(statuses).toEqual([401, 401, 429])
  })
})
