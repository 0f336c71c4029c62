import { MAX_COLLABORATORS, type Role, roles } from '@latchkey/contract'
import type { Transaction } from 'kysely'
import { type AccountCaller, recordAudit } from '../../platform/audit.ts'
import type { DbOrTransaction } from '../../platform/database/connect.ts'
import type { Database } from '../../platform/database/schema.ts'
import { inTransaction } from '../../platform/database/transaction.ts'
import type { Deps } from '../../platform/deps.ts'
import { type Failure, fail, isFailure } from '../../platform/failure.ts'
import { contentTag, type IfMatch, matches } from '../../platform/http/etag.ts'
import { spendMailBudget } from '../../platform/mail/strangers.ts'
import { lockAs } from './authority.ts'
import { type Invited, invite } from './invitations.ts'
import { findPeople, type Person, removePerson, updateRole } from './queries.ts'

/** The people of a handle as the contract has them, with the tag of their state. */
export interface TaggedPeople {
  readonly collaborators: Pick<Person, 'email' | 'role'>[]
  readonly etag: string
}

// Whether an address has an account is nobody's business: nothing here tells.
function tagged(people: readonly Person[]): TaggedPeople {
  const collaborators = people.map(({ email, role }) => ({ email, role }))
  return { collaborators, etag: contentTag(collaborators) }
}

export const readCollaborators = async (db: DbOrTransaction, handleId: string): Promise<TaggedPeople> =>
  tagged(await findPeople(db, handleId))

/** Somebody whose role becomes another; `null` stands for none. */
interface Change {
  readonly email: string
  readonly person: Person | null
  readonly from: Role | null
  readonly to: Role | null
}

type Wanted = readonly { readonly email: string; readonly role: Role }[]

/** Makes `wanted` the people of the handle, its owner aside: only a transfer changes who that is. */
export async function replaceCollaborators(
  deps: Deps,
  caller: AccountCaller,
  wanted: Wanted,
  ifMatch: IfMatch,
): Promise<
  | TaggedPeople
  | Failure<
      | 'handle_not_found'
      | 'insufficient_role'
      | 'precondition_failed'
      | 'invalid_request'
      | 'mail_budget_used_up'
    >
> {
  const { db, clock } = deps
  return await inTransaction(db, async (trx) => {
    const authority = await lockAs(trx, caller, 'OPERATOR')
    if (isFailure(authority)) return authority
    const people = await findPeople(trx, caller.handleId)
    if (!matches(ifMatch, tagged(people).etag)) return fail('precondition_failed')
    const refused = checkOwner(people, wanted)
    if (refused) return refused
    const changes = changesTo(people, wanted, authority.role)
    if (changes.some(({ from, to }) => !mayManage(authority.role, from) || !mayManage(authority.role, to))) {
      return fail('insufficient_role')
    }
    if (changes.length === 0) return tagged(people)
    const added = changes.filter(({ from }) => from === null).map(({ email }) => email)
    const overBudget = await spendMailBudget(deps, trx, caller, added)
    if (overBudget) return overBudget
    await apply(trx, caller, changes, clock.now())
    const rolesBy = (which: 'from' | 'to') =>
      Object.fromEntries(changes.map((change) => [change.email, change[which]]))
    await recordAudit(trx, {
      ...caller,
      action: 'collaborators.replaced',
      from: rolesBy('from'),
      to: rolesBy('to'),
      now: clock.now(),
    })
    return await readCollaborators(trx, caller.handleId)
  })
}

/** The owner stands in the list as owner or not at all, and so does nobody else. */
function checkOwner(people: readonly Person[], wanted: Wanted): Failure<'invalid_request'> | null {
  const owner = people.find(({ role }) => role === 'OWNER')?.email
  const issues = wanted.flatMap(({ email, role }, index) =>
    (role === 'OWNER') === (email === owner)
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

/** Whether who has `own` may give or take `role`; having none is nothing to be given or taken. */
const mayManage = (own: Role, role: Role | null): boolean =>
  role === null || roles.indexOf(role) < roles.indexOf(own)

/** What is to change. People whom the caller may not manage are left alone when they are left out. */
function changesTo(people: readonly Person[], wanted: Wanted, own: Role): Change[] {
  const before = new Map(people.map((person) => [person.email, person]))
  const after = new Map(wanted.map(({ email, role }) => [email, role]))
  const kept = people.filter(({ email, role }) => !after.has(email) && !mayManage(own, role))
  for (const { email, role } of kept) after.set(email, role)
  return [...new Set([...before.keys(), ...after.keys()])]
    .map((email) => {
      const person = before.get(email) ?? null
      return { email, person, from: person?.role ?? null, to: after.get(email) ?? null }
    })
    .filter(({ from, to }) => from !== to)
}

async function apply(
  trx: Transaction<Database>,
  { handleId, actor }: AccountCaller,
  changes: readonly Change[],
  now: Date,
): Promise<void> {
  const added: Invited[] = []
  for (const { email, person, to } of changes) {
    // `OWNER` does not occur: the owner is never part of the changes.
    const role = to === 'OWNER' ? null : to
    if (person === null && role !== null) added.push({ email, role })
    else if (person !== null && role !== null) await updateRole(trx, handleId, person, role)
    else if (person !== null) await removePerson(trx, handleId, person)
  }
  await invite(trx, { handleId, invitedBy: actor.accountId }, added, now)
}
