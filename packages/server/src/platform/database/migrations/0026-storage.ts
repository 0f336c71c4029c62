import { type Kysely, sql } from 'kysely'

/** What files take of the storage of their handle, and who uploads one right now. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

const statements = [
  // Without a reference to the file: what was deleted takes its place until nothing of it can come any more.
  `create table stored_contents (
    file_id text collate "C" primary key,
    handle_id text collate "C" not null references handles on delete cascade,
    size_bytes integer not null
  )`,
  `create index stored_contents_handle on stored_contents (handle_id) include (size_bytes)`,
  `insert into stored_contents (file_id, handle_id, size_bytes) select id, handle_id, size_bytes from files`,
  `alter table files
    add column upload_id text collate "C",
    add column upload_until timestamptz`,
]
