import type { Transaction } from 'kysely'
import type { Db, DbOrTransaction, Trx } from './connect.ts'
import type { Database } from './schema.ts'

/** The one place where Kysely's transaction gets our type, which cannot begin another. */
const opened = (trx: Transaction<Database>): Trx => trx as unknown as Trx

/**
 * Runs `work` in a transaction of its own, which commits when it is done. What it throws is thrown, even where it cannot
 * be rolled back any more because the connection is gone, at which PostgreSQL does that by itself.
 */
export async function inOwnTransaction<T>(db: Db, work: (trx: Trx) => Promise<T>): Promise<T> {
  let thrown: { readonly error: unknown } | undefined
  try {
    return await db.transaction().execute((trx) =>
      work(opened(trx)).catch((error: unknown) => {
        thrown = { error }
        throw error
      }),
    )
  } catch (error) {
    throw thrown ? thrown.error : error
  }
}

/**
 * Runs `work` in a transaction: a new one, or the one that `db` already is. Inside an operation that stores its
 * answer with its effect (`idempotency: 'transaction'`) it is the latter, so everything commits together. A
 * violated constraint ends that transaction: write `on conflict do nothing` instead of catching violations.
 */
export const inTransaction = <T>(db: DbOrTransaction, work: (trx: Trx) => Promise<T>): Promise<T> =>
  db.isTransaction ? work(db as Trx) : inOwnTransaction(db as Db, work)
