import type { Cursor, Role } from '@latchkey/contract'
import type { AccountCaller } from '../../platform/audit.ts'
import { recordAudit } from '../../platform/audit.ts'
import { type Config, handleOrigin } from '../../platform/config.ts'
import { inTransaction } from '../../platform/database/transaction.ts'
import type { Deps } from '../../platform/deps.ts'
import { type Failure, fail, isFailure } from '../../platform/failure.ts'
import { contentTag, type IfMatch, matches } from '../../platform/http/etag.ts'
import { readCursor, toPage } from '../../platform/pagination.ts'
import { lockAs } from './authority.ts'
import { findHandles, findProfile, type ProfileRow } from './queries.ts'

/** A profile as the contract has it, with the tag of its state. */
export interface TaggedProfile {
  readonly profile: ReturnType<typeof presentProfile>
  readonly etag: string
}

const presentProfile = (config: Config, row: ProfileRow) => ({
  id: row.id,
  name: row.name,
  displayName: row.displayName,
  url: handleOrigin(config, row.name),
  allowedOrigins: row.allowedOrigins,
  createdAt: row.createdAt.toISOString(),
})

/** A handle and the role of whoever asks. */
export function presentSummary(config: Config, row: ProfileRow & { role: Role }) {
  const { id, name, displayName, url, createdAt } = presentProfile(config, row)
  return { id, name, displayName, url, role: row.role, createdAt }
}

export function tagged(config: Config, row: ProfileRow): TaggedProfile {
  const profile = presentProfile(config, row)
  return { profile, etag: contentTag(profile) }
}

/** The handles that an account works on. */
export async function listHandles(
  { db, config }: Deps,
  accountId: string,
  list: { limit: number; cursor?: Cursor | undefined },
) {
  const rows = await findHandles(db, accountId, { after: readCursor(list.cursor), limit: list.limit + 1 })
  return toPage(
    rows,
    list.limit,
    ({ roleSince, id }) => ({ at: roleSince, id }),
    (row) => presentSummary(config, row),
  )
}

export const readProfile = async ({ db, config }: Deps, handleId: string): Promise<TaggedProfile> =>
  tagged(config, await findProfile(db, handleId))

export interface ProfileUpdate {
  readonly displayName: string
  readonly allowedOrigins: string[]
}

/** Replaces the profile, unless it is no longer the one that the caller has seen. */
export async function updateProfile(
  { db, clock, config }: Deps,
  caller: AccountCaller,
  update: ProfileUpdate,
  ifMatch: IfMatch,
): Promise<
  | TaggedProfile
  | Failure<'handle_not_found' | 'insufficient_role' | 'precondition_failed' | 'invalid_request'>
> {
  const own = update.allowedOrigins.flatMap((origin, index) => (isOurs(config, origin) ? [index] : []))
  if (own.length > 0) {
    const message = 'must not be a host of Latchkey: the site of the handle itself needs no entry'
    return fail('invalid_request', {
      issues: own.map((index) => ({ path: `body.allowedOrigins.${index}`, message })),
    })
  }
  return await inTransaction(db, async (trx) => {
    const authority = await lockAs(trx, caller, 'OPERATOR')
    if (isFailure(authority)) return authority
    const { handle } = authority
    if (!matches(ifMatch, tagged(config, handle).etag)) return fail('precondition_failed')
    const changed = changes(handle, update)
    if (changed.length === 0) return tagged(config, handle)
    await trx
      .updateTable('handles')
      .set({ display_name: update.displayName, allowed_origins: update.allowedOrigins })
      .where('id', '=', handle.id)
      .execute()
    const pick = (source: ProfileUpdate) => Object.fromEntries(changed.map((name) => [name, source[name]]))
    await recordAudit(trx, {
      ...caller,
      action: 'handle.updated',
      from: pick(handle),
      to: pick(update),
      now: clock.now(),
    })
    return tagged(config, { ...handle, ...update })
  })
}

const members = ['displayName', 'allowedOrigins'] as const

const changes = (before: ProfileUpdate, after: ProfileUpdate) =>
  members.filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]))

// Sites of other creators share our domain: their pages must not receive sign-ins of this handle.
function isOurs({ PUBLIC_DOMAIN }: Config, origin: string): boolean {
  const { host } = new URL(origin)
  return host === PUBLIC_DOMAIN || host.endsWith(`.${PUBLIC_DOMAIN}`)
}
