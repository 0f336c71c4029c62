import { describe, expect, test } from 'vitest'
import { clientOf, openSession, paidSession, sessionParams, testWorld } from './world.ts'

describe('idempotency keys', () => {
  test('the same call under a key is answered from memory', async () => {
    const world = await testWorld()
    const seller = await world.local.dashboard.createReadyAccount()
    const create = () =>
      world.stripe.checkout.sessions.create(sessionParams(seller), { idempotencyKey: 'pur_1:1' })
    const first = await create()
    const second = await create()
    expect(second.id).toBe(first.id)
    expect(second.lastResponse.headers['idempotent-replayed']).toBe('true')
    expect(second.lastResponse.headers['original-request']).toBe(first.lastResponse.requestId)
    expect((await world.stripe.checkout.sessions.list()).data).toHaveLength(1)
  })

  test('other parameters under a key are refused', async () => {
    const world = await testWorld()
    const seller = await world.local.dashboard.createReadyAccount()
    await world.stripe.checkout.sessions.create(sessionParams(seller), { idempotencyKey: 'k' })
    await expect(
      world.stripe.checkout.sessions.create(
        { ...sessionParams(seller), client_reference_id: 'x' },
        { idempotencyKey: 'k' },
      ),
    ).rejects.toMatchObject({ type: 'StripeIdempotencyError', statusCode: 400 })
  })

  test('failed validation is not kept, failed execution is', async () => {
    const world = await testWorld()
    const { charge } = await paidSession(world)
    const idempotencyKey = 'refund-1'
    await expect(
      world.stripe.refunds.create({ charge: charge.id, amount: 0 }, { idempotencyKey }),
    ).rejects.toMatchObject({
      code: 'parameter_invalid_integer',
    })
    const dispute = await world.local.dashboard.openDispute(charge.id)
    await expect(
      world.stripe.refunds.create({ charge: charge.id }, { idempotencyKey }),
    ).rejects.toMatchObject({
      code: 'charge_disputed',
    })
    await world.local.dashboard.closeDispute(dispute, 'won')
    await expect(
      world.stripe.refunds.create({ charge: charge.id }, { idempotencyKey }),
    ).rejects.toMatchObject({
      code: 'charge_disputed',
    })
    await world.local.clock.advance(24 * 3600_000)
    await world.stripe.refunds.create({ charge: charge.id }, { idempotencyKey })
  })

  test('a call that acted but whose answer was lost is replayed', async () => {
    const world = await testWorld()
    const { charge } = await paidSession(world)
    world.local.fault('answer-lost')
    const refund = () => world.stripe.refunds.create({ charge: charge.id }, { idempotencyKey: 'refund-1' })
    await expect(refund()).rejects.toMatchObject({ type: 'StripeConnectionError' })
    world.local.fault(null)
    expect((await refund()).lastResponse.headers['idempotent-replayed']).toBe('true')
    expect((await world.stripe.refunds.list({ charge: charge.id })).data).toHaveLength(1)
  })

  test('a key that is in use is 409', async () => {
    const world = await testWorld()
    const seller = await world.local.dashboard.createReadyAccount()
    world.local.fault('slow')
    const create = () => world.stripe.checkout.sessions.create(sessionParams(seller), { idempotencyKey: 'k' })
    const first = create()
    await expect(Promise.race([first, create()])).rejects.toMatchObject({
      statusCode: 409,
      code: 'idempotency_key_in_use',
    })
    world.local.fault(null)
    expect((await first).status).toBe('open')
  })
})

