import { readFileSync } from 'node:fs'
import Stripe from 'stripe'
import { describe, expect, test } from 'vitest'
import { testApp } from '../../../test/app.ts'
import { stripeAccount, stripeList, stripeStub } from '../../../test/stripe-stub.ts'
import { createLog } from '../../platform/log.ts'
import { stripeClient } from '../../platform/stripe-client.ts'
import { checkStripe, connectEvents, platformEvents, reportStripe } from './checklist.ts'

const t = await testApp({ env: { LIMITS: 'off' } })

const endpoint = (connect: boolean, changes: object = {}) => ({
  id: connect ? 'we_connect' : 'we_platform',
  object: 'webhook_endpoint',
  url: `https://latchkey.test/v2/public/stripe/${connect ? 'connect-webhook' : 'webhook'}`,
  application: connect ? 'ca_1' : null,
  api_version: Stripe.API_VERSION,
  enabled_events: connect ? connectEvents : platformEvents,
  status: 'enabled',
  ...changes,
})

const whole = {
  '/v1/account': stripeAccount(),
  '/v1/accounts': stripeList({ id: 'acct_1', object: 'account' }),
  '/v1/webhook_endpoints': stripeList(endpoint(false), endpoint(true)),
}

const configOf = async (answers: Record<string, unknown>) => ({
  ...t.deps.config,
  STRIPE_API_BASE: await stripeStub(answers),
})
const problems = async (changes: Record<string, unknown>) => {
  const config = await configOf({ ...whole, ...changes })
  return await checkStripe(stripeClient(config), config)
}

test('the page for operators lists every event, and the version', () => {
  const page = readFileSync(
    new URL('../../../../../apps/docs/src/content/docs/sell/stripe.md', import.meta.url),
    'utf8',
  )
  const rows = page.split('\n').filter((line) => line.startsWith('| `{origin}'))
  const listed = rows.map((row) =>
    [...(row.split('|')[3] ?? '').matchAll(/`([\w.]+)`/g)].map(([, event]) => event),
  )
  expect(listed).toEqual([platformEvents, connectEvents])
  expect(page.replaceAll(/\s+/g, ' ')).toContain(`API version \`${Stripe.API_VERSION}\``)
})

describe('the checklist', () => {
  test('finds nothing where nothing is missing', async () => {
    expect(await problems({})).toEqual([])
    const all = stripeList(endpoint(false, { enabled_events: ['*'] }), endpoint(true))
    expect(await problems({ '/v1/webhook_endpoints': all })).toEqual([])
  })

  test.each([
    [{ charges_enabled: false }, /^Payments are not enabled/],
    [{ payouts_enabled: false }, /^Payouts are not enabled/],
    [{ capabilities: { card_payments: 'active' } }, /^The capability transfers is not requested\.$/],
    [
      { capabilities: { card_payments: 'pending', transfers: 'active' } },
      /^The capability card_payments is pending\.$/,
    ],
    [
      { settings: { card_payments: { statement_descriptor_prefix: null } } },
      /^The shortened statement descriptor/,
    ],
  ])('of an account with %o', async (changes, line) => {
    expect(await problems({ '/v1/account': stripeAccount(changes) })).toEqual([expect.stringMatching(line)])
  })

  test.each([
    [[endpoint(true)], /^There is no webhook endpoint \S+\/webhook for events of your account\. Make one/],
    [
      [endpoint(false)],
      /^There is no webhook endpoint \S+\/connect-webhook for events of connected accounts\./,
    ],
    [
      [endpoint(false), endpoint(true, { application: null })],
      /connect-webhook for events of connected accounts, only one for events of your account\./,
    ],
    [[endpoint(false, { status: 'disabled' }), endpoint(true)], /\/webhook is disabled\.$/],
    [
      [endpoint(false, { api_version: '2020-08-27' }), endpoint(true)],
      /has API version 2020-08-27; it must be 2026-10-28\.endive/,
    ],
    [[endpoint(false, { api_version: null }), endpoint(true)], /has API version of the account;/],
    [
      [endpoint(false), endpoint(true, { enabled_events: ['account.updated'] })],
      /does not get these events: account\.application\.deauthorized, capability\.updated\.$/,
    ],
    [[endpoint(false, { url: 'https://elsewhere.test/' }), endpoint(true)], /^There is no webhook endpoint/],
  ])('of endpoints, case %#', async (endpoints, line) => {
    expect(await problems({ '/v1/webhook_endpoints': stripeList(...endpoints) })).toEqual([
      expect.stringMatching(line),
    ])
  })

  test('an endpoint that was replaced may stay, disabled', async () => {
    const old = endpoint(false, { api_version: '2020-08-27', status: 'disabled' })
    const list = stripeList(old, endpoint(false), endpoint(true))
    expect(await problems({ '/v1/webhook_endpoints': list })).toEqual([])
  })

  test('asks for a look at Connect while nobody is connected', async () => {
    expect(await problems({ '/v1/accounts': stripeList() })).toEqual([
      expect.stringContaining('Connect is enabled'),
    ])
  })

  test('what the key may not read does not keep the rest from being looked at', async () => {
    const config = await configOf({ '/v1/accounts': stripeList() })
    expect(await checkStripe(stripeClient(config), config)).toEqual([
      'The account could not be read: This key may not do that.',
      expect.stringContaining('Connect is enabled'),
      'Webhook endpoints could not be read: This key may not do that.',
    ])
  })
})

