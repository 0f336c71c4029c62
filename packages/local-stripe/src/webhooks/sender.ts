import { createHmac } from 'node:crypto'
import type { WebhookEndpoint } from '../local-stripe.ts'
import { apiVersion } from '../world/events.ts'
import type { StripeEvent } from '../world/objects.ts'
import type { Delivery } from '../world/state.ts'
import { type Endpoint, must, now, save, schedule, type World } from '../world/world.ts'

/** Gaps between attempts in milliseconds: growing, three days in all. [docs: Webhooks] */
const retryGaps = [10, 60, 300, 1800, 7200, 18_000, 36_000, 43_200, 43_200, 43_200, 43_200, 22_000].map(
  (gap) => gap * 1000,
)

/** How long an endpoint may take to answer, in milliseconds. */
const answerTimeout = 10_000

export interface Sender {
  /** Sends a planned delivery after those already under way to the same endpoint; never rejects. */
  enqueue(deliveryId: string): void
  /** Resolves when nothing is under way. */
  idle(): Promise<void>
  hold(): void
  release(order: 'fifo' | 'lifo' | ((events: StripeEvent[]) => StripeEvent[])): Promise<void>
  lose(on: boolean): void
  deliver(eventId: string): Promise<Response>
  /** Signs and sends anything, once. */
  sendRaw(body: unknown, connect: boolean): Promise<Response>
  /** Breaks off what is under way. */
  stop(): void
}

/** The endpoint as it is kept; its key stays the same over a restart. */
export function endpointOf(endpoint: WebhookEndpoint): Endpoint {
  const connect = endpoint.connect ?? false
  return {
    key: `${connect ? 'connect' : 'account'}:${endpoint.url}`,
    url: endpoint.url,
    secret: endpoint.secret,
    connect,
    fetch: endpoint.fetch ?? null,
    apiVersion: endpoint.apiVersion ?? apiVersion,
    enabledEvents: endpoint.enabledEvents ?? ['*'],
    status: endpoint.status ?? 'enabled',
  }
}

/** `Stripe-Signature` over exactly these bytes. [docs: Verify signatures] */
function signature(payload: string, secret: string, timestamp: number): string {
  const digest = createHmac('sha256', secret).update(`${timestamp}.${payload}`).digest('hex')
  return `t=${timestamp},v1=${digest}`
}

export function createSender(world: World): Sender {
  const queues = new Map<string, Promise<void>>()
  const underWay = new Set<Promise<void>>()
  const stopping = new AbortController()
  let held: string[] | null = null
  let losing = false

  async function post(payload: string, endpoint: Endpoint): Promise<Response> {
    const request = new Request(endpoint.url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json; charset=utf-8',
        'user-agent': 'Stripe/1.0 (+https://stripe.com/docs/webhooks)',
        'stripe-signature': signature(payload, endpoint.secret, Math.floor(now(world) / 1000)),
      },
      body: payload,
      redirect: 'manual',
      signal: AbortSignal.any([stopping.signal, AbortSignal.timeout(answerTimeout)]),
    })
    if (endpoint.fetch === null) return fetch(request)
    return Promise.race([endpoint.fetch(request), failWhen(request.signal)])
  }

  async function attempt(delivery: Delivery): Promise<void> {
    const endpoint = world.endpoints.find(({ key }) => key === delivery.endpoint)
    const event = world.state.events[delivery.event]
    if (endpoint === undefined || event === undefined || delivery.state !== 'pending') return
    if (losing) {
      delivery.state = 'lost'
      return save(world)
    }
    delivery.attempts += 1
    delivery.lastStatus = await post(JSON.stringify(event, null, 2), endpoint).then(statusOf, () => null)
    const gap = retryGaps[delivery.attempts - 1]
    if (delivery.lastStatus !== null && delivery.lastStatus >= 200 && delivery.lastStatus < 300) {
      delivery.state = 'delivered'
      event.pending_webhooks = pendingOf(world, event.id)
    } else if (stopping.signal.aborted) {
      delivery.attempts -= 1
    } else if (gap === undefined) {
      delivery.state = 'failed'
    } else {
      schedule(world, gap, { kind: 'deliver', id: delivery.id })
    }
    save(world)
    world.changed()
  }

  function enqueue(deliveryId: string): Promise<void> {
    const delivery = must(world.state.deliveries, deliveryId)
    const turn = (queues.get(delivery.endpoint) ?? Promise.resolve()).then(() => attempt(delivery))
    queues.set(delivery.endpoint, turn)
    underWay.add(turn)
    const done = turn.finally(() => underWay.delete(turn))
    return done
  }

  function send(payload: string, connect: boolean): Promise<Response> {
    const endpoint = world.endpoints.find((candidate) => candidate.connect === connect)
    if (endpoint === undefined) throw new Error('local Stripe has no such endpoint')
    const sent = post(payload, endpoint)
    const settled = sent.then(
      () => {},
      () => {},
    )
    underWay.add(settled)
    return sent.finally(() => underWay.delete(settled))
  }

  return {
    enqueue(deliveryId) {
      if (held === null) void enqueue(deliveryId)
      else held.push(deliveryId)
    },
    async idle() {
      while (underWay.size > 0) await Promise.all(underWay)
    },
    hold() {
      held ??= []
    },
    async release(order) {
      const deliveries = (held ?? []).map((id) => must(world.state.deliveries, id))
      held = null
      const wanted = inOrder(world, deliveries, order)
      for (const delivery of deliveries) if (!wanted.includes(delivery)) delivery.state = 'lost'
      for (const delivery of wanted) await enqueue(delivery.id)
    },
    lose(on) {
      losing = on
    },
    async deliver(eventId) {
      const event = must(world.state.events, eventId)
      const connect = event.account !== undefined
      return send(JSON.stringify(event, null, 2), connect)
    },
    async sendRaw(body, connect) {
      return send(typeof body === 'string' ? body : JSON.stringify(body, null, 2), connect)
    },
    stop() {
      stopping.abort()
    },
  }
}

/** Deliveries in the order asked for; those of events the caller dropped are not sent. */
function inOrder(
  world: World,
  deliveries: Delivery[],
  order: 'fifo' | 'lifo' | ((events: StripeEvent[]) => StripeEvent[]),
): Delivery[] {
  if (order === 'fifo') return deliveries
  if (order === 'lifo') return deliveries.toReversed()
  const events = [...new Set(deliveries.map(({ event }) => event))].map((id) => must(world.state.events, id))
  return order(structuredClone(events)).flatMap(({ id }) => deliveries.filter(({ event }) => event === id))
}

/** Endpoints that still wait for an event: counted from the deliveries, never below 0. */
function pendingOf(world: World, eventId: string): number {
  const open = Object.values(world.state.deliveries).filter(
    ({ event, state }) => event === eventId && state !== 'delivered',
  )
  return new Set(open.map(({ endpoint }) => endpoint)).size
}

async function statusOf(response: Response): Promise<number> {
  await response.body?.cancel()
  return response.status
}

function failWhen(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
}
