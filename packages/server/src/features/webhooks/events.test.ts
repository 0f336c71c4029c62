import { type WebhookEventType, webhookEvents, webhookEventTypes } from '@latchkey/contract'
import { unwrap } from '@latchkey/sdk'
import { beforeEach, describe, expect, test } from 'vitest'
import type { z } from 'zod'
import { testApp } from '../../../test/app.ts'
import { openShop } from '../../../test/shop.ts'
import { webhookReceiver } from '../../../test/webhook-receiver.ts'
import { settlePurchase } from '../purchases/settle.ts'

const receiver = await webhookReceiver()
const t = await testApp({ stripe: true, env: { LIMITS: 'off' }, replace: { network: receiver.network } })
beforeEach(() => receiver.reset())

const schemas = new Map(webhookEvents.map(({ type, body }) => [type, body]))

/** Has the handle's events sent to the receiver, each under the handle's own path. */
async function listen(handle: { name: string; owner: { id: string } }, events = webhookEventTypes) {
  const { webhooks } = await t.as(handle.owner)
  const url = `https://hooks.client.example/${handle.name}`
  await unwrap(webhooks.createWebhookEndpoint({ path: { handle: handle.name }, body: { url, events } }))
}

interface Event {
  readonly type: WebhookEventType
  readonly data: Record<string, unknown>
}

const everTold = new Set<WebhookEventType>()

/** What the handle's endpoint was told, in order, each held against its documented schema. */
function told(handle: { name: string }): Event[] {
  const own = receiver.received.filter(({ path }) => path === `/${handle.name}`)
  return own
    .map(({ body, headers }) => ({ body, id: headers['webhook-id'] ?? '' }))
    .sort((left, right) => left.id.localeCompare(right.id))
    .map(({ body }) => {
      const event: Event = JSON.parse(body)
      everTold.add(event.type)
      const schema = schemas.get(event.type) as z.ZodObject | undefined
      expect(schema?.strict().parse(event)).toEqual(event)
      return event
    })
}

const types = (handle: { name: string }) =>
  told(handle)
    .map(({ type }) => type)
    .sort()

describe('a purchase', () => {
  test('that is completed is told once, without the address of the buyer', async () => {
    const shop = await openShop(t)
    await listen(shop.handle)
    const purchase = await shop.buy()
    expect(told(shop.handle)).toMatchObject([
      {
        type: 'purchase.completed',
        data: {
          handle: shop.handle.name,
          pageSlug: shop.page.slug,
          purchaseId: purchase.id,
          visitorId: shop.visitor.id,
          price: { amount: 2500, currency: 'usd' },
          hasAccess: true,
        },
      },
    ])
    expect(receiver.received[0]?.body).not.toContain(shop.visitor.email)
    await Promise.all([1, 2, 3].map(() => settlePurchase(t.deps, purchase.id)))
    await shop.settled()
    expect(types(shop.handle)).toEqual(['purchase.completed'])
  })

  test('that is refunded ends access, each told once', async () => {
    const shop = await openShop(t)
    await listen(shop.handle)
    const { id: purchaseId } = await shop.buy()
    const { refund } = await unwrap(shop.refund())
    await shop.settled()
    await settlePurchase(t.deps, purchaseId)
    await t.jobs.run()
    expect(types(shop.handle)).toEqual(['access.revoked', 'purchase.completed', 'purchase.refunded'])
    const events = told(shop.handle)
    expect(events.find(({ type }) => type === 'purchase.refunded')?.data).toMatchObject({
      purchaseId,
      refund: { id: refund.id, amount: { amount: 2500, currency: 'usd' } },
      totalRefunded: { amount: 2500, currency: 'usd' },
      hasAccess: false,
    })
    expect(events.find(({ type }) => type === 'access.revoked')?.data).toMatchObject({
      purchaseId,
      reason: 'REFUNDED',
    })
  })

  test('that is disputed is told once; access is lost when the bank decides for the buyer', async () => {
    const shop = await openShop(t)
    await listen(shop.handle)
    const { paymentIntentId } = await shop.buy()
    const dispute = await t.stripe.dashboard.openDispute(paymentIntentId)
    await shop.settled()
    expect(types(shop.handle)).toEqual(['purchase.completed', 'purchase.disputed'])
    expect(told(shop.handle).find(({ type }) => type === 'purchase.disputed')?.data).toMatchObject({
      dispute: { amount: { amount: 2500, currency: 'usd' } },
      hasAccess: false,
    })
    await t.stripe.dashboard.closeDispute(dispute, 'lost')
    await shop.settled()
    expect(types(shop.handle)).toEqual(['access.revoked', 'purchase.completed', 'purchase.disputed'])
  })

  test('from before there was an endpoint is not told afterwards', async () => {
    const shop = await openShop(t)
    const { id } = await shop.buy()
    await unwrap(shop.refund())
    await shop.settled()
    await listen(shop.handle)
    await settlePurchase(t.deps, id)
    await t.jobs.run()
    expect(told(shop.handle)).toEqual([])
  })
})

