import { sql } from 'kysely'
import type { DbOrTransaction } from '../../platform/database/connect.ts'
import { inOwnTransaction } from '../../platform/database/transaction.ts'
import type { RootDeps } from '../../platform/deps.ts'
import { enqueue } from '../../platform/jobs.ts'

// The trigger of migration 0034 adds every posting to its sums.

/** Handles that are compared by one statement. */
const BATCH = 500
/** Days for which sums of days are kept; only today's is read. */
const KEPT_DAYS = 7

/** Has the handles summed anew that are marked; where there is none, it is one look at an empty table. */
export const askToSumEarnings = (db: DbOrTransaction): Promise<void> =>
  enqueue(db, 'sum_earnings', {}, { key: 'sum_earnings' })

/** The job: sums the earnings of marked handles anew, a handle a transaction. */
export async function sumEarnings({ db }: RootDeps): Promise<void> {
  for (;;) {
    const marked = await db.selectFrom('unsummed_earnings').select('handle_id').limit(1).executeTakeFirst()
    if (!marked) return
    await inOwnTransaction(db, async (trx) => {
      // As long as the earnings of one handle take.
      await sql`set local statement_timeout = '10min'`.execute(trx)
      // Postings of the handle that are not committed yet, and those that are to come, are added by their trigger.
      await sql`select pg_advisory_xact_lock(hashtextextended('earnings ' || ${marked.handle_id}, 0))`.execute(
        trx,
      )
      await trx.deleteFrom('earnings_sums').where('handle_id', '=', marked.handle_id).execute()
      await sql`
        insert into earnings_sums
        select handle_id, period, date_trunc(period, posted_at at time zone 'UTC')::date, currency,
          settlement_currency, sum(sales), sum(charged), sum(gross), sum(refunds), sum(disputes), sum(fees)
        from earnings, (values ('day'), ('month')) periods (period)
        where handle_id = ${marked.handle_id}
        group by 1, 2, 3, 4, 5`.execute(trx)
      await trx.deleteFrom('unsummed_earnings').where('handle_id', '=', marked.handle_id).execute()
    })
  }
}

/**
 * The job of a night: compares the sums of this month and of the last with their postings. Where they differ, which
 * only a change of the database by hand can bring about, it logs an error, has the postings read in their place, and
 * sums them anew.
 */
export async function checkEarnings(deps: RootDeps): Promise<void> {
  const { db, clock, log } = deps
  const now = clock.now()
  const since = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 1, 1))
  const daysBefore = new Date(now.getTime() - KEPT_DAYS * 86_400_000)
  let after = ''
  for (;;) {
    const handles = await db
      .selectFrom('handles as handle')
      .select('handle.id')
      .where('handle.id', '>', after)
      .orderBy('handle.id')
      .limit(BATCH)
      .execute()
    const ids = handles.map(({ id }) => id)
    const last = ids.at(-1)
    if (last === undefined) return
    for (const handleId of await findWrongSums(deps, ids, since)) {
      log.error({ handleId }, 'the sums of earnings are wrong, and are made anew')
      await db
        .insertInto('unsummed_earnings')
        .values({ handle_id: handleId, marked_at: now })
        .onConflict((conflict) => conflict.doNothing())
        .execute()
      await askToSumEarnings(db)
    }
    await sql`
      delete from earnings_sums
      where handle_id = any(${ids}) and period = 'day' and starts_on < ${daysBefore.toISOString().slice(0, 10)}::date`.execute(
      db,
    )
    after = last
  }
}

/** Which of these handles have sums, of months from `since` on, that are not those of their postings: in one snapshot. */
async function findWrongSums({ db }: RootDeps, handleIds: string[], since: Date): Promise<string[]> {
  const { rows } = await sql<{ handle_id: string }>`
    select distinct handle_id
    from (
      select handle_id, starts_on, currency, settlement_currency, sales, charged, gross, refunds, disputes, fees
      from earnings_sums
      where handle_id = any(${handleIds}) and period = 'month' and starts_on >= ${since.toISOString().slice(0, 10)}::date
      union all
      select handle_id, date_trunc('month', posted_at at time zone 'UTC')::date, currency, settlement_currency, -sales,
        -charged, -gross, -refunds, -disputes, -fees
      from earnings
      where handle_id = any(${handleIds}) and posted_at >= ${since}
    ) compared
    where handle_id not in (select handle_id from unsummed_earnings where handle_id = any(${handleIds}))
    group by handle_id, starts_on, currency, settlement_currency
    having (sum(sales), sum(charged), sum(gross), sum(refunds), sum(disputes), sum(fees)) <> (0, 0, 0, 0, 0, 0)`.execute(
    db,
  )
  return rows.map(({ handle_id }) => handle_id)
}
