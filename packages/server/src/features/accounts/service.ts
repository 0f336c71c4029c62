import type { Deps } from '../../platform/deps.ts'
import { fail } from '../../platform/failure.ts'
import { passwordFits } from './passwords.ts'
import { findAccountByEmail } from './queries.ts'
import { openSession } from './sessions.ts'

export { authenticateAccount, authorizeRole } from './access-tokens.ts'
export { openSession } from './sessions.ts'

/** Exchanges address and password for tokens. An unknown address costs and answers the same as a wrong password. */
export async function signIn(deps: Deps, credentials: { email: string; password: string }) {
  const account = await findAccountByEmail(deps.db, credentials.email)
  const fits = await passwordFits(account?.passwordHash, credentials.password)
  return account && fits ? await openSession(deps, account.id) : fail('invalid_credentials')
}
