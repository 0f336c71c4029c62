import { handleOrigin } from '../../platform/config.ts'
import type { Deps, RootDeps } from '../../platform/deps.ts'
import { isFailure } from '../../platform/failure.ts'
import { paths } from '../../platform/html/paths.ts'
import type { VisitorSubject } from '../../platform/http/operation.ts'
import { allowedRedirect, onHandleSite } from '../../platform/redirects.ts'
import { createCheckout } from '../checkout/service.ts'
import type { Challenge } from '../visitors/service.ts'

/** What a visitor came for. */
export interface Destination {
  readonly handle: string | null
  readonly pageSlug: string | null
  /** Already checked: a URL on the handle's own site. */
  readonly returnTo: string | null
}

/** URLs of a checkout that starts and ends on the hosted pages. */
function hostedCheckoutUrls({ config }: Deps, handle: string, pageSlug: string) {
  const origin = handleOrigin(config, handle)
  return {
    // Stripe replaces the braces as they stand; percent-encoded it would not know them.
    successUrl: `${origin}${paths.checkoutReturn}?session_id={CHECKOUT_SESSION_ID}`,
    cancelUrl: `${origin}/${pageSlug}?checkout=cancelled`,
  }
}

/**
 * Starts a checkout from a hosted page. When none can be made, `?checkout=` on the page's URL says why.
 * @returns where to send the visitor; `null` when there is nothing to pay now, which the page itself explains.
 */
export async function startCheckout(
  deps: RootDeps,
  visitor: VisitorSubject,
  { handle, pageSlug }: { handle: string; pageSlug: string },
): Promise<string | null> {
  const urls = hostedCheckoutUrls(deps, handle, pageSlug)
  const checkout = await createCheckout(deps, visitor, { handle, pageSlug, ...urls })
  if (!isFailure(checkout)) return checkout.checkoutUrl
  const pageUrl = `${handleOrigin(deps.config, handle)}/${pageSlug}`
  if (checkout.code === 'payment_provider_error') return `${pageUrl}?checkout=failed`
  if (checkout.code === 'connect_not_configured') return `${pageUrl}?checkout=not-ready`
  return null
}

/** Where a signed-in visitor finds what they came for. */
export function destinationUrl({ config }: Deps, { handle, pageSlug, returnTo }: Destination): string {
  const origin = handle === null ? config.origin : handleOrigin(config, handle)
  return returnTo ?? `${origin}${pageSlug === null ? paths.access : `/${pageSlug}`}`
}

/**
 * Where to send a visitor who has just signed in: to Stripe Checkout when they came for a page that they have to
 * pay for, else to what they came for.
 */
export async function onward(
  deps: RootDeps,
  visitor: VisitorSubject,
  destination: Destination,
): Promise<string> {
  const { handle, pageSlug } = destination
  const checkout =
    handle !== null && pageSlug !== null ? await startCheckout(deps, visitor, { handle, pageSlug }) : null
  return checkout ?? destinationUrl(deps, destination)
}

/** Where the challenge leads. `frontEnd` is set when that is a front end of the creator's own, on another origin. */
export function destinationOf(
  { config }: Deps,
  { handleName, allowedOrigins, pageSlug, returnTo }: Challenge,
) {
  // Checked again: the creator may have taken an origin off the list since.
  const url =
    handleName !== null && returnTo !== null
      ? allowedRedirect(returnTo, { name: handleName, allowedOrigins: allowedOrigins ?? [] }, config)
      : null
  const ownSite = url !== null && handleName !== null && onHandleSite(url, handleName, config)
  return {
    handle: handleName,
    pageSlug,
    returnTo: ownSite ? url.href : null,
    frontEnd: ownSite ? null : url,
  }
}
