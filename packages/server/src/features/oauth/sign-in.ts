import { contract, Email } from '@latchkey/contract'
import { isFailure } from '../../platform/failure.ts'
import type { HostedAnswer, HostedHandler } from '../../platform/http/hosted-route.ts'
import { signedInCookies } from '../../platform/http/session-cookies.ts'
import { signIn } from '../accounts/service.ts'
import { chooseRedirectUri } from './authorization-request.ts'
import { findClientById } from './clients.ts'
import { signInPage } from './pages.ts'
import { formActionSource } from './redirect-uris.ts'

/** Where the sign-in form goes. It is the page of a browser flow, so it is not an operation of the contract. */
export const SIGN_IN_PATH = '/oauth/sign-in'

const authorizeUrl = (request: string): string =>
  `${contract.oauth.authorizeOAuthClient.path}?${new URLSearchParams(request)}`

/** Signs the browser in, under the throttles of `signIn`, and goes on with the authorization request. */
export const submitSignIn: HostedHandler<'signIn'> = async ({ deps, request, form, throttle }) => {
  const asked = form.request ?? ''
  const limits = throttle('signIn')
  const byAddress = await limits.countAddress()
  if (byAddress) return byAddress
  const entered = form.email?.trim() ?? ''
  const again = async (error: string): Promise<HostedAnswer> => {
    const parameters = new URLSearchParams(asked)
    const client = await findClientById(deps.db, parameters.get('client_id') ?? '')
    const redirectUri =
      client && chooseRedirectUri(client.redirectUris, parameters.get('redirect_uri') ?? undefined)
    const page = signInPage({ action: SIGN_IN_PATH, asked, client, entered: { email: entered, error } })
    return { status: 401, html: page, formActions: redirectUri ? [formActionSource(redirectUri)] : [] }
  }
  const email = Email.safeParse(entered)
  if (!email.success || !form.password) return await again('Enter your email address and your password.')
  const byEmail = await limits.countEmail(email.data, null)
  if (byEmail) return byEmail
  const session = await signIn(deps, request, { email: email.data, password: form.password })
  if (isFailure(session)) {
    return session.code === 'unavailable'
      ? session
      : await again('The email address or the password is wrong.')
  }
  await limits.giveBack()
  return {
    location: authorizeUrl(asked),
    headers: signedInCookies(deps, request, { email: email.data, refreshToken: session.refreshToken }),
  }
}
