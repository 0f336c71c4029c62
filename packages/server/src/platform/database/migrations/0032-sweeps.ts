import { type Kysely, sql } from 'kysely'

/** When the last nightly sweep read Stripe's news, so that the next one begins there, however late it comes. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table sweeps (
      only_row boolean primary key default true check (only_row),
      read_at timestamptz not null
    )`.execute(db)
}
