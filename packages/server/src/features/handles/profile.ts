import type { Cursor, Role } from '@latchkey/contract'
import type { AccountCaller } from '../../platform/audit.ts'
import { recordAudit } from '../../platform/audit.ts'
import { type Config, handleOrigin } from '../../platform/config.ts'
import { inTransaction } from '../../platform/database/transaction.ts'
import type { Deps } from '../../platform/deps.ts'
import { type Failure, fail, isFailure } from '../../platform/failure.ts'
import { contentTag, type IfMatch, matches } from '../../platform/http/etag.ts'
import { readCursor, toPage } from '../../platform/pagination.ts'
import { allowedRedirect } from '../../platform/redirects.ts'
import { SLUG_PLACE } from '../../platform/seller.ts'
import { lockAs } from './authority.ts'
import { findHandles, findProfile, type ProfileRow, storeProfile } from './queries.ts'
import { askForProof } from './support-email.ts'

/** A profile as the contract has it, with the tag of its state. */
export interface ProfileWithEtag {
  readonly profile: ReturnType<typeof presentProfile>
  readonly etag: string
}

const presentProfile = (config: Config, row: ProfileRow) => ({
  id: row.id,
  name: row.name,
  displayName: row.displayName,
  url: handleOrigin(config, row.name),
  allowedOrigins: row.allowedOrigins,
  supportEmail: row.supportEmail,
  supportEmailVerified: row.supportEmailVerifiedAt !== null,
  termsUrl: row.termsUrl,
  privacyUrl: row.privacyUrl,
  refundPolicyUrl: row.refundPolicyUrl,
  pageUrlTemplate: row.pageUrlTemplate,
  createdAt: row.createdAt.toISOString(),
})

/** A handle and the role of whoever asks. */
export function presentSummary(config: Config, row: ProfileRow & { role: Role }) {
  const { id, name, displayName, url, createdAt } = presentProfile(config, row)
  return { id, name, displayName, url, role: row.role, createdAt }
}

export function withEtag(config: Config, row: ProfileRow): ProfileWithEtag {
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

export const readProfile = async ({ db, config }: Deps, handleId: string): Promise<ProfileWithEtag> =>
  withEtag(config, await findProfile(db, handleId))

const members = [
  'displayName',
  'allowedOrigins',
  'supportEmail',
  'termsUrl',
  'privacyUrl',
  'refundPolicyUrl',
  'pageUrlTemplate',
] as const

type Settings = Pick<ProfileRow, (typeof members)[number]>

/** What is left out, or `undefined`, stays as it is. */
export type ProfileUpdate = Pick<Settings, 'displayName' | 'allowedOrigins'> & {
  readonly [Member in keyof Settings]?: Settings[Member] | undefined
}

/** Replaces the profile, unless it is no longer the one that the caller has seen. */
export async function updateProfile(
  deps: Deps,
  caller: AccountCaller,
  update: ProfileUpdate,
  ifMatch: IfMatch,
): Promise<
  | ProfileWithEtag
  | Failure<
      | 'handle_not_found'
      | 'insufficient_role'
      | 'precondition_failed'
      | 'invalid_request'
      | 'rate_limited'
      | 'mail_budget_used_up'
    >
> {
  const { db, clock, config } = deps
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
    if (!matches(ifMatch, withEtag(config, handle).etag)) return fail('precondition_failed')
    const next = merged(handle, update)
    if (!isShopPlace(config, handle.name, next)) {
      const message = 'must be an https URL on one of allowedOrigins, with {pageSlug} behind the host'
      return fail('invalid_request', { issues: [{ path: 'body.pageUrlTemplate', message }] })
    }
    const now = clock.now()
    const changed = members.filter((name) => JSON.stringify(handle[name]) !== JSON.stringify(next[name]))
    const newAddress = changed.includes('supportEmail')
    const after = { ...handle, ...next, ...(newAddress && { supportEmailVerifiedAt: null }) }
    if (after.supportEmail !== null && after.supportEmailVerifiedAt === null) {
      const tooMany = await askForProof(deps, trx, caller, { email: after.supportEmail, newAddress })
      if (tooMany) return tooMany
    }
    if (changed.length === 0) return withEtag(config, after)
    await storeProfile(trx, after)
    const pick = (source: Settings) => Object.fromEntries(changed.map((name) => [name, source[name]]))
    await recordAudit(trx, { ...caller, action: 'handle.updated', from: pick(handle), to: pick(next), now })
    return withEtag(config, after)
  })
}

const merged = (before: Settings, update: ProfileUpdate): Settings => ({
  displayName: update.displayName,
  allowedOrigins: update.allowedOrigins,
  supportEmail: given(update.supportEmail, before.supportEmail),
  termsUrl: given(update.termsUrl, before.termsUrl),
  privacyUrl: given(update.privacyUrl, before.privacyUrl),
  refundPolicyUrl: given(update.refundPolicyUrl, before.refundPolicyUrl),
  pageUrlTemplate: given(update.pageUrlTemplate, before.pageUrlTemplate),
})

const given = <T>(value: T | undefined, before: T): T => (value === undefined ? before : value)

/** Whether the template leads to a front end of the handle's own, whatever the slug is. */
function isShopPlace(config: Config, name: string, { pageUrlTemplate, allowedOrigins }: Settings): boolean {
  if (pageUrlTemplate === null) return true
  const origins = ['a', 'b'].map((slug) => {
    const url = allowedRedirect(pageUrlTemplate.replace(SLUG_PLACE, slug), { name, allowedOrigins }, config)
    return url && allowedOrigins.includes(url.origin) ? url.origin : null
  })
  return origins[0] !== null && origins[0] === origins[1]
}

// Sites of other creators share our domain: their pages must not receive sign-ins of this handle.
function isOurs({ PUBLIC_DOMAIN }: Config, origin: string): boolean {
  const { host } = new URL(origin)
  return host === PUBLIC_DOMAIN || host.endsWith(`.${PUBLIC_DOMAIN}`)
}
