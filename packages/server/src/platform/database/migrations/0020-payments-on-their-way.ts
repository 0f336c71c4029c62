import { type Kysely, sql } from 'kysely'

/** Payments on our Stripe account that are not of this database, and what a buyer still has to do to pay. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

const statements = [
  `create table unmatched_payments (
    payment_intent_id text collate "C" primary key,
    purchase_id text collate "C",
    amount bigint not null,
    currency text not null,
    why text not null check (why in ('no_metadata', 'unknown_purchase')),
    first_seen_at timestamptz not null
  )`,
  `create index unmatched_payments_newest on unmatched_payments (first_seen_at desc, payment_intent_id desc)`,
  // Set only while a payment is on its way (state 'processing').
  `alter table purchases
    add column pending_since timestamptz,
    add column voucher_url text,
    add column voucher_expires_at timestamptz`,
  `update purchases set pending_since = created_at where state = 'processing'`,
  `create index purchases_pending on purchases (visitor_id) where state = 'processing'`,
]
