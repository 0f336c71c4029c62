import { type Kysely, sql } from 'kysely'

/** What Stripe still wants of a connected account; one account for each owner of a handle. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table connect_accounts add column requirements_due text[] not null default '{}'`.execute(db)
  await sql`create unique index connect_accounts_owner on connect_accounts (handle_id, account_id)`.execute(
    db,
  )
  await sql`create index purchases_handle on purchases (handle_id)`.execute(db)
}
