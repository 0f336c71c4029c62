import { queryOptions } from '@latchkey/sdk/react-query'
import { useQuery } from '@tanstack/react-query'
import { latchkey, queryClient } from './latchkey.ts'

const termsQuery = (handle: string) => queryOptions(latchkey.revenue.getSellingTerms, { path: { handle } })

/** Whether a handle can sell, and what the platform keeps of a sale; nothing until that is known. */
export const useSellingTerms = (handle: string) => useQuery(termsQuery(handle)).data

/** Has them read anew. */
export const readTermsAgain = (handle: string) =>
  queryClient.invalidateQueries({ queryKey: termsQuery(handle).queryKey })
