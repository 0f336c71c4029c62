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
    device text
  )`,

  // Each attempt to sign up is a row with a password of its own: nobody's attempt decides about another's.
  `create table sign_ups (
    id text collate "C" primary key,
    email text not null check (email = lower(email)),
    name text,
    password_hash text not null,
    device text,
    created_at timestamptz not null,
    expires_at timestamptz not null
  )`,
  `create index sign_ups_email on sign_ups (email, created_at)`,
  `create index sign_ups_expiry on sign_ups (expires_at)`,
  // A mail with a code that was asked for. The code is minted when the mail is written, if one is due at all.
  // sign_up_id: the attempt that it is for; without it, those that wait for the address.
  `create table code_requests (
    id text collate "C" primary key,
    purpose text not null check (purpose in ('sign_up', 'password_reset')),
    email text not null check (email = lower(email)),
    sign_up_id text collate "C",
    created_at timestamptz not null,
    expires_at timestamptz not null
  )`,
  `create index code_requests_expiry on code_requests (expires_at)`,
  // guessable: short enough that tries are counted.
  `create table mailed_codes (
    id text collate "C" primary key,
    purpose text not null check (purpose in ('sign_up', 'password_reset')),
    email text not null check (email = lower(email)),
    sign_up_id text collate "C",
    code_hash bytea not null,
    guessable boolean not null,
    wrong_tries integer not null default 0,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    used_at timestamptz,
    check ((purpose = 'sign_up') = (sign_up_id is not null))
  )`,
  `create index mailed_codes_email on mailed_codes (email, purpose, created_at)`,
  `create index mailed_codes_expiry on mailed_codes (expires_at)`,
  `create table wrong_account_codes (
    email text not null,
    purpose text not null check (purpose in ('sign_up', 'password_reset')),
    day date not null,
    tries integer not null,
    primary key (email, purpose)
  )`,
  `create index wrong_account_codes_day on wrong_account_codes (day)`,
  `create index mails_finished on mails (finished_at)`,

  // What refers to an account is looked up when the account is deleted.
  `create index ledger_entries_requested_by on ledger_entries (requested_by) where requested_by is not null`,
  `create index connect_accounts_account on connect_accounts (account_id)`,
]
