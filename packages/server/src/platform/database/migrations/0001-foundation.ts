import { type Kysely, sql } from 'kysely'

/** Accounts, handles, pages, visitors and their sessions, purchases with their ledger, mail outbox. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

// Ids are compared byte by byte (`collate "C"`), which keeps their order by time and their indexes small and fast.
const statements = [
  `create table accounts (
    id text collate "C" primary key,
    email text not null unique check (email = lower(email)),
    name text,
    password_hash text not null,
    created_at timestamptz not null
  )`,
  `create table account_sessions (
    id text collate "C" primary key,
    account_id text collate "C" not null references accounts on delete cascade,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    revoked_at timestamptz
  )`,
  `create index account_sessions_account on account_sessions (account_id)`,
  `create table account_refresh_tokens (
    token_hash bytea primary key,
    session_id text collate "C" not null references account_sessions on delete cascade,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    used_at timestamptz
  )`,
  `create index account_refresh_tokens_session on account_refresh_tokens (session_id)`,

  `create table handles (
    id text collate "C" primary key,
    name text collate "C" not null unique,
    display_name text not null,
    allowed_origins text[] not null default '{}',
    stripe_account_id text collate "C",
    created_at timestamptz not null
  )`,
  `create table collaborators (
    handle_id text collate "C" not null references handles on delete cascade,
    account_id text collate "C" not null references accounts on delete cascade,
    role text not null check (role in ('CREATOR', 'OPERATOR', 'OWNER')),
    created_at timestamptz not null,
    primary key (handle_id, account_id)
  )`,
  `create index collaborators_account on collaborators (account_id)`,
  `create unique index collaborators_one_owner on collaborators (handle_id) where role = 'OWNER'`,
  // A connected account stays known after its handle changed hands: old refunds reverse from it.
  `create table connect_accounts (
    stripe_account_id text collate "C" primary key,
    handle_id text collate "C" not null references handles,
    account_id text collate "C" references accounts on delete set null,
    charges_enabled boolean not null default false,
    transfers_active boolean not null default false,
    payouts_enabled boolean not null default false,
    details_submitted boolean not null default false,
    created_at timestamptz not null,
    updated_at timestamptz not null
  )`,
  `create index connect_accounts_handle on connect_accounts (handle_id)`,
  `alter table handles add foreign key (stripe_account_id) references connect_accounts`,

  `create table pages (
    id text collate "C" primary key,
    handle_id text collate "C" not null references handles,
    slug text collate "C" not null,
    title text not null,
    teaser text,
    content text not null,
    access_mode text not null check (access_mode in ('PUBLIC', 'FREE_WITH_LOGIN', 'PAID')),
    state text not null check (state in ('draft', 'published', 'archived')),
    price_amount bigint check (price_amount > 0),
    price_currency text,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    -- In milliseconds, as cursors have it.
    published_at timestamptz(3),
    unique (handle_id, slug),
    check ((access_mode = 'PAID') = (price_amount is not null)),
    check ((price_amount is null) = (price_currency is null)),
    check (state <> 'published' or published_at is not null)
  )`,
  `create index pages_published on pages (handle_id, published_at desc, id desc) where state = 'published'`,

  `create table visitors (
    id text collate "C" primary key,
    email text not null unique check (email = lower(email)),
    created_at timestamptz not null
  )`,
  `create table visitor_sessions (
    id text collate "C" primary key,
    token_hash bytea not null unique,
    visitor_id text collate "C" not null references visitors on delete cascade,
    handle_id text collate "C" references handles on delete cascade,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    revoked_at timestamptz
  )`,
  `create index visitor_sessions_visitor on visitor_sessions (visitor_id)`,
  `create index visitor_sessions_expiry on visitor_sessions (expires_at)`,
  `create table magic_link_challenges (
    id text collate "C" primary key,
    email text not null check (email = lower(email)),
    handle_id text collate "C" references handles on delete cascade,
    page_slug text collate "C",
    return_to text,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    used_at timestamptz,
    wrong_codes integer not null default 0
  )`,
  `create index magic_link_challenges_expiry on magic_link_challenges (expires_at)`,
  // One row for each mail that was sent for the challenge: a repeated send mints another pair.
  `create table magic_link_secrets (
    token_hash bytea primary key,
    challenge_id text collate "C" not null references magic_link_challenges on delete cascade,
    code_hash bytea,
    created_at timestamptz not null
  )`,
  `create index magic_link_secrets_challenge on magic_link_secrets (challenge_id)`,
  `create table wrong_codes (
    email text not null,
    occurred_at timestamptz not null
  )`,
  `create index wrong_codes_email on wrong_codes (email, occurred_at)`,
  `create index wrong_codes_age on wrong_codes (occurred_at)`,
  `create table free_logins (
    page_id text collate "C" not null references pages on delete cascade,
    visitor_id text collate "C" not null references visitors on delete cascade,
    first_at timestamptz not null,
    primary key (visitor_id, page_id)
  )`,

  // state: open (a checkout was started), processing (a delayed payment is pending), paid.
  // access: derived from the ledger by one function; the hot path reads only this column.
  `create table purchases (
    id text collate "C" primary key,
    handle_id text collate "C" not null references handles,
    page_id text collate "C" not null references pages,
    visitor_id text collate "C" not null references visitors,
    state text not null check (state in ('open', 'processing', 'paid')),
    access text not null check (access in ('none', 'active', 'suspended', 'ended')),
    grant_type text check (grant_type in ('PURCHASED', 'GRANTED', 'REFUNDED', 'REVOKED')),
    amount bigint,
    currency text,
    application_fee bigint,
    refunded_amount bigint not null default 0,
    payment_intent_id text collate "C" unique,
    stripe_account_id text collate "C",
    revision integer not null default 0,
    created_at timestamptz not null,
    access_since timestamptz,
    access_ended_at timestamptz
  )`,
  `create index purchases_visitor_page on purchases (visitor_id, page_id, access)`,
  `create index purchases_history on purchases (visitor_id, access_since desc, id desc) where grant_type is not null`,
  `create index purchases_page on purchases (page_id, id)`,
  `create unique index purchases_one_unfinished on purchases (visitor_id, page_id) where state in ('open', 'processing')`,
  `create table checkout_sessions (
    purchase_id text collate "C" not null references purchases,
    attempt integer not null,
    stripe_session_id text collate "C" unique,
    state text not null check (state in ('creating', 'open', 'complete', 'expired')),
    url text,
    product_name text not null,
    success_url text not null,
    cancel_url text not null,
    amount bigint not null,
    currency text not null,
    application_fee bigint not null,
    stripe_account_id text collate "C" not null,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    primary key (purchase_id, attempt)
  )`,
  `create unique index checkout_sessions_one_open on checkout_sessions (purchase_id) where state in ('creating', 'open')`,
  `create index checkout_sessions_unsettled on checkout_sessions (expires_at) where state in ('creating', 'open')`,
  // One row for each Stripe object (charge, refund, dispute) with its last fetched state.
  // A refund of ours exists before Stripe knows of it: status 'requested', no stripe_id yet.
  `create table ledger_entries (
    id text collate "C" primary key,
    purchase_id text collate "C" not null references purchases,
    kind text not null check (kind in ('charge', 'refund', 'dispute')),
    stripe_id text collate "C" unique,
    status text not null,
    amount bigint not null,
    currency text not null,
    reason text,
    requested_by text collate "C" references accounts on delete set null,
    funds text check (funds in ('withdrawn', 'reinstated')),
    transfer_reversal_id text collate "C",
    return_transfer_id text collate "C",
    created_at timestamptz not null,
    updated_at timestamptz not null,
    check (stripe_id is not null or kind = 'refund')
  )`,
  `create index ledger_entries_purchase on ledger_entries (purchase_id)`,
  // Event ids under a unique constraint; the effect is committed with the id.
  `create table stripe_events (
    id text collate "C" primary key,
    type text not null,
    object_id text,
    account text,
    received_at timestamptz not null
  )`,
  `create index stripe_events_received on stripe_events (received_at)`,

  // Outbox: written with the change that causes the mail. attempt_after: the end of the lease of the worker that
  // is at it, or the time of the next attempt.
  `create table mails (
    id text collate "C" primary key,
    kind text not null,
    subject_id text collate "C" not null,
    created_at timestamptz not null,
    attempt_after timestamptz not null,
    outcome text check (outcome in ('sent', 'refused', 'unwanted', 'given_up')),
    finished_at timestamptz,
    unique (kind, subject_id),
    check ((outcome is null) = (finished_at is null))
  )`,
  `create table server_keys (
    id text collate "C" primary key,
    jwk jsonb not null,
    created_at timestamptz not null
  )`,
]
