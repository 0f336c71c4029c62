import { type Kysely, sql } from 'kysely'

/**
 * Leases that end with the worker; and indexes for what is asked of the queue through its public view, whose own ones
 * serve taking jobs: whose workers are alive, which jobs are dead, and how long others have been due.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table mails add column leased_by text`.execute(db)
  await sql`alter table webhook_deliveries add column leased_by text`.execute(db)
  await sql`create index latchkey_jobs_locked on graphile_worker._private_jobs (locked_by)
    where locked_by is not null`.execute(db)
  await sql`create index latchkey_jobs_dead on graphile_worker._private_jobs (id)
    where attempts >= max_attempts`.execute(db)
  await sql`create index latchkey_jobs_due on graphile_worker._private_jobs (run_at)
    where locked_at is null and attempts < max_attempts`.execute(db)
  await sql`select graphile_worker.complete_jobs(array_agg(id)) from graphile_worker.jobs
    where task_identifier = 'release_lost_jobs'`.execute(db)
}
