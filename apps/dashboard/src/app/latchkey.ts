import { accountAuth, createLatchkey } from '@latchkey/sdk'
import { QueryClient } from '@tanstack/react-query'

/** The API, which answers on this host too: the browser sends the cookie of the session to no other. */
export const latchkey = createLatchkey({ baseUrl: location.origin })

/** The session of whoever uses the dashboard: an access token in memory, renewed by a cookie that no script can read. */
export const auth = accountAuth(latchkey, { storage: 'cookie' })

/** Milliseconds for which an answer is taken for current. */
const FRESH = 10_000

/** What was read from the API. Its keys hold who is signed in. */
export const queryClient = new QueryClient({
  defaultOptions: { queries: { staleTime: FRESH, refetchOnWindowFocus: true } },
})
