import { expect, test } from 'vitest'
import { testApp } from '../../test/app.ts'
import { stripeAccount, stripeList, stripeStub } from '../../test/stripe-stub.ts'
import { createLog } from '../platform/log.ts'
import { PlatformAccount } from '../platform/platform-account.ts'
import { stripeClient } from '../platform/stripe-client.ts'
import { checkAtStart } from './at-start.ts'

const t = await testApp()

/** What is logged at the start of a server with this configuration, at this Stripe. */
async function logged(settings: object, answers: Record<string, unknown> = {}) {
  const lines: Record<string, unknown>[] = []
  const log = createLog('info', { write: (line) => lines.push(JSON.parse(line)) })
  const base = await stripeStub(answers)
  const stripe = stripeClient({ ...t.deps.config, STRIPE_API_BASE: base })
  const config = { ...t.deps.config, STRIPE_API_BASE: undefined, ...settings }
  const platformAccount = new PlatformAccount(stripe)
  await checkAtStart({ ...t.deps, config, stripe, platformAccount, log })
  return { lines, platformAccount }
}

const known = { '/v1/account': stripeAccount() }

test('it warns of currencies in which the cheapest sales cost more than they bring', async () => {
  const { lines } = await logged({}, known)
  expect(lines).toEqual([
    expect.objectContaining({
      level: 40,
      msg: expect.stringContaining('of 0.50 USD it is 0.02 USD, against about 0.32 USD'),
      currencies: expect.stringMatching(/\baed\b.*\busd\b/),
    }),
  ])
  const { lines: later } = await logged({ PLATFORM_FEE_FIXED: { usd: 30 } }, known)
  expect(later[0]?.currencies).not.toMatch(/\busd\b/)
})

test('it says nothing of them where nothing is paid, and reads the prefix', async () => {
  const { lines, platformAccount } = await logged({ STRIPE_API_BASE: 'http://127.0.0.1:9' }, known)
  expect(lines).toEqual([])
  expect(platformAccount.suffixLength).toBe(12)
})

test('a Stripe that does not answer, or refuses, keeps nothing from starting', async () => {
  const local = { STRIPE_API_BASE: 'http://127.0.0.1:9' }
  const { lines, platformAccount } = await logged(local)
  expect(lines.map(({ msg }) => msg)).toEqual(['the Stripe account could not be read'])
  expect(platformAccount.suffixLength).toBe(10)
  const live = await logged({ ...local, STRIPE_SECRET_KEY: 'sk_live_1' }, { '/v1/accounts': stripeList() })
  expect(live.lines.length).toBeGreaterThan(3)
})
