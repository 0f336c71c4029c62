import {
  ACCOUNT_CODE_TRIES,
  RESET_CODE_DIGITS,
  RESET_CODE_SECONDS,
  SIGN_UP_CODE_DIGITS,
  SIGN_UP_CODE_SECONDS,
  WRONG_ACCOUNT_CODES_PER_DAY,
} from '@latchkey/contract'
import { type Selectable, sql } from 'kysely'
import { addSeconds } from '../../platform/clock.ts'
import type { DbOrTransaction } from '../../platform/database/connect.ts'
import type { CodePurpose, Database } from '../../platform/database/schema.ts'
import { inTransaction } from '../../platform/database/transaction.ts'
import type { Deps, RootDeps } from '../../platform/deps.ts'
import { type Failure, fail } from '../../platform/failure.ts'
import { newId } from '../../platform/ids.ts'
import { type MailedChange, mailedChange } from '../../platform/mail/outbox.ts'
import { hashCode, newCode, newUnguessableCode, sameHash } from '../../platform/secrets.ts'
import { codeAsTyped } from '../../platform/typed.ts'

/** How long codes are, and how many seconds they live. */
const codeRules = {
  sign_up: { digits: SIGN_UP_CODE_DIGITS, lifetime: SIGN_UP_CODE_SECONDS },
  password_reset: { digits: RESET_CODE_DIGITS, lifetime: RESET_CODE_SECONDS },
} as const satisfies Record<CodePurpose, { digits: number; lifetime: number }>

/** Codes that a guess can hit at once: asking for many mails must not make guessing easier. */
const HITTABLE = 5
/** Codes of an address that are looked at, spent ones included, so that their owner is told what they are. */
const REMEMBERED = 50

/** Whose codes, and for what. */
export interface CodeOwner {
  readonly purpose: CodePurpose
  readonly email: string
}

export type MailedCode = Selectable<Database['mailed_codes']>

const newRequest = (purpose: CodePurpose) => `
    insert into code_requests (id, purpose, email, sign_up_id, created_at, expires_at)
    values ($4, '${purpose}', $5, $6, $2, $7)
    returning id`
const requests = {
  sign_up: mailedChange('request_sign_up_code', 'sign_up_code', newRequest('sign_up')),
  password_reset: mailedChange('request_reset_code', 'password_reset_code', newRequest('password_reset')),
} as const satisfies Record<CodePurpose, MailedChange>
const signUpRequest = mailedChange(
  'request_sign_up',
  'sign_up_code',
  newRequest('sign_up'),
  `
    insert into sign_ups (id, email, name, password_hash, device, created_at, expires_at)
    values ($6, $5, $8, $9, $10, $2, $11)`,
)

/** An attempt to sign up that is about to be recorded. */
export interface NewSignUp {
  readonly id: string
  readonly name: string | null
  readonly passwordHash: string
  readonly device: string | null
  readonly expiresAt: Date
}

/**
 * Has a code mailed to the address, if one is due: the worker finds that out when it writes the mail, so that the
 * same work is done here for every address. `signUp` is recorded by the same statement.
 */
export async function requestCode(
  { pool, clock }: RootDeps,
  { purpose, email }: CodeOwner,
  signUp?: NewSignUp,
): Promise<{ expiresAt: Date }> {
  const now = clock.now()
  const expiresAt = addSeconds(now, codeRules[purpose].lifetime)
  const values = [newId('codeRequest'), email, signUp?.id ?? null, expiresAt]
  if (signUp) {
    const attempt = [signUp.name, signUp.passwordHash, signUp.device, signUp.expiresAt]
    await signUpRequest.run(pool, now, [...values, ...attempt])
  } else await requests[purpose].run(pool, now, values)
  return { expiresAt }
}

/**
 * Mints a code beside those that were mailed before, which stay valid. While strangers guess at the address it is
 * one that cannot be guessed, so that its owner is never locked out.
 */
export async function mintCode(
  { db, clock, keys }: Deps,
  owner: CodeOwner,
  { expiresAt, signUpId = null }: { expiresAt: Date; signUpId?: string | null },
): Promise<string> {
  const now = clock.now()
  const [key] = keys.derive('account-code')
  if (!key) throw new Error('There is no key.')
  const id = newId('mailedCode')
  const guessable = (await guessesLeft(db, owner, now)) > 0
  const code = guessable ? newCode(codeRules[owner.purpose].digits) : newUnguessableCode()
  await db
    .insertInto('mailed_codes')
    .values({
      id,
      ...owner,
      sign_up_id: signUpId,
      code_hash: hashCode(key, id, code),
      guessable,
      created_at: now,
      expires_at: expiresAt,
      used_at: null,
    })
    .execute()
  return code
}

