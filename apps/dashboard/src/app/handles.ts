import { queryOptions } from '@latchkey/sdk/react-query'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { latchkey } from './latchkey.ts'

/** The handles that an account has a role on: as many as an answer holds. */
export const handlesQuery = queryOptions(latchkey.handles.listHandles, { query: { limit: 100 } })

/** The handle that the screen is of, with the role on it; nothing until it is known. */
export function useHandle() {
  const { handle } = useParams({ from: '/signed-in/h/$handle' })
  const { data } = useQuery(handlesQuery)
  return { name: handle, path: { handle }, ...data?.items.find(({ name }) => name === handle) }
}
