import { MAX_COLLABORATORS, type Role, roles } from '@latchkey/contract'
import { type AccountCaller, recordAudit } from '../../platform/audit.ts'
import type { DbOrTransaction, Trx } from '../../platform/database/connect.ts'
import { inTransaction } from '../../platform/database/transaction.ts'
import type { Deps } from '../../platform/deps.ts'
import { type Failure, fail, isFailure } from '../../platform/failure.ts'
import { contentTag, type IfMatch, matches } from '../../platform/http/etag.ts'
import { spendMailBudget } from '../../platform/mail/strangers.ts'
import { deleteCollaborator, findPeople, lockAs, setRole } from '../handles/service.ts'
import { endTokens } from '../tokens/service.ts'
import { type Invited, invite, offerEnd } from './invitations.ts'
import { changeOffer, deleteLapsed, deleteOffer, findOffersOf } from './offer-queries.ts'

/** Somebody of a handle, or whom it asks to work on it. */
interface Member {
  readonly email: string
  readonly role: Role
  /** Whose role it is; `null` while it is only offered. */
  readonly accountId: string | null
  /** The offer that is pending: of the role, or of ownership to somebody who has a role. */
  readonly offer: Awaited<ReturnType<typeof findOffersOf>>[number] | null
}

/** Whoever has a role, strongest role first, then whoever is offered one. */
async function findMembers(db: DbOrTransaction, handleId: string, now: Date): Promise<Member[]> {
  const people = await findPeople(db, handleId)
  const offers = new Map((await findOffersOf(db, handleId, now)).map((offer) => [offer.email, offer]))
  const held = people.map((person) => ({ ...person, offer: offers.get(person.email) ?? null }))
  for (const { email } of people) offers.delete(email)
  const asked = [...offers.values()]
    .toSorted((left, right) => byStrength(left.role, right.role) || (left.email < right.email ? -1 : 1))
    .map((offer) => ({ email: offer.email, role: offer.role, accountId: null, offer }))
  return [...held, ...asked]
}

const byStrength = (left: Role, right: Role): number => roles.indexOf(right) - roles.indexOf(left)

/** The people of a handle as the contract has them, with the tag of their state. */
export interface PeopleWithEtag {
  readonly collaborators: { email: string; role: Role; pending: boolean; expiresAt: string | null }[]
  readonly transfer: { email: string; expiresAt: string } | null
  readonly etag: string
}

// Whether an address that is asked has an account is nobody's business: nothing here tells.
function withEtag(members: readonly Member[]): PeopleWithEtag {
  const collaborators = members.map(({ email, role, accountId, offer }) => ({
    email,
    role,
    pending: accountId === null,
    expiresAt: (accountId === null && offer?.expiresAt.toISOString()) || null,
  }))
  const heir = members.find(({ offer }) => offer?.role === 'OWNER')?.offer
  const transfer = heir ? { email: heir.email, expiresAt: heir.expiresAt.toISOString() } : null
  return { collaborators, transfer, etag: contentTag({ collaborators, transfer }) }
}

export const readCollaborators = async (
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  handleId: string,
): Promise<PeopleWithEtag> => withEtag(await findMembers(db, handleId, clock.now()))

/** Somebody whose role, or the offer of one, becomes another; `null` stands for none. */
interface Change {
  readonly email: string
  readonly member: Member | null
  readonly from: Role | null
  readonly to: Role | null
}

type Wanted = readonly { readonly email: string; readonly role: Role }[]

/** What replacing the collaborators did. */
export interface ReplacedPeople extends PeopleWithEtag {
  readonly endedTokens: number
}

/** Makes `wanted` the people of the handle, its owner aside: only a transfer changes who that is. */
export async function replaceCollaborators(
  deps: Deps,
  caller: AccountCaller,
  wanted: Wanted,
  ifMatch: IfMatch,
): Promise<
  | ReplacedPeople
  | Failure<
      | 'handle_not_found'
      | 'insufficient_role'
      | 'precondition_failed'
      | 'invalid_request'
      | 'mail_budget_used_up'
    >
