import { type Kysely, sql } from 'kysely'

/** What lists of sales and customers are read by, and receipts that were sent again. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

// On big tables these are built before, `concurrently`; see the page on migrations.
const statements = [
  `set local lock_timeout = '5s'`,
  `create index if not exists purchases_sales on purchases (handle_id, access_since desc, id desc)
    where grant_type is not null`,
  `create index if not exists purchases_customer on purchases (handle_id, visitor_id, access_since desc, id desc)
    where grant_type is not null`,
  `create index if not exists purchases_sales_by_currency on purchases (handle_id, currency, access_since desc, id desc)
    where grant_type is not null`,
  // The expression is that of saleStatus in purchases/sale-queries.ts.
  `create index if not exists purchases_sales_by_status on purchases (handle_id, (
      case when access = 'suspended' then 'DISPUTED' when grant_type <> 'PURCHASED' then grant_type
        when refunded_amount > 0 then 'PARTIALLY_REFUNDED' else 'PAID' end
    ), access_since desc, id desc) where grant_type is not null`,
  `create index if not exists ledger_entries_failed_refunds on ledger_entries (updated_at)
    where kind = 'refund' and status in ('failed', 'canceled')`,
  `create table resent_receipts (
    id text collate "C" primary key,
    purchase_id text collate "C" not null references purchases on delete cascade,
    created_at timestamptz not null
  )`,
  `create index resent_receipts_purchase on resent_receipts (purchase_id, created_at)`,
  `create index reports_of_handle on reports (handle) where state <> 'RESOLVED' and handle is not null`,
]
