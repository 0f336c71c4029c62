import type { Transaction } from 'kysely'
import type { Database } from '../../platform/database/schema.ts'
import { enqueue } from '../../platform/jobs.ts'

/** Has the open checkouts of a handle looked at, once what ends some of them is committed. */
export const enqueueClosing = (trx: Transaction<Database>, handleId: string): Promise<void> =>
  enqueue(trx, 'close_checkouts', { handleId }, { key: `close_checkouts:${handleId}` })