> {
  const { db, clock } = deps
  const now = clock.now()
  return await inTransaction(db, async (trx) => {
    const authority = await lockAs(trx, caller, 'OPERATOR')
    if (isFailure(authority)) return authority
    const members = await findMembers(trx, caller.handleId, now)
    if (!matches(ifMatch, withEtag(members).etag)) return fail('precondition_failed')
    const refused = checkOwner(members, wanted)
    if (refused) return refused
    const changes = changesTo(members, wanted, authority.role)
    const allowed = changes.every(
      ({ member, from, to }) =>
        mayManage(authority.role, from, member) && mayManage(authority.role, to, null),
    )
    if (!allowed) return fail('insufficient_role')
    if (changes.length === 0) return { ...withEtag(members), endedTokens: 0 }
    const invited = changes.filter(({ from, to }) => from === null && to !== null).map(({ email }) => email)
    const overBudget = await spendMailBudget(deps, trx, caller, invited)
    if (overBudget) return overBudget
    const endedTokens = await apply(trx, caller, authority.role, changes, now)
    await deleteLapsed(trx, caller.handleId, now)
    const rolesBy = (which: 'from' | 'to') =>
      Object.fromEntries(changes.map((change) => [change.email, change[which]]))
    await recordAudit(trx, {
      ...caller,
      action: 'collaborators.replaced',
      from: rolesBy('from'),
      to: rolesBy('to'),
      now,
    })
    return { ...(await readCollaborators({ db: trx, clock }, caller.handleId)), endedTokens }
  })
}

const isHeir = ({ accountId, offer }: Member): boolean => accountId === null && offer?.role === 'OWNER'

/** The owner stands in the list as owner or not at all, and so does nobody else but whom ownership is offered to. */
function checkOwner(members: readonly Member[], wanted: Wanted): Failure<'invalid_request'> | null {
  const owner = members.find(({ role, accountId }) => role === 'OWNER' && accountId !== null)?.email
  const heir = members.find(isHeir)?.email
  const issues = wanted.flatMap(({ email, role }, index) =>
    email === heir || (role === 'OWNER') === (email === owner)
      ? []
      : [
          {
            path: `body.collaborators.${index}.role`,
            message:
              email === owner
                ? 'must be OWNER, or leave the owner out'
                : 'must be CREATOR or OPERATOR; ownership moves by transferHandle',
          },
        ],
  )
  if (wanted.filter(({ email }) => email !== owner).length >= MAX_COLLABORATORS) {
    issues.push({
      path: 'body.collaborators',
      message: `must be ${MAX_COLLABORATORS} at most, owner included`,
    })
  }
  return issues.length > 0 ? fail('invalid_request', { issues }) : null
}

/**
 * Whether who has `own` may give or take `role`; having none is nothing to be given or taken. Owners take back the
 * ownership that they offer.
 */
const mayManage = (own: Role, role: Role | null, member: Member | null): boolean =>
  role === null ||
  roles.indexOf(role) < roles.indexOf(own) ||
  (own === 'OWNER' && member !== null && isHeir(member))

/** What is to change. People whom the caller may not manage are left alone when they are left out. */
function changesTo(members: readonly Member[], wanted: Wanted, own: Role): Change[] {
  const before = new Map(members.map((member) => [member.email, member]))
  const after = new Map(wanted.map(({ email, role }) => [email, role]))
  const kept = members.filter((member) => !after.has(member.email) && !mayManage(own, member.role, member))
  for (const { email, role } of kept) after.set(email, role)
  return [...new Set([...before.keys(), ...after.keys()])]
    .map((email) => {
      const member = before.get(email) ?? null
      return { email, member, from: member?.role ?? null, to: after.get(email) ?? null }
    })
    .filter(({ from, to }) => from !== to)
}

/** @returns how many personal tokens ended. */
async function apply(
  trx: Trx,
  caller: AccountCaller,
  own: Role,
  changes: readonly Change[],
  now: Date,
): Promise<number> {
  const { handleId } = caller
  const { accountId: offeredBy } = caller.actor
  const added: Invited[] = []
  let endedTokens = 0
  for (const { email, member, to } of changes) {
    // `OWNER` does not occur: it is nothing that a change may give.
    const role = to === 'OWNER' ? null : to
    const accountId = member?.accountId ?? null
    if (accountId !== null && role !== null) await setRole(trx, handleId, accountId, role)
    else if (accountId !== null) {
      endedTokens += await endTokens(trx, { accountId, handleId }, { ...caller, now })
      await deleteCollaborator(trx, handleId, accountId)
      if (own === 'OWNER') await deleteOffer(trx, handleId, email)
    } else if (role === null) await deleteOffer(trx, handleId, email)
    else if (member?.offer && member.offer.role !== 'OWNER') {
      await changeOffer(trx, member.offer.id, { role, offeredBy, expiresAt: offerEnd(now) })
    } else added.push({ email, role })
  }
  await invite(trx, { handleId, accountId: offeredBy }, added, now)
  return endedTokens
}
