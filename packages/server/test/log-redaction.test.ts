import { unwrap } from '@latchkey/sdk'
import { expect, test } from 'vitest'
import { createLog } from '../src/platform/log.ts'
import { testApp } from './app.ts'
import { TEST_PASSWORD } from './factories.ts'
import { openShop } from './shop.ts'

test('a whole journey, faults included, leaves nothing secret in the log', async () => {
  const lines: string[] = []
  const log = createLog('trace', { write: (line) => lines.push(line) })
  const t = await testApp({ stripe: true, replace: { log } })
  const shop = await openShop(t)
  const email = 'somebody.special@example.com'
  const secrets = new Set<string>([email, TEST_PASSWORD, shop.token, 'somebody.special'])

  // A mail server that quotes the address, then the link and code, wrong and right, from here and from elsewhere.
  const browser = t.browser(shop.handle.name)
  const { challengeId } = await unwrap(
    browser.client.visitors.requestMagicLink({ body: { email, handle: shop.handle.name } }),
  )
  t.mail.failWith = new Error(`450 4.2.0 <${email}>: Recipient address rejected`)
  await t.jobs.run()
  t.mail.failWith = null
  await t.clock.advance(5)
  const mailed = await t.mail.magicLinkFor(email)
  secrets.add(mailed.token)
  const wrong = mailed.code === '111111' ? '222222' : '111111'
  await browser.client.visitors.verifyMagicLink({ body: { challengeId, code: wrong } })
  await browser.get(mailed.link)
  await browser.get(`/_edge/visitor/access/t/${mailed.token}x`)
  await unwrap(browser.client.visitors.verifyMagicLink({ body: { token: mailed.token } }))
  await browser.client.visitors.verifyMagicLink({ body: { token: mailed.token } })
  secrets.add(browser.cookie('_10x_visitor') ?? 'no cookie').add(browser.cookie('_10x_device') ?? 'no cookie')
  await unwrap(browser.client.visitors.getVisitor())

  // Buying, reading, refunding.
  await shop.buy()
  await unwrap(shop.refund())
  await shop.settled()

  // An account: wrong password, right one, a token that is garbled.
  const { email: owner } = shop.handle.owner
  secrets.add(owner)
  await t.client().accounts.signIn({ body: { email: owner, password: 'not the password 1' } })
  secrets.add('not the password 1')
  const tokens = await unwrap(t.client().accounts.signIn({ body: { email: owner, password: TEST_PASSWORD } }))
  secrets.add(tokens.accessToken).add(tokens.refreshToken)
  await t.client({ token: `${tokens.accessToken}x` }).accounts.getAccount()

  // Requests that fail in every way: no such path, bad input, a fault whose message quotes the row.
  await browser.get(`/nothing?email=${email}&token=${mailed.token}`)
  await t.client().visitors.requestMagicLink({ body: { email: `${email}, other@example.com` } })
  await t.deps.pool.query(`
    create function quote_row() returns trigger language plpgsql as
    $$ begin raise exception 'row of % is odd', new.email using detail = new.email; end $$`)
  await t.deps.pool.query(
    'create trigger quote_row before insert on magic_link_challenges for each row execute function quote_row()',
  )
  expect((await t.client().visitors.requestMagicLink({ body: { email } })).error?.code).toBe('internal_error')
  await browser.client.visitors.signOutVisitor({ body: { everywhere: true } })
  await t.deps.background.drain()

  const written = lines.join('')
  for (const kept of ['"operation":"verifyMagicLink"', '"code":"invalid_code"', 'mail not delivered yet']) {
    expect(written).toContain(kept)
  }
  expect(written).toContain('row of [redacted] is odd')
  const stripeKey = t.deps.config.STRIPE_SECRET_KEY
  for (const secret of [...secrets, stripeKey, 'whsec_platform', 'Bearer ']) {
    expect(written.includes(secret), secret).toBe(false)
  }
  // Digits of a time may happen to be those of the code.
  expect(written).not.toMatch(new RegExp(`\\b${mailed.code}\\b`))
})
