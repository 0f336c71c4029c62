import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { networkInterfaces } from 'node:os'
import type { Request } from 'playwright-core'
import { expect, onTestFinished, test } from 'vitest'
import { openSession } from '../src/features/accounts/service.ts'
import { TEST_PASSWORD } from './factories.ts'
import { startLive } from './live.ts'
import { newPkce } from './oauth.ts'

// What Chromium does with the consent page, and with pages that would like to press its button.

// Below latchkey.localhost the hosts of handles are of the same site as the bare host, as they are in production.
const live = await startLive('latchkey.localhost')

/** One for all tests: a profile of its own for each takes longer than what happens in it. */
const page = await live.page()

/** Has the page be that of a browser in which nobody was yet. */
async function anew(): Promise<void> {
  await page.goto('about:blank')
  await page.unrouteAll({ behavior: 'ignoreErrors' })
  await page.context().clearCookies()
}

/** Somebody who is signed in, and the address of the consent page for a client that comes back to `redirectUri`. */
async function asked(redirectUri: string, by = page) {
  const client = await live.make.oauthClient({ redirectUris: [redirectUri] })
  const account = await live.make.account()
  const { refreshToken } = await openSession(live.deps, account.id)
  if (by === page) await anew()
  const cookie = { name: '_10x_account', value: refreshToken, url: live.origin() }
  await by.context().addCookies([{ ...cookie, httpOnly: true, sameSite: 'Lax' }])
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: client.id,
    redirect_uri: redirectUri,
    code_challenge: newPkce().challenge,
    code_challenge_method: 'S256',
    state: 'a state',
  })
  return `${live.origin()}/oauth/authorize?${query}`
}

/** Shows `markup` as a page of the attacker's on a sibling host. */
async function attack(markup: string): Promise<void> {
  live.answerFor('attacker', async () => new Response(markup, { headers: { 'content-type': 'text/html' } }))
  await page.goto(`${live.origin('attacker')}/trap`)
}

const codes = () => live.deps.db.selectFrom('oauth_codes').select('code_hash').execute()

// Not every machine that runs the tests has IPv6.
const loopback = ['127.0.0.1', '::1'].filter((address) =>
  Object.values(networkInterfaces()).some((known) => known?.some((one) => one.address === address)),
)

test.each(loopback)('the answer gets past form-action to an app on %s', async (address) => {
  const server = createServer((_, response) => response.end('You can close this page.')).listen(0, address)
  onTestFinished(() => void server.close())
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const url = await asked(`http://${address === '::1' ? '[::1]' : address}:${port}/callback`)
  await page.goto(url)
  await page.getByRole('button', { name: 'Allow' }).click()
  await page.getByText('You can close this page.').waitFor()
  expect(new URL(page.url()).searchParams.get('code')).toMatch(/^oac_/)
})

test.each([
  'cursor://anysphere.cursor-retrieval/oauth/user-7f3a/callback',
  'vscode://vscode.github-authentication/did-authenticate',
  'com.example.app:/cb',
])('RFC 8252 §7.1: the answer gets past form-action to the app that opens %s', async (uri) => {
  for (const [button, parameter] of [
    ['Allow', 'code'],
    ['Deny', 'error'],
  ] as const) {
    // A page that has asked for an app waits for somebody to say whether it may be opened.
    const own = await live.page()
    await own.goto(await asked(uri, own))
    // Chromium hands it over to the system, which has no such app here. What form-action holds back it does not ask for.
    const left = own.waitForRequest((request) => request.url().startsWith(`${uri}?`))
    await own.getByRole('button', { name: button }).click({ noWaitAfter: true })
    const request = await left
    expect(request.isNavigationRequest()).toBe(true)
    const { searchParams } = new URL(request.url())
    expect([...searchParams.keys()]).toEqual([parameter, 'state', 'iss'])
    expect(searchParams.get('state')).toBe('a state')
  }
})

/** The request with which the page leaves for a client that nobody can reach: once the page says so. */
async function departure(): Promise<Request> {
  const [request] = await Promise.all([
    page.waitForRequest('https://client.example/callback?**'),
    page.waitForEvent('framenavigated', (frame) => frame.url().startsWith('chrome-error:')),
  ])
  return request
}

test('an error gets past the form-action of the sign-in page to a client that the account has connected', async () => {
  const redirectUri = 'https://client.example/callback'
  const account = await live.make.account()
  const { clientId } = await live.make.oauthToken({ account })
  await anew()
  const told = departure()
  const query = new URLSearchParams({
    response_type: 'token',
    client_id: clientId,
    redirect_uri: redirectUri,
  })
  await page.goto(`${live.origin()}/oauth/authorize?${query}`)
  for (const password of ['wrong', TEST_PASSWORD]) {
    await page.getByLabel('Email address').fill(account.email)
    await page.getByLabel('Password').fill(password)
    await page.getByRole('button', { name: 'Sign in' }).click()
  }
  const answer = new URL((await told).url())
  expect(answer.searchParams.get('error')).toBe('unsupported_response_type')
})

test('the answer gets to another site, and nothing of the request goes along', async () => {
  await page.goto(await asked('https://client.example/callback'))
  const connected = departure()
  await page.getByRole('button', { name: 'Deny' }).click()
  const request = await connected
  const { searchParams } = new URL(request.url())
  expect(Object.fromEntries(searchParams)).toEqual({
    error: 'access_denied',
    state: 'a state',
    iss: live.origin(),
  })
  expect((await request.allHeaders()).referer).toBeUndefined()
})

test('RFC 6749 §10.12: a form on a sibling host allows nothing, although it knows the ticket and the cookie comes along', async () => {
  const url = await asked('https://client.example/callback')
  await page.goto(url)
  const ticket = await page.locator('input[name=ticket]').inputValue()
  const before = await codes()
  await attack(
    `<form method="post" action="${live.origin()}/oauth/authorize/decision">
      <input name="ticket" value="${ticket}"><input name="decision" value="allow"><button>Win</button></form>`,
  )
  const answered = page.waitForResponse((response) => response.request().method() === 'POST')
  await page.click('button')
  expect((await answered).status()).toBe(403)
  const sent = live.requests.findLast(({ method }) => method === 'POST')
  expect(sent?.headers.get('sec-fetch-site')).toBe('same-site')
  expect(sent?.headers.get('cookie')).toContain('_10x_account=rt_')
  expect(await page.textContent('h1')).toBe('No access was granted')
  expect(await codes()).toEqual(before)
})

test('RFC 6749 §10.13: the consent page is not shown in a frame', async () => {
  const url = await asked('https://client.example/callback')
  const refused = page.waitForEvent('console', {
    predicate: (message) => /frame-ancestors|X-Frame-Options/i.test(message.text()),
  })
  await attack(`<iframe src="${url.replaceAll('&', '&amp;')}" width="800" height="600"></iframe>`)
  await refused
  expect(await page.frames()[1]?.locator('button').count()).toBe(0)
})

test('RFC 6749 §10.12: a form on a sibling host signs nobody in as somebody else', async () => {
  await asked('https://client.example/callback')
  const cookie = async () =>
    (await page.context().cookies()).find(({ name }) => name === '_10x_account')?.value
  const before = await cookie()
  const attacker = await live.make.account()
  await attack(
    `<form method="post" action="${live.origin()}/oauth/sign-in">
      <input name="email" value="${attacker.email}"><input name="password" value="correct horse battery staple">
      <button>Win</button></form>`,
  )
  await page.click('button')
  await page.getByRole('heading', { level: 1 }).waitFor()
  expect(await cookie()).toBe(before)
})
