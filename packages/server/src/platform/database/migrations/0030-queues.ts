import { type Kysely, sql } from 'kysely'

/** Lists as indexes give them: the support queues by state, and times to the millisecond, as cursors hold them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

const statements = [
  // Those in one state may be few among all.
  `create index reports_by_state on reports (state, created_at desc, id desc)`,
  `create index content_reports_by_state on content_reports (state, created_at desc, id desc)`,
  // The clock of the server counts milliseconds; these were written by earlier migrations.
  `update audit_events set created_at = date_trunc('milliseconds', created_at)
    where created_at <> date_trunc('milliseconds', created_at)`,
  `update offers set created_at = date_trunc('milliseconds', created_at)
    where created_at <> date_trunc('milliseconds', created_at)`,
]
