import { sql } from 'kysely'
import { addSeconds } from '../../platform/clock.ts'
import { BATCH, inBatches } from '../../platform/database/batches.ts'
import type { Deps } from '../../platform/deps.ts'

const DAY = 24 * 3600

// Spent links stay for a week, so that whoever opens an old one is told that it expired or was used.
const CHALLENGES_KEPT = 7 * DAY
// Ended sessions stay for a month, so that a browser which still holds one is told why it does not count.
const SESSIONS_KEPT = 30 * DAY
// A lock looks at two days.
const WRONG_CODES_KEPT = 2 * DAY

/** Removes challenges with their secrets, wrong codes, and sessions that are of no use any more. */
export async function removeExpiredVisitorData({ db, clock }: Deps): Promise<void> {
  const before = (seconds: number) => addSeconds(clock.now(), -seconds)
  await inBatches(() =>
    sql`
      delete from magic_link_challenges where id in (
        select id from magic_link_challenges where expires_at < ${before(CHALLENGES_KEPT)}
        order by expires_at limit ${BATCH} for update skip locked
      ) returning id`.execute(db),
  )
  await inBatches(() =>
    sql`
      delete from wrong_codes where ctid in (
        select ctid from wrong_codes where occurred_at < ${before(WRONG_CODES_KEPT)}
        order by occurred_at limit ${BATCH} for update skip locked
      ) returning email`.execute(db),
  )
  await inBatches(() =>
    sql`
      delete from visitor_sessions where id in (
        select id from visitor_sessions where expires_at < ${before(SESSIONS_KEPT)}
        order by expires_at limit ${BATCH} for update skip locked
      ) returning id`.execute(db),
  )
}
