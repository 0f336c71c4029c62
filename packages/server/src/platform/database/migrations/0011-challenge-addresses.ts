import { type Kysely, sql } from 'kysely'

/** Finds challenges by address, for the visitor who erases it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create index magic_link_challenges_email on magic_link_challenges (email)`.execute(db)
}
