import { WEBHOOK_DELIVERY_DAYS, WEBHOOK_RETRY_SECONDS, WEBHOOK_TRIES } from '@latchkey/contract'
import { unwrap } from '@latchkey/sdk'
import { verifyWebhook } from '@latchkey/sdk/webhooks'
import { beforeEach, describe, expect, test } from 'vitest'
import { testApp } from '../../../test/app.ts'
import { testJobs } from '../../../test/jobs.ts'
import { listening, outlast } from '../../../test/webhook-endpoint.ts'
import { verify, webhookReceiver } from '../../../test/webhook-receiver.ts'
import { createTasks } from '../tasks.ts'

const receiver = await webhookReceiver()
const t = await testApp({ env: { LIMITS: 'off' }, replace: { network: receiver.network } })
const { received } = receiver
beforeEach(() => receiver.reset())

const HOUR = 3600
const DAY = 24 * HOUR

describe('a delivery', () => {
  test('is signed by the Standard Webhooks scheme, and marked', async () => {
    const { secret, endpoint, happen, deliveries } = await listening(t)
    await happen()
    await t.jobs.run()
    const [message] = received
    if (!message) throw new Error('Nothing arrived.')
    expect(verify(secret, message, t.clock)).toMatchObject({
      type: 'group_buy.activated',
      timestamp: t.clock.now().toISOString(),
      data: { groupBuySlug: 'vip-launch', interestedQuantity: 12 },
    })
    const tampered = { ...message, body: message.body.replace('12', '13') }
    expect(() => verify(secret, tampered, t.clock)).toThrow(/signature/)
    const options = { now: () => t.clock.now().getTime() }
    expect(
      await verifyWebhook(message, [`whsec_${btoa('the next one, which is long')}`, secret], options),
    ).toEqual({
      ...JSON.parse(message.body),
      id: message.headers['webhook-id'],
    })
    await expect(verifyWebhook(tampered, secret, options)).rejects.toMatchObject({
      reason: 'invalid_signature',
    })
    expect(message).toMatchObject({
      path: '/latchkey',
      headers: { host: 'hooks.client.example', 'content-type': 'application/json' },
    })
    expect(await deliveries()).toEqual([
      {
        id: message.headers['webhook-id'],
        endpointId: endpoint.id,
        type: 'group_buy.activated',
        status: 'DELIVERED',
        tries: 1,
        nextTryAt: null,
        lastTryAt: t.clock.now().toISOString(),
        responseStatus: 200,
        problem: null,
        payload: message.body,
        createdAt: t.clock.now().toISOString(),
      },
    ])
  })

  test('that does not arrive is tried again after the waits that are documented, signed anew under one id', async () => {
    const { secret, happen, deliveries } = await listening(t)
    const ways = [500, 'drop', 302, 404, 503, 409, 'drop', 400, 599] as const
    receiver.answer = () => ways[received.length - 1] ?? 200
    await happen()
    await t.jobs.run()
    for (const [index, seconds] of WEBHOOK_RETRY_SECONDS.entries()) {
      expect(received).toHaveLength(index + 1)
      await t.clock.advance(seconds - 1)
      await t.jobs.run()
      expect(received, `try ${index + 2} is not due`).toHaveLength(index + 1)
      await t.clock.advance(1)
      await t.jobs.run()
      const [latest] = received.slice(-1)
      expect(latest && verify(secret, latest, t.clock)).toMatchObject({ type: 'group_buy.activated' })
    }
    expect(received).toHaveLength(WEBHOOK_TRIES)
    const values = (name: string) => new Set(received.map(({ headers }) => headers[name])).size
    expect(values('webhook-id')).toBe(1)
    expect(values('webhook-timestamp')).toBe(WEBHOOK_TRIES)
    expect(values('webhook-signature')).toBe(WEBHOOK_TRIES)
    expect(new Set(received.map(({ body }) => body)).size).toBe(1)
    expect(await deliveries()).toMatchObject([{ status: 'DELIVERED', tries: WEBHOOK_TRIES }])
  })

  test(`fails after ${WEBHOOK_TRIES} tries, within three days, and can be replayed`, async () => {
    const { happen, deliveries, replay, handle } = await listening(t)
    receiver.answer = () => 503
    const began = t.clock.now().getTime()
    await happen()
    await outlast(t)
    expect(t.clock.now().getTime() - began).toBeLessThanOrEqual(3 * DAY * 1000)
    await t.clock.advance(30 * HOUR)
    await t.jobs.run()
    expect(received).toHaveLength(WEBHOOK_TRIES)
    const [failed] = await deliveries()
    expect(failed).toMatchObject({
      status: 'FAILED',
      tries: WEBHOOK_TRIES,
      nextTryAt: null,
      responseStatus: 503,
      problem: 'it answers with status 503',
    })

    receiver.answer = () => 200
    const id = failed?.id ?? ''
    expect(await replay(id)).toMatchObject({ id, status: 'PENDING', tries: 0 })
    await t.jobs.run()
    expect(received.at(-1)?.headers['webhook-id']).toBe(id)
    expect(await deliveries()).toMatchObject([{ id, status: 'DELIVERED', tries: 1 }])
    const client = await t.as(handle.owner)
    const { items } = await unwrap(client.handles.listAuditEvents({ path: { handle: handle.name } }))
    expect(items[0]).toMatchObject({ action: 'webhook_delivery.replayed', to: { webhookDeliveryId: id } })
  })

  test('that was taken can be replayed too, and one that waits need not wait', async () => {
    const { happen, deliveries, replay } = await listening(t)
    await happen()
    await t.jobs.run()
    const [taken] = await deliveries()
    await replay(taken?.id ?? '')
    await t.jobs.run()
    expect(received).toHaveLength(2)
    receiver.answer = () => 500
    await replay(taken?.id ?? '')
    await t.jobs.run()
    receiver.answer = () => 200
    await replay(taken?.id ?? '')
    await t.jobs.run()
    expect(received, 'the clock stood still').toHaveLength(4)
    expect(await deliveries()).toMatchObject([{ status: 'DELIVERED', tries: 1 }])
  })

  test('does not wait for another, nor for another endpoint', async () => {
    const broken = await listening(t, 'https://broken.client.example/')
    const sound = await listening(t)
    receiver.answer = ({ headers }) => (headers.host?.startsWith('broken') ? 500 : 200)
    await broken.happen()
    await sound.happen()
    await t.jobs.run()
    expect(await sound.deliveries()).toMatchObject([{ status: 'DELIVERED' }])
    await t.clock.advance(1)
    receiver.answer = () => 200
    await broken.happen()
    await t.jobs.run()
    expect(await broken.deliveries(), 'the later one first').toMatchObject([
      { status: 'DELIVERED' },
      { status: 'PENDING' },
    ])
    await t.clock.advance(WEBHOOK_RETRY_SECONDS[0])
    await t.jobs.run()
    expect(await broken.deliveries()).toMatchObject([{ status: 'DELIVERED' }, { status: 'DELIVERED' }])
  })

  test('is made once by two workers at once', async () => {
    const { happen } = await listening(t)
    await happen()
    const { id } = await t.db
      .selectFrom('webhook_deliveries')
      .select('id')
      .orderBy('created_at', 'desc')
      .orderBy('id', 'desc')
      .executeTakeFirstOrThrow()
    const tasks = createTasks(t.deps, t.mail.transport)
    await Promise.all([tasks.deliver_webhook({ deliveryId: id }), tasks.deliver_webhook({ deliveryId: id })])
    await t.jobs.run()
    expect(received).toHaveLength(1)
  })

  test('is repeated under its id when the worker died between answer and mark', async () => {
    const { happen, deliveries } = await listening(t)
    await happen()
    const db = t.db.withPlugin({
      transformQuery({ node }) {
        if (received.length > 0 && node.kind === 'UpdateQueryNode') throw new Error('killed')
        return node
      },
      transformResult: async ({ result }) => result,
    })
    const dying = testJobs(t.deps, createTasks({ ...t.deps, db }, t.mail.transport))
    expect(await dying.run({ failures: 'returned' })).toMatchObject([{ task: 'deliver_webhook' }])
    expect(received).toHaveLength(1)
    expect(await deliveries()).toMatchObject([{ status: 'PENDING', tries: 0 }])
    await t.clock.advance(5)
    await t.jobs.run()
    expect(received).toHaveLength(2)
    expect(new Set(received.map(({ headers }) => headers['webhook-id'])).size).toBe(1)
    expect(await deliveries()).toMatchObject([{ status: 'DELIVERED' }])
  })

  test('that is replayed during its try keeps the outcome of the replay', async () => {
    const { happen, deliveries, replay } = await listening(t)
    await happen()
    const [{ id = '' } = {}] = await deliveries()
    await t.clock.advance(1)
    const network = {
      ...receiver.network,
      resolve: async (hostname: string) => {
        await t.clock.advance(1)
        await replay(id)
        return await receiver.network.resolve(hostname)
      },
    }
    receiver.answer = () => 500
    const slow = createTasks({ ...t.deps, network }, t.mail.transport)
    await slow.deliver_webhook({ deliveryId: id })
    expect(await deliveries()).toMatchObject([{ status: 'PENDING', tries: 0 }])
    receiver.answer = () => 200
    await t.jobs.run()
    expect(await deliveries()).toMatchObject([{ status: 'DELIVERED', tries: 1 }])
  })

  test('goes nowhere once its endpoint is deleted', async () => {
    const { happen, remove } = await listening(t)
    await happen()
    await remove()
    await t.jobs.run()
    expect(received).toEqual([])
  })

  test(`is kept for ${WEBHOOK_DELIVERY_DAYS} days, and listed newest first in pages`, async () => {
    const { happen, deliveries } = await listening(t)
    for (let days = 0; days < 3; days++) {
      await happen()
      await t.clock.advance(DAY)
    }
    await t.jobs.run()
    const all = await deliveries()
    expect(all.map(({ createdAt }) => createdAt)).toEqual(
      all
        .map(({ createdAt }) => createdAt)
        .sort()
        .reverse(),
    )
    expect(await deliveries({ limit: 2 })).toEqual(all.slice(0, 2))
    await t.clock.advance((WEBHOOK_DELIVERY_DAYS - 3) * DAY + 1)
    await createTasks(t.deps, t.mail.transport).remove_rows({ table: 'webhook_deliveries' })
    expect(await deliveries()).toEqual(all.slice(0, 2))
  })
})
