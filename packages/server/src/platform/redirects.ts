import { WEB_URL } from '@latchkey/contract'
import { type Config, handleOrigin } from './config.ts'
import { hostOf } from './http/hosts.ts'

/** The handle whose site or front ends a redirect may lead to. */
export interface RedirectOwner {
  readonly name: string
  readonly allowedOrigins: readonly string[]
}

const webUrl = new RegExp(WEB_URL, 'u')
const LOOPBACK = /^(?:localhost|127\.0\.0\.1|\[::1\]|[a-z0-9-]+(?:\.[a-z0-9-]+)*\.localhost)$/

/**
 * The URL, parsed, when it may be redirected to: absolute, without credentials, on the handle's own origin or
 * exactly one of its allowed origins, https unless loopback. Anything else is `null`. The parsed form is what
 * must be used afterwards, so that a browser cannot read the text differently.
 */
export function allowedRedirect(text: string, owner: RedirectOwner, config: Config): URL | null {
  // Browsers drop tabs and newlines and read backslashes as slashes; no honest URL needs them.
  if (!webUrl.test(text) || !URL.canParse(text)) return null
  const url = new URL(text)
  if (url.username || url.password) return null
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return null
  if (url.origin === handleOrigin(config, owner.name)) return url
  // Whatever was listed once, the sites of other creators must not receive sign-ins of this one. The dot of the root
  // names the same host.
  if (hostOf(url.host.replace(/\.(?=:|$)/, ''), config).kind === 'handle') return null
  if (url.protocol === 'http:' && !LOOPBACK.test(url.hostname)) return null
  return owner.allowedOrigins.includes(url.origin) ? url : null
}

const HANDED_OVER = 'latchkey_token'

/** The URL without the token that an earlier link left at its end: a front end asks for the next one from where it is. */
export function withoutOldToken(url: URL): URL {
  const clean = new URL(url)
  clean.hash = clean.hash.replace(/[#?&]latchkey_token=[\w-]*$/, '')
  return clean
}

/** Whether the URL names a token of its own: a front end could take it for the one that is handed over. */
export function namesToken({ search, hash }: URL): boolean {
  const decoded = `${search}${hash}`.replace(/%([0-7][0-9a-f])/gi, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  )
  return decoded.toLowerCase().includes(HANDED_OVER)
}

/**
 * The URL of a front end with the token of a link as the last member of its fragment. A fragment of its own is kept,
 * and stays what it is to routers that live there: `#/thanks` is continued by `?`, `#/thanks?order=1` by `&`.
 */
export function handOverUrl(frontEnd: URL, token: string): string {
  const url = new URL(frontEnd)
  const own = url.hash.slice(1)
  const isRoute = /^!?\//.test(own) && !own.includes('?')
  const joint = own === '' ? '' : isRoute ? '?' : /[?&]$/.test(own) ? '' : '&'
  url.hash = `${own}${joint}${HANDED_OVER}=${token}`
  return url.href
}

/** Whether the URL is on the handle's own site, and not on a front end elsewhere. */
export const onHandleSite = (url: URL, handle: string, config: Config): boolean =>
  url.origin === handleOrigin(config, handle)
