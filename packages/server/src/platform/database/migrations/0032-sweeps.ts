import { type Kysely, sql } from 'kysely'

/** The next sweep begins where the last one ended; a reversal is found by the transfer that it is of. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

const statements = [
  `create table sweeps (
    only_row boolean primary key default true check (only_row),
    read_at timestamptz not null
  )`,
  `create index balance_steps_stripe_id on balance_steps (stripe_id)`,
]
