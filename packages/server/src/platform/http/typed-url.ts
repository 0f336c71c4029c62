import type { Context } from 'hono'
import type { Config } from '../config.ts'
import { paths } from '../html/paths.ts'
import { hostOf, originOf } from './hosts.ts'

/** Paths that programs ask for, as they stand in the contract: there a wrong one is an error. */
export const forPrograms = /^\/(?:v2|oauth|\.well-known)(?:\/|$)/i

const ownPaths: readonly string[] = Object.values(paths).filter((path) => typeof path === 'string')

/** Whether capitals mean nothing anywhere in the path. Of others the last part may be a secret, in which they do. */
const isSpelledLower = (lower: string): boolean =>
  !lower.startsWith('/_edge/') ||
  ownPaths.includes(lower) ||
  [paths.groupBuy(''), paths.file(''), paths.offer('')].some((prefix) => lower.startsWith(prefix))

/** A path as we write it: in lower case, without a slash at its end or twice in a row. */
function tidyPath(path: string): string {
  const cut = path.replace(/\/{2,}/g, '/').replace(/(?<=.)\/$/, '')
  const lower = cut.toLowerCase()
  if (isSpelledLower(lower)) return lower
  const last = cut.lastIndexOf('/')
  return lower.slice(0, last) + cut.slice(last)
}

/**
 * The page that somebody means who typed its URL with capitals, with a slash at its end, or with the dot that a host
 * name may have (RFC 1034 §3.1); `null` when it stands as we write it. It is always on a host of ours.
 */
export function meantUrl(c: Context, config: Config): string | null {
  if (c.req.method !== 'GET' && c.req.method !== 'HEAD') return null
  const url = new URL(c.req.url)
  if (forPrograms.test(url.pathname)) return null
  const given = c.req.header('host') ?? url.host
  const host = given.replace(/\.(?=:\d+$|$)/, '')
  const { kind } = hostOf(host, config)
  const origin = originOf(host, config)
  if (origin === null) return null
  // What else may stand on the hosts of the dashboard and of the docs has names of its own.
  const ours = kind === 'handle' || kind === 'api'
  const path = ours ? tidyPath(url.pathname) : url.pathname
  return host === given && path === url.pathname ? null : `${origin}${path}${url.search}`
}
