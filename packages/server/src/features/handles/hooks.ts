import type { DbOrTransaction, Trx } from '../../platform/database/connect.ts'
import type { RootDeps } from '../../platform/deps.ts'
import type { Failure } from '../../platform/failure.ts'

/** A query of the rows that an area has of a handle, in the order in which they are locked. */
export type ContentOf = (trx: Trx, handleId: string) => Content & { forUpdate(): Content }

interface Content {
  execute(): Promise<{ readonly id: string }[]>
}

/** What the areas above have to do with a handle that is to be deleted. */
export interface HandleHooks {
  /** What is locked before the handle by those who change it: their log and their books refer to the handle. */
  readonly content: readonly ContentOf[]
  /** Removes all that they have of a handle, which is locked. */
  removeContent(trx: Trx, handleId: string, now: Date): Promise<void>
  /** Whether it took money: its books are kept then, and it with them. */
  hasPayments(db: DbOrTransaction, handleId: string): Promise<boolean>
  /** Sees to it that nothing which is open can be paid any more, or says why that cannot be. */
  endPayments(
    deps: RootDeps,
    handleId: string,
  ): Promise<null | Failure<'payment_in_progress' | 'payment_provider_error'>>
  /** Whether something is open all the same that could be paid, or being paid. */
  mayBePaid(trx: Trx, handleId: string): Promise<boolean>
}
