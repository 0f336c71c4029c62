import { type Kysely, sql } from 'kysely'

/** Reports of problems and of abuse, and what is kept of requests for a week. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

const queueColumns = `
    state text not null check (state in ('OPEN', 'CLAIMED', 'RESOLVED')),
    claimed_by text collate "C" references accounts on delete set null,
    resolution text,
    created_at timestamptz not null,
    updated_at timestamptz not null`

const statements = [
  `create table reports (
    id text collate "C" primary key,
    summary text not null,
    details text not null,
    handle text,
    session_id text,
    request_id text,
    repro_artifact text,
    escalation_reason text,
    requests jsonb not null,
    ${queueColumns}
  )`,
  `create index reports_newest on reports (created_at desc, id desc)`,
  `create table content_reports (
    id text collate "C" primary key,
    handle text not null,
    page_slug text,
    category text not null,
    details text not null,
    ${queueColumns}
  )`,
  `create index content_reports_newest on content_reports (created_at desc, id desc)`,
  // Written in batches and lost in a crash: it helps to explain an answer, nothing depends on it.
  `create unlogged table request_records (
    request_id text collate "C" not null,
    at timestamptz not null,
    operation text not null,
    method text not null,
    status integer not null,
    error text,
    handle text,
    milliseconds integer not null
  )`,
  `create index request_records_request on request_records (request_id, at desc)`,
  `create index request_records_at on request_records (at)`,
]
