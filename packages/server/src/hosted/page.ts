import { PageSlug } from '@latchkey/contract'
import {
  canTakePayments,
  checkoutOrigin,
  findAwaitedVoucher,
  findEndedPurchase,
  findPaidPurchase,
} from '../features/checkout/service.ts'
import { findLock } from '../features/group-buys/service.ts'
import { startCheckout } from '../features/library/service.ts'
import { findSite, type ReadPage, readWithTeaser } from '../features/pages/service.ts'
import { authenticateVisitor } from '../features/visitors/service.ts'
import { type Failure, fail, isFailure } from '../platform/failure.ts'
import type { Site } from '../platform/html/layout.ts'
import type { HostedAnswer, HostedCall, HostedHandler } from '../platform/http/hosted-route.ts'
import { takeNotice } from '../platform/http/notice.ts'
import type { VisitorSubject } from '../platform/http/operation.ts'
import { askForLink } from './ask-for-link.ts'
import { type PageState, pageView } from './page-view.ts'

/** A page on the site of its handle: what it holds, or what opens it. */
export const showPage: HostedHandler<'getPublicPage'> = async (call) => {
  const found = await readHere(call)
  return isFailure(found) ? found : await view(call, found)
}

/** The forms of a page: asking for a link, and buying. */
export const submitPage: HostedHandler<'getPublicPage' | 'requestMagicLink' | 'createCheckout'> = async (
  call,
) => {
  const found = await readHere(call)
  if (isFailure(found)) return found
  switch (call.form.action) {
    case 'sign-in':
      return await askForLink(call, { pageSlug: found.page.slug }, (entered) => view(call, found, entered))
    case 'buy':
      return await buy(call, found)
    default:
      return fail('invalid_request', { issues: [{ path: 'form.action', message: 'must be sign-in or buy' }] })
  }
}

interface Found {
  readonly page: ReadPage
  readonly teaserHtml: string | null
  readonly visitor: VisitorSubject | null
  readonly site: Site
}

/** The page of this address, and its reader. Drafts are no different from what never was. */
async function readHere({
  deps,
  request,
  handle,
  param,
  throttle,
}: HostedCall<'getPublicPage'>): Promise<Found | Failure<'page_not_found' | 'rate_limited'>> {
  const byAddress = await throttle('getPublicPage').countAddress()
  if (byAddress) return byAddress
  const slug = PageSlug.safeParse(param('pageSlug'))
  if (handle === null || !slug.success) return fail('page_not_found')
  const [read, visitor, site] = await Promise.all([
    readWithTeaser(deps, { handle, slug: slug.data }, request.visitorCredential.token),
    authenticateVisitor(deps, request, handle),
    findSite(deps, handle),
  ])
  if (isFailure(read) || !site) return fail('page_not_found')
  return { ...read, visitor: isFailure(visitor) ? null : visitor, site }
}

async function view(
  { deps, request, query }: HostedCall,
  { page, teaserHtml, visitor, site }: Found,
  entered?: { email: string; error: string },
): Promise<HostedAnswer> {
  const { notice, headers } = takeNotice(deps, request, [`paid.${page.slug}`])
  return {
    status: entered ? 400 : 200,
    headers,
    html: pageView({
      page,
      teaserHtml,
      site,
      visitorEmail: visitor?.email ?? null,
      state: await stateOf(deps, page, visitor),
      notice: query('checkout'),
      paid: notice && visitor ? await findPaidPurchase(deps, visitor.visitorId, page.id) : null,
      ...(entered && { entered }),
    }),
    images: true,
    formActions: page.access.nextAction === 'pay' ? [checkoutOrigin(deps.config)] : [],
  }
}

async function stateOf(
  deps: HostedCall['deps'],
  page: ReadPage,
  visitor: VisitorSubject | null,
): Promise<PageState> {
  if (page.content) return { kind: 'open', html: page.content.html }
  const { nextAction } = page.access
  if (nextAction === 'wait') {
    return { kind: 'wait', voucher: visitor && (await findAwaitedVoucher(deps, visitor.visitorId, page.id)) }
  }
  if (nextAction === 'none') return { kind: 'disputed' }
  if (page.accessMode !== 'PAID') return { kind: 'sign in' }
  const [ended, lock, forSale] = await Promise.all([
    visitor && nextAction === 'pay' ? findEndedPurchase(deps, visitor.visitorId, page.id) : null,
    findLock(deps.db, page.id),
    canTakePayments(deps, { handle: page.handle, pageSlug: page.slug }),
  ])
  // In the order in which a checkout is refused.
  if (lock) return { kind: 'group buy', ended, lock }
  if (!forSale) return { kind: 'not for sale', ended }
  return nextAction === 'pay' ? { kind: 'buy', ended } : { kind: 'sign in' }
}

async function buy(call: HostedCall<'createCheckout'>, { page, visitor }: Found): Promise<HostedAnswer> {
  const byAddress = await call.throttle('createCheckout').countAddress()
  if (byAddress) return byAddress
  const checkout =
    visitor && (await startCheckout(call.deps, visitor, { handle: page.handle, pageSlug: page.slug }))
  // Not signed in any more, or nothing to pay: the page says which.
  return { location: checkout ?? `/${page.slug}` }
}
