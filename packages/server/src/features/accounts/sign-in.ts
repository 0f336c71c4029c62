import { inOwnTransaction } from '../../platform/database/transaction.ts'
import type { RootDeps } from '../../platform/deps.ts'
import { type Failure, fail, isFailure } from '../../platform/failure.ts'
import { DEVICE_COOKIE } from '../../platform/http/cookies.ts'
import { knownDevice } from '../../platform/http/device-cookie.ts'
import type { RequestFacts } from '../../platform/http/request.ts'
import { enqueueMail } from '../../platform/mail/outbox.ts'
import { describeDevice } from './device.ts'
import { findAccountByEmail, holdPassword } from './queries.ts'
import { type OpenedSession, openSession } from './sessions.ts'

/**
 * Exchanges address and password for a session. An unknown address costs and answers the same as a wrong password. A
 * browser that did not sign in before is told of by mail.
 */
export async function signIn(
  deps: RootDeps,
  request: RequestFacts,
  { email, password }: { email: string; password: string },
): Promise<OpenedSession | Failure<'invalid_credentials' | 'unavailable'>> {
  const account = await findAccountByEmail(deps.db, email)
  const fits = await deps.passwords.fits(request, account?.passwordHash, password)
  if (isFailure(fits)) return fits
  if (!account || !fits) return fail('invalid_credentials')
  return await inOwnTransaction(deps.db, async (trx) => {
    // A password that was changed while it was checked opens nothing.
    if (!(await holdPassword(trx, account))) return fail('invalid_credentials')
    const device = describeDevice(request.header('user-agent'))
    const session = await openSession({ ...deps, db: trx }, account.id, device)
    if (!knownDevice(deps.keys, request.cookie(DEVICE_COOKIE), { email })) {
      await enqueueMail(trx, { kind: 'new_sign_in', subjectId: session.sessionId, now: deps.clock.now() })
    }
    return session
  })
}
