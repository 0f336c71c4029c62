import { type Kysely, sql } from 'kysely'

/** Codes know the session that allowed them. Those that wait now do not, and live for a minute only. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`delete from oauth_codes`.execute(db)
  await sql`alter table oauth_codes
    add column session_id text collate "C" not null references account_sessions on delete cascade`.execute(db)
  await sql`create index oauth_codes_session on oauth_codes (session_id)`.execute(db)
}
