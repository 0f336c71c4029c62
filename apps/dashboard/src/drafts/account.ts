import { queryOptions } from '@latchkey/sdk/react-query'
import { latchkey, queryClient } from '../app/latchkey.ts'

/** Who is signed in: drafts are kept apart by account. */
export const accountQuery = () => queryOptions(latchkey.accounts.getAccount)

/** The account's id; `null` when nobody is signed in, or the server cannot say who. */
export async function accountId(): Promise<string | null> {
  const account = await queryClient
    .fetchQuery({ ...accountQuery(), staleTime: Number.POSITIVE_INFINITY })
    .catch(() => null)
  return account?.id ?? null
}
