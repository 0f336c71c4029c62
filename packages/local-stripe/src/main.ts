import type { WebhookEndpoint } from './local-stripe.ts'
import { startLocalStripe } from './start.ts'

/** An endpoint from a pair of variables; both or neither. */
function endpoint(urlName: string, secretName: string, connect: boolean): WebhookEndpoint[] {
  const [url, secret] = [process.env[urlName], process.env[secretName]]
  if (url === undefined && secret === undefined) return []
  if (url === undefined || secret === undefined)
    throw new Error(`set both ${urlName} and ${secretName}, or neither`)
  return [{ url, secret, connect }]
}

const port = Number(process.env.LOCAL_STRIPE_PORT ?? 0)
if (!Number.isInteger(port) || port < 0 || port > 65_535)
  throw new Error('LOCAL_STRIPE_PORT must be a port number')
const stateFile = process.env.LOCAL_STRIPE_STATE_FILE
const secretKey = process.env.STRIPE_SECRET_KEY

const local = await startLocalStripe({
  port,
  ...(stateFile === undefined ? {} : { stateFile }),
  ...(secretKey === undefined ? {} : { secretKey }),
  webhookEndpoints: [
    ...endpoint('STRIPE_WEBHOOK_URL', 'STRIPE_WEBHOOK_SECRET', false),
    ...endpoint('STRIPE_CONNECT_WEBHOOK_URL', 'STRIPE_CONNECT_WEBHOOK_SECRET', true),
  ],
})
// An account that the demo data refers to.
const readyAccount = process.env.LOCAL_STRIPE_READY_ACCOUNT
if (readyAccount !== undefined) await local.dashboard.createReadyAccount({ id: readyAccount })
console.log(`local Stripe listens on ${local.url}`)

let closing = false
async function stop(): Promise<void> {
  if (closing) return
  closing = true
  await local.close()
  process.exit(0)
}
process.once('SIGTERM', stop)
process.once('SIGINT', stop)
