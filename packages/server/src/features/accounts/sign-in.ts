import type { RootDeps } from '../../platform/deps.ts'
import { type Failure, fail, isFailure } from '../../platform/failure.ts'
import { DEVICE_COOKIE } from '../../platform/http/cookies.ts'
import { knownDevice } from '../../platform/http/device-cookie.ts'
import type { RequestFacts } from '../../platform/http/request.ts'
import { describeDevice } from './device.ts'
import { findAccountByEmail } from './queries.ts'
import { type OpenedSession, openSessionIf } from './sessions.ts'

/**
 * Exchanges address and password for a session. An unknown address costs and answers the same as a wrong password. A
 * browser that did not sign in before is told of by mail.
 */
export async function signIn(
  deps: RootDeps,
  request: RequestFacts,
  { email, password }: { email: string; password: string },
): Promise<OpenedSession | Failure<'invalid_credentials' | 'unavailable'>> {
  const account = await findAccountByEmail(deps.pool, email)
  const fits = await deps.passwords.fits(request, account?.passwordHash, password)
  if (isFailure(fits)) return fits
  if (!account || !fits) return fail('invalid_credentials')
  const session = await openSessionIf(deps, {
    accountId: account.id,
    passwordHash: account.passwordHash,
    device: describeDevice(request.header('user-agent')),
    told: !knownDevice(deps.keys, request.cookie(DEVICE_COOKIE), { email }),
  })
  // A password that was changed while it was checked opens nothing.
  return session ?? fail('invalid_credentials')
}
