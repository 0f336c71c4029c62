import { type Kysely, sql } from 'kysely'

/** Files of creators, and whom they are shared with. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

const statements = [
  `create table files (
    id text collate "C" primary key,
    handle_id text collate "C" not null references handles,
    file_name text not null,
    size_bytes integer not null check (size_bytes > 0),
    access_mode text not null check (access_mode in ('PUBLIC', 'EMAIL_ALLOWLIST')),
    expires_at timestamptz,
    created_at timestamptz not null,
    uploaded_at timestamptz
  )`,
  `create index files_newest on files (handle_id, created_at desc, id desc)`,
  `create table file_readers (
    file_id text collate "C" not null references files on delete cascade,
    email text collate "C" not null,
    primary key (file_id, email)
  )`,
  `create index file_readers_email on file_readers (email)`,
]
