import { queryOptions } from '@latchkey/sdk/react-query'
import { useQuery } from '@tanstack/react-query'
import { useSyncExternalStore } from 'react'
import { auth, latchkey } from '../app/latchkey.ts'

/** Whether somebody is signed in, as all tabs know it. */
export const useSession = () => useSyncExternalStore(auth.subscribe, () => auth.state)

/** The account that is signed in. */
export const useAccount = () => useQuery(queryOptions(latchkey.accounts.getAccount))
