import type { contract, Position } from '@latchkey/contract'
import { sql } from 'kysely'
import type { z } from 'zod'
import type { DbOrTransaction } from '../../platform/database/connect.ts'
import type { Deps } from '../../platform/deps.ts'
import { type Failure, fail } from '../../platform/failure.ts'
import { isDead } from '../../platform/jobs.ts'
import { redacted } from '../../platform/log.ts'

type DeadJob = z.output<(typeof contract.support.listDeadJobs)['success'][200]['body']>['items'][number]

/** Characters of an error that are shown. */
const ERROR_SHOWN = 500

interface DeadJobRow {
  readonly id: string
  readonly task: string
  readonly payload: Readonly<Record<string, unknown>>
  readonly attempts: number
  readonly lastError: string | null
  readonly createdAt: Date
  readonly failedAt: Date | null
}

/** Dead jobs, newest first. */
export async function findDeadJobs(
  db: DbOrTransaction,
  { after, limit }: { after: Position | null; limit: number },
): Promise<readonly DeadJobRow[] | Failure<'invalid_request'>> {
  // Ids of the queue are digits; a cursor of another list leads nowhere here.
  if (after && !/^\d{1,18}$/.test(after.id)) {
    return fail('invalid_request', {
      issues: [{ path: 'query.cursor', message: 'must be a cursor of this list' }],
    })
  }
  const before = after?.id ?? null
  // The queue does not say when a job failed, but puts it off by exp(attempts) seconds, attempts being 10 at most.
  // Its own table is read for the payload alone, which its view does not have.
  const { rows } = await sql<DeadJobRow>`select job.id::text, task_identifier as task, attempts,
      (select payload from graphile_worker._private_jobs as own where own.id = job.id),
      last_error as "lastError", created_at as "createdAt",
      case when last_error is not null
        then run_at - exp(least(attempts, 10)) * interval '1 second' end as "failedAt"
    from graphile_worker.jobs as job
    where ${sql.raw(isDead)} and (${before}::bigint is null or job.id < ${before}::bigint)
    order by job.id desc
    limit ${limit}`.execute(db)
  return rows
}

export const presentDeadJob = (row: DeadJobRow): DeadJob => ({
  id: row.id,
  task: row.task,
  payload: Object.fromEntries(Object.entries(row.payload).filter(isIdOrNumber)),
  attempts: row.attempts,
  lastError: row.lastError && redacted(row.lastError).slice(0, ERROR_SHOWN),
  createdAt: row.createdAt.toISOString(),
  failedAt: row.failedAt?.toISOString() ?? null,
})

const isIdOrNumber = (member: [string, unknown]): member is [string, string | number] =>
  ['string', 'number'].includes(typeof member[1])

/** Makes a dead job due, with all its attempts. */
export async function retryDeadJob(
  { db, log }: Pick<Deps, 'db' | 'log'>,
  by: { accountId: string; requestId: string },
  jobId: string,
): Promise<null | Failure<'job_not_found'>> {
  const { rows } = await sql<{ task: string }>`with dead as (
      select id, task_identifier from graphile_worker.jobs where id = ${jobId}::bigint and ${sql.raw(isDead)}
    )
    select dead.task_identifier as task
    from dead, graphile_worker.reschedule_jobs(array[dead.id], run_at => now(), attempts => 0)`.execute(db)
  const [job] = rows
  if (!job) return fail('job_not_found')
  log.info({ ...by, jobId, task: job.task }, 'dead job retried')
  return null
}
