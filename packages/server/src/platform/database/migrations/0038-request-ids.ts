import { type Kysely, sql } from 'kysely'

/**
 * What is made at Stripe names the request it follows from. Stored, because a call that is repeated under its key must
 * say the same again.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

const statements = [
  `set local lock_timeout = '5s'`,
  `alter table checkout_sessions add column request_id text`,
  `alter table ledger_entries add column request_id text`,
]
