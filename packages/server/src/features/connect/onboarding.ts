import type { Caller } from '../../platform/audit.ts'
import type { Deps } from '../../platform/deps.ts'
import { type Failure, fail } from '../../platform/failure.ts'
import { allowedRedirect } from '../../platform/redirects.ts'
import { isStripeError } from '../../platform/stripe-errors.ts'
import { syncConnectAccount } from './accounts.ts'
import { ensureAccountRow, findConnection } from './queries.ts'

/** The handle as Connect sees it. */
export interface Seller {
  readonly handleId: string
  readonly handle: string
}

/** A seller in whose name somebody acts. */
export type SellerCaller = Seller & Caller

interface OnboardingUrls {
  readonly returnUrl?: string | undefined
  readonly refreshUrl?: string | undefined
}

/**
 * A link to the onboarding form of the owner's account. The account is made once: its idempotency key is that of
 * handle and owner, and its id is stored before anything else.
 */
export async function startOnboarding(deps: Deps, seller: SellerCaller, urls: OnboardingUrls) {
  const checked = onboardingUrls(deps, seller, urls)
  if ('failed' in checked) return checked
  try {
    const account = await ensureAccount(deps, seller)
    const link = await deps.stripe.accountLinks.create({
      account,
      type: 'account_onboarding',
      return_url: checked.returnUrl,
      refresh_url: checked.refreshUrl,
    })
    return { url: link.url, expiresAt: new Date(link.expires_at * 1000) }
  } catch (error) {
    return providerError(deps, error)
  }
}

function onboardingUrls({ config }: Deps, { handle }: Seller, urls: OnboardingUrls) {
  const dashboard = `${config.PUBLIC_SCHEME}://app.${config.PUBLIC_DOMAIN}`
  const owner = { name: handle, allowedOrigins: [dashboard] }
  const given = { returnUrl: urls.returnUrl, refreshUrl: urls.refreshUrl }
  const issues = Object.entries(given)
    .filter(([, url]) => url !== undefined && !allowedRedirect(url, owner, config))
    .map(([name]) => ({ path: `body.${name}`, message: "must be on the dashboard's host or the handle's" }))
  if (issues.length > 0) return fail('invalid_redirect_url', { issues })
  const revenue = `${dashboard}/${handle}/revenue`
  return {
    returnUrl: given.returnUrl ?? `${revenue}?connect=returned`,
    refreshUrl: given.refreshUrl ?? `${revenue}?connect=refresh`,
  }
}

async function ensureAccount(deps: Deps, seller: SellerCaller): Promise<string> {
  const { db, stripe, clock } = deps
  const connection = await findConnection(db, seller.handleId)
  if (connection.stripeAccountId) return connection.stripeAccountId
  const account = await stripe.accounts.create(
    {
      type: 'express',
      ...(connection.ownerEmail && { email: connection.ownerEmail }),
      capabilities: { transfers: { requested: true }, card_payments: { requested: true } },
      metadata: { handle_id: seller.handleId },
    },
    { idempotencyKey: `connect:${seller.handleId}:${connection.ownerId}` },
  )
  return await ensureAccountRow(db, { ...seller, ownerId: connection.ownerId }, account.id, clock.now())
}

/** Where the account stands; Stripe is asked while it is not ready. */
export async function readConnectStatus(deps: Deps, seller: Seller) {
  const before = await findConnection(deps.db, seller.handleId)
  if (before.stripeAccountId && statusOf(before) !== 'ready') {
    await syncConnectAccount(deps, before.stripeAccountId).catch((error: unknown) => {
      if (!isStripeError(error)) throw error
      deps.log.warn({ err: error, handleId: seller.handleId }, 'connect status could not be refreshed')
    })
  }
  const connection = await findConnection(deps.db, seller.handleId)
  return { ...connection, status: statusOf(connection) }
}

type Connection = Awaited<ReturnType<typeof findConnection>>

function statusOf(connection: Connection): 'not_connected' | 'incomplete' | 'restricted' | 'ready' {
  if (!connection.stripeAccountId) return 'not_connected'
  if (!connection.detailsSubmitted) return 'incomplete'
  return connection.chargesEnabled && connection.transfersActive && connection.payoutsEnabled
    ? 'ready'
    : 'restricted'
}

/** A single-use link to the Express dashboard; there is one only after onboarding. */
export async function createDashboardLink(deps: Deps, seller: Seller) {
  const { stripeAccountId, detailsSubmitted } = await findConnection(deps.db, seller.handleId)
  if (!stripeAccountId || !detailsSubmitted) return fail('connect_not_configured')
  try {
    const { url } = await deps.stripe.accounts.createLoginLink(stripeAccountId)
    return { url }
  } catch (error) {
    return providerError(deps, error)
  }
}

function providerError({ log }: Deps, error: unknown): Failure<'payment_provider_error'> {
  if (!isStripeError(error)) throw error
  log.warn({ err: error }, 'Stripe Connect did not answer')
  return fail('payment_provider_error')
}
