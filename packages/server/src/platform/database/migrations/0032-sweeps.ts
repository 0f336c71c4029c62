import { type Kysely, sql } from 'kysely'

/** The next sweep begins where the last one ended; and indexes for what was found by looking through a table. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

// On big tables these are built before, `concurrently`; see the page on migrations.
const statements = [
  `set local lock_timeout = '5s'`,
  `create table sweeps (
    only_row boolean primary key default true check (only_row),
    read_at timestamptz not null
  )`,
  `create index if not exists balance_steps_stripe_id on balance_steps (stripe_id)`,
  `create index if not exists unfit_payments_purchase on unfit_payments (purchase_id)`,
  `create index if not exists handles_stripe_account on handles (stripe_account_id) where stripe_account_id is not null`,
  `create index if not exists visitor_sessions_handle on visitor_sessions (handle_id) where handle_id is not null`,
  `create index if not exists magic_link_challenges_handle on magic_link_challenges (handle_id)
    where handle_id is not null`,
]
