import { type Kysely, sql } from 'kysely'

/** What is purged is found by an index. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

// On big tables these are built before, `concurrently`; see the page on migrations.
const statements = [
  `set local lock_timeout = '5s'`,
  `create index if not exists audit_events_age on audit_events (created_at)`,
  `create index if not exists purchases_unpaid on purchases (created_at) where state = 'open'`,
  `create index if not exists daily_writes_day on daily_writes (day)`,
  `create index if not exists former_handle_names_until on former_handle_names (until)`,
]
