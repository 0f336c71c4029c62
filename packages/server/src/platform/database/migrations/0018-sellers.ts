import { type Kysely, sql } from 'kysely'

/** Connected accounts can be lost, and followed by another; card statements name the seller. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

const statements = [
  `alter table connect_accounts
    add column disconnected_at timestamptz,
    add column revision integer not null default 0`,
  // One account for each owner of a handle, beside those that were lost.
  `drop index connect_accounts_owner`,
  `create unique index connect_accounts_owner on connect_accounts (handle_id, account_id) where disconnected_at is null`,
  // Attempts that exist go on without: a repeat must ask Stripe for the same.
  `alter table checkout_sessions add column statement_descriptor_suffix text`,
]
