import { type Kysely, sql } from 'kysely'

/** Personal access tokens; of the secret only a hash. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table tokens (
    id text collate "C" primary key,
    handle_id text collate "C" not null references handles on delete cascade,
    name text not null,
    scopes text[] not null,
    secret_hash bytea not null,
    created_by text collate "C" references accounts on delete set null,
    created_at timestamptz not null,
    expires_at timestamptz,
    last_used_at timestamptz,
    revoked_at timestamptz
  )`.execute(db)
  await sql`create index tokens_live on tokens (handle_id, created_at desc, id desc) where revoked_at is null`.execute(
    db,
  )
}
