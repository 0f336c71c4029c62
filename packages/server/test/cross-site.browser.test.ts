import { expect, test } from 'vitest'
import { openSession } from '../src/features/accounts/service.ts'
import { ACCOUNT_COOKIE } from '../src/platform/http/cookies.ts'
import { hashSecret, newSecret } from '../src/platform/secrets.ts'
import { startLive } from './live.ts'
import { until } from './until.ts'

// Below latchkey.localhost the hosts of two handles are one site for Chromium, as they are in production.
const live = await startLive('latchkey.localhost', { inbox: true })

/** The victim's, one for all tests: a profile of its own for each takes longer than what happens in it. */
const page = await live.page()

/** Somebody signed in on the site of a creator who sells a page. */
async function victim() {
  const stripeAccount = await live.stripe.dashboard.createReadyAccount()
  const handle = await live.make.handle({ stripeAccount })
  const sold = await live.make.page({ handle, price: { amount: 2500, currency: 'usd' } })
  const { visitor, token } = await live.make.visitorSession({ handle })
  const origin = live.origin(handle.name)
  await page.goto('about:blank')
  await page.context().clearCookies()
  await page
    .context()
    .addCookies([{ name: '_10x_visitor', value: token, url: origin, httpOnly: true, sameSite: 'Lax' }])
  return { handle, sold, visitor, origin }
}

/** Shows `markup` as a page of the attacker's on a sibling host. */
async function attack(markup: string): Promise<void> {
  live.answerFor('attacker', async () => new Response(markup, { headers: { 'content-type': 'text/html' } }))
  await page.goto(`${live.origin('attacker')}/trap`)
}

const form = (action: string, fields: Record<string, string>) =>
  `<form method="post" action="${action}">${Object.entries(fields)
    .map(([name, value]) => `<input type="hidden" name="${name}" value="${value}">`)
    .join('')}<button>Win a prize</button></form>`

/** Presses the attacker's button; gives the status of our answer. */
async function pressTrap(): Promise<number> {
  const answered = page.waitForResponse((response) => response.request().method() === 'POST')
  await page.click('button')
  return (await answered).status()
}

const lastPost = () => live.requests.findLast(({ method }) => method === 'POST')

const isSignedIn = async (url: string) => {
  await page.goto(url)
  return (await page.textContent('header'))?.includes('Signed in as') ?? false
}

const purchasesOf = async (visitorId: string) =>
  await live.deps.db.selectFrom('purchases').select('id').where('visitor_id', '=', visitorId).execute()

test('a form on a sibling host starts no payment, although the browser sends the cookie along', async () => {
  const { origin, sold, visitor } = await victim()
  await attack(form(`${origin}/${sold.slug}`, { action: 'buy' }))
  expect(await pressTrap()).toBe(403)
  expect(lastPost()?.headers.get('sec-fetch-site')).toBe('same-site')
  expect(lastPost()?.headers.get('cookie')).toContain('_10x_visitor=vst_')
  expect(await purchasesOf(visitor.id)).toEqual([])
})

test('a form on a sibling host mails nobody', async () => {
  const { origin, sold } = await victim()
  const email = 'spammed@example.com'
  for (const [action, fields] of [
    [`${origin}/${sold.slug}`, { action: 'sign-in', email }],
    [`${origin}/_edge/visitor/sign-in`, { email }],
  ] as const) {
    await attack(form(action, fields))
    expect(await pressTrap()).toBe(403)
  }
  const challenges = live.deps.db.selectFrom('magic_link_challenges').select('id').where('email', '=', email)
  expect(await challenges.execute()).toEqual([])
})

test('a form on a sibling host signs nobody out, nor does a script', async () => {
  const { origin, sold } = await victim()
  await attack(form(`${origin}/_edge/visitor/sign-out`, { everywhere: 'yes' }))
  expect(await pressTrap()).toBe(403)
  await attack('<p>')
  const url = `${origin}/v2/visitor/auth/logout`
  await page.evaluate(
    (target) => fetch(target, { method: 'POST', mode: 'no-cors', credentials: 'include' }),
    url,
  )
  expect(await isSignedIn(`${origin}/${sold.slug}`)).toBe(true)
})

test('a form on a sibling host does not sign the visitor in as the attacker', async () => {
  const { origin, sold } = await victim()
  await page.context().clearCookies()
  const email = 'attacker@example.com'
  const asker = await live.page()
  await asker.goto(`${origin}/${sold.slug}`)
  await asker.fill('#email', email)
  await asker.click('main button')
  const { text } = await live.inbox.find(email, /^(sign in|your link) to /i)
  const [link = ''] = /https?:\/\/\S+\/access\/t\/[\w-]+/.exec(text) ?? []
  await attack(form(link, {}))
  expect(await pressTrap()).toBe(303)
  await page.waitForURL(link)
  expect(await page.textContent('main')).toContain(email)
  expect(await isSignedIn(`${origin}/${sold.slug}`)).toBe(false)
})

