import { type Kysely, sql } from 'kysely'

/** Mails about sales, refunds and disputes: who wants which, and who was told what. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

const statements = [
  'alter table ledger_entries add column due_by timestamptz',
  // Settings end with the role that they belong to.
  `alter table collaborators
    add column sale_mails boolean not null default true,
    add column refund_mails boolean not null default true,
    add column dispute_mails boolean not null default true`,
  `create table notices (
    ledger_entry_id text collate "C" not null references ledger_entries,
    event text not null,
    audience text not null check (audience in ('platform', 'seller', 'buyer')),
    created_at timestamptz not null,
    primary key (ledger_entry_id, event, audience)
  )`,
  // account_id is no foreign key: an account that is being deleted must not keep a payment from being settled.
  `create table notice_recipients (
    id text collate "C" primary key,
    ledger_entry_id text collate "C" not null,
    event text not null,
    audience text not null,
    account_id text collate "C",
    address text,
    foreign key (ledger_entry_id, event, audience) references notices,
    unique nulls not distinct (ledger_entry_id, event, audience, account_id, address),
    check ((audience = 'seller') = (account_id is not null)),
    check ((audience = 'platform') = (address is not null))
  )`,
  'create index notice_recipients_account on notice_recipients (account_id) where account_id is not null',
  'create index notice_recipients_address on notice_recipients (address) where address is not null',
  // What happened before is no news any more; a dispute that is open still is.
  `insert into notices (ledger_entry_id, event, audience, created_at)
    select id, event, audience, now() from (
      select id, case
        when kind = 'charge' and status = 'succeeded' then 'sale_made'
        when kind = 'refund' and status in ('pending', 'succeeded') then 'sale_refunded'
        when kind = 'refund' and status in ('failed', 'canceled') then 'refund_failed'
        when kind = 'dispute' and status = 'won' then 'dispute_won'
        when kind = 'dispute' and status = 'lost' then 'dispute_lost'
      end as event from ledger_entries
    ) past cross join (values ('platform'), ('seller'), ('buyer')) everybody (audience)
    where event is not null`,
]