test('access that is revoked is told, once', async () => {
  const handle = await t.make.handle()
  await listen(handle)
  const page = await t.make.page({ handle, price: { amount: 500, currency: 'usd' } })
  const { checkout } = await t.as(handle.owner)
  const path = { handle: handle.name, pageSlug: page.slug }
  const email = 'reader@example.com'
  await unwrap(checkout.grantAccess({ path, body: { email } }))
  const { id: purchaseId } = await t.db
    .selectFrom('purchases')
    .select('id')
    .where('page_id', '=', page.id)
    .executeTakeFirstOrThrow()
  for (const _ of ['once', 'twice']) {
    const revoked = await checkout.revokeAccess({ path: { ...path, purchaseId } })
    expect(revoked.response.status).toBe(204)
  }
  await t.jobs.run()
  expect(told(handle)).toMatchObject([
    { type: 'access.revoked', data: { purchaseId, reason: 'REVOKED', price: null, hasAccess: false } },
  ])
})

describe('a group buy', () => {
  async function offer(targetQuantity = 3) {
    const handle = await t.make.handle()
    await listen(handle)
    const { groupBuys } = await t.as(handle.owner)
    const texts = {
      title: 'VIP launch',
      description: 'All of it',
      targetQuantity,
      deadline: null,
      linkedPageSlug: null,
    }
    const path = { handle: handle.name, groupBuySlug: 'vip-launch' }
    await unwrap(groupBuys.createGroupBuy({ path, body: { slug: path.groupBuySlug, ...texts } }))
    await unwrap(groupBuys.publishGroupBuy({ path }))
    return { handle, groupBuys, path, texts }
  }
  const fan = async () => t.client({ token: (await t.make.visitorSession()).token }).groupBuys

  test('that reaches its target is told once, whoever comes and goes; then that it is activated', async () => {
    const { handle, groupBuys, path } = await offer()
    const fans = await Promise.all([1, 2, 3, 4, 5].map(fan))
    await Promise.all(fans.map((each) => each.expressInterest({ path, body: { quantity: 1 } })))
    for (const each of fans) await unwrap(each.withdrawInterest({ path }))
    for (const each of fans) await unwrap(each.expressInterest({ path, body: { quantity: 1 } }))
    await t.jobs.run()
    expect(told(handle)).toMatchObject([
      { type: 'group_buy.target_reached', data: { groupBuySlug: 'vip-launch', interestedQuantity: 3 } },
    ])
    for (const dryRun of ['true', 'false'] as const)
      await unwrap(groupBuys.activateGroupBuy({ path, query: { dryRun } }))
    await groupBuys.activateGroupBuy({ path })
    await t.jobs.run()
    expect(types(handle)).toEqual(['group_buy.activated', 'group_buy.target_reached'])
    expect(told(handle).find(({ type }) => type === 'group_buy.activated')?.data).toMatchObject({ people: 5 })
  })

  test('whose target is lowered to what was reached is told too', async () => {
    const { handle, groupBuys, path, texts } = await offer(10)
    await unwrap((await fan()).expressInterest({ path, body: { quantity: 4 } }))
    await unwrap(groupBuys.updateGroupBuy({ path, body: { ...texts, targetQuantity: 4 } }))
    await t.jobs.run()
    expect(told(handle)).toMatchObject([{ type: 'group_buy.target_reached', data: { targetQuantity: 4 } }])
  })
})

test('an endpoint is told of what it asked for, on its own handle, and of nothing that was undone', async () => {
  const [shop, other] = [await openShop(t), await openShop(t)]
  await listen(shop.handle, ['purchase.refunded'])
  await listen(other.handle)
  await shop.buy()
  expect(receiver.received).toEqual([])
  const before = await t.db.selectFrom('webhook_deliveries').select('id').execute()
  const failing = t.db.withPlugin({
    transformQuery({ node }) {
      if (node.kind === 'InsertQueryNode' && JSON.stringify(node).includes('webhook_deliveries')) {
        throw new Error('undone')
      }
      return node
    },
    transformResult: async ({ result }) => result,
  })
  const { checkoutSessionId } = await unwrap(other.checkout())
  await t.stripe.buyer.pay(checkoutSessionId)
  const { id } = await other.payment()
  await expect(
    settlePurchase({ ...t.deps, db: failing }, id, { sessionId: checkoutSessionId }),
  ).rejects.toThrow('undone')
  expect((await other.payment()).state, 'the change goes with what follows from it').toBe('open')
  expect(await t.db.selectFrom('webhook_deliveries').select('id').execute()).toEqual(before)
  await other.settled()
  expect(types(other.handle)).toEqual(['purchase.completed'])
})

test('every event of the contract has been sent by what happened here', () => {
  expect([...everTold].toSorted()).toEqual(webhookEventTypes.toSorted())
})
