import { type Kysely, sql } from 'kysely'

/** How buyers reach a seller, and where their receipts lead. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

const statements = [
  `alter table handles
    add column support_email text,
    add column support_email_verified_at timestamptz,
    add column contact_email text generated always as (
      case when support_email_verified_at is not null then support_email end
    ) stored,
    add column terms_url text,
    add column privacy_url text,
    add column refund_policy_url text,
    add column page_url_template text`,
  // Links by which the address proves to be read by the seller; the secret in them is computed from the id.
  `create table support_email_proofs (
    id text collate "C" primary key,
    handle_id text collate "C" not null references handles on delete cascade,
    email text not null,
    created_at timestamptz not null,
    expires_at timestamptz not null
  )`,
  `create index support_email_proofs_of_handle on support_email_proofs (handle_id, created_at)`,
  `create index support_email_proofs_expiry on support_email_proofs (expires_at)`,
]
