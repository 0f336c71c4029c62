import { PageSlug, text } from '@latchkey/contract'
import { findSite } from '../features/pages/service.ts'
import { signOut } from '../features/visitors/service.ts'
import { fail } from '../platform/failure.ts'
import { paths } from '../platform/html/paths.ts'
import { signInPage } from '../platform/html/sign-in-page.ts'
import { clearCookie, VISITOR_COOKIE } from '../platform/http/cookies.ts'
import type { HostedHandler } from '../platform/http/hosted-route.ts'
import { leaveNotice } from '../platform/http/notice.ts'
import { askForLink } from './ask-for-link.ts'

/** As `requestMagicLink` takes it; whether it may be gone to is asked there. */
const ReturnTo = text(2000, 1)

/** The form of the access page, and of pages about links that no longer work. */
export const requestLink: HostedHandler<'requestMagicLink'> = async (call) => {
  const { deps, handle, form } = call
  const site = handle === null ? null : await findSite(deps, handle)
  if (site === undefined) return fail('handle_not_found')
  const page = PageSlug.safeParse(form.page)
  const returnTo = ReturnTo.safeParse(form.returnTo)
  const cameFor =
    handle === null
      ? {}
      : { ...(page.success && { pageSlug: page.data }), ...(returnTo.success && { returnTo: returnTo.data }) }
  return await askForLink(call, cameFor, (entered) => ({
    status: 400,
    html: signInPage({ site, ...cameFor, ...entered }),
  }))
}

/** A form's own address, opened as a page: after going back, after a restart of the browser, from a bookmark. */
export const showAccess: HostedHandler = async () => ({ location: paths.access })

/** The same of the form for creators: the request of the app that led to it was in the form alone. */
export const showLostSignIn: HostedHandler = async () => fail('oauth_consent_expired')

/** Ends the session of this browser, or all of the visitor's. */
export const signOutHere: HostedHandler = async ({ deps, request, form }) => {
  const token = request.cookie(VISITOR_COOKIE)
  const everywhere = form.everywhere === 'yes'
  if (token !== null) await signOut(deps, [token], everywhere)
  return {
    location: paths.access,
    headers: [
      ['set-cookie', clearCookie(deps.config, VISITOR_COOKIE)],
      leaveNotice(deps.config, everywhere ? 'signed-out-everywhere' : 'signed-out'),
    ],
  }
}