test('the local Stripe is looked at like the real one', async () => {
  await using own = await testApp({ stripe: true })
  await own.stripe.dashboard.createReadyAccount()
  expect(await checkStripe(own.deps.stripe, own.deps.config)).toEqual([])
})

describe('at the start', () => {
  const report = async (key: string, answers: Record<string, unknown>) => {
    const lines: { level: number; msg: string }[] = []
    const log = createLog('info', { write: (line) => lines.push(JSON.parse(line)) })
    const config = { ...(await configOf(answers)), STRIPE_SECRET_KEY: key }
    await reportStripe({ ...t.deps, config, log, stripe: stripeClient(config) })
    return lines.map(({ level, msg }) => [level, msg])
  }

  test('live accounts are looked at, others not', async () => {
    expect(await report('sk_test_1', {})).toEqual([])
    expect(await report('sk_live_1', whole)).toEqual([[30, 'Stripe: nothing is missing']])
    expect(await report('rk_live_1', { ...whole, '/v1/accounts': stripeList() })).toEqual([
      [40, expect.stringMatching(/^Stripe: No account is connected yet/)],
    ])
  })
})

test.each([
  ...platformEvents.map((type) => ['webhook', type] as const),
  ...connectEvents.map((type) => ['connect-webhook', type] as const),
])('%s: %s is an event that something follows from', async (path, type) => {
  const connect = path === 'connect-webhook'
  const event = {
    id: `evt_${type}`,
    object: 'event',
    type,
    livemode: false,
    ...(connect && { account: 'acct_1' }),
    data: { object: { id: type.startsWith('checkout') ? 'cs_1' : 'pi_1', payment_intent: 'pi_1' } },
  }
  const payload = JSON.stringify(event)
  const { STRIPE_WEBHOOK_SECRET, STRIPE_CONNECT_WEBHOOK_SECRET } = t.deps.config
  const signature = t.deps.stripe.webhooks.generateTestHeaderString({
    payload,
    secret: connect ? STRIPE_CONNECT_WEBHOOK_SECRET : STRIPE_WEBHOOK_SECRET,
    timestamp: Math.floor(t.clock.now().getTime() / 1000),
  })
  const request = new Request(`${t.origin()}/v2/public/stripe/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'stripe-signature': signature },
    body: payload,
  })
  expect((await t.send(request)).status).toBe(200)
  const { rowCount } = await t.deps.pool.query(
    `select from graphile_worker._private_jobs where payload->>'eventId' = $1`,
    [event.id],
  )
  expect(rowCount).toBe(1)
})
