import { sql } from 'kysely'
import type { Deps } from './deps.ts'
import { type Failure, fail } from './failure.ts'

/** Counts one write of a handle today (UTC); refuses when the day's limit is used up. */
export async function countDailyWrite(
  { db, clock, config }: Deps,
  handleId: string,
): Promise<null | Failure<'rate_limited'>> {
  const now = clock.now()
  const { rows } = await sql`
    insert into daily_writes as today (handle_id, day, count)
    values (${handleId}, ${now.toISOString().slice(0, 10)}::date, 1)
    on conflict (handle_id, day) do update set count = today.count + 1 where today.count < ${config.DAILY_WRITE_LIMIT}
    returning count`.execute(db)
  if (rows.length > 0) return null
  const midnight = Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate() + 1)
  return fail('rate_limited', {
    limit: 'daily-writes',
    retryAfterSeconds: Math.max(1, Math.ceil((midnight - now.getTime()) / 1000)),
  })
}
