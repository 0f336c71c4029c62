import type { Data } from '@latchkey/sdk'
import { keys } from '@latchkey/sdk/react-query'
import { useMutation } from '@tanstack/react-query'
import { latchkey, queryClient } from '../../app/latchkey.ts'
import { isConflict } from '../../ui/conflict.tsx'
import { withTag } from '../../ui/tagged.ts'

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

/** Reads that somebody else was faster than, until it is given up. */
const READS = 4

/**
 * Changes one thing about the people of a handle. The API takes the whole list, so it is read, changed and written only
 * if nobody else has changed it meanwhile; otherwise all of that again. Done twice, it does the same.
 */
export const useChangePeople = (path: { readonly handle: string }) =>
  useMutation({
    async mutationFn(change: PeopleChange): Promise<Data<'replaceCollaborators'>> {
      for (let read = 1; ; read++) {
        const { value, etag } = await withTag(latchkey.handles.listCollaborators({ path }))
        const collaborators = [...applied(value.collaborators, change)]
        const header = { 'If-Match': etag }
        const { data, error } = await latchkey.handles.replaceCollaborators({
          path,
          header,
          body: { collaborators },
        })
        if (data) return data
        if (!isConflict(error) || read === READS) throw error
      }
    },
    onSettled: () =>
      queryClient.invalidateQueries({ queryKey: keys.operation(latchkey.handles.listCollaborators) }),
  })
