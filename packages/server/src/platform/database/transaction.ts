import type { Transaction } from 'kysely'
import type { DbOrTransaction } from './connect.ts'
import type { Database } from './schema.ts'

/**
 * Runs `work` in a transaction: a new one, or the one that `db` already is. Inside an operation that stores its
 * answer with its effect (`idempotency: 'transaction'`) it is the latter, so everything commits together. A
 * violated constraint ends that transaction: write `on conflict do nothing` instead of catching violations.
 */
export const inTransaction = <T>(
  db: DbOrTransaction,
  work: (trx: Transaction<Database>) => Promise<T>,
): Promise<T> => (db.isTransaction ? work(db as Transaction<Database>) : db.transaction().execute(work))
