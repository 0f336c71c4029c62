import type { Config } from '../config.ts'

/** Visitor session. */
export const VISITOR_COOKIE = '_10x_visitor'
/** Account session of browser flows. */
export const ACCOUNT_COOKIE = '_10x_account'
/** Tells a browser that signed in before from a stranger's, so that strangers cannot use up its mail limit. */
export const DEVICE_COOKIE = '_10x_device'

/** What the next page has to say once, such as that the visitor was signed out. */
export const NOTICE_COOKIE = '_10x_notice'

/**
 * The value of one cookie of a Cookie header. Two of one name count as none: ours are host-only, so the other was put
 * there by somebody who could write cookies for the whole domain, and which one is ours cannot be told.
 */
export function readCookie(header: string | undefined, name: string): string | null {
  if (!header?.includes(name)) return null
  let value: string | null = null
  for (const pair of header.split(';')) {
    const separator = pair.indexOf('=')
    if (separator < 1 || pair.slice(0, separator).trim() !== name) continue
    if (value !== null) return null
    value = pair.slice(separator + 1).trim()
  }
  return value
}

/** A Set-Cookie value: host-only, HttpOnly, SameSite=Lax, Path=/, Secure unless plain http on loopback. `maxAge` in seconds. */
export const setCookie = (config: Config, name: string, value: string, maxAge: number): string =>
  `${name}=${value}; Path=/; Max-Age=${maxAge}; HttpOnly; SameSite=Lax${config.loopback ? '' : '; Secure'}`

export const clearCookie = (config: Config, name: string): string => setCookie(config, name, '', 0)

/**
 * Whether a cookie counts on this request. On anything but GET and HEAD the request must come from this very
 * origin: sibling hosts are the same site, so SameSite alone does not keep them out.
 */
export function cookiesCount(request: {
  method: string
  header(name: string): string | undefined
  scheme: string
}): boolean {
  if (request.method === 'GET' || request.method === 'HEAD') return true
  const site = request.header('sec-fetch-site')
  if (site !== undefined) return site === 'same-origin' || site === 'none'
  const origin = request.header('origin')
  return origin === undefined || origin === `${request.scheme}://${request.header('host')}`
}
