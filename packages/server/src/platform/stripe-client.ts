import Stripe from 'stripe'
import type { Config } from './config.ts'
import type { Metrics, StripeResult } from './metrics.ts'
import type { Tracing } from './tracing.ts'

/** Milliseconds that one call to Stripe may take. */
const STRIPE_TIMEOUT = 15_000

/** Stripe's client, for the account whose key is configured. */
export function stripeClient(config: Config, watch?: { metrics: Metrics; tracing: Tracing }): Stripe {
  const base = config.STRIPE_API_BASE ? new URL(config.STRIPE_API_BASE) : null
  return new Stripe(config.STRIPE_SECRET_KEY, {
    timeout: STRIPE_TIMEOUT,
    telemetry: false,
    ...(watch && { httpClient: watched(watch) }),
    ...(base && {
      host: base.hostname,
      protocol: base.protocol === 'http:' ? 'http' : 'https',
      port: base.port || (base.protocol === 'http:' ? 80 : 443),
    }),
  })
}

/** Measures each try of a call. */
function watched({ metrics, tracing }: { metrics: Metrics; tracing: Tracing }): Stripe.HttpClient {
  const client = Stripe.createNodeHttpClient()
  const send = client.makeRequest.bind(client)
  client.makeRequest = async (...request) => {
    const [, , path, method] = request
    const call = callOf(method, path)
    const started = performance.now()
    const measured = (result: StripeResult) =>
      metrics.stripe(call, result, (performance.now() - started) / 1000)
    try {
      const response = await tracing.call(`Stripe ${call}`, {}, () => send(...request))
      measured(resultOf(response.getStatusCode()))
      return response
    } catch (error) {
      measured('unreachable')
      throw error
    }
  }
  return client
}

function resultOf(status: number): StripeResult {
  if (status === 429) return 'throttled'
  if (status >= 500) return 'failed'
  return status >= 400 ? 'refused' : 'ok'
}

/** Words of the paths that we ask for; whatever else stands in a path is an id. */
const words = new Set([
  'account',
  'account_links',
  'accounts',
  'application_fees',
  'balance_transactions',
  'capabilities',
  'charges',
  'checkout',
  'disputes',
  'events',
  'expire',
  'login_links',
  'payment_intents',
  'refunds',
  'reversals',
  'sessions',
  'transfers',
  'webhook_endpoints',
])

/** What is called, such as `POST checkout/sessions`: the method and the words of the path. */
export function callOf(method: string, path: string): string {
  const [, , ...segments] = (path.split('?')[0] ?? '').split('/')
  return [method, segments.filter((segment) => words.has(segment)).join('/') || 'other'].join(' ')
}
