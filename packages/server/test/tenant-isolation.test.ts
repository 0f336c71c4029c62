import { unwrap } from '@latchkey/sdk'
import { expect, test } from 'vitest'
import { openSession } from '../src/features/accounts/service.ts'
import { newId } from '../src/platform/ids.ts'
import { testApp } from './app.ts'
import { operations, sampleBody, sampleRequest } from './sample-request.ts'

// No id or slug of one handle works through another, on any operation that takes one.

const t = await testApp({ env: { LIMITS: 'off' } })
const victim = await t.make.handle()
const attacker = await t.make.handle()

/** One of everything that the victim's handle can have. */
async function everything() {
  const client = await t.as(victim.owner)
  const path = { handle: victim.name }
  const page = await t.make.page({ handle: victim, price: { amount: 500, currency: 'usd' } })
  const { visitor, token } = await t.make.visitorSession()
  const purchase = await t.make.purchase({ page, visitor })
  const groupBuySlug = 'vip'
  await unwrap(
    client.groupBuys.createGroupBuy({ path, body: { slug: groupBuySlug, title: 'VIP', targetQuantity: 1 } }),
  )
  await unwrap(client.groupBuys.publishGroupBuy({ path: { ...path, groupBuySlug } }))
  await unwrap(
    t.client({ token }).groupBuys.expressInterest({ path: { ...path, groupBuySlug }, body: { quantity: 1 } }),
  )
  const { file } = await unwrap(
    client.files.createFile({ path, body: { fileName: 'a.txt', accessMode: 'PUBLIC', sizeBytes: 1 } }),
  )
  const scripted = await unwrap(
    client.tokens.createToken({ path, body: { name: 'x', scopes: ['pages.read'] } }),
  )
  const { endpoint } = await unwrap(
    client.webhooks.createWebhookEndpoint({
      path,
      body: { url: 'https://hooks.example.com/', events: ['purchase.completed'] },
    }),
  )
  return {
    pageSlug: page.slug,
    purchaseId: purchase.id,
    visitorId: visitor.id,
    groupBuySlug,
    fileId: file.id,
    tokenId: scripted.id,
    webhookEndpointId: endpoint.id,
    deliveryId: newId('webhookDelivery'),
  }
}

const owned = await everything()
const { token: session } = await t.make.oauthToken({ account: attacker.owner })
const { accessToken } = await openSession(t.deps, attacker.owner.id)

const snapshot = async () => {
  const tables = [
    'pages',
    'purchases',
    'group_buys',
    'group_buy_interests',
    'files',
    'tokens',
    'webhook_endpoints',
    'ledger_entries',
  ]
  const rows = await Promise.all(
    tables.map((table) => t.deps.pool.query(`select to_jsonb(entry) as row from ${table} entry order by 1`)),
  )
  return rows.map((result) => result.rows)
}
const before = await snapshot()

const reaching = operations.filter(
  ([, { auth, path }]) => ['account', 'token'].includes(auth.subject) && /\{handle\}.*\{\w+\}/.test(path),
)

test('there are such operations', () => {
  expect(reaching.length).toBeGreaterThan(25)
})

test.each(reaching)('%s', async (id, operation) => {
  const body = sampleBody(id) as Record<string, unknown> | null
  const response = await t.send(
    sampleRequest(id, operation, {
      origin: t.origin(),
      params: { ...owned, handle: attacker.name },
      token: operation.auth.subject === 'token' ? session : accessToken,
      ...(body?.visitorId !== undefined && { body: JSON.stringify({ ...body, visitorId: owned.visitorId }) }),
    }),
  )
  expect(response.status).toBe(404)
  expect(await snapshot()).toEqual(before)
})
