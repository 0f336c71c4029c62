import { type Kysely, sql } from 'kysely'

/** The support queues by state, newest first: those in one state may be few among all. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

const statements = [
  `create index reports_by_state on reports (state, created_at desc, id desc)`,
  `create index content_reports_by_state on content_reports (state, created_at desc, id desc)`,
]
