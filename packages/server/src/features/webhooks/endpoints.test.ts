import { MAX_WEBHOOK_ENDPOINTS } from '@latchkey/contract'
import { unwrap } from '@latchkey/sdk'
import { describe, expect, test } from 'vitest'
import { testApp } from '../../../test/app.ts'
import type { TestHandle } from '../../../test/factories.ts'

const t = await testApp({ env: { LIMITS: 'off' } })

const body = {
  url: 'https://hooks.client.example/latchkey?from=here',
  events: ['purchase.completed' as const, 'access.revoked' as const],
}

async function studio() {
  const handle = await t.make.handle()
  const { webhooks } = await t.as(handle.owner)
  return { handle, webhooks, path: { handle: handle.name } }
}

const auditOf = async (handle: TestHandle) =>
  (await unwrap((await t.as(handle.owner)).handles.listAuditEvents({ path: { handle: handle.name } }))).items

describe('an endpoint', () => {
  test('is created with a secret that is shown once, listed and deleted', async () => {
    const { handle, webhooks, path } = await studio()
    const { endpoint, secret } = await unwrap(webhooks.createWebhookEndpoint({ path, body }))
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/)
    expect(endpoint).toMatchObject({ ...body, status: 'ENABLED', disabledAt: null })
    const list = await unwrap(webhooks.listWebhookEndpoints({ path }))
    expect(list).toEqual({ items: [endpoint], nextCursor: null })

    const at = { ...path, webhookEndpointId: endpoint.id }
    expect((await webhooks.deleteWebhookEndpoint({ path: at })).response.status).toBe(204)
    expect((await unwrap(webhooks.listWebhookEndpoints({ path }))).items).toEqual([])
    expect((await webhooks.deleteWebhookEndpoint({ path: at })).error?.code).toBe(
      'webhook_endpoint_not_found',
    )
    const audited = {
      webhookEndpointId: endpoint.id,
      origin: 'https://hooks.client.example',
      events: body.events,
    }
    expect(await auditOf(handle)).toMatchObject([
      { action: 'webhook_endpoint.deleted', from: audited, to: null },
      { action: 'webhook_endpoint.created', from: null, to: audited },
    ])
  })

  test('under one Idempotency-Key is created once, and its secret is told again', async () => {
    const { webhooks, path } = await studio()
    const create = () =>
      webhooks.createWebhookEndpoint({ path, body, headers: { 'Idempotency-Key': 'endpoint-1' } })
    const first = await unwrap(create())
    expect(await unwrap(create())).toEqual(first)
    expect((await unwrap(webhooks.listWebhookEndpoints({ path }))).items).toHaveLength(1)
  })

  test('keeps its secret sealed', async () => {
    const { webhooks, path } = await studio()
    const { endpoint, secret } = await unwrap(webhooks.createWebhookEndpoint({ path, body }))
    const row = await t.db
      .selectFrom('webhook_endpoints')
      .selectAll()
      .where('id', '=', endpoint.id)
      .executeTakeFirstOrThrow()
    const stored = row.sealed_secret.toString('latin1')
    expect(stored).not.toContain(secret)
    expect(stored).not.toContain(Buffer.from(secret.slice(6), 'base64').toString('latin1'))
  })

  test(`is one of ${MAX_WEBHOOK_ENDPOINTS} at most, also when they come at once`, async () => {
    const { webhooks, path } = await studio()
    const results = await Promise.all(
      Array.from({ length: MAX_WEBHOOK_ENDPOINTS + 3 }, () => webhooks.createWebhookEndpoint({ path, body })),
    )
    expect(results.filter(({ response }) => response.status === 201)).toHaveLength(MAX_WEBHOOK_ENDPOINTS)
    const refused = results.flatMap(({ error }) => (error ? [error.code] : []))
    expect(refused).toEqual(Array(3).fill('too_many_webhook_endpoints'))

    const first = await unwrap(webhooks.listWebhookEndpoints({ path, query: { limit: 6 } }))
    const rest = await unwrap(
      webhooks.listWebhookEndpoints({ path, query: { limit: 6, cursor: first.nextCursor ?? '' } }),
    )
    const ids = [...first.items, ...rest.items].map(({ id }) => id)
    expect([new Set(ids).size, rest.nextCursor]).toEqual([MAX_WEBHOOK_ENDPOINTS, null])
  })

  test.each([
    ['no URL', 'hooks'],
    ['plain http', 'http://hooks.client.example/'],
    ['another protocol', 'ftp://hooks.client.example/'],
    ['a password', 'https://user:password@hooks.client.example/'],
    ['a fragment', 'https://hooks.client.example/#here'],
    ['a private address', 'https://10.0.0.1/'],
    ['a loopback name', 'https://localhost/'],
    ['loopback over http', 'http://127.0.0.1:9000/'],
    ['a mapped address', 'https://[::ffff:10.0.0.1]/'],
    ['another notation of an address', 'https://0x7f.1/'],
    ['where clouds keep secrets', 'https://169.254.169.254/'],
  ])('is not one with %s', async (_, url) => {
    const { webhooks, path } = await studio()
    const { error } = await webhooks.createWebhookEndpoint({ path, body: { ...body, url } })
    expect(error).toMatchObject({
      code: 'invalid_request',
      details: { issues: [{ path: 'body.url', message: expect.stringMatching(/^must /) }] },
    })
  })

  test.each([[[]], [['purchase.completed', 'purchase.completed']], [['purchase.sold']]])(
    'is not one for the events %j',
    async (events) => {
      const { webhooks, path } = await studio()
      const { error } = await webhooks.createWebhookEndpoint({
        path,
        body: { ...body, events: events as typeof body.events },
      })
      expect(error?.code).toBe('invalid_request')
    },
  )
})