describe('errors', () => {
  test('carry type, code, parameter, documentation, log and request id', async () => {
    const world = await testWorld()
    await expect(world.stripe.charges.retrieve('ch_unknown')).rejects.toMatchObject({
      type: 'StripeInvalidRequestError',
      rawType: 'invalid_request_error',
      statusCode: 404,
      code: 'resource_missing',
      message: "No such charge: 'ch_unknown'",
      param: 'id',
      doc_url: 'https://stripe.com/docs/error-codes/resource-missing',
      request_log_url: expect.stringContaining('/logs/req_'),
      requestId: expect.stringMatching(/^req_/),
    })
  })

  test('wrong keys are 401', async () => {
    const { local } = await testWorld()
    await expect(clientOf(local, 'sk_test_other').balance.retrieve()).rejects.toMatchObject({
      type: 'StripeAuthenticationError',
      statusCode: 401,
    })
    const bare = await fetch(`${local.url}/v1/balance`)
    expect(bare.status).toBe(401)
    expect(bare.headers.get('request-id')).toMatch(/^req_/)
  })

  test('unknown routes are 404 with a request id', async () => {
    const world = await testWorld()
    await expect(world.stripe.customers.list()).rejects.toMatchObject({
      statusCode: 404,
      message: 'Unrecognized request URL (GET: /v1/customers).',
      requestId: expect.stringMatching(/^req_/),
    })
  })

  test.each<[string, object, string | undefined, string | undefined]>([
    ['unknown parameter', { discountz: 'x' }, 'parameter_unknown', 'discountz'],
    ['no line items', { line_items: [] }, 'parameter_missing', 'line_items'],
    ['relative address', { success_url: '/return' }, 'url_invalid', 'success_url'],
    ['too short', { expires_at: 1 }, undefined, 'expires_at'],
    ['wrong mode', { mode: 'setup' as const }, undefined, 'mode'],
    [
      'fraction',
      { line_items: lineItem(10.5) },
      'parameter_invalid_integer',
      'line_items[0][price_data][unit_amount]',
    ],
    ['too small', { line_items: lineItem(49) }, 'amount_too_small', undefined],
    [
      'too large',
      { line_items: lineItem(100_000_000) },
      'parameter_invalid_integer',
      'line_items[0][price_data][unit_amount]',
    ],
    [
      'third decimal',
      { line_items: lineItem(1001, 'kwd') },
      undefined,
      'line_items[0][price_data][unit_amount]',
    ],
    [
      'unknown currency',
      { line_items: lineItem(1000, 'abc') },
      undefined,
      'line_items[0][price_data][currency]',
    ],
    [
      'unknown seller',
      { payment_intent_data: { transfer_data: { destination: 'acct_unknown' } } },
      'resource_missing',
      'payment_intent_data[transfer_data][destination]',
    ],
    [
      'fee without seller',
      { payment_intent_data: { application_fee_amount: 10 } },
      undefined,
      'payment_intent_data[application_fee_amount]',
    ],
  ])('a session with %s is refused', async (_, change, code, param) => {
    const world = await testWorld()
    const refusal = await openSession(world, change).catch((error: unknown) => error)
    expect(refusal).toMatchObject({ type: 'StripeInvalidRequestError', statusCode: 400 })
    expect(Object(refusal).code).toBe(code)
    expect(Object(refusal).param).toBe(param)
  })

  test('a seller who cannot receive is refused', async () => {
    const world = await testWorld()
    const seller = await world.local.dashboard.createReadyAccount()
    await world.local.dashboard.updateAccount(seller, { transfers: 'inactive' })
    await expect(world.stripe.checkout.sessions.create(sessionParams(seller))).rejects.toMatchObject({
      code: 'insufficient_capabilities_for_transfer',
    })
  })

  test('what cannot be expanded is refused before anything happens', async () => {
    const world = await testWorld()
    const { charge } = await paidSession(world)
    await expect(
      world.stripe.refunds.create({ charge: charge.id, expand: ['charge.secret'] }),
    ).rejects.toMatchObject({ statusCode: 400, message: 'This property cannot be expanded (charge.secret).' })
    expect((await world.stripe.refunds.list()).data).toEqual([])
  })

  test.each([
    ['api-down', 503, 'StripeAPIError'],
    ['rate-limited', 429, 'StripeRateLimitError'],
  ] as const)('%s answers %i', async (fault, statusCode, type) => {
    const world = await testWorld()
    world.local.fault(fault)
    await expect(world.stripe.balance.retrieve()).rejects.toMatchObject({ statusCode, type })
    world.local.fault(null)
    await world.stripe.balance.retrieve()
  })

  test('api-error answers 500 to what would change something', async () => {
    const world = await testWorld()
    world.local.fault('api-error')
    await expect(world.stripe.products.create({ name: 'x' })).rejects.toMatchObject({ statusCode: 500 })
    await world.stripe.balance.retrieve()
  })
})

