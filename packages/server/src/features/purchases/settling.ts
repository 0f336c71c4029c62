import type { DbOrTransaction } from '../../platform/database/connect.ts'
import { enqueue } from '../../platform/jobs.ts'

/** Has a purchase settled, its refunds finished and its creator's part balanced; at `runAt`, or now. */
export const enqueueSettling = (db: DbOrTransaction, purchaseId: string, runAt?: Date): Promise<void> =>
  enqueue(db, 'settle_purchase', { purchaseId }, { key: `settle:${purchaseId}`, ...(runAt && { runAt }) })
