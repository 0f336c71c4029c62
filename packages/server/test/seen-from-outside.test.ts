import { unwrap } from '@latchkey/sdk'
import { SpanKind } from '@opentelemetry/api'
import { expect, onTestFinished, test } from 'vitest'
import { openSession } from '../src/features/accounts/service.ts'
import { connectDatabase } from '../src/platform/database/connect.ts'
import { callOf } from '../src/platform/stripe-client.ts'
import { testApp } from './app.ts'
import { openShop } from './shop.ts'
import { EXPORTER, recordSpans } from './spans.ts'

const spans = recordSpans()
const t = await testApp({
  stripe: true,
  env: { ...EXPORTER, LIMITS: '{"requestMagicLink":{"email":"2/1h"}}' },
})

const asked = (requestId: string) => ({ headers: { 'x-request-id': requestId } })
const text = async () => await t.deps.metrics.registry.metrics()

test('the id of a request is in the mails, the jobs and what is made at Stripe that follow from it', async () => {
  const shop = await openShop(t)
  const [linkId, checkoutId, refundId] = ['req_link000000', 'req_checkout00', 'req_refund0000']
  await t.client(asked(linkId)).visitors.requestMagicLink({ body: { email: 'traced@example.com' } })
  const { rows: jobs } = await t.deps.pool.query('select payload from graphile_worker._private_jobs')
  expect(jobs.map(({ payload }) => payload)).toContainEqual({
    mailId: expect.any(String),
    requestId: linkId,
    traceparent: expect.any(String),
  })
  const [link] = await t.mail.to('traced@example.com')
  expect(link?.requestId).toBe(linkId)

  const { token } = shop
  const { checkoutSessionId } = await unwrap(shop.checkout(t.client({ token, ...asked(checkoutId) })))
  const session = await t.deps.stripe.checkout.sessions.retrieve(checkoutSessionId)
  expect(session.metadata).toMatchObject({ request_id: checkoutId })
  // Another request finds the same session: what it says of itself stays.
  await unwrap(shop.checkout())
  await t.stripe.buyer.pay(checkoutSessionId)
  await shop.settled()
  const { paymentIntentId } = await shop.payment()
  const payment = await t.deps.stripe.paymentIntents.retrieve(paymentIntentId)
  expect(payment.metadata).toMatchObject({ request_id: checkoutId })

  const { accessToken } = await openSession(t.deps, shop.handle.owner.id)
  const creator = t.client({ token: accessToken, ...asked(refundId) })
  await unwrap(creator.checkout.refundPurchase({ path: shop.path, body: { visitorId: shop.visitor.id } }))
  const { data } = await t.deps.stripe.refunds.list({ payment_intent: paymentIntentId })
  expect(data[0]?.metadata).toMatchObject({ request_id: refundId })
  await shop.settled()
  const refunded = (await t.mail.to(shop.visitor.email)).at(-1)
  expect(refunded?.requestId).toBe(refundId)
})

test('what happened is counted, by words of ours only', async () => {
  const email = 'throttled@example.com'
  for (let n = 0; n < 3; n++) await t.client().visitors.requestMagicLink({ body: { email } })
  await t.jobs.run()
  const path = { handle: 'nobody-here', pageSlug: 'nothing-here' }
  await t.client().pages.checkPageAccess({ path })
  const seen = await text()
  for (const line of [
    'latchkey_throttled_requests_total{limit="requestMagicLink:email"} 1',
    'latchkey_mails_total{kind="magic_link",result="sent"} 3',
    'latchkey_stripe_request_duration_seconds_count{call="POST checkout/sessions",result="ok"} 1',
    'latchkey_stripe_request_duration_seconds_count{call="POST refunds",result="ok"} 1',
    'latchkey_gather_batch_size_count 1',
    'latchkey_pool_waiting 0',
  ]) {
    expect(seen).toContain(line)
  }
  const values = [...seen.matchAll(/(\w+)="([^"]*)"/g)].filter(([, name]) => name !== 'le')
  expect(values.length).toBeGreaterThan(20)
  expect(values.map(([, , value = '']) => value).filter((value) => !/^[\w .:/-]{1,60}$/.test(value))).toEqual(
    [],
  )
  // Ids, names and addresses that came along in any of this.
  for (const word of ['nobody-here', 'nothing-here', 'example.com', 'req_', 'pi_', 'cs_', 'acct_', 'pur_']) {
    expect(seen).not.toContain(word)
  }
})

test('a call to Stripe is named by the words of its path', () => {
  expect(callOf('GET', '/v1/payment_intents/pi_3Q?expand[0]=latest_charge')).toBe('GET payment_intents')
  expect(callOf('POST', '/v1/transfers/tr_1/reversals')).toBe('POST transfers/reversals')
  expect(callOf('POST', '/v1/something/new')).toBe('POST other')
})

test('a deferred mail and an endpoint that fails are counted as such', async () => {
  t.mail.failWith = new Error('away')
  onTestFinished(() => {
    t.mail.failWith = null
  })
  await t.client().visitors.requestMagicLink({ body: { email: 'later@example.com' } })
  await t.jobs.run()
  expect(await text()).toContain('latchkey_mails_total{kind="magic_link",result="deferred"} 1')
})

test('spans are made of requests, jobs, calls to Stripe and mails, and say nothing of whom they concern', () => {
  const ended = spans.ended()
  const kinds = new Map(ended.map(({ name, kind }) => [name, kind]))
  expect(kinds.get('requestMagicLink')).toBe(SpanKind.SERVER)
  expect(kinds.get('job send_sign_in_mail')).toBe(SpanKind.CONSUMER)
  expect(kinds.get('send mail')).toBe(SpanKind.CLIENT)
  expect(kinds.get('Stripe POST checkout/sessions')).toBe(SpanKind.CLIENT)
  const request = ended.find(({ attributes }) => attributes['latchkey.request_id'] === 'req_link000000')
  expect(request).toMatchObject({
    name: 'requestMagicLink',
    attributes: { 'http.response.status_code': 202 },
  })
  const job = ended.find(
    ({ name, attributes }) => name.startsWith('job') && attributes['latchkey.request_id'],
  )
  expect(job).toBeDefined()
  const said = ended.map(({ name, attributes, links }) => ({ name, attributes, links }))
  expect(JSON.stringify(said)).not.toMatch(/@|vst_|example\.com/)
})

test('who has to wait for a connection is measured, and nobody else', async () => {
  const waits: number[] = []
  const { pool } = connectDatabase({
    url: t.deps.config.DATABASE_URL,
    poolMax: 1,
    waited: (seconds) => waits.push(seconds),
  })
  await pool.query('select 1')
  const client = await pool.connect()
  expect(waits).toEqual([])
  const waiting = [pool.query('select 2'), pool.connect()] as const
  client.release()
  await waiting[0]
  ;(await waiting[1]).release()
  expect(waits).toHaveLength(2)
  await pool.end()
})
