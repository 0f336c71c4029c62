import { type Kysely, sql } from 'kysely'

/** What somebody opened for free, newest first. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

// On big tables these are built before, `concurrently`; see the page on migrations.
const statements = [
  `set local lock_timeout = '5s'`,
  `create index if not exists free_logins_newest on free_logins (visitor_id, first_at desc, page_id desc)`,
]
