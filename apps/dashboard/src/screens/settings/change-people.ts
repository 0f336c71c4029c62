import type { Data } from '@latchkey/sdk'
import { keys } from '@latchkey/sdk/react-query'
import { useMutation } from '@tanstack/react-query'
import { latchkey, queryClient } from '../../app/latchkey.ts'
import { isConflict } from '../../ui/conflict.tsx'
import { withTag } from '../../ui/tagged.ts'
import { applied, type PeopleChange } from './people-change.ts'

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
