import { errorEntry } from '@latchkey/contract'
import type { Deps } from '../deps.ts'
import type { Failure } from '../failure.ts'
import type { HandleNames } from '../http/handle-names.ts'
import type { Host } from '../http/hosts.ts'
import { platformSite, type Site, siteNamed } from './layout.ts'

/**
 * Whose site an error page belongs to: on the host of a handle it wears that handle's name. Faults and refusals of too
 * many requests cost no look into the database.
 */
export async function errorSite(
  { deps, names }: { readonly deps: Deps; readonly names: HandleNames },
  host: Host,
  { code }: Failure,
): Promise<Site> {
  const { status } = errorEntry(code)
  if (host.kind !== 'handle' || status >= 500 || status === 429) return platformSite
  return siteNamed(await names.displayName(deps, host.handle))
}