/** Has everything that touches the codes of one address for one purpose happen one after the other. */
const lockCodes = (trx: DbOrTransaction, { purpose, email }: CodeOwner) =>
  sql`select pg_advisory_xact_lock(hashtextextended(${`${purpose}:${email}`}, 0))`.execute(trx)

const dayOf = (time: Date) => time.toISOString().slice(0, 10)

/**
 * How many guesses are left today, all codes of the address together; with none left, codes short enough to be guessed
 * do not count.
 */
async function guessesLeft(db: DbOrTransaction, { purpose, email }: CodeOwner, now: Date): Promise<number> {
  const row = await db
    .selectFrom('wrong_account_codes')
    .select('tries')
    .where('email', '=', email)
    .where('purpose', '=', purpose)
    .where('day', '=', dayOf(now))
    .executeTakeFirst()
  return Math.max(0, WRONG_ACCOUNT_CODES_PER_DAY - (row?.tries ?? 0))
}

/**
 * The code that was mailed, if the one entered is it and still counts. A wrong one uses up a try of all those that it
 * could have been; what is counted here stays counted, so do not roll it back.
 */
export async function enterCode(
  { db, clock, keys }: Deps,
  { purpose, email, code }: CodeOwner & { code: string },
): Promise<MailedCode | Failure<'invalid_code' | 'expired_code' | 'used_code'>> {
  const owner = { purpose, email }
  const now = clock.now()
  const text = codeAsTyped(code)
  const hashKeys = keys.derive('account-code')
  return await inTransaction(db, async (trx) => {
    await lockCodes(trx, owner)
    const mailed = await trx
      .selectFrom('mailed_codes')
      .selectAll()
      .where('email', '=', email)
      .where('purpose', '=', purpose)
      .orderBy('created_at', 'desc')
      .orderBy('id', 'desc')
      .limit(REMEMBERED)
      .execute()
    const live = mailed.filter((row) => !row.used_at && row.expires_at > now)
    const countable = live
      .filter((row) => row.guessable && row.wrong_tries < ACCOUNT_CODE_TRIES)
      .slice(0, Math.min(HITTABLE, await guessesLeft(trx, owner, now)))
    const matching = mailed.filter((row) =>
      hashKeys.some((key) => sameHash(hashCode(key, row.id, text), row.code_hash)),
    )
    const entered = matching.find((row) => countable.includes(row) || (live.includes(row) && !row.guessable))
    if (entered) return entered
    if (matching.some((row) => row.used_at)) return fail('used_code')
    if (matching.some((row) => row.expires_at <= now)) return fail('expired_code')
    await countWrongCode(trx, owner, countable, now)
    return fail('invalid_code')
  })
}

/** A wrong code that could have been any of several is as many guesses. */
async function countWrongCode(
  trx: DbOrTransaction,
  { purpose, email }: CodeOwner,
  tried: readonly MailedCode[],
  now: Date,
): Promise<void> {
  const guesses = Math.max(1, tried.length)
  if (tried.length > 0) {
    const ids = tried.map(({ id }) => id)
    await trx
      .updateTable('mailed_codes')
      .set((eb) => ({ wrong_tries: eb('wrong_tries', '+', 1) }))
      .where('id', 'in', ids)
      .execute()
  }
  const today = dayOf(now)
  await trx
    .insertInto('wrong_account_codes')
    .values({ email, purpose, day: today, tries: guesses })
    .onConflict((conflict) =>
      conflict.columns(['email', 'purpose']).doUpdateSet((eb) => ({
        day: today,
        tries: eb
          .case()
          .when('wrong_account_codes.day', '=', today)
          .then(eb('wrong_account_codes.tries', '+', guesses))
          .else(guesses)
          .end(),
      })),
    )
    .execute()
}

/**
 * Uses an entered code up, together with all others for the same purpose; call it in the transaction of the effect.
 * @returns `false` when it was used or has expired meanwhile.
 */
export async function useCode(trx: DbOrTransaction, code: MailedCode, now: Date): Promise<boolean> {
  await lockCodes(trx, code)
  const used = await trx
    .updateTable('mailed_codes')
    .set({ used_at: now })
    .where('id', '=', code.id)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst()
  if (used.numUpdatedRows === 0n) return false
  await trx
    .deleteFrom('mailed_codes')
    .where('email', '=', code.email)
    .where('purpose', '=', code.purpose)
    .where('used_at', 'is', null)
    .execute()
  await trx
    .deleteFrom('wrong_account_codes')
    .where('email', '=', code.email)
    .where('purpose', '=', code.purpose)
    .execute()
  return true
}
