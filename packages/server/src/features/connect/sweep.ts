import { sql } from 'kysely'
import { addSeconds } from '../../platform/clock.ts'
import type { Deps } from '../../platform/deps.ts'

/** Seconds after which an account is read again, should its events be lost. */
const STALE_SECONDS = 24 * 3600

/** Accounts that one statement plans for. */
const BATCH = 1000

/** Has every connected account read again that was not for a day. It only plans: one job for each. */
export async function sweepAccounts({ db, clock }: Deps): Promise<void> {
  const before = addSeconds(clock.now(), -STALE_SECONDS)
  for (let after: string | undefined = ''; after !== undefined; ) {
    const { rows } = await sql<{ id: string }>`
      select id, graphile_worker.add_job('sync_connect_account', json_build_object('stripeAccountId', id),
        job_key => 'connect:' || id) is not null as planned
      from (
        select stripe_account_id as id from connect_accounts
        where stripe_account_id > ${after} and updated_at < ${before} and disconnected_at is null
        order by stripe_account_id limit ${BATCH}
      ) stale
      order by id`.execute(db)
    after = rows.length < BATCH ? undefined : rows.at(-1)?.id
  }
}
