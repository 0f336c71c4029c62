import { type Kysely, sql } from 'kysely'

/**
 * What the creator holds of each charge, and what was done to bring it there. Amounts of transfers and fees are in the
 * currency that the platform settles in, which is that of the transfer.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

const statements = [
  `alter table purchases
    add column settlement_currency text,
    add column transfer_id text collate "C",
    add column transfer_amount bigint,
    add column transfer_left bigint,
    add column fee_id text collate "C",
    add column fee_amount bigint,
    add column fee_left bigint,
    -- What the creator has of the charge, and what the ledger says they should have; equal when all is done.
    add column held_amount bigint,
    add column target_amount bigint,
    -- Paid, and nothing of it asked back: of two such purchases of one page by one visitor one is too many.
    add column charge_live boolean not null default false`,
  `create index purchases_unbalanced on purchases (handle_id) where held_amount <> target_amount`,
  `create index purchases_unread on purchases (id) where state = 'paid' and granted_at is null and held_amount is null`,
  `create index purchases_processing on purchases (id) where state = 'processing'`,
  `create index purchases_live_charge on purchases (visitor_id, page_id) where charge_live`,

  `alter table ledger_entries
    -- Why a refund of ours was made; of others null.
    add column cause text check (cause in ('creator', 'duplicate_charge', 'erased_visitor')),
    -- How much of the charge a refund or a dispute takes, in the currency of the charge.
    add column portion bigint,
    -- Of a refund of ours: whether it takes back the transfer; decided before Stripe is called.
    add column reverse_transfer boolean,
    add column unanswered_at timestamptz,
    -- Of a refund: what Stripe took back with it, and returned of the fee.
    add column reversed_amount bigint,
    add column fee_refund_id text collate "C",
    add column returned_fee bigint,
    add column happened_at timestamptz,
    -- When people were asked to look at a refund that was made by itself and failed.
    add column reported_at timestamptz`,
  `update ledger_entries set portion = amount, happened_at = created_at,
    cause = case when kind = 'refund' and requested_by is not null then 'creator' end`,
  `create unique index ledger_entries_one_automatic on ledger_entries (purchase_id)
    where cause in ('duplicate_charge', 'erased_visitor')`,
  `create index ledger_entries_open_refunds on ledger_entries (purchase_id)
    where kind = 'refund' and status in ('requested', 'pending', 'requires_action')`,
  `create index ledger_entries_open_disputes on ledger_entries (purchase_id)
    where kind = 'dispute' and status not in ('won', 'lost', 'warning_closed', 'prevented')`,

  // One step at a time, stored before its call to Stripe; its id makes the idempotency key.
  `create table balance_steps (
    id text collate "C" primary key,
    purchase_id text collate "C" not null references purchases,
    kind text not null check (kind in ('fee_refund', 'reversal', 'return')),
    -- The fee that is refunded, or the transfer that is reversed.
    object_id text collate "C",
    amount bigint not null check (amount > 0),
    currency text not null,
    state text not null check (state in ('requested', 'done', 'refused')),
    stripe_id text collate "C",
    -- Of a return: what of it was not reversed since.
    left_amount bigint,
    refusal text,
    created_at timestamptz not null,
    check ((kind = 'return') = (object_id is null)),
    check ((state = 'done') = (stripe_id is not null))
  )`,
  `create index balance_steps_purchase on balance_steps (purchase_id)`,
  `create unique index balance_steps_one_running on balance_steps (purchase_id) where state = 'requested'`,
  // What an earlier version gave back after disputes that were won. It did not keep the amount: read with the transfer.
  `insert into balance_steps (id, purchase_id, kind, object_id, amount, currency, state, stripe_id, created_at)
    select replace(id, 'dsp_', 'bst_'), purchase_id, 'return', null, amount, currency, 'done', return_transfer_id, updated_at
    from ledger_entries where return_transfer_id is not null`,
  `alter table ledger_entries drop column return_transfer_id`,

  // Posted when it happens and never changed: sums of past months stay what they were.
  `create table earnings (
    id text collate "C" primary key,
    handle_id text collate "C" not null references handles,
    purchase_id text collate "C" not null references purchases,
    posted_at timestamptz not null,
    currency text not null,
    settlement_currency text not null,
    sales integer not null,
    charged bigint not null,
    gross bigint not null,
    refunds bigint not null,
    disputes bigint not null,
    fees bigint not null
  )`,
  `create index earnings_handle on earnings (handle_id, posted_at)`,
  `create index earnings_purchase on earnings (purchase_id)`,

  // Payments that name a purchase of ours and do not fit it; each is refunded by itself, once.
  `create table unfit_payments (
    payment_intent_id text collate "C" primary key,
    purchase_id text collate "C" not null references purchases,
    refund_id text collate "C",
    state text not null check (state in ('requested', 'refunded', 'refused')),
    created_at timestamptz not null
  )`,
  `create index unfit_payments_requested on unfit_payments (created_at) where state = 'requested'`,
]
