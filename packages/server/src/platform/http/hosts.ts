import { handlePattern, reservedHandles } from '@latchkey/contract'
import type { Config } from '../config.ts'

/** Which of our hosts a request was sent to. */
export type Host =
  | { readonly kind: 'api' }
  | { readonly kind: 'app' }
  | { readonly kind: 'docs' }
  | { readonly kind: 'handle'; readonly handle: string }
  | { readonly kind: 'unknown' }

const api: Host = { kind: 'api' }
const app: Host = { kind: 'app' }
const docs: Host = { kind: 'docs' }
const unknown: Host = { kind: 'unknown' }

/** Reads the Host header. Nothing but routing depends on it: links are built from `PUBLIC_DOMAIN`. */
export function hostOf(header: string | undefined, config: Config): Host {
  const name = withoutDefaultPort(header?.toLowerCase(), config)
  const domain = config.PUBLIC_DOMAIN
  if (name === domain || name === `api.${domain}`) return api
  if (!name?.endsWith(`.${domain}`)) return unknown
  const label = name.slice(0, -domain.length - 1)
  if (label === 'app') return app
  if (label === 'docs') return docs
  const reserved: readonly string[] = reservedHandles
  return handlePattern.test(label) && !reserved.includes(label) ? { kind: 'handle', handle: label } : unknown
}

/** The origin of one of our hosts, in the form in which links have it; `null` for all others. */
export function originOf(header: string, config: Config): string | null {
  const name = withoutDefaultPort(header.toLowerCase(), config)
  return hostOf(name, config).kind === 'unknown' ? null : `${config.PUBLIC_SCHEME}://${name}`
}

/** Some proxies write the port of the scheme, which names the same host (RFC 9110 §4.2.3). */
function withoutDefaultPort(name: string | undefined, { PUBLIC_SCHEME }: Config): string | undefined {
  const port = PUBLIC_SCHEME === 'https' ? ':443' : ':80'
  return name?.endsWith(port) ? name.slice(0, -port.length) : name
}
