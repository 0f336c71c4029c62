import { type Kysely, sql } from 'kysely'

/** Refresh tokens of accounts and OAuth clients alike, sign-ups, password resets and their codes. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

const statements = [
  // Whoever was signed in signs in again: the tokens of before have no family.
  `drop table account_refresh_tokens`,
  `drop table account_sessions`,

  // A family is what descends from one sign-in or one consent; ending it ends every token of it.
  `create table refresh_token_families (
    id text collate "C" primary key,
    account_id text collate "C" not null references accounts on delete cascade,
    created_at timestamptz not null,
    last_used_at timestamptz not null,
    expires_at timestamptz not null,
    revoked_at timestamptz
  )`,
  `create index refresh_token_families_account on refresh_token_families (account_id)`,
  `create index refresh_token_families_expiry on refresh_token_families (expires_at)`,
  // sealed_successor: the token that this one was exchanged for, readable only to who presents this one again.
  `create table refresh_tokens (
    token_hash bytea primary key,
    family_id text collate "C" not null references refresh_token_families on delete cascade,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    used_at timestamptz,
    sealed_successor bytea,
    check (used_at is not null or sealed_successor is null)
  )`,
  `create index refresh_tokens_family on refresh_tokens (family_id)`,
  `create index refresh_tokens_expiry on refresh_tokens (expires_at)`,

  // The families that are sessions of accounts.
  `create table account_sessions (
    id text collate "C" primary key references refresh_token_families on delete cascade,
    user_agent text
  )`,
]
