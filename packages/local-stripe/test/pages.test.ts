import { describe, expect, test } from 'vitest'
import { openSession, sessionParams, type TestWorld, testWorld } from './world.ts'

/** Sends a form as a browser without JavaScript does, and does not follow the redirect. */
function post(url: string, fields: Record<string, string>, headers: Record<string, string> = {}) {
  return fetch(url, { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual', headers })
}

async function pageOf(world: TestWorld) {
  const session = await openSession(world)
  return { session, url: session.url ?? '' }
}

describe('checkout page', () => {
  test('shows what is sold, escaped, in the format of the currency', async () => {
    const world = await testWorld()
    const seller = await world.local.dashboard.createReadyAccount()
    const session = await world.stripe.checkout.sessions.create({
      ...sessionParams(seller),
      line_items: [
        {
          quantity: 2,
          price_data: {
            currency: 'jpy',
            unit_amount: 1500,
            product_data: { name: '<script>alert(1)</script>' },
          },
        },
      ],
    })
    const answer = await fetch(session.url ?? '')
    const page = await answer.text()
    expect(page).toContain('¥3,000')
    expect(page).toContain('&lt;script&gt;')
    expect(page).not.toContain('<script')
    expect(page).toContain('Local test mode')
    expect(page).toContain('href="http://shop.test/page"')
    expect(answer.headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
  })

  test('paying leads to the success URL, after the webhooks were delivered', async () => {
    const world = await testWorld()
    const { session, url } = await pageOf(world)
    const answer = await post(url, { email: 'ana@example.test', card: '4242 4242 4242 4242', action: 'card' })
    expect(answer.status).toBe(303)
    expect(answer.headers.get('location')).toBe(`http://shop.test/return?session=${session.id}`)
    expect(world.inbox.types()).toContain('checkout.session.completed')
    const paid = await world.stripe.checkout.sessions.retrieve(session.id)
    expect(paid).toMatchObject({ payment_status: 'paid', customer_details: { email: 'ana@example.test' } })
  })

  test('two clicks on Pay pay once', async () => {
    const world = await testWorld()
    const { url } = await pageOf(world)
    const fields = { email: 'ana@example.test', card: '4242424242424242', action: 'card' }
    const answers = await Promise.all([post(url, fields), post(url, fields)])
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 303])
    expect((await world.stripe.charges.list()).data).toHaveLength(1)
  })

  test.each([
    ['4000000000000002', 'Your card was declined.'],
    ['4000000000009995', 'Your card has insufficient funds.'],
    ['4000000000000069', 'Your card has expired.'],
    ['4242424242424241', 'Your card number is invalid.'],
  ])('card %s: %s', async (card, words) => {
    const world = await testWorld()
    const { session, url } = await pageOf(world)
    const answer = await post(url, { email: 'ana@example.test', card, action: 'card' })
    expect(answer.status).toBe(402)
    const page = await answer.text()
    expect(page).toContain(words)
    expect(page).toContain('value="ana@example.test"')
    expect((await world.stripe.checkout.sessions.retrieve(session.id)).status).toBe('open')
  })

  test.each([
    ['authenticated', 'paid', 'succeeded'],
    ['not-authenticated', 'unpaid', 'requires_payment_method'],
  ])('3-D Secure, %s', async (action, payment_status, status) => {
    const world = await testWorld()
    const { session, url } = await pageOf(world)
    const fields = { email: 'ana@example.test', card: '4000000000003220' }
    const challenge = await post(url, { ...fields, action: 'card' })
    expect(await challenge.text()).toContain('3-D Secure')
    expect(
      await world.stripe.checkout.sessions.retrieve(session.id, { expand: ['payment_intent'] }),
    ).toMatchObject({
      payment_status: 'unpaid',
      payment_intent: { status: 'requires_action' },
    })
    await post(url, { ...fields, action })
    expect(
      await world.stripe.checkout.sessions.retrieve(session.id, { expand: ['payment_intent'] }),
    ).toMatchObject({
      payment_status,
      payment_intent: { status },
    })
  })

  test.each([
    ['delayed', 'paid', 'succeeded'],
    ['delayed-fails', 'unpaid', 'failed'],
  ])('a payment that comes later (%s) ends %s', async (action, payment_status, outcome) => {
    const world = await testWorld()
    const { session, url } = await pageOf(world)
    const answer = await post(url, { email: 'ana@example.test', action })
    expect(answer.status).toBe(303)
    expect((await world.stripe.checkout.sessions.retrieve(session.id)).payment_status).toBe('unpaid')
    await world.local.clock.advance(3 * 24 * 3600_000)
    expect((await world.stripe.checkout.sessions.retrieve(session.id)).payment_status).toBe(payment_status)
    expect(world.inbox.types().at(-1)).toBe(`checkout.session.async_payment_${outcome}`)
  })

  test('sessions that are over say so', async () => {
    const world = await testWorld()
    const expired = await pageOf(world)
    await world.stripe.checkout.sessions.expire(expired.session.id)
    expect((await fetch(expired.url)).status).toBe(410)
    const paid = await pageOf(world)
    await world.local.buyer.pay(paid.session.id)
    expect(await (await fetch(paid.url)).text()).toContain('done here')
    expect((await fetch(`${world.local.url}/c/pay/cs_test_unknown`)).status).toBe(404)
  })

  test('a seller who was restricted meanwhile is not paid', async () => {
    const world = await testWorld()
    const seller = await world.local.dashboard.createReadyAccount()
    const session = await world.stripe.checkout.sessions.create(sessionParams(seller))
    await world.local.dashboard.updateAccount(seller, { transfers: 'inactive' })
    const answer = await post(session.url ?? '', { email: 'ana@example.test', card: '4242424242424242' })
    expect(answer.status).toBe(402)
    expect((await world.stripe.transfers.list()).data).toEqual([])
  })

  test.each([
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { origin: 'http://evil.test' },
    { origin: 'null' },
  ])('a form of another site is refused: %o', async (headers) => {
    const world = await testWorld()
    const { session, url } = await pageOf(world)
    const answer = await post(url, { email: 'a@b.test', card: '4242424242424242' }, headers)
    expect(answer.status).toBe(403)
    expect((await world.stripe.checkout.sessions.retrieve(session.id)).status).toBe('open')
    expect((await post(`${world.local.url}/_control/fault`, { fault: 'api-down' }, headers)).status).toBe(403)
  })
})

describe('control page', () => {
  test('its buttons do what people do at Stripe', async () => {
    const world = await testWorld()
    const { session } = await pageOf(world)
    await world.local.buyer.pay(session.id)
    const [charge] = (await world.stripe.charges.list()).data
    const id = charge?.id ?? ''
    const press = (action: string, fields: Record<string, string>) =>
      post(`${world.local.url}/_control/${action}`, fields, { 'sec-fetch-site': 'same-origin' })
    expect((await press('refund', { id, amount: '500' })).status).toBe(303)
    expect((await press('dispute', { id })).status).toBe(303)
    const [dispute] = (await world.stripe.disputes.list()).data
    await press('close-dispute', { id: dispute?.id ?? '', outcome: 'won' })
    expect((await press('refund', { id, amount: '9999' })).status).toBe(409)
    expect(await world.stripe.charges.retrieve(id)).toMatchObject({ amount_refunded: 500, disputed: true })
    const page = await (await fetch(`${world.local.url}/_control`)).text()
    expect(page).toContain(id)
    expect(page).toContain('won')
    await press('fault', { fault: 'api-down' })
    await expect(world.stripe.balance.retrieve()).rejects.toMatchObject({ statusCode: 503 })
    await press('fault', { fault: '' })
    const before = world.local.clock.now().getTime()
    await press('advance', { minutes: '60' })
    expect(world.local.clock.now().getTime() - before).toBeGreaterThanOrEqual(3600_000)
  })

  test('its account buttons restrict, onboard and disconnect', async () => {
    const world = await testWorld()
    const { id } = await world.stripe.accounts.create({ type: 'express' })
    const press = (action: string) =>
      post(`${world.local.url}/_control/${action}`, { id }, { 'sec-fetch-site': 'same-origin' })
    await press('onboard')
    expect(await world.stripe.accounts.retrieve(id)).toMatchObject({ charges_enabled: true })
    await press('restrict')
    expect(await world.stripe.accounts.retrieve(id)).toMatchObject({
      charges_enabled: false,
      capabilities: { transfers: 'inactive' },
    })
    await press('disconnect')
    await expect(world.stripe.accounts.retrieve(id)).rejects.toMatchObject({ statusCode: 403 })
    expect((await press('onboard')).status).toBe(303)
  })
})
