import { LatchkeyError } from '@latchkey/sdk'
import { queryOptions } from '@latchkey/sdk/react-query'
import { useQuery } from '@tanstack/react-query'
import { latchkey } from './latchkey.ts'

/** Whether whoever is signed in works for the platform, which only its queues can tell; `null` until it is known. */
export function useIsOperator() {
  const { data, error, refetch } = useQuery({
    ...queryOptions(latchkey.support.listReports, { query: { limit: 1 } }),
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
  })
  const isRefused = LatchkeyError.is(error) && error.rawCode === 'insufficient_role'
  return { isOperator: isRefused ? false : data ? true : null, error, refetch }
}
