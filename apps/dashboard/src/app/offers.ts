import { queryOptions } from '@latchkey/sdk/react-query'
import { useQuery } from '@tanstack/react-query'
import { latchkey } from './latchkey.ts'

const offersQuery = () => queryOptions(latchkey.accounts.listOffers, { query: { limit: 100 } })

/** What is on offer to the account: roles on handles, and handles. */
export const useOffers = () => useQuery(offersQuery())
