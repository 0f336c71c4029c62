import { sql } from 'kysely'
import { addSeconds } from '../../platform/clock.ts'
import { BATCH, inBatches, removeBefore } from '../../platform/database/batches.ts'
import type { Deps } from '../../platform/deps.ts'

const DAY = 24 * 3600

// Spent codes stay for a week, so that whoever enters one is told that it expired or was used.
const CODES_KEPT = 7 * DAY
// The code of a sign-up may live a day longer than it.
const SIGN_UPS_KEPT = DAY

/** Removes sign-ups and codes with their requests that are of no use any more. */
export async function removeExpiredAccountData({ db, clock }: Deps): Promise<void> {
  const before = (seconds: number) => addSeconds(clock.now(), -seconds)
  await removeBefore(db, 'sign_ups', 'expires_at', before(SIGN_UPS_KEPT))
  await removeBefore(db, 'code_requests', 'expires_at', before(CODES_KEPT))
  await removeBefore(db, 'mailed_codes', 'expires_at', before(CODES_KEPT))
  await inBatches(() =>
    sql`
      delete from wrong_account_codes where ctid in (
        select ctid from wrong_account_codes where day < ${before(DAY).toISOString().slice(0, 10)}
        limit ${BATCH} for update skip locked
      ) returning 1`.execute(db),
  )
}
