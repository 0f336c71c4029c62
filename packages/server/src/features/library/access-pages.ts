import type { contract } from '@latchkey/contract'
import type { Deps } from '../../platform/deps.ts'
import { fail, isFailure } from '../../platform/failure.ts'
import { platformSite, siteNamed } from '../../platform/html/layout.ts'
import { signInPage, spentLinkPage, unknownLinkPage } from '../../platform/html/sign-in-page.ts'
import { takeNotice } from '../../platform/http/notice.ts'
import type { Handler, VisitorSubject } from '../../platform/http/operation.ts'
import type { RequestFacts } from '../../platform/http/request.ts'
import { visitorCookies } from '../../platform/http/session-cookies.ts'
import { handOverUrl } from '../../platform/redirects.ts'
import { checkoutOrigin } from '../checkout/service.ts'
import { listInterestsOf } from '../group-buys/service.ts'
import { findRequestedPage, findSite } from '../pages/service.ts'
import {
  authenticateVisitor,
  type Challenge,
  inspectMagicLink,
  verifyToken,
  visitorOf,
} from '../visitors/service.ts'
import { historyPage } from './access-views.ts'
import { listAccess, listPending } from './history.ts'
import { continuePage, signedInAlreadyPage } from './link-views.ts'
import { destinationOf, destinationUrl, onward } from './onward.ts'

type Visitors = typeof contract.visitors

/** Entries of the history on one page. */
const HISTORY_LIMIT = 20
/** Group buys on the first page: more than anybody takes part in at once. */
const INTERESTS_LIMIT = 100

const signedOut = {
  'signed-out': 'You are signed out in this browser.',
  'signed-out-everywhere': 'You are signed out in all browsers.',
} as const

export const showAccessPage: Handler<Visitors['showAccessPage']> = async ({ deps, request, query }) => {
  const { host } = request
  const site = host.kind === 'handle' ? await findSite(deps, host.handle) : null
  if (site === undefined) return fail('handle_not_found')
  const visitor = await authenticateVisitor(deps, request, undefined)
  if (isFailure(visitor)) {
    const { notice, headers } = takeNotice(deps, request, ['signed-out', 'signed-out-everywhere'])
    return { status: 200, headers, html: signInPage({ site, ...(notice && { notice: signedOut[notice] }) }) }
  }
  const first = query.cursor === undefined
  const [history, pending, interests] = await Promise.all([
    listAccess(deps, visitor, { limit: HISTORY_LIMIT, cursor: query.cursor }),
    first ? listPending(deps, visitor) : [],
    first ? listInterestsOf(deps, visitor, { limit: INTERESTS_LIMIT }) : { items: [] },
  ])
  const page = { site, visitor, history, pending, interests: interests.items, first }
  return { status: 200, html: historyPage(page) }
}

export const showMagicLink: Handler<Visitors['showMagicLink']> = async ({ deps, request, params }) => {
  const inspected = await inspectMagicLink(deps, params.token)
  if (isFailure(inspected)) return { ...inspected, page: await unknownPage(deps, request) }
  const { challenge, spent } = inspected
  if (!spent) {
    const { frontEnd, pageSlug } = destinationOf(deps, challenge)
    const toCheckout = pageSlug === null ? [] : [checkoutOrigin(deps.config)]
    return {
      status: 200,
      html: continuePage({ challenge, frontEnd, page: await findRequestedPage(deps.db, challenge) }),
      formActions: frontEnd ? [frontEnd.origin] : toCheckout,
    }
  }
  if (await signedInBefore(deps, request, challenge)) {
    const url = destinationUrl(deps, destinationOf(deps, challenge))
    return { status: 200, html: signedInAlreadyPage({ challenge, url }) }
  }
  return { ...spent, page: spentPage(challenge, spent.code, request) }
}

export const openMagicLink: Handler<Visitors['openMagicLink']> = async ({ deps, request, params }) => {
  const inspected = await inspectMagicLink(deps, params.token)
  if (isFailure(inspected)) return { ...inspected, page: await unknownPage(deps, request) }
  const { challenge } = inspected
  // Another site could sign the visitor in as somebody else: nothing happens until they press the button here.
  if (!request.ownOrigin) return { status: 303, location: `/_edge/visitor/access/t/${params.token}` }
  const destination = destinationOf(deps, challenge)
  if (destination.frontEnd && !inspected.spent) {
    return { status: 303, location: handOverUrl(destination.frontEnd, params.token) }
  }
  const session = await verifyToken(deps, params.token)
  if (!isFailure(session)) {
    return {
      status: 303,
      location: await onward(deps, visitorOf(session), destination),
      headers: visitorCookies(deps, request, session),
    }
  }
  const before = await signedInBefore(deps, request, challenge)
  if (before) return { status: 303, location: await onward(deps, before, destination) }
  if (session.code === 'invalid_magic_link') return { ...session, page: await unknownPage(deps, request) }
  return { ...session, page: spentPage(challenge, session.code, request) }
}

async function unknownPage(deps: Deps, request: RequestFacts) {
  const { host } = request
  const site = host.kind === 'handle' ? await findSite(deps, host.handle) : null
  return unknownLinkPage(site ?? platformSite, request)
}

const spentPage = (
  challenge: Challenge,
  code: 'expired_magic_link' | 'used_magic_link',
  request: RequestFacts,
) => {
  const { handleDisplayName, pageSlug, returnTo } = challenge
  return spentLinkPage({ site: siteNamed(handleDisplayName, challenge), pageSlug, returnTo, code, request })
}

/** The visitor, when this browser is signed in with the address that the link was sent to. */
async function signedInBefore(
  deps: Deps,
  request: RequestFacts,
  challenge: Challenge,
): Promise<VisitorSubject | null> {
  const visitor = await authenticateVisitor(deps, request, challenge.handleName ?? undefined)
  return !isFailure(visitor) && visitor.email === challenge.email ? visitor : null
}
