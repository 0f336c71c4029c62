import { type Kysely, sql } from 'kysely'

/** Versions of pages, and access that creators give and take. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

const statements = [
  `alter table pages add column version integer not null default 1`,
  `alter table purchases add column granted_at timestamptz, add column revoked_at timestamptz`,
  `create index purchases_buyers on purchases (page_id, access_since desc, id desc) where grant_type is not null`,
]
