import { curlOf } from '../curl.ts'
import type { Exchange } from '../exchange.ts'
import type { Mask } from '../mask.ts'

/** A request as a reader of the report repeats it, and what came. */
export function shown(exchange: Exchange, mask: Mask): string {
  const { status, headers } = exchange.answer
  const id = headers['x-request-id']
  return `${curlOf(mask.request(exchange))} # → ${status}${id ? ` (${id})` : ''}`
}
