import { type Kysely, sql } from 'kysely'

/** Answers that are repeated for a repeated Idempotency-Key, and the daily count of writes of each handle. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table idempotency_keys (
    key_hash bytea primary key,
    request_hash bytea not null,
    lease_id uuid not null,
    lease_until timestamptz not null,
    answer bytea,
    expires_at timestamptz not null
  )`.execute(db)
  await sql`create index idempotency_keys_expiry on idempotency_keys (expires_at)`.execute(db)
  await sql`create table daily_writes (
    handle_id text collate "C" not null references handles on delete cascade,
    day date not null,
    count integer not null,
    primary key (handle_id, day)
  )`.execute(db)
}
