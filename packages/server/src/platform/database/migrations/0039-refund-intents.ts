import { type Kysely, sql } from 'kysely'

/** A refund names the Idempotency-Key that asked for it: whoever asks again under the same key is told of that refund. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`set local lock_timeout = '5s'`.execute(db)
  await sql`alter table ledger_entries add column intent bytea`.execute(db)
}
