import { sql } from 'kysely'
import type { DbOrTransaction } from '../../platform/database/connect.ts'

export interface EarningsRow {
  month: string
  currency: string
  settlementCurrency: string
  sales: number
  charged: number
  gross: number
  refunds: number
  disputes: number
  fees: number
}

/** What was posted in the months from `from` (included) to `until` (excluded), by month and currencies. */
export async function findEarnings(
  db: DbOrTransaction,
  handleId: string,
  range: { from: Date; until: Date },
): Promise<EarningsRow[]> {
  const { rows } = await sql<EarningsRow>`
    select to_char(posted_at at time zone 'UTC', 'YYYY-MM') as month, currency,
      settlement_currency as "settlementCurrency", sum(sales)::int as sales, sum(charged)::bigint as charged,
      sum(gross)::bigint as gross, sum(refunds)::bigint as refunds, sum(disputes)::bigint as disputes,
      sum(fees)::bigint as fees
    from earnings
    where handle_id = ${handleId} and posted_at >= ${range.from} and posted_at < ${range.until}
    group by 1, 2, 3
    order by 1 desc, 2, 3`.execute(db)
  return rows
}

export interface SalesFiguresRow {
  currency: string
  settlementCurrency: string
  sales: number
  charged: number
  refunds: number
}

/** What was posted of sales and refunds since `from`, by currencies. */
export async function findSalesFigures(
  db: DbOrTransaction,
  handleId: string,
  from: Date,
): Promise<SalesFiguresRow[]> {
  const { rows } = await sql<SalesFiguresRow>`
    select currency, settlement_currency as "settlementCurrency", sum(sales)::int as sales,
      sum(charged)::bigint as charged, sum(refunds)::bigint as refunds
    from earnings
    where handle_id = ${handleId} and posted_at >= ${from}
    group by 1, 2
    having sum(sales) <> 0 or sum(charged) <> 0 or sum(refunds) <> 0
    order by 1, 2`.execute(db)
  return rows
}

/** What the creator has and should not have, by currency; nothing while a step towards it is under way. */
export async function findOwed(
  db: DbOrTransaction,
  handleId: string,
): Promise<{ amount: number; currency: string }[]> {
  const { rows } = await sql<{ amount: number; currency: string }>`
    select sum(held_amount - target_amount)::bigint as amount, settlement_currency as currency
    from purchases
    where handle_id = ${handleId} and held_amount <> target_amount and held_amount > target_amount
    group by 2 order by 2`.execute(db)
  return rows
}
