import type { DbOrTransaction } from '../../platform/database/connect.ts'

/** Sign-ups that one mail has codes for. */
const SIGN_UPS_A_MAIL = 3

export type CodeRequest = NonNullable<Awaited<ReturnType<typeof findCodeRequest>>>

/** A request for a code that is not too old to be answered. */
export const findCodeRequest = (db: DbOrTransaction, id: string, now: Date) =>
  db
    .selectFrom('code_requests')
    .select(['email', 'sign_up_id as signUpId', 'created_at as createdAt', 'expires_at as expiresAt'])
    .where('id', '=', id)
    .where('expires_at', '>', now)
    .executeTakeFirst()

export type PendingSignUp = Awaited<ReturnType<typeof findPendingSignUps>>[number]

/** The sign-up that a code was asked for, or the newest that wait for the address. */
export const findPendingSignUps = (
  db: DbOrTransaction,
  { email, signUpId }: Pick<CodeRequest, 'email' | 'signUpId'>,
  now: Date,
) => {
  const waiting = db
    .selectFrom('sign_ups')
    .select(['id', 'device', 'created_at as createdAt'])
    .where('email', '=', email)
    .where('expires_at', '>', now)
  const wanted = signUpId === null ? waiting : waiting.where('id', '=', signUpId)
  return wanted.orderBy('created_at', 'desc').orderBy('id', 'desc').limit(SIGN_UPS_A_MAIL).execute()
}

/** The use of a code that changed a password. */
export const findPasswordChange = (db: DbOrTransaction, codeId: string) =>
  db
    .selectFrom('mailed_codes')
    .select(['email', 'used_at as usedAt'])
    .where('id', '=', codeId)
    .where('used_at', 'is not', null)
    .$narrowType<{ usedAt: Date }>()
    .executeTakeFirst()

export const findSignIn = (db: DbOrTransaction, sessionId: string) =>
  db
    .selectFrom('account_sessions as session')
    .innerJoin('refresh_token_families as family', 'family.id', 'session.id')
    .innerJoin('accounts as account', 'account.id', 'family.account_id')
    .select(['account.email', 'session.device', 'family.created_at as createdAt'])
    .where('session.id', '=', sessionId)
    .executeTakeFirst()