test('a script on a sibling host reads nothing with the cookie of the visitor', async () => {
  const { origin, sold } = await victim()
  await attack('<p>')
  const read = async (path: string, credentials: RequestCredentials) =>
    await page.evaluate(
      async ([target = '', mode]) =>
        await fetch(target, { credentials: mode as RequestCredentials }).then(
          async (response) => `${response.status} ${await response.text()}`,
          () => 'refused by the browser',
        ),
      [`${origin}${path}`, credentials],
    )
  expect(await read('/v2/visitor/me', 'include')).toBe('refused by the browser')
  expect(await read(`/${sold.slug}`, 'include')).toBe('refused by the browser')
  expect(await read('/v2/visitor/me', 'omit')).toMatch(/^401 /)
})

test('our own forms say where they come from, also to servers that do not know Sec-Fetch-Site', async () => {
  const { origin } = await victim()
  await page.goto(`${origin}/_edge/visitor/access`)
  await page.click('text=Sign out here')
  await page.getByLabel('Your email address').waitFor()
  const headers = lastPost()?.headers
  expect([headers?.get('origin'), headers?.get('sec-fetch-site')]).toEqual([origin, 'same-origin'])
})

test('Chromium holds back a form whose redirect leads where the policy does not allow', async () => {
  const { origin, handle, sold, visitor } = await victim()
  const url = `${origin}/${sold.slug}`
  await page.goto(url)
  await page.getByRole('button', { name: 'Buy' }).click()
  await page.waitForURL(`${live.stripe.url}/**`)

  // The same page without Stripe in its policy, to know that the above could have failed.
  live.answerFor(handle.name, async (_, next) => {
    const response = await next()
    const policy = response.headers.get('content-security-policy')?.replace(` ${live.stripe.url}`, '')
    if (policy) response.headers.set('content-security-policy', policy)
    return response
  })
  const complaints: string[] = []
  page.on('console', (message) => complaints.push(message.text()))
  await page.goto(url)
  await page.getByRole('button', { name: 'Buy' }).click()
  await until('a complaint about form-action', async () =>
    complaints.find((text) => text.includes('form-action')),
  )
  expect(page.url()).toBe(url)
  expect(await purchasesOf(visitor.id)).toHaveLength(1)
})

test('a page cannot be framed by a sibling host', async () => {
  const { origin, sold } = await victim()
  const link = `${origin}/_edge/visitor/access/t/${newSecret('')}`
  for (const url of [`${origin}/${sold.slug}`, link]) {
    await attack(`<iframe src="${url}"></iframe>`)
    const frame = page.frames().find((candidate) => candidate !== page.mainFrame())
    expect(frame?.url()).toBe('chrome-error://chromewebdata/')
  }
})

test('a page on a sibling host can neither renew, end nor use the session of the dashboard', async () => {
  const { id } = await live.make.account()
  const { refreshToken } = await openSession(live.deps, id)
  await page.goto('about:blank')
  await page.context().clearCookies()
  const app = live.origin('app')
  const cookie = { name: ACCOUNT_COOKIE, value: refreshToken, url: app }
  await page.context().addCookies([{ ...cookie, httpOnly: true, sameSite: 'Lax' }])
  await attack('<h1>Win a prize</h1>')
  const status = async (path: string, init: { method?: string; mode?: 'cors' | 'no-cors' }) => {
    const answered = page.waitForResponse((response) => response.url() === `${app}${path}`)
    await page.evaluate(
      async ([url, options]) => {
        await fetch(url, { credentials: 'include', ...options }).catch(() => {})
      },
      [`${app}${path}`, init] as const,
    )
    return (await answered).status()
  }
  const post = { method: 'POST', mode: 'no-cors' } as const
  expect(await status('/v2/auth/refresh', post)).toBe(401)
  expect(lastPost()?.headers.get('sec-fetch-site')).toBe('same-site')
  expect(lastPost()?.headers.get('cookie')).toContain(`${ACCOUNT_COOKIE}=`)
  expect(await status('/v2/auth/logout', post)).toBe(204)
  expect(await status('/v2/auth/me', { mode: 'no-cors' })).toBe(401)
  const token = await live.deps.db
    .selectFrom('refresh_tokens as token')
    .innerJoin('refresh_token_families as family', 'family.id', 'token.family_id')
    .select(['token.used_at', 'family.revoked_at'])
    .where('token.token_hash', '=', hashSecret(refreshToken))
    .executeTakeFirst()
  expect(token).toEqual({ used_at: null, revoked_at: null })
})
