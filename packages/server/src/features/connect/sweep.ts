import { sql } from 'kysely'
import { addSeconds } from '../../platform/clock.ts'
import type { Deps } from '../../platform/deps.ts'

/** Seconds after which an account is read again, should its events be lost. */
const STALE_SECONDS = 24 * 3600

/** Has every connected account read again that was not for a day. It only plans: one job for each. */
export async function sweepAccounts({ db, clock }: Deps): Promise<void> {
  await sql`
    select graphile_worker.add_job('sync_connect_account', json_build_object('stripeAccountId', stripe_account_id),
      job_key => 'connect:' || stripe_account_id)
    from connect_accounts
    where updated_at < ${addSeconds(clock.now(), -STALE_SECONDS)} and disconnected_at is null`.execute(db)
}
