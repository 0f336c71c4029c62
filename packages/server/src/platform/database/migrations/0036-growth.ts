import { type Kysely, sql } from 'kysely'

/** What was found by looking through all that one handle or one endpoint has, or all purchases. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

// On big tables these are built before, `concurrently`; see the page on migrations.
const statements = [
  `set local lock_timeout = '5s'`,
  // The expression is that of outOfBalance in purchases/queries.ts.
  `create index if not exists purchases_out_of_balance on purchases (handle_id)
    where (case when held_amount <> target_amount then 1 end) = 1`,
  `create index if not exists pages_own_by_state on pages (handle_id, state, id desc)`,
  `create index if not exists webhook_deliveries_pending on webhook_deliveries (endpoint_id) where state = 'pending'`,
]
