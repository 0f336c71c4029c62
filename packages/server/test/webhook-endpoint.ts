import { WEBHOOK_RETRY_SECONDS } from '@latchkey/contract'
import { unwrap } from '@latchkey/sdk'
import { announce } from '../src/features/webhooks/announce.ts'
import { inOwnTransaction } from '../src/platform/database/transaction.ts'
import type { TestApp } from './app.ts'

/** A handle with an endpoint, and what its creator does with it. */
export async function listening(app: TestApp, url = 'https://hooks.client.example/latchkey') {
  const handle = await app.make.handle()
  const { webhooks } = await app.as(handle.owner)
  const path = { handle: handle.name }
  const { endpoint, secret } = await unwrap(
    webhooks.createWebhookEndpoint({ path, body: { url, events: ['group_buy.activated'] } }),
  )
  const at = { ...path, webhookEndpointId: endpoint.id }
  return {
    handle,
    endpoint,
    secret,
    /** Something happens on the handle. */
    happen: () =>
      inOwnTransaction(app.db, (trx) =>
        announce(trx, {
          handleId: handle.id,
          type: 'group_buy.activated',
          now: app.clock.now(),
          data: () => ({
            handle: handle.name,
            groupBuyId: 'gby_01jd6z3v9kf2x8t5w4q7r1m0ce',
            groupBuySlug: 'vip-launch',
            targetQuantity: 10,
            interestedQuantity: 12,
            people: 7,
          }),
        }),
      ),
    // Sessions end while months go by.
    deliveries: async (query = {}) => {
      const client = await app.as(handle.owner)
      return (await unwrap(client.webhooks.listWebhookDeliveries({ path: at, query }))).items
    },
    replay: async (deliveryId: string) =>
      await unwrap(
        (await app.as(handle.owner)).webhooks.replayWebhookDelivery({ path: { ...at, deliveryId } }),
      ),
    state: async () =>
      (await unwrap((await app.as(handle.owner)).webhooks.listWebhookEndpoints({ path }))).items[0],
    remove: () => webhooks.deleteWebhookEndpoint({ path: at }),
  }
}

/** Lets all tries of everything that is on its way come and go. */
export async function outlast(t: TestApp) {
  await t.jobs.run()
  for (const seconds of WEBHOOK_RETRY_SECONDS) {
    await t.clock.advance(seconds)
    await t.jobs.run()
  }
}
