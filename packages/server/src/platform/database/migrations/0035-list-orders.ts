import { type Kysely, sql } from 'kysely'

/** Lists of what one account has, or one visitor wants, newest first. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

// On big tables these are built before, `concurrently`; see the page on migrations. Each finds what the one did that is
// dropped.
const statements = [
  `set local lock_timeout = '5s'`,
  `create index if not exists group_buy_interests_of_visitor
    on group_buy_interests (visitor_id, created_at desc, id desc)`,
  `drop index if exists group_buy_interests_visitor`,
  `create index if not exists refresh_token_families_newest
    on refresh_token_families (account_id, created_at desc, id desc)`,
  `drop index if exists refresh_token_families_account`,
  `create index if not exists collaborators_newest on collaborators (account_id, created_at desc, handle_id desc)`,
  `drop index if exists collaborators_account`,
]
