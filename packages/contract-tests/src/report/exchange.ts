import type { Exchange } from '../exchange.ts'

/** A request as a reader of the report repeats it, and what came. */
export function shown({ request, answer }: Exchange): string {
  const { pathname, search } = new URL(request.url)
  const id = answer.headers['x-request-id']
  return `${request.method} ${pathname}${search} → ${answer.status}${id ? ` (${id})` : ''}`
}
