// The Stripe of the benchmark, in a process of its own: with the events that the docs have operators send, and no others.
import { startLocalStripe } from '../../packages/local-stripe/src/index.ts'
import { platformEvents } from '../../packages/server/src/features/connect/checklist.ts'

/** What it is told: where events go, and how they are signed. */
export interface Endpoint {
  readonly url: string
  readonly secret: string
}

const stripe = await startLocalStripe({ secretKey: process.env.STRIPE_SECRET_KEY ?? '' })
for (const id of process.env.ACCOUNTS?.split(' ') ?? []) await stripe.dashboard.createReadyAccount({ id })
process.on('message', ({ url, secret }: Endpoint) => {
  stripe.addWebhookEndpoint({ url, secret, enabledEvents: [...platformEvents] })
  process.send?.({ ready: true })
})
process.on('SIGTERM', () => process.exit(0))
process.send?.({ url: stripe.url })
