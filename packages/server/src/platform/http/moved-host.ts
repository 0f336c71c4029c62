import type { Context } from 'hono'
import { handleOrigin } from '../config.ts'
import type { Deps } from '../deps.ts'
import type { HandleNames } from './handle-names.ts'
import type { RequestFacts } from './request.ts'
import type { HeaderList } from './respond.ts'

/** Where the same is found when the request was sent to a handle's former host; `null` when it was not. */
export async function movedTo(
  { deps, names }: { readonly deps: Deps; readonly names: HandleNames },
  { host }: RequestFacts,
  c: Context,
): Promise<string | null> {
  if (host.kind !== 'handle') return null
  const name = await names.currentName(deps, host.handle)
  if (name === null) return null
  const { pathname, search } = new URL(c.req.url)
  return `${handleOrigin(deps.config, name)}${pathname}${search}`
}

/** Not to be remembered by browsers: another handle may have the name one day. */
export const movedResponse = (location: string, headers: HeaderList): Response =>
  new Response(null, { status: 308, headers: [...headers, ['location', location]] })
