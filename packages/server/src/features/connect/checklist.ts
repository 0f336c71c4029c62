import Stripe from 'stripe'
import type { Config } from '../../platform/config.ts'
import type { Deps } from '../../platform/deps.ts'
import { isStripeError } from '../../platform/stripe-errors.ts'

/** What must come to the endpoint for events of the platform's own account. */
export const platformEvents = [
  'checkout.session.completed',
  'checkout.session.expired',
  'checkout.session.async_payment_succeeded',
  'checkout.session.async_payment_failed',
  'payment_intent.succeeded',
  'payment_intent.payment_failed',
  'payment_intent.canceled',
  'charge.refunded',
  'refund.created',
  'refund.updated',
  'refund.failed',
  'charge.dispute.created',
  'charge.dispute.updated',
  'charge.dispute.closed',
  'charge.dispute.funds_withdrawn',
  'charge.dispute.funds_reinstated',
] as const satisfies readonly Stripe.WebhookEndpointCreateParams.EnabledEvent[]

/** What must come to the endpoint for events of connected accounts. */
export const connectEvents = [
  'account.updated',
  'account.application.deauthorized',
  'capability.updated',
] as const satisfies readonly Stripe.WebhookEndpointCreateParams.EnabledEvent[]

/** What of Stripe the checklist asks. */
type Asked = Pick<Stripe, 'accounts' | 'webhookEndpoints'>

/**
 * Looks at the Stripe account that payments go through.
 * @returns what is missing or wrong, a plain line each; nothing when all is well.
 */
export async function checkStripe(stripe: Asked, config: Config): Promise<string[]> {
  const checks = await Promise.all([
    answered('The account', () => checkAccount(stripe)),
    answered('Connected accounts', () => checkConnect(stripe)),
    answered('Webhook endpoints', () => checkEndpoints(stripe, config)),
  ])
  return checks.flat()
}

/** A key that may not read something is no reason not to look at the rest. */
async function answered(what: string, check: () => Promise<string[]>): Promise<string[]> {
  try {
    return await check()
  } catch (error) {
    if (!isStripeError(error)) throw error
    return [`${what} could not be read: ${error.message}`]
  }
}

async function checkAccount({ accounts }: Asked): Promise<string[]> {
  const { charges_enabled, payouts_enabled, capabilities, settings } = await accounts.retrieveCurrent()
  const problems: string[] = []
  if (!charges_enabled)
    problems.push('Payments are not enabled: Stripe wants something of the account first.')
  if (!payouts_enabled) problems.push('Payouts are not enabled: Stripe wants something of the account first.')
  for (const name of ['card_payments', 'transfers'] as const) {
    const status = capabilities?.[name]
    if (status !== 'active') problems.push(`The capability ${name} is ${status ?? 'not requested'}.`)
  }
  if (!settings?.card_payments?.statement_descriptor_prefix) {
    problems.push(
      'The shortened statement descriptor (the prefix) is not set: buyers may not recognise the charge on their card statement.',
    )
  }
  return problems
}

async function checkConnect({ accounts }: Asked): Promise<string[]> {
  // Stripe does not say whether Connect is enabled; it lists no account either way.
  const { data } = await accounts.list({ limit: 1 })
  return data.length > 0
    ? []
    : ['No account is connected yet. See that Connect is enabled in the dashboard, or nobody can sell.']
}

/** One of our two webhook endpoints. */
interface Wanted {
  readonly url: string
  readonly connect: boolean
  readonly events: readonly string[]
}

async function checkEndpoints({ webhookEndpoints }: Asked, { origin }: Config): Promise<string[]> {
  const there: Stripe.WebhookEndpoint[] = []
  for await (const endpoint of webhookEndpoints.list({ limit: 100 })) there.push(endpoint)
  const wanted: Wanted[] = [
    { url: `${origin}/v2/public/stripe/webhook`, connect: false, events: platformEvents },
    { url: `${origin}/v2/public/stripe/connect-webhook`, connect: true, events: connectEvents },
  ]
  return wanted.flatMap((endpoint) => checkEndpoint(endpoint, there))
}

const whose = (connect: boolean) => (connect ? 'events of connected accounts' : 'events of your account')

function checkEndpoint({ url, connect, events }: Wanted, there: readonly Stripe.WebhookEndpoint[]): string[] {
  const atUrl = there.filter((endpoint) => endpoint.url === url)
  // Only those for connected accounts name an application.
  const fitting = atUrl.filter(({ application }) => (application !== null) === connect)
  const endpoint = fitting.find(({ status }) => status === 'enabled') ?? fitting[0]
  if (!endpoint) {
    const other = atUrl.length > 0 ? `, only one for ${whose(!connect)}` : ''
    return [
      `There is no webhook endpoint ${url} for ${whose(connect)}${other}. Make one with API version ${Stripe.API_VERSION}.`,
    ]
  }
  const problems: string[] = []
  if (endpoint.status !== 'enabled') problems.push(`The webhook endpoint ${url} is ${endpoint.status}.`)
  if (endpoint.api_version !== Stripe.API_VERSION) {
    problems.push(
      `The webhook endpoint ${url} has API version ${endpoint.api_version ?? 'of the account'}; it must be ${Stripe.API_VERSION}. Stripe cannot change that: make a new one.`,
    )
  }
  const lacking = events.filter(
    (event) => !endpoint.enabled_events.includes(event) && !endpoint.enabled_events.includes('*'),
  )
  if (lacking.length > 0)
    problems.push(`The webhook endpoint ${url} does not get these events: ${lacking.join(', ')}.`)
  return problems
}

/** Looks at live accounts when the server starts, and says what is missing. Nothing of it keeps the server from starting. */
export async function reportStripe({ stripe, config, log }: Deps): Promise<void> {
  if (!config.STRIPE_SECRET_KEY.includes('_live_')) return
  const problems = await checkStripe(stripe, config)
  for (const problem of problems) log.warn(`Stripe: ${problem}`)
  if (problems.length === 0) log.info('Stripe: nothing is missing')
}
