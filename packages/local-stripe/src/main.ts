import type { LocalStripe, WebhookEndpoint } from './local-stripe.ts'
import { startLocalStripe } from './start.ts'

/** An endpoint from a pair of variables; both or neither. */
function endpoint(urlName: string, secretName: string, connect: boolean): WebhookEndpoint[] {
  const [url, secret] = [process.env[urlName], process.env[secretName]]
  if (url === undefined && secret === undefined) return []
  if (url === undefined || !URL.canParse(url)) throw new Error(`${urlName} must be the URL of an endpoint`)
  if (!secret) throw new Error(`${secretName} must be set beside ${urlName}`)
  return [{ url, secret, connect }]
}

async function start(): Promise<LocalStripe> {
  const port = Number(process.env.LOCAL_STRIPE_PORT ?? 0)
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new Error('LOCAL_STRIPE_PORT must be a port number')
  }
  const stateFile = process.env.LOCAL_STRIPE_STATE_FILE
  const secretKey = process.env.STRIPE_SECRET_KEY
  return startLocalStripe({
    port,
    ...(stateFile === undefined ? {} : { stateFile }),
    ...(secretKey === undefined ? {} : { secretKey }),
    webhookEndpoints: [
      ...endpoint('STRIPE_WEBHOOK_URL', 'STRIPE_WEBHOOK_SECRET', false),
      ...endpoint('STRIPE_CONNECT_WEBHOOK_URL', 'STRIPE_CONNECT_WEBHOOK_SECRET', true),
    ],
  })
}

try {
  const local = await start()
  // An account that the demo data refers to.
  const readyAccount = process.env.LOCAL_STRIPE_READY_ACCOUNT
  if (readyAccount !== undefined) await local.dashboard.createReadyAccount({ id: readyAccount })
  console.log(`local Stripe: ${local.url} (control page: ${local.url}/_control)`)
  const stop = () => void local.close()
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
} catch (error) {
  console.error(`local Stripe cannot start: ${error instanceof Error ? error.message : error}`)
  process.exitCode = 1
}
