import { CONSENT_SECONDS } from '@latchkey/contract'
import { describe, expect, test } from 'vitest'
import { testApp } from '../../../test/app.ts'
import { readMarkup } from '../../../test/markup.ts'
import { whileHeld } from '../../../test/meanwhile.ts'
import { callback, newPkce, oauthActors } from '../../../test/oauth.ts'

const t = await testApp({ env: { LIMITS: 'off' } })
const actors = oauthActors(t)

async function asked(changes = {}) {
  const client = await actors.client()
  const browser = await actors.signedIn()
  const pkce = newPkce()
  const page = await actors.consentPage(browser, actors.authorizeUrl(client, pkce, changes))
  return { client, browser, pkce, page }
}

const codes = async () => (await t.db.selectFrom('oauth_codes').select('code_hash').execute()).length

async function expectRefused(response: Response, status: number, before: number) {
  expect(response.status).toBe(status)
  expect(response.headers.get('location')).toBeNull()
  expect(response.headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
  expect(await codes(), 'no code was made').toBe(before)
  return readMarkup(await response.text())
}

describe('decideOAuthConsent', () => {
  test.each([
    'plain',
    'ä ö ü ☃ 𝄞',
    '&=+%?#/\\"\'<>;,:@!$()*[]{}|^~`',
    '%26%3d',
    'a+b c',
    '\t\r\n',
    '"><script>alert(1)</script>',
    'x'.repeat(3000),
  ])('RFC 6749 §4.1.2: the state comes back as it was: %s', async (state) => {
    const { browser, page, client } = await asked({ state })
    const response = await actors.decide(browser, page, 'allow')
    expect(response.status).toBe(303)
    expect(response.headers.get('location')).toMatch(/^https:\/\/client\.example\/callback\?code=oac_/)
    const answer = callback(response)
    expect([...answer.keys()].sort()).toEqual(['code', 'iss', 'state'])
    expect(answer.get('state')).toBe(state)
    expect(client.redirectUri).toBe('https://client.example/callback')
  })

  test('RFC 9207 §2: the answer names its issuer, that of the metadata', async () => {
    const { browser, page } = await asked()
    const metadata = await t.client().oauth.getAuthorizationServerMetadata()
    expect(callback(await actors.decide(browser, page, 'allow')).get('iss')).toBe(metadata.data?.issuer)
  })

  test('without state there is none in the answer', async () => {
    const { browser, page } = await asked({ state: null })
    expect(callback(await actors.decide(browser, page, 'allow')).has('state')).toBe(false)
  })

  test('gives nothing when the account is deleted at that moment, and keeps nobody from deleting it', async () => {
    const account = await t.make.account()
    const client = await actors.client()
    const browser = await actors.signedIn(account)
    const page = await actors.consentPage(browser, actors.authorizeUrl(client, newPkce()))
    const before = await codes()
    const deletion = await t.deps.pool.connect()
    try {
      await deletion.query('begin')
      await deletion.query('select from accounts where id = $1 for update', [account.id])
      const { decided } = await whileHeld(t, [], async (waiting) => {
        const decided = actors.decide(browser, page, 'allow')
        await waiting(1)
        return { decided }
      })
      await deletion.query('delete from accounts where id = $1', [account.id])
      await deletion.query('commit')
      await expectRefused(await decided, 400, before)
    } finally {
      deletion.release(true)
    }
  })

  test('RFC 6749 §4.1.2.1: deny', async () => {
    const { browser, page } = await asked()
    const before = await codes()
    expect(Object.fromEntries(callback(await actors.decide(browser, page, 'deny')))).toEqual({
      error: 'access_denied',
      state: 'a state',
      iss: t.origin(),
    })
    expect(await codes()).toBe(before)
  })

  test.each([
    ['allow', 'allow'],
    ['deny', 'allow'],
    ['allow', 'deny'],
  ] as const)('a page that was answered by %s cannot be answered by %s', async (first, second) => {
    const { browser, page } = await asked()
    expect((await actors.decide(browser, page, first)).status).toBe(303)
    const before = await codes()
    await expectRefused(await actors.decide(browser, page, second), 400, before)
  })

  test('of ten answers at once one counts', async () => {
    const { browser, page } = await asked()
    const answers = await Promise.all(Array.from({ length: 10 }, () => actors.decide(browser, page, 'allow')))
    expect(answers.map(({ status }) => status).sort()).toEqual([303, ...Array(9).fill(400)])
  })

  test.each(['cross-site', 'same-site'] as const)(
    'RFC 6749 §10.12: not from a page of another origin: %s',
    async (site) => {
      const { browser, page } = await asked()
      const before = await codes()
      const form = { ticket: page.fields.ticket ?? '', decision: 'allow' }
      const response = await browser.post('/oauth/authorize/decision', form, { site })
      const { text } = await expectRefused(response, 403, before)
      expect(text).toContain('nothing was done')
      expect((await actors.decide(browser, page, 'allow')).status, 'the page itself still works').toBe(303)
    },
  )

  test('RFC 6749 §10.12: nor by a browser that tells only the Origin', async () => {
    const { browser, page } = await asked()
    const before = await codes()
    const send = (headers: Record<string, string>) =>
      t.send(
        new Request(`${t.origin()}/oauth/authorize/decision`, {
          method: 'POST',
          headers: { cookie: `_10x_account=${browser.cookie('_10x_account')}`, ...headers },
          body: new URLSearchParams({ ticket: page.fields.ticket ?? '', decision: 'allow' }),
        }),
      )
    for (const origin of ['https://evil.example', t.origin('demo'), 'null']) {
      await expectRefused(await send({ origin }), 403, before)
    }
    expect((await send({ origin: t.origin() })).status).toBe(303)
  })

  test('only in the session that it was shown to', async () => {
    const { page } = await asked()
    const account = await t.make.account()
    const before = await codes()
    for (const browser of [t.browser(), await actors.signedIn(), await actors.signedIn(account)]) {
      await expectRefused(await actors.decide(browser, page, 'allow'), 400, before)
    }
  })

  test('not after signing out', async () => {
    const { browser, page } = await asked()
    const before = await codes()
    const token = browser.cookie('_10x_account') ?? ''
    await browser.client.accounts.signOut({ body: {} })
    browser.setCookie('_10x_account', token)
    await expectRefused(await actors.decide(browser, page, 'allow'), 400, before)
  })

  test('within ten minutes', async () => {
    const [early, late] = [await asked(), await asked()]
    await t.clock.advance(CONSENT_SECONDS - 1)
    expect((await actors.decide(early.browser, early.page, 'allow')).status).toBe(303)
    await t.clock.advance(1)
    const before = await codes()
    const { h1 } = await expectRefused(await actors.decide(late.browser, late.page, 'allow'), 400, before)
    expect(h1).toEqual(['Please start again'])
  })

  test('a ticket that is none, a decision that is none', async () => {
    const { browser, page } = await asked()
    const before = await codes()
    await expectRefused(await actors.decide(browser, { fields: { ticket: 'oct_x' } }, 'allow'), 400, before)
    const ticket = page.fields.ticket ?? ''
    await expectRefused(
      await browser.post('/oauth/authorize/decision', { ticket, decision: 'yes' }),
      400,
      before,
    )
    await expectRefused(await browser.post('/oauth/authorize/decision', { decision: 'allow' }), 400, before)
  })
})
