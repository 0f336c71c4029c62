import { DEVICE_SECONDS, REFRESH_TOKEN_SECONDS, VISITOR_SESSION_SECONDS } from '@latchkey/contract'
import type { Deps } from '../deps.ts'
import { ACCOUNT_COOKIE, DEVICE_COOKIE, setCookie, VISITOR_COOKIE } from './cookies.ts'
import { newDevice } from './device-cookie.ts'
import type { RequestFacts } from './request.ts'
import type { HeaderList } from './respond.ts'

/** A visitor session that has just been opened, as far as its cookie goes. */
export interface NewVisitorSession {
  readonly token: string
  readonly visitor: { readonly email: string }
  readonly challenge: { readonly handleName: string | null }
}

/** Cookies of a browser in which a visitor has just signed in. */
export function visitorCookies(
  { config, keys }: Deps,
  request: RequestFacts,
  session: NewVisitorSession,
): HeaderList {
  const proof = { email: session.visitor.email, handle: session.challenge.handleName }
  const device = newDevice(keys, proof, request.cookie(DEVICE_COOKIE))
  return [
    ['set-cookie', setCookie(config, VISITOR_COOKIE, session.token, VISITOR_SESSION_SECONDS)],
    ['set-cookie', setCookie(config, DEVICE_COOKIE, device, DEVICE_SECONDS)],
  ]
}

// Accounts sign in on the bare host and in the dashboard; a handle's site shows what its creator wrote.
const forAccounts = ({ host }: RequestFacts) => host.kind === 'api' || host.kind === 'app'

/** The cookie that keeps an account signed in, where accounts sign in. */
export const accountCookie = ({ config }: Deps, request: RequestFacts, refreshToken: string): HeaderList =>
  forAccounts(request)
    ? [['set-cookie', setCookie(config, ACCOUNT_COOKIE, refreshToken, REFRESH_TOKEN_SECONDS)]]
    : []

/** Makes the browser known as one of the account with this address, which has just proven to be it. */
export function deviceCookie({ config, keys }: Deps, request: RequestFacts, email: string): HeaderList {
  if (!forAccounts(request)) return []
  const device = newDevice(keys, { email }, request.cookie(DEVICE_COOKIE))
  return [['set-cookie', setCookie(config, DEVICE_COOKIE, device, DEVICE_SECONDS)]]
}

/** Cookies of a browser in which the account with this address has just signed in. */
export const signedInCookies = (
  deps: Deps,
  request: RequestFacts,
  { email, refreshToken }: { email: string; refreshToken: string },
): HeaderList => [...accountCookie(deps, request, refreshToken), ...deviceCookie(deps, request, email)]
