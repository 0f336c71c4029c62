import { unwrap } from '@latchkey/sdk'
import { expect, test, vi } from 'vitest'
import { testApp } from '../../../test/app.ts'
import { openShop } from '../../../test/shop.ts'
import { stripeAccount, stripeStub } from '../../../test/stripe-stub.ts'
import { PlatformAccount } from '../../platform/platform-account.ts'
import { stripeClient } from '../../platform/stripe-client.ts'
import { statementSuffix } from './statement-descriptor.ts'

const t = await testApp({ stripe: true, env: { LIMITS: 'off' } })

test.each([
  ['gharart', 10, 'GHARART'],
  ['mira-studio', 10, 'MIRA-STUDI'],
  ['a-very-long-name', 7, 'A-VERY'],
  ['2026-news', 10, '2026-NEWS'],
  ['12345678901-a', 10, null],
  ['demo', 0, null],
])('%s in %i letters is %s', (handle, length, suffix) => {
  expect(statementSuffix(handle, length)).toBe(suffix)
})

test.each([
  ['LATCHKEY', 12],
  ['LK', 18],
  ['LATCHKEYCO', 10],
  [null, 10],
])('the prefix %s leaves %i letters', async (prefix, length) => {
  const settings = { card_payments: { statement_descriptor_prefix: prefix } }
  const base = await stripeStub({ '/v1/account': stripeAccount({ settings }) })
  const account = new PlatformAccount(stripeClient({ ...t.deps.config, STRIPE_API_BASE: base }))
  expect(account.suffixLength).toBe(10)
  await account.read()
  expect(account.suffixLength).toBe(length)
})

/** What was asked of Stripe for the newest session. */
const asked = () => {
  const request = t.stripe.requests().findLast(({ path }) => path === '/v1/checkout/sessions')
  return request?.body as Record<string, Record<string, unknown> | undefined>
}

test('a session names the seller, asks for no receipt of Stripe, and is not on behalf of the seller', async () => {
  const shop = await openShop(t)
  await unwrap(shop.checkout())
  const { payment_intent_data } = asked()
  expect(payment_intent_data?.statement_descriptor_suffix).toBe(shop.handle.name.toUpperCase().slice(0, 10))
  expect(payment_intent_data).not.toHaveProperty('receipt_email')
  expect(payment_intent_data).not.toHaveProperty('on_behalf_of')
})

test('a creation that is repeated asks for the same, whatever the prefix and the handle are by then', async () => {
  const shop = await openShop(t)
  t.stripe.fault('api-down')
  await shop.checkout()
  const first = asked()
  t.stripe.fault(null)
  vi.spyOn(t.deps.platformAccount, 'suffixLength', 'get').mockReturnValueOnce(3)
  await unwrap(shop.checkout())
  expect(asked()).toEqual(first)
})

test('a suffix that Stripe does not take costs no sale', async () => {
  await using own = await testApp({ stripe: true })
  const shop = await openShop(own)
  const { sessions } = own.deps.stripe.checkout
  const { StripeInvalidRequestError } = own.deps.stripe.errors
  vi.spyOn(sessions, 'create').mockRejectedValueOnce(
    new StripeInvalidRequestError({
      type: 'invalid_request_error',
      message: 'The statement descriptor is too long.',
      param: 'payment_intent_data[statement_descriptor_suffix]',
    }),
  )
  expect((await shop.checkout()).error?.code).toBe('payment_provider_error')
  const { id, access } = await shop.buy()
  expect(access).toBe('active')
  const attempts = await own.db
    .selectFrom('checkout_sessions')
    .select(['state', 'statement_descriptor_suffix as suffix'])
    .where('purchase_id', '=', id)
    .orderBy('attempt')
    .execute()
  expect(attempts).toEqual([
    { state: 'expired', suffix: expect.any(String) },
    { state: 'complete', suffix: null },
  ])
})
