import { WEBHOOK_DELIVERY_DAYS } from '@latchkey/contract'
import { sql } from 'kysely'
import { addSeconds } from '../../platform/clock.ts'
import { BATCH, inBatches } from '../../platform/database/batches.ts'
import type { Deps } from '../../platform/deps.ts'

/** Removes deliveries that can no longer be replayed. */
export async function removeExpiredDeliveries({ db, clock }: Deps): Promise<void> {
  const before = addSeconds(clock.now(), -WEBHOOK_DELIVERY_DAYS * 24 * 3600)
  await inBatches(() =>
    sql`
      delete from webhook_deliveries where id in (
        select id from webhook_deliveries where created_at < ${before}
        order by created_at limit ${BATCH} for update skip locked
      ) returning id`.execute(db),
  )
}
