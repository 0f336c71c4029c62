import { inOwnTransaction } from '../../platform/database/transaction.ts'
import type { RootDeps } from '../../platform/deps.ts'
import { type Failure, fail, isFailure } from '../../platform/failure.ts'
import type { Client } from '../../platform/fair-queue.ts'
import { enqueueMail } from '../../platform/mail/outbox.ts'
import { revokeFamiliesOf } from '../../platform/refresh-tokens.ts'
import { enterCode, requestCode, useCode } from './codes.ts'
import type { AccountHooks, EndedCredentials } from './hooks.ts'
import { isEasyToGuess } from './password-strength.ts'
import { updatePassword } from './queries.ts'

/** Has a code mailed to the address if it has an account; the same work is done for every address. */
export const forgotPassword = (deps: RootDeps, email: string): Promise<{ expiresAt: Date }> =>
  requestCode(deps, { purpose: 'password_reset', email })

/** Sets a new password by a mailed code, and ends everything that the old one opened. */
export async function resetPassword(
  deps: RootDeps,
  hooks: AccountHooks,
  client: Client & { readonly id: string },
  { email, code, newPassword }: { email: string; code: string; newPassword: string },
): Promise<
  EndedCredentials | Failure<'weak_password' | 'invalid_code' | 'expired_code' | 'used_code' | 'unavailable'>
> {
  if (await isEasyToGuess(newPassword, { email })) return fail('weak_password')
  const entered = await enterCode(deps, { purpose: 'password_reset', email, code })
  if (isFailure(entered)) return entered
  // Hashed only for who holds a code, and outside the transaction: hashes wait for one another.
  const passwordHash = await deps.passwords.hash(client, newPassword)
  if (isFailure(passwordHash)) return passwordHash
  const now = deps.clock.now()
  return await inOwnTransaction(deps.db, async (trx) => {
    if (!(await useCode(trx, entered, now))) return fail('used_code')
    const account = await updatePassword(trx, email, passwordHash)
    // Deleted since the code was mailed.
    if (!account) return fail('invalid_code')
    const by = { actor: { accountId: account.id }, requestId: client.id, now }
    const revokedFamilies = await revokeFamiliesOf(trx, account.id, now)
    const ended = await hooks.passwordReset(trx, { ...by, revokedFamilies })
    await enqueueMail(trx, { kind: 'password_changed', subjectId: entered.id, now })
    return ended
  })
}
