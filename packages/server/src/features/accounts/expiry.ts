import { type RawBuilder, sql } from 'kysely'
import { addSeconds } from '../../platform/clock.ts'
import { BATCH, inBatches } from '../../platform/database/batches.ts'
import type { Deps } from '../../platform/deps.ts'

const DAY = 24 * 3600

// Spent codes stay for a week, so that whoever enters one is told that it expired or was used.
const CODES_KEPT = 7 * DAY
// The code of a sign-up may live a day longer than it.
const SIGN_UPS_KEPT = DAY
// Ended sessions stay for a month, so that whoever presents a token of theirs is told why it does not count.
const FAMILIES_KEPT = 30 * DAY

/** Removes sign-ups, codes and their requests, refresh tokens and sessions that are of no use any more. */
export async function removeExpiredAccountData({ db, clock }: Deps): Promise<void> {
  const before = (seconds: number) => addSeconds(clock.now(), -seconds)
  const remove = (table: string, id: string, isOld: RawBuilder<unknown>) =>
    inBatches(() =>
      sql`
        delete from ${sql.table(table)} where ${sql.ref(id)} in (
          select ${sql.ref(id)} from ${sql.table(table)} where ${isOld} limit ${BATCH} for update skip locked
        ) returning ${sql.ref(id)}`.execute(db),
    )
  await remove('sign_ups', 'id', sql`expires_at < ${before(SIGN_UPS_KEPT)}`)
  await remove('code_requests', 'id', sql`expires_at < ${before(CODES_KEPT)}`)
  await remove('mailed_codes', 'id', sql`expires_at < ${before(CODES_KEPT)}`)
  await remove('wrong_account_codes', 'ctid', sql`day < ${before(DAY).toISOString().slice(0, 10)}`)
  await remove('refresh_tokens', 'token_hash', sql`used_at is not null and expires_at < ${clock.now()}`)
  await remove('refresh_token_families', 'id', sql`expires_at < ${before(FAMILIES_KEPT)}`)
}
