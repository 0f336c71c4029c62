import { type Kysely, sql } from 'kysely'

/** OAuth clients, consent pages that wait for an answer, authorization codes, and grants. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

const statements = [
  // The id of a client with a metadata document is the document's URL.
  `create table oauth_clients (
    id text collate "C" primary key,
    name text not null,
    redirect_uris text[] not null check (cardinality(redirect_uris) > 0),
    auth_method text not null check (auth_method in ('none', 'client_secret_basic', 'client_secret_post')),
    secret_hash bytea check ((secret_hash is null) = (auth_method = 'none')),
    scope text[] not null check (cardinality(scope) > 0),
    registered_by text collate "C" references accounts on delete set null,
    document_expires_at timestamptz check (document_expires_at is null or auth_method = 'none'),
    created_at timestamptz not null,
    used_at timestamptz
  )`,
  `create index oauth_clients_registered_by on oauth_clients (registered_by)`,
  `create index oauth_clients_unused on oauth_clients (created_at) where used_at is null`,
  // One row for each consent page that was shown; the answer removes it, so it is answered once.
  `create table oauth_consents (
    ticket_hash bytea primary key,
    client_id text collate "C" not null references oauth_clients on delete cascade,
    session_id text collate "C" not null references account_sessions on delete cascade,
    redirect_uri text not null,
    state text,
    scope text[] not null,
    code_challenge text not null,
    expires_at timestamptz not null
  )`,
  `create index oauth_consents_client on oauth_consents (client_id)`,
  `create index oauth_consents_session on oauth_consents (session_id)`,
  `create index oauth_consents_expiry on oauth_consents (expires_at)`,
  // The exchange removes the row and leaves the hash with the grant, by which a second exchange is recognised.
  `create table oauth_codes (
    code_hash bytea primary key,
    client_id text collate "C" not null references oauth_clients on delete cascade,
    account_id text collate "C" not null references accounts on delete cascade,
    redirect_uri text not null,
    scope text[] not null,
    code_challenge text not null,
    expires_at timestamptz not null
  )`,
  `create index oauth_codes_client on oauth_codes (client_id)`,
  `create index oauth_codes_account on oauth_codes (account_id)`,
  `create index oauth_codes_expiry on oauth_codes (expires_at)`,
  // The families that are grants to clients.
  `create table oauth_grants (
    id text collate "C" primary key references refresh_token_families on delete cascade,
    code_hash bytea not null unique,
    client_id text collate "C" not null references oauth_clients on delete cascade,
    scope text[] not null
  )`,
  `create index oauth_grants_client on oauth_grants (client_id)`,
  // What connected apps list.
  `create index purchases_newest on purchases (handle_id, id) where grant_type is not null`,
  `create index pages_newest on pages (handle_id, id)`,
]
