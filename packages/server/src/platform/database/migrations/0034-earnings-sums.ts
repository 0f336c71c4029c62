import { type Kysely, sql } from 'kysely'

/** Sums of earnings by day and by month, kept by the database with every change of them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

const statements = [
  `set local lock_timeout = '5s'`,
  `create table earnings_sums (
    handle_id text collate "C" not null references handles,
    period text not null check (period in ('day', 'month')),
    -- In UTC.
    starts_on date not null,
    currency text not null,
    settlement_currency text not null,
    sales bigint not null,
    charged bigint not null,
    gross bigint not null,
    refunds bigint not null,
    disputes bigint not null,
    fees bigint not null,
    primary key (handle_id, period, starts_on, currency, settlement_currency)
  )`,
  // Handles whose sums lack earnings from before there were sums, or were found to be wrong: they are summed anew.
  `create table unsummed_earnings (
    handle_id text collate "C" primary key references handles,
    marked_at timestamptz not null
  )`,
  `create function add_to_earnings_sums(entry earnings, sign integer) returns void language sql as $$
    insert into earnings_sums as known
    select entry.handle_id, period, date_trunc(period, entry.posted_at at time zone 'UTC')::date,
      entry.currency, entry.settlement_currency, sign * entry.sales, sign * entry.charged, sign * entry.gross,
      sign * entry.refunds, sign * entry.disputes, sign * entry.fees
    from (values ('day'), ('month')) periods (period)
    on conflict (handle_id, period, starts_on, currency, settlement_currency) do update set
      sales = known.sales + excluded.sales, charged = known.charged + excluded.charged,
      gross = known.gross + excluded.gross, refunds = known.refunds + excluded.refunds,
      disputes = known.disputes + excluded.disputes, fees = known.fees + excluded.fees
  $$`,
  `create function sum_earnings() returns trigger language plpgsql as $$
    begin
      -- Who sums anew has the handle to itself: it sees what was committed before, and what comes later is added to it.
      if tg_op <> 'INSERT' then
        perform pg_advisory_xact_lock_shared(hashtextextended('earnings ' || old.handle_id, 0));
        perform add_to_earnings_sums(old, -1);
      end if;
      if tg_op <> 'DELETE' then
        perform pg_advisory_xact_lock_shared(hashtextextended('earnings ' || new.handle_id, 0));
        perform add_to_earnings_sums(new, 1);
      end if;
      return null;
    end
  $$`,
  // At the end of the transaction: those who sell at once wait for each other for its commit only, and each of them last.
  `create constraint trigger earnings_summed after insert or update or delete on earnings
    deferrable initially deferred for each row execute function sum_earnings()`,
  `insert into unsummed_earnings
    select id, now() from handles where exists (select from earnings where handle_id = handles.id)`,
]