describe('whatever is sent', () => {
  const form = { 'content-type': 'application/x-www-form-urlencoded' }

  test.each<[string, string, number, RequestInit]>([
    [
      'JSON',
      '/v1/refunds',
      400,
      { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } },
    ],
    ['broken brackets', '/v1/refunds', 400, { method: 'POST', body: 'a[b=1', headers: form }],
    ['a value that is a hash too', '/v1/refunds', 400, { method: 'POST', body: 'a=1&a[b]=2', headers: form }],
    [
      'a name JavaScript knows',
      '/v1/refunds',
      400,
      { method: 'POST', body: '__proto__[amount]=1', headers: form },
    ],
    ['too much', '/v1/refunds', 413, { method: 'POST', body: 'a'.repeat(1024 * 1024 + 1), headers: form }],
    [
      'a long key',
      '/v1/accounts',
      400,
      { method: 'POST', headers: { ...form, 'idempotency-key': 'k'.repeat(256) } },
    ],
    ['an odd version', '/v1/balance', 400, { headers: { 'stripe-version': 'latest' } }],
    ['an odd id', '/v1/charges/__proto__', 404, {}],
    ['an odd escape', '/v1/charges/%E0%A4%A', 404, {}],
    ['an odd cursor', '/v1/charges?starting_after=ch_x', 404, {}],
    ['an odd limit', '/v1/charges?limit=0', 400, {}],
    ['deep expansion', '/v1/charges?expand[]=data.a.b.c.d', 400, {}],
    ['another method', '/v1/charges/ch_1', 404, { method: 'PUT', body: 'x' }],
  ])('%s is a client error with a request id', async (_, path, status, init) => {
    const { local } = await testWorld()
    const headers = { authorization: `Bearer ${local.secretKey}`, ...init.headers }
    const answer = await fetch(`${local.url}${path}`, { ...init, headers })
    expect(answer.status).toBe(status)
    expect(answer.headers.get('request-id')).toMatch(/^req_/)
    expect(await answer.json()).toMatchObject({ error: { type: 'invalid_request_error' } })
  })

  test.each(['/c/pay/__proto__', '/setup/e/acct_x/__proto__', '/_control/deliver', '/_control/__proto__'])(
    'a broken form at %s is a client error',
    async (path) => {
      const { local } = await testWorld()
      const headers = { 'content-type': 'multipart/form-data; boundary=x' }
      const answer = await fetch(`${local.url}${path}`, { method: 'POST', body: '--broken', headers })
      expect(answer.status).toBeGreaterThanOrEqual(400)
      expect(answer.status).toBeLessThan(500)
      const large = await fetch(`${local.url}${path}`, { method: 'POST', body: 'x'.repeat(100_000) })
      expect(large.status).toBe(413)
    },
  )

  test('Basic authentication works as Bearer does', async () => {
    const { local } = await testWorld()
    const authorization = `Basic ${Buffer.from(`${local.secretKey}:`).toString('base64')}`
    expect((await fetch(`${local.url}/v1/balance`, { headers: { authorization } })).status).toBe(200)
  })
})

test('requests are logged as they came', async () => {
  const world = await testWorld()
  await world.stripe.accounts.create(
    { type: 'express', metadata: { handle: 'hdl_1' } },
    { idempotencyKey: 'acct:1' },
  )
  expect(world.local.requests()).toEqual([
    {
      method: 'POST',
      path: '/v1/accounts',
      idempotencyKey: 'acct:1',
      status: 200,
      body: { type: 'express', metadata: { handle: 'hdl_1' } },
    },
  ])
})

function lineItem(unit_amount: number, currency = 'usd') {
  return [{ quantity: 1, price_data: { currency, unit_amount, product_data: { name: 'Page' } } }]
}

test('an account that exists already is not made ready again', async () => {
  const { local, stripe } = await testWorld()
  const id = await local.dashboard.createReadyAccount({ id: 'acct_1Demo' })
  await local.dashboard.updateAccount(id, { chargesEnabled: false })
  expect(await local.dashboard.createReadyAccount({ id })).toBe(id)
  expect(await stripe.accounts.retrieve(id)).toMatchObject({ charges_enabled: false })
})
