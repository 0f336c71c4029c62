import { type Kysely, sql } from 'kysely'

/** Webhook endpoints of handles, and what was sent or is to be sent to them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

const statements = [
  `create table webhook_endpoints (
    id text collate "C" primary key,
    handle_id text collate "C" not null references handles on delete cascade,
    url text not null,
    events text[] not null,
    sealed_secret bytea not null,
    sealed_with text collate "C" not null,
    failures integer not null default 0,
    disabled_at timestamptz,
    created_at timestamptz not null
  )`,
  `create index webhook_endpoints_handle on webhook_endpoints (handle_id)`,
  `create index webhook_endpoints_key on webhook_endpoints (sealed_with)`,
  `create table webhook_deliveries (
    id text collate "C" primary key,
    endpoint_id text collate "C" not null references webhook_endpoints on delete cascade,
    type text not null,
    payload text not null,
    state text not null check (state in ('pending', 'delivered', 'failed')),
    tries integer not null default 0,
    attempt_after timestamptz not null,
    last_try_at timestamptz,
    response_status integer,
    problem text,
    created_at timestamptz not null
  )`,
  `create index webhook_deliveries_newest on webhook_deliveries (endpoint_id, created_at desc, id desc)`,
  `create index webhook_deliveries_age on webhook_deliveries (created_at)`,
  `alter table ledger_entries add column announced_at timestamptz`,
  // What happened before there were endpoints is nothing new.
  `update ledger_entries set announced_at = updated_at where kind in ('refund', 'dispute')`,
]
