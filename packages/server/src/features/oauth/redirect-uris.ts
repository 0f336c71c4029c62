import { privateUseScheme } from './private-use-schemes.ts'

// RFC 8252 §7.3, and `localhost` counts too: what runs on the user's machine listens on any port that is free.
const LOOPBACK = /^http:\/\/(localhost|127\.0\.0\.1|\[::1\])(?::\d{1,5})?((?:[/?].*)?)$/

// Stricter than URL: `*`, `;` and `,` would mean something else in the Content-Security-Policy that names the host.
const HOST = /^(?:[a-z0-9._-]+|\[[0-9a-f:.]+\])$/

/** Parameters that an answer adds; a URI that has one already would make it ambiguous. */
const answerParameters = ['code', 'state', 'iss', 'error', 'error_description']

/**
 * Why a redirect URI cannot be registered; `null` when it can: https, http on loopback, and for public clients a scheme
 * of their own (RFC 8252 §7.1). Other apps of the device may claim that one too, against which PKCE helps (§8.1).
 */
export function redirectUriProblem(uri: string, client: 'public' | 'confidential'): string | null {
  // What browsers would read otherwise than it stands: spaces, controls, backslashes, non-ASCII.
  if (/[^\x21-\x7e]|\\/.test(uri) || !URL.canParse(uri)) return 'is not an absolute URI in plain ASCII'
  if (uri.includes('#')) return 'has a fragment'
  const url = new URL(uri)
  if (url.username || url.password) return 'has user information'
  if (answerParameters.some((name) => url.searchParams.has(name))) {
    return 'has a parameter that the answer adds'
  }
  if (url.protocol === 'http:') return LOOPBACK.test(uri) ? null : 'is http and not on a loopback address'
  if (uri.startsWith('https://')) {
    return HOST.test(url.hostname) && uri.charAt(8) !== '/' ? null : 'has no proper host'
  }
  if (privateUseScheme(uri) === null) {
    return 'is neither https nor of a scheme that an app can have for itself'
  }
  return client === 'public'
    ? null
    : 'is of a private-use scheme, which only public clients may register (token_endpoint_auth_method none)'
}

/** RFC 9700 §2.1: equal character by character, but for the port of a loopback address. */
export function redirectUriMatches(registered: string, given: string): boolean {
  if (registered === given) return true
  const ours = LOOPBACK.exec(registered)
  const theirs = LOOPBACK.exec(given)
  return (
    ours !== null && theirs !== null && ours[1] === theirs[1] && ours[2] === theirs[2] && URL.canParse(given)
  )
}

/**
 * A redirect URI as a source of Content-Security-Policy's `form-action`. IPv6 addresses are no sources there
 * (CSP 3 §2.3.1), and private-use schemes have no origin, so their scheme has to do.
 */
export function formActionSource(redirectUri: string): string {
  const { origin, protocol, hostname } = new URL(redirectUri)
  return privateUseScheme(redirectUri) !== null || hostname.startsWith('[') ? protocol : origin
}

/** Where a redirect URI leads, for the person who decides. */
export function destinationOf(redirectUri: string): string {
  const { host, protocol } = new URL(redirectUri)
  if (protocol === 'https:') return host
  if (protocol === 'http:') return `an app on this computer (${host})`
  return `an app on this device (${protocol}${host ? `//${host}` : ''})`
}

/** The redirect URI with the parameters of an answer; its own query stays as it is (RFC 6749 §3.1.2). */
export function withParameters(redirectUri: string, parameters: Record<string, string | null>): string {
  const given = Object.entries(parameters).filter((entry): entry is [string, string] => entry[1] !== null)
  return `${redirectUri}${redirectUri.includes('?') ? '&' : '?'}${new URLSearchParams(given)}`
}
