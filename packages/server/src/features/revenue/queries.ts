import { sql } from 'kysely'
import type { DbOrTransaction } from '../../platform/database/connect.ts'

export interface EarningsRow {
  month: string
  currency: string
  sales: number
  gross: number
  refunds: number
  disputes: number
  fees: number
}

/**
 * What moved in the months from `from` (included) to `until` (excluded), by month and currency.
 *
 * A refund gives back the fee in proportion: that of all refunds so far, rounded down, less that of those before,
 * so that refunds which add up to the payment give back the whole fee.
 */
export async function findEarnings(
  db: DbOrTransaction,
  handleId: string,
  range: { from: Date; until: Date },
): Promise<EarningsRow[]> {
  const { rows } = await sql<EarningsRow>`
    with entries as (
      select entry.kind, entry.status, entry.amount, entry.currency, entry.created_at,
        entry.funds, entry.transfer_reversal_id, entry.requested_by, purchase.amount as paid,
        coalesce(purchase.application_fee, 0) as fee,
        sum(entry.amount) filter (where entry.kind = 'refund' and entry.requested_by is not null)
          over (partition by entry.purchase_id order by entry.created_at, entry.id) as refunded_so_far
      from ledger_entries entry
      join purchases purchase on purchase.id = entry.purchase_id
      where purchase.handle_id = ${handleId} and purchase.amount is not null
        and entry.status not in ('failed', 'canceled')
    ), movements as (
      select created_at as moved_at, currency, 1 as sales, amount as gross, 0 as refunds, 0 as disputes, fee as fees
      from entries where kind = 'charge' and status = 'succeeded'
      union all
      select created_at, currency, 0, 0, amount, 0,
        case when requested_by is null then 0
          else floor(fee * (refunded_so_far - amount) / paid) - floor(fee * refunded_so_far / paid) end
      from entries where kind = 'refund' and (requested_by is not null or transfer_reversal_id is not null)
      union all
      select created_at, currency, 0, 0, 0, amount, -floor(fee * amount / paid)
      from entries where kind = 'dispute' and funds = 'withdrawn'
    )
    select to_char(moved_at at time zone 'UTC', 'YYYY-MM') as month, currency,
      sum(sales)::int as sales, sum(gross)::bigint as gross, sum(refunds)::bigint as refunds,
      sum(disputes)::bigint as disputes, sum(fees)::bigint as fees
    from movements
    where moved_at >= ${range.from} and moved_at < ${range.until}
    group by 1, 2
    order by 1 desc, 2`.execute(db)
  return rows
}
