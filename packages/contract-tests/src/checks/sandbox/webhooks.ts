import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Check, Context } from '../../context.ts'
import type { Exchange } from '../../exchange.ts'
import { textAt } from '../../sandbox/json.ts'
import { type Delivered, startReceiver } from '../../sandbox/receiver.ts'
import type { Sandbox } from '../../sandbox/sandbox.ts'
import { newGroupBuy } from '../../sandbox/shop.ts'
import { until } from '../../sandbox/until.ts'
import { sandboxOf } from './each.ts'

/** Seconds by which the clocks of sender and receiver may differ (Standard Webhooks). */
const TOLERANCE = 300

/** Webhooks come signed, and come again. */
export const webhooks: Check = {
  rules: ['webhook-signature', 'webhook-retry'],
  needsSandbox: true,
  async run(context) {
    const s = sandboxOf(context)
    const operation = s.api.operation('createWebhookEndpoint')
    if (!context.operations.includes(operation)) return
    // Refused once, so that it is sent again.
    const receiver = await startReceiver([500])
    try {
      const created = await s.api.send(operation.id, {
        params: { handle: await s.handle() },
        body: { url: receiver.url, events: ['group_buy.target_reached'] },
        as: await s.credential('accessToken'),
      })
      await reachTarget(s)
      const first = await until(async () => receiver.delivered[0], s.signal)
      if (!first) {
        context.finding('webhook-signature', operation, 'Nothing came within a minute.', [created])
        return
      }
      // One that is not ours tells nothing about retries.
      if (!signature(context, created, first)) return
      const second = await until(async () => receiver.delivered[1], s.signal)
      retry(context, created, first, second)
    } finally {
      receiver.close()
    }
  },
}

/** What any visitor can make happen. */
async function reachTarget(s: Sandbox): Promise<void> {
  const groupBuySlug = await newGroupBuy(s)
  await s.api.call('expressInterest', {
    params: { handle: await s.handle(), groupBuySlug },
    body: { quantity: 1 },
    as: await s.credential('visitorToken'),
  })
}

/** Whether the signature is right. */
function signature({ finding }: Context, created: Exchange, { headers, body, at }: Delivered): boolean {
  const says = (sentence: string) => {
    finding('webhook-signature', 'createWebhookEndpoint', sentence, [created])
    return false
  }
  const secret = textAt(created.answer.json, 'secret')
  const [id, time] = [headers['webhook-id'], headers['webhook-timestamp']]
  if (!id || !time) return says('A webhook has no webhook-id and webhook-timestamp.')
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64')
  const expected = createHmac('sha256', key).update(`${id}.${time}.${body}`).digest()
  const given = (headers['webhook-signature'] ?? '')
    .split(' ')
    .filter((one) => one.startsWith('v1,'))
    .map((one) => Buffer.from(one.slice(3), 'base64'))
  if (!given.some((one) => one.length === expected.length && timingSafeEqual(one, expected)))
    return says('The webhook-signature is not that of the secret of the endpoint.')
  return Math.abs(at - Number(time)) <= TOLERANCE || says('The webhook-timestamp is not the time of sending.')
}

function retry(
  { finding }: Context,
  created: Exchange,
  first: Delivered,
  second: Delivered | null | undefined,
) {
  const says = (sentence: string) => finding('webhook-retry', 'createWebhookEndpoint', sentence, [created])
  if (!second) return says('A webhook that was answered 500 did not come again within a minute.')
  if (second.headers['webhook-id'] !== first.headers['webhook-id'])
    says('A webhook that was answered 500 came again under another webhook-id.')
}
