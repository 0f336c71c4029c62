import type { Trx } from '../../platform/database/connect.ts'
import { enqueue } from '../../platform/jobs.ts'
import { hasUnfinishedAttempt, type PurchaseRow } from './queries.ts'

/** Has the open checkouts of a handle looked at, once what ends some of them is committed. */
export const enqueueClosing = (trx: Trx, handleId: string): Promise<void> =>
  enqueue(trx, 'close_checkouts', { handleId }, { key: `close_checkouts:${handleId}` })

/**
 * The same once a purchase gives access, if there may be anything to close. `purchase`: as it was before, locked.
 *
 * One that is paid just now was the only unfinished one of its visitor and page (`purchases_one_unfinished`), and attempts
 * begin only while theirs is locked and open: what is unfinished now is seen here, and whoever is about to begin another
 * one sees this purchase. After that there may be a second one, whose attempts begin meanwhile and are not seen yet.
 */
export async function enqueueClosingOf(trx: Trx, purchase: PurchaseRow): Promise<void> {
  if (purchase.state !== 'paid' && !(await hasUnfinishedAttempt(trx, purchase))) return
  await enqueueClosing(trx, purchase.handle_id)
}
