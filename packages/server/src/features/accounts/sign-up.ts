import { SIGN_UP_SECONDS } from '@latchkey/contract'
import { addSeconds } from '../../platform/clock.ts'
import type { DbOrTransaction } from '../../platform/database/connect.ts'
import { inTransaction } from '../../platform/database/transaction.ts'
import type { Deps, RootDeps } from '../../platform/deps.ts'
import { type Failure, fail, isFailure } from '../../platform/failure.ts'
import type { Client } from '../../platform/fair-queue.ts'
import { newId } from '../../platform/ids.ts'
import { enterCode, requestCode, useCode } from './codes.ts'
import { isEasyToGuess } from './password-strength.ts'

/** What somebody signs up with. */
export interface SignUp {
  readonly email: string
  readonly password: string
  readonly name?: string | undefined
  readonly device: string | null
}

/**
 * Records an attempt and its mail, the same for every address, known or not. Each attempt is a row of its own with
 * its own password, so whoever signed up with somebody else's address before gains nothing from its confirmation.
 */
export async function signUp(
  deps: RootDeps,
  client: Client,
  { email, password, name, device }: SignUp,
): Promise<{ expiresAt: Date } | Failure<'weak_password' | 'unavailable'>> {
  if (await isEasyToGuess(password, { email, name })) return fail('weak_password')
  const passwordHash = await deps.passwords.hash(client, password)
  if (isFailure(passwordHash)) return passwordHash
  return await requestCode(
    deps,
    { purpose: 'sign_up', email },
    {
      id: newId('signUp'),
      name: name ?? null,
      passwordHash,
      device,
      expiresAt: addSeconds(deps.clock.now(), SIGN_UP_SECONDS),
    },
  )
}

/** Has fresh codes mailed for the sign-ups that wait for this address. */
export const resendSignUpCode = (deps: RootDeps, email: string): Promise<{ expiresAt: Date }> =>
  requestCode(deps, { purpose: 'sign_up', email })

export interface ConfirmedAccount {
  readonly id: string
  readonly email: string
  readonly name: string | null
  readonly createdAt: Date
}

/** Makes the account of the attempt that the code was mailed for, and ends the other attempts. */
export async function confirmSignUp(
  deps: Deps,
  { email, code }: { email: string; code: string },
): Promise<ConfirmedAccount | Failure<'invalid_code' | 'expired_code' | 'used_code'>> {
  const now = deps.clock.now()
  return await inTransaction(deps.db, async (trx) => {
    const entered = await enterCode({ ...deps, db: trx }, { purpose: 'sign_up', email, code })
    if (isFailure(entered)) return entered
    if (!(await useCode(trx, entered, now))) return fail('used_code')
    const account = await activate(trx, { id: newId('account'), signUpId: entered.sign_up_id, email, now })
    // The address got its account through another code just now.
    return account ?? fail('used_code')
  })
}

/** Turns one attempt into an account and removes all attempts of the address. */
const activate = (
  trx: DbOrTransaction,
  { id, signUpId, email, now }: { id: string; signUpId: string | null; email: string; now: Date },
): Promise<ConfirmedAccount | undefined> =>
  trx
    .with('attempts', (cte) =>
      cte.deleteFrom('sign_ups').where('email', '=', email).returning(['id', 'name', 'password_hash']),
    )
    .insertInto('accounts')
    .columns(['id', 'email', 'name', 'password_hash', 'created_at'])
    .expression((eb) =>
      eb
        .selectFrom('attempts')
        .select((select) => [
          select.val(id).as('id'),
          select.val(email).as('email'),
          'attempts.name',
          'attempts.password_hash',
          select.val(now).as('created_at'),
        ])
        .where('attempts.id', '=', signUpId),
    )
    .onConflict((conflict) => conflict.column('email').doNothing())
    .returning(['id', 'email', 'name', 'created_at as createdAt'])
    .executeTakeFirst()
