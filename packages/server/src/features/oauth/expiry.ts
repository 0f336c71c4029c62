import { UNUSED_CLIENT_DAYS } from '@latchkey/contract'
import { sql } from 'kysely'
import { addSeconds } from '../../platform/clock.ts'
import { BATCH, inBatches, removeBefore } from '../../platform/database/batches.ts'
import type { Deps } from '../../platform/deps.ts'

const DAY = 24 * 3600

/** Removes consents and codes that expired, and clients that were never given a token. */
export async function removeExpiredOAuthData({ db, clock }: Deps): Promise<void> {
  const now = clock.now()
  await removeBefore(db, 'oauth_consents', 'expires_at', now)
  await removeBefore(db, 'oauth_codes', 'expires_at', now)
  await inBatches(() =>
    sql`
      delete from oauth_clients where id in (
        select id from oauth_clients where used_at is null and created_at < ${addSeconds(now, -UNUSED_CLIENT_DAYS * DAY)}
        limit ${BATCH} for update skip locked
      ) returning id`.execute(db),
  )
}
