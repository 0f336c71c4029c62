import Stripe from 'stripe'
import { onTestFinished } from 'vitest'
import {
  type LocalStripe,
  type LocalStripeOptions,
  startLocalStripe,
  type WebhookEndpoint,
} from '../src/index.ts'

const secret = 'whsec_platform'
const connectSecret = 'whsec_connect'

/** Events an endpoint received, each verified by the official client. */
export interface Inbox {
  events: Stripe.Event[]
  /** Status the endpoint answers with. */
  status: number
  types(): string[]
}

export interface TestWorld {
  local: LocalStripe
  stripe: Stripe
  /** Endpoint of the platform's own events. */
  inbox: Inbox
  /** Endpoint of connected accounts' events. */
  connectInbox: Inbox
}

export function clientOf(local: Pick<LocalStripe, 'url' | 'secretKey'>, key = local.secretKey): Stripe {
  const { hostname, port } = new URL(local.url)
  return new Stripe(key, {
    host: hostname,
    port: Number(port),
    protocol: 'http',
    maxNetworkRetries: 0,
    telemetry: false,
  })
}

/** A local Stripe of this test's own, with both endpoints in process and the official client. */
export async function testWorld(options: LocalStripeOptions = {}): Promise<TestWorld> {
  const inbox = newInbox()
  const connectInbox = newInbox()
  const endpoints: WebhookEndpoint[] = [
    { url: 'http://shop.test/webhook', secret, fetch: receiver(inbox, secret) },
    {
      url: 'http://shop.test/connect',
      secret: connectSecret,
      connect: true,
      fetch: receiver(connectInbox, connectSecret),
    },
  ]
  const local = await startLocalStripe({ webhookEndpoints: endpoints, ...options })
  onTestFinished(() => local.close())
  return { local, stripe: clientOf(local), inbox, connectInbox }
}

function newInbox(): Inbox {
  const inbox: Inbox = { events: [], status: 200, types: () => inbox.events.map(({ type }) => type) }
  return inbox
}

function receiver(inbox: Inbox, signingSecret: string) {
  const { webhooks } = new Stripe('sk_test_unused')
  return async (request: Request) => {
    const payload = await request.text()
    const header = request.headers.get('stripe-signature') ?? ''
    inbox.events.push(webhooks.constructEvent(payload, header, signingSecret))
    return new Response(null, { status: inbox.status })
  }
}

/** A session for a seller who can be paid, as a shop makes it: destination charge with our fee. */
export async function openSession(
  { local, stripe }: TestWorld,
  change: Partial<Stripe.Checkout.SessionCreateParams> = {},
): Promise<Stripe.Checkout.Session> {
  const seller = await local.dashboard.createReadyAccount()
  return stripe.checkout.sessions.create({ ...sessionParams(seller), ...change })
}

export function sessionParams(seller: string): Stripe.Checkout.SessionCreateParams {
  return {
    mode: 'payment',
    client_reference_id: 'pur_1',
    metadata: { purchase: 'pur_1' },
    line_items: [
      {
        quantity: 1,
        price_data: { currency: 'usd', unit_amount: 2500, product_data: { name: 'Premium page' } },
      },
    ],
    payment_intent_data: {
      application_fee_amount: 125,
      metadata: { purchase: 'pur_1' },
      transfer_data: { destination: seller },
    },
    success_url: 'http://shop.test/return?session={CHECKOUT_SESSION_ID}',
    cancel_url: 'http://shop.test/page',
  }
}

/** A paid session, its payment and its charge, with all events delivered. */
export async function paidSession(world: TestWorld) {
  const session = await openSession(world)
  await world.local.buyer.pay(session.id)
  await world.local.webhooks.settle()
  const paid = await world.stripe.checkout.sessions.retrieve(session.id, {
    expand: ['payment_intent.latest_charge'],
  })
  const payment = paid.payment_intent
  if (payment === null || typeof payment === 'string') throw new Error('payment_intent was not expanded')
  const charge = payment.latest_charge
  if (charge === null || typeof charge === 'string') throw new Error('latest_charge was not expanded')
  return { session: paid, payment, charge }
}
