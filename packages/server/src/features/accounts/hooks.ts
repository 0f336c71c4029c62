import type { AccountCaller } from '../../platform/audit.ts'
import type { Trx } from '../../platform/database/connect.ts'
import type { Failure } from '../../platform/failure.ts'

/** What a new password put an end to, in numbers. */
export interface EndedCredentials {
  readonly endedTokens: number
  readonly endedGrants: number
}

type By = Pick<AccountCaller, 'actor' | 'requestId'> & { readonly now: Date }

/** What the areas above do when something happens to an account, in the same transaction. */
export interface AccountHooks {
  /** Before an account is deleted, its row locked: removes what it does not take along, or says why it has to stay. */
  deleting(
    trx: Trx,
    account: { readonly id: string; readonly email: string },
    by: By,
  ): Promise<null | Failure<'owns_handles'>>
  /** After a new password was set: ends what the old one opened. Of refresh tokens, these families were revoked. */
  passwordReset(trx: Trx, by: By & { readonly revokedFamilies: readonly string[] }): Promise<EndedCredentials>
}
