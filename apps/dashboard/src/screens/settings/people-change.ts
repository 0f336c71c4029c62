import type { Data } from '@latchkey/sdk'

export type Person = Data<'listCollaborators'>['collaborators'][number]
type Members = readonly { readonly email: string; readonly role: Person['role'] }[]

/** One change to the list of people. What it is about may be gone by then: a role is changed where it is, only. */
export type PeopleChange =
  | { readonly kind: 'invite'; readonly email: string; readonly role: Person['role'] }
  | { readonly kind: 'role'; readonly email: string; readonly role: Person['role'] }
  | { readonly kind: 'remove'; readonly email: string }

/** The list after a change. Whoever is there already is not invited again. */
export function applied(people: Members, change: PeopleChange): Members {
  const others = people.map(({ email, role }) => ({ email, role }))
  switch (change.kind) {
    case 'invite':
      return others.some(({ email }) => email === change.email.toLowerCase())
        ? others
        : [...others, { email: change.email, role: change.role }]
    case 'role':
      return others.map((each) => (each.email === change.email ? { ...each, role: change.role } : each))
    case 'remove':
      return others.filter(({ email }) => email !== change.email)
  }
}
