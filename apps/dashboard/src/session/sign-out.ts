import { auth, queryClient } from '../app/latchkey.ts'

/** Signs all tabs out, and forgets what was read. The server hears of it when it can be reached. */
export async function signOut() {
  await auth.signOut().catch(() => undefined)
  queryClient.clear()
}
