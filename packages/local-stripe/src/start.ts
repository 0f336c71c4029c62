import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { createFaultGate } from './api/faults.ts'
import { type Bindings, createApi } from './api/server.ts'
import { createDashboard } from './dashboard.ts'
import type { LocalStripe, LocalStripeOptions, ReceivedRequest } from './local-stripe.ts'
import { hostedPages } from './pages/index.ts'
import { createBuyer } from './people.ts'
import { ensurePlatformAccount } from './resources/accounts.ts'
import { settleIn } from './resources/settlement.ts'
import { createSender, endpointOf } from './webhooks/sender.ts'
import { addBooks, type Books, booksOf } from './world/books.ts'
import { createScheduler } from './world/scheduler.ts'
import { createWorld, now, save } from './world/world.ts'

/** Starts a local Stripe on 127.0.0.1. Rejects when the port is taken or the state file is not one. */
export async function startLocalStripe(options: LocalStripeOptions = {}): Promise<LocalStripe> {
  const secretKey = options.secretKey ?? 'sk_test_latchkey'
  if (!secretKey.startsWith('sk_test_')) throw new Error('the key of local Stripe must begin with sk_test_')
  const world = createWorld(options.stateFile)
  for (const endpoint of options.webhookEndpoints ?? []) world.endpoints.push(endpointOf(endpoint))
  ensurePlatformAccount(world)
  if (options.settlementCurrencies !== undefined) settleIn(world, options.settlementCurrencies)
  const sender = createSender(world)
  const scheduler = createScheduler(world, sender)
  const gate = createFaultGate(world)
  const received: ReceivedRequest[] = []

  const app = new Hono<Bindings>()
  const { server, port } = await listen(app, options.port ?? 0)
  world.url = `http://127.0.0.1:${port}`

  const local: LocalStripe = {
    url: world.url,
    secretKey,
    clock: { now: () => new Date(now(world)), advance: scheduler.advance },
    addWebhookEndpoint(endpoint) {
      world.endpoints.push(endpointOf(endpoint))
    },
    fault(name) {
      world.fault = name
      gate.wake()
    },
    buyer: createBuyer(world),
    dashboard: createDashboard(world),
    webhooks: {
      settle: scheduler.settle,
      hold: sender.hold,
      release: (order = 'fifo') => sender.release(order),
      lose: sender.lose,
      deliver: sender.deliver,
      sendRaw: (body, { connect = false } = {}) => sender.sendRaw(body, connect),
      events: () => structuredClone(Object.values(world.state.events)),
    },
    books: () => booksOf(world),
    addBooks: (books) => addBooks(world, books),
    requests: () => structuredClone(received),
    async close() {
      scheduler.stop()
      sender.stop()
      gate.wake()
      await new Promise<void>((resolve) => {
        server.close(() => resolve())
        if ('closeAllConnections' in server) server.closeAllConnections()
      })
      await sender.idle()
      save(world)
    },
  }
  app.put('/_books', async (context) => {
    if (context.req.header('authorization') !== `Bearer ${secretKey}`) return context.body(null, 401)
    try {
      addBooks(world, await context.req.json<Books>())
      return context.body(null, 204)
    } catch (error) {
      return context.text(error instanceof Error ? error.message : String(error), 409)
    }
  })
  app.route('/', hostedPages(world, local, scheduler))
  app.route('/', createApi(world, secretKey, gate, received))
  return local
}

function listen(app: Hono<Bindings>, port: number) {
  const { promise, resolve, reject } = Promise.withResolvers<{
    server: ReturnType<typeof serve>
    port: number
  }>()
  const server = serve({ fetch: app.fetch, port, hostname: '127.0.0.1' }, (info) =>
    resolve({ server, port: info.port }),
  )
  server.once('error', reject)
  return promise
}
