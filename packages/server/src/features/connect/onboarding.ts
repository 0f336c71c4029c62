import type { AccountCaller } from '../../platform/audit.ts'
import { dashboardOrigin } from '../../platform/config.ts'
import type { DbOrTransaction } from '../../platform/database/connect.ts'
import type { Deps, RootDeps } from '../../platform/deps.ts'
import { type Failure, fail, isFailure } from '../../platform/failure.ts'
import { paths } from '../../platform/html/paths.ts'
import { allowedRedirect } from '../../platform/redirects.ts'
import { isStripeError } from '../../platform/stripe-errors.ts'
import { isAccountGone, syncConnectAccount } from './accounts.ts'
import { ensureConnected } from './connections.ts'
import { findConnection } from './queries.ts'

interface OnboardingUrls {
  readonly returnUrl?: string | undefined
  readonly refreshUrl?: string | undefined
}

/** A link to the onboarding form of the owner's account, which is made if there is none. */
export async function startOnboarding(
  deps: RootDeps,
  caller: AccountCaller & { readonly handle: string },
  given: OnboardingUrls,
) {
  const urls = onboardingUrls(deps, caller.handle, given)
  if (isFailure(urls)) return urls
  try {
    const account = await ensureConnected(deps, caller)
    if (isFailure(account)) return account
    return await createLink(deps, account, urls).catch(async (error: unknown) => {
      if (!isAccountGone(error)) throw error
      // Its event is late or lost. What Stripe says is read once more, and the next account connected.
      await syncConnectAccount(deps, account)
      const next = await ensureConnected(deps, caller)
      return isFailure(next) ? next : await createLink(deps, next, urls)
    })
  } catch (error) {
    return providerError(deps, error)
  }
}

type Urls = Exclude<ReturnType<typeof onboardingUrls>, Failure>

async function createLink({ stripe }: Deps, account: string, urls: Urls) {
  const link = await stripe.accountLinks.create({
    account,
    type: 'account_onboarding',
    return_url: urls.returnUrl,
    refresh_url: urls.refreshUrl,
  })
  return { url: link.url, expiresAt: new Date(link.expires_at * 1000) }
}

function onboardingUrls({ config }: Deps, handle: string, given: OnboardingUrls) {
  const owner = { name: handle, allowedOrigins: [dashboardOrigin(config)] }
  const { returnUrl, refreshUrl } = given
  const issues = Object.entries({ returnUrl, refreshUrl })
    .filter(([, url]) => url !== undefined && !allowedRedirect(url, owner, config))
    .map(([name]) => ({ path: `body.${name}`, message: "must be on the dashboard's host or the handle's" }))
  if (issues.length > 0) return fail('invalid_redirect_url', { issues })
  return {
    returnUrl: returnUrl ?? `${config.origin}${paths.connectReturned}?handle=${handle}`,
    refreshUrl: refreshUrl ?? `${config.origin}${paths.connectRefresh}?handle=${handle}`,
  }
}

/** Where the account stands; Stripe is asked while it is not ready. */
export async function readConnectStatus(deps: RootDeps, handleId: string) {
  const before = await findConnection(deps.db, handleId)
  if (before.stripeAccountId && statusOf(before) !== 'ready') {
    await syncConnectAccount(deps, before.stripeAccountId).catch((error: unknown) => {
      if (!isStripeError(error)) throw error
      deps.log.warn({ err: error, handleId }, 'connect status could not be refreshed')
    })
  }
  const connection = await findConnection(deps.db, handleId)
  return { ...connection, status: statusOf(connection) }
}

/** Where the account stands by what is known here. */
export async function connectionStateOf(db: DbOrTransaction, handleId: string) {
  const connection = await findConnection(db, handleId)
  return { status: statusOf(connection), requirementsDue: connection.requirementsDue ?? [] }
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
export async function createDashboardLink(deps: RootDeps, { handleId, actor }: AccountCaller) {
  // Read together: a link made for whoever was the owner a moment ago must not open the account of whoever is now.
  const { ownerId, stripeAccountId, detailsSubmitted } = await findConnection(deps.db, handleId)
  if (ownerId !== actor.accountId) return fail('insufficient_role')
  if (!stripeAccountId || !detailsSubmitted) return fail('connect_not_configured')
  try {
    const { url } = await deps.stripe.accounts.createLoginLink(stripeAccountId)
    return { url }
  } catch (error) {
    if (!isAccountGone(error)) return providerError(deps, error)
  }
  try {
    await syncConnectAccount(deps, stripeAccountId)
    return fail('connect_not_configured')
  } catch (error) {
    return providerError(deps, error)
  }
}

function providerError({ log }: Deps, error: unknown): Failure<'payment_provider_error'> {
  if (!isStripeError(error)) throw error
  log.warn({ err: error }, 'Stripe Connect did not answer')
  return fail('payment_provider_error')
}
