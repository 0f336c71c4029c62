import { queryOptions } from '@latchkey/sdk/react-query'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { auth, latchkey } from './latchkey.ts'

/** The handles that the account has a role on: as many as an answer holds. Made anew each time, for whoever is signed in. */
export const handlesQuery = () => queryOptions(latchkey.handles.listHandles, { query: { limit: 100 } })

/** Those handles, as far as they are known. */
export const useHandles = () => useQuery(handlesQuery())

/** The handle that the screen is of, with the role on it; nothing until it is known. */
export function useHandle() {
  const { handle } = useParams({ from: '/signed-in/h/$handle' })
  const { data } = useHandles()
  return { name: handle, path: { handle }, ...data?.items.find(({ name }) => name === handle) }
}

const lastKey = () => `latchkey last handle ${auth.account}`

/** Remembers where the account was last, in this browser. */
export function rememberHandle(name: string): void {
  try {
    localStorage.setItem(lastKey(), name)
  } catch {
    // It is blocked; then one chooses.
  }
}

/** Where the account was last. */
export function lastHandle(): string | null {
  try {
    return localStorage.getItem(lastKey())
  } catch {
    return null
  }
}
