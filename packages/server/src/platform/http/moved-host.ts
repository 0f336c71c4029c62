import type { Context } from 'hono'
import { handleOrigin } from '../config.ts'
import type { Deps } from '../deps.ts'
import type { RequestFacts } from './request.ts'
import type { HeaderList } from './respond.ts'

/** Where the same is found when the request was sent to a handle's former host; `null` when it was not. */
export async function movedTo(
  { db, clock, config }: Deps,
  { host }: RequestFacts,
  c: Context,
): Promise<string | null> {
  if (host.kind !== 'handle') return null
  const handle = await db
    .selectFrom('former_handle_names as former')
    .innerJoin('handles as handle', 'handle.id', 'former.handle_id')
    .select('handle.name')
    .where('former.name', '=', host.handle)
    .where('former.until', '>', clock.now())
    .where('handle.deleted_at', 'is', null)
    .executeTakeFirst()
  if (!handle) return null
  const { pathname, search } = new URL(c.req.url)
  return `${handleOrigin(config, handle.name)}${pathname}${search}`
}

/** Not to be remembered by browsers: another handle may have the name one day. */
export const movedResponse = (location: string, headers: HeaderList): Response =>
  new Response(null, { status: 308, headers: [...headers, ['location', location]] })
