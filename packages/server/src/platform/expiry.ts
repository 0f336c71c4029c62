import { REQUEST_RECORD_DAYS } from '@latchkey/contract'
import { sql } from 'kysely'
import { addSeconds } from './clock.ts'
import { BATCH, inBatches, removeBefore } from './database/batches.ts'
import type { Deps } from './deps.ts'
import { MAIL_BUDGET_SECONDS } from './mail/strangers.ts'

const DAY = 24 * 3600
const DAILY_WRITES_KEPT = 2 * DAY
// Ended sessions stay for a month, so that whoever presents a token of theirs is told why it does not count.
const FAMILIES_KEPT = 30 * DAY

/** Removes stored answers, mails, counts, request records and refresh tokens that are of no use any more. */
export async function removeExpiredPlatformData({ db, clock }: Deps): Promise<void> {
  const now = clock.now()
  const before = (seconds: number) => addSeconds(now, -seconds)
  await removeBefore(db, 'idempotency_keys', 'expires_at', now)
  await removeBefore(db, 'mails', 'expires_at', now)
  await removeBefore(db, 'daily_writes', 'day', before(DAILY_WRITES_KEPT))
  await removeBefore(db, 'stranger_mails', 'sent_at', before(MAIL_BUDGET_SECONDS))
  await removeBefore(db, 'request_records', 'at', before(REQUEST_RECORD_DAYS * DAY))
  await inBatches(() =>
    sql`
      delete from refresh_tokens where token_hash in (
        select token_hash from refresh_tokens where used_at is not null and expires_at < ${now}
        limit ${BATCH} for update skip locked
      ) returning 1`.execute(db),
  )
  await removeBefore(db, 'refresh_token_families', 'expires_at', before(FAMILIES_KEPT))
}
