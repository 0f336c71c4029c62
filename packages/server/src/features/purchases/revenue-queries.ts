import { sql } from 'kysely'
import type { DbOrTransaction } from '../../platform/database/connect.ts'
import { outOfBalance } from './queries.ts'

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

/** Days and months are those of UTC. */
type Period = 'day' | 'month'

/**
 * What was posted in the periods that begin from `from` (included) to `until` (excluded): their sums, or, while these are
 * made anew, the postings themselves.
 */
const periodSums = (
  handleId: string,
  period: Period,
  { from, until }: { from: Date; until: Date | null },
) => {
  const first = from.toISOString().slice(0, 10)
  const end = until?.toISOString().slice(0, 10) ?? null
  return sql`
    select starts_on, currency, settlement_currency, sales, charged, gross, refunds, disputes, fees
    from earnings_sums
    where handle_id = ${handleId} and period = ${period} and starts_on >= ${first}::date
      ${end === null ? sql`` : sql`and starts_on < ${end}::date`}
      and not exists (select from unsummed_earnings where handle_id = ${handleId})
    union all
    select date_trunc(${period}, posted_at at time zone 'UTC')::date, currency, settlement_currency, sum(sales)::bigint,
      sum(charged)::bigint, sum(gross)::bigint, sum(refunds)::bigint, sum(disputes)::bigint, sum(fees)::bigint
    from earnings
    where handle_id = ${handleId} and posted_at >= ${from} ${until === null ? sql`` : sql`and posted_at < ${until}`}
      and exists (select from unsummed_earnings where handle_id = ${handleId})
    group by 1, 2, 3`
}

/** What was posted in the months from `from` (included) to `until` (excluded), by month and currencies. */
export async function findEarnings(
  db: DbOrTransaction,
  handleId: string,
  range: { from: Date; until: Date },
): Promise<EarningsRow[]> {
  const { rows } = await sql<EarningsRow>`
    select to_char(starts_on, 'YYYY-MM') as month, currency, settlement_currency as "settlementCurrency", sales,
      charged, gross, refunds, disputes, fees
    from (${periodSums(handleId, 'month', range)}) posted
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

/** What was posted of sales and refunds in the day or the month that begins at `from`, and is not over, by currencies. */
export async function findSalesFigures(
  db: DbOrTransaction,
  handleId: string,
  period: Period,
  from: Date,
): Promise<SalesFiguresRow[]> {
  const { rows } = await sql<SalesFiguresRow>`
    select currency, settlement_currency as "settlementCurrency", sum(sales)::bigint as sales,
      sum(charged)::bigint as charged, sum(refunds)::bigint as refunds
    from (${periodSums(handleId, period, { from, until: null })}) posted
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
    where handle_id = ${handleId} and ${outOfBalance} and held_amount > target_amount
    group by 2 order by 2`.execute(db)
  return rows
}
