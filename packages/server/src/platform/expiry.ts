import { REQUEST_RECORD_DAYS, UNMATCHED_PAYMENT_DAYS } from '@latchkey/contract'
import { sql } from 'kysely'
import { addSeconds } from './clock.ts'
import { BATCH, inBatches } from './database/batches.ts'
import type { Deps } from './deps.ts'
import { MAIL_BUDGET_SECONDS } from './mail/strangers.ts'

const DAY = 24 * 3600
// Longer than Stripe goes on repeating an event, by hand too.
const STRIPE_EVENTS_KEPT = 40 * DAY
const UNMATCHED_PAYMENTS_KEPT = UNMATCHED_PAYMENT_DAYS * DAY
const DAILY_WRITES_KEPT = 2 * DAY

/** Removes stored answers, mails, offers, counts, events and request records that are of no use any more. */
export async function removeExpiredPlatformData({ db, clock }: Deps): Promise<void> {
  const now = clock.now()
  const before = (seconds: number) => addSeconds(now, -seconds)
  const remove = (table: string, column: string, limit: Date) =>
    inBatches(() =>
      sql`
        delete from ${sql.table(table)} where ctid in (
          select ctid from ${sql.table(table)} where ${sql.ref(column)} < ${limit}
          limit ${BATCH} for update skip locked
        ) returning 1`.execute(db),
    )
  await remove('idempotency_keys', 'expires_at', now)
  await remove('mails', 'expires_at', now)
  await remove('offers', 'expires_at', now)
  await remove('daily_writes', 'day', before(DAILY_WRITES_KEPT))
  await remove('stranger_mails', 'sent_at', before(MAIL_BUDGET_SECONDS))
  await remove('stripe_events', 'received_at', before(STRIPE_EVENTS_KEPT))
  await remove('unmatched_payments', 'first_seen_at', before(UNMATCHED_PAYMENTS_KEPT))
  await remove('request_records', 'at', before(REQUEST_RECORD_DAYS * DAY))
}