test('what belongs to another handle looks like what does not exist', async () => {
  const theirs = await studio()
  const { endpoint } = await unwrap(theirs.webhooks.createWebhookEndpoint({ path: theirs.path, body }))
  const { id: deliveryId } = await t.db
    .insertInto('webhook_deliveries')
    .values({
      id: 'msg_01jd6z3v9kf2x8t5w4q7r1m0ce',
      endpoint_id: endpoint.id,
      type: 'purchase.completed',
      payload: '{}',
      state: 'failed',
      attempt_after: t.clock.now(),
      created_at: t.clock.now(),
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  const own = await studio()
  const unknown = endpoint.id.replace(/.{4}$/, '0000')
  const answers = async (webhookEndpointId: string, delivery: string) => {
    const path = { ...own.path, webhookEndpointId }
    const results = await Promise.all([
      own.webhooks.deleteWebhookEndpoint({ path }),
      own.webhooks.listWebhookDeliveries({ path }),
      own.webhooks.replayWebhookDelivery({ path: { ...path, deliveryId: delivery } }),
    ])
    return results.map(({ error, response }) => ({
      status: response.status,
      error: error && { code: error.code, message: error.message, details: error.details },
    }))
  }
  const expected = await answers(unknown, 'msg_01jd6z3v9kf2x8t5w4q7r10000')
  expect(expected.map(({ error }) => error?.code)).toEqual([
    'webhook_endpoint_not_found',
    'webhook_endpoint_not_found',
    'webhook_delivery_not_found',
  ])
  expect(await answers(endpoint.id, deliveryId)).toEqual(expected)
  expect(await answers('not-an-id', 'not-an-id')).toEqual(expected)

  // The owner's own, under an endpoint to which it was not sent.
  const second = await unwrap(theirs.webhooks.createWebhookEndpoint({ path: theirs.path, body }))
  const { error } = await theirs.webhooks.replayWebhookDelivery({
    path: { ...theirs.path, webhookEndpointId: second.endpoint.id, deliveryId },
  })
  expect(error?.code).toBe('webhook_delivery_not_found')
  const row = await t.db.selectFrom('webhook_deliveries').selectAll().executeTakeFirstOrThrow()
  expect(row.state, 'nothing of it was touched').toBe('failed')
})

test('a creator is not enough', async () => {
  const { handle, path } = await studio()
  const creator = await t.as(await t.make.collaborator({ handle, role: 'CREATOR' }))
  expect((await creator.webhooks.listWebhookEndpoints({ path })).error?.code).toBe('insufficient_role')
  expect((await creator.webhooks.createWebhookEndpoint({ path, body })).error?.code).toBe('insufficient_role')
})
