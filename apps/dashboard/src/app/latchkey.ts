import { accountAuth, createLatchkey, LatchkeyError } from '@latchkey/sdk'
import { keys } from '@latchkey/sdk/react-query'
import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'
import { signedInAgain } from '../session/held-calls.ts'

/** The API, which answers on this host too: the browser sends the cookie of the session to no other. */
export const latchkey = createLatchkey({ baseUrl: location.origin })

/** The session of whoever uses the dashboard: an access token in memory, renewed by a cookie that no script can read. */
export const auth = accountAuth(latchkey, { storage: 'cookie', signInAgain: signedInAgain })

/** Milliseconds for which an answer is taken for current. */
const FRESH = 10_000

/** A role that was taken away is noticed by the first call that is refused. */
const onError = (error: unknown) => {
  if (!LatchkeyError.is(error) || !['insufficient_role', 'handle_not_found'].includes(error.code)) return
  queryClient.invalidateQueries({ queryKey: keys.operation(latchkey.handles.listHandles) })
}

/** What was read from the API. Its keys hold whose answers they are. */
export const queryClient: QueryClient = new QueryClient({
  queryCache: new QueryCache({ onError }),
  mutationCache: new MutationCache({ onError }),
  defaultOptions: {
    // Whether the server can be reached shows when it is asked; what the browser thinks of the network does not.
    queries: { staleTime: FRESH, refetchOnWindowFocus: true, networkMode: 'always' },
    mutations: { networkMode: 'always' },
  },
})
