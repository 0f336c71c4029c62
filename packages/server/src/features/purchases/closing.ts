import type { Trx } from '../../platform/database/connect.ts'
import { enqueue } from '../../platform/jobs.ts'

/** Has the open checkouts of a handle looked at, once what ends some of them is committed. */
export const enqueueClosing = (trx: Trx, handleId: string): Promise<void> =>
  enqueue(trx, 'close_checkouts', { handleId }, { key: `close_checkouts:${handleId}` })
