import type { Exchange } from '../exchange.ts'
import type { Mask } from '../mask.ts'

/** A request as a reader of the report looks it up, and what came. */
export function shown(exchange: Exchange, mask: Mask): string {
  const { method, url } = mask.request(exchange)
  const { status, headers } = exchange.answer
  const { pathname, search } = new URL(url)
  const id = headers['x-request-id']
  return `${method} ${pathname}${search} → ${status}${id ? ` (${id})` : ''}`
}
