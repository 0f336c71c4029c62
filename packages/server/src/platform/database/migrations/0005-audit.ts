import { type Kysely, sql } from 'kysely'

/** The audit log of each handle. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // Who acted is kept as plain ids: the log outlives accounts and tokens.
  await sql`create table audit_events (
    id text collate "C" primary key,
    handle_id text collate "C" not null references handles on delete cascade,
    account_id text collate "C",
    client_id text collate "C",
    token_id text collate "C",
    request_id text,
    action text not null,
    before jsonb,
    after jsonb,
    created_at timestamptz not null
  )`.execute(db)
  await sql`create index audit_events_newest on audit_events (handle_id, created_at desc, id desc)`.execute(
    db,
  )
}
