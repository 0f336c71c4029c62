import { errorEntry } from '@latchkey/contract'
import type { Deps } from '../deps.ts'
import type { Failure } from '../failure.ts'
import type { Host } from '../http/hosts.ts'
import { platformSite, type Site, siteNamed } from './layout.ts'

/**
 * Whose site an error page belongs to: on the host of a handle it wears that handle's name. Faults and refusals of too
 * many requests cost no look into the database.
 */
export async function errorSite({ db }: Deps, host: Host, { code }: Failure): Promise<Site> {
  const { status } = errorEntry(code)
  if (host.kind !== 'handle' || status >= 500 || status === 429) return platformSite
  const handle = await db
    .selectFrom('handles')
    .select('display_name as displayName')
    .where('name', '=', host.handle)
    .executeTakeFirst()
  return siteNamed(handle?.displayName ?? null)
}
