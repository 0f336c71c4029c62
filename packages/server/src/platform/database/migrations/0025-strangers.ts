import { type Kysely, sql } from 'kysely'

/** What was mailed to addresses that were never verified at the handle. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

const statements = [
  // One row for each request that was let through; kept for as long as the budget looks back.
  `create table stranger_mails (
    handle_id text collate "C" not null references handles on delete cascade,
    account_id text collate "C" references accounts on delete set null,
    addresses integer not null check (addresses > 0),
    sent_at timestamptz not null
  )`,
  `create index stranger_mails_of_handle on stranger_mails (handle_id, sent_at)`,
  `create index stranger_mails_of_account on stranger_mails (account_id, sent_at)`,
  `create index stranger_mails_expired on stranger_mails (sent_at)`,
]
