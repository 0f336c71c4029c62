import { sql } from 'kysely'
import type { DbOrTransaction } from '../../platform/database/connect.ts'

/** Whose purchases there are of a handle: ids of visitors, the newest visitor first. */
export async function findCustomerIds(
  db: DbOrTransaction,
  handleId: string,
  { after, limit }: { after: string | null; limit: number },
): Promise<string[]> {
  const next = (before: ReturnType<typeof sql>) => sql`
    select visitor_id from purchases
    where handle_id = ${handleId} and grant_type is not null and ${before}
    order by visitor_id desc limit 1`
  // From each visitor straight to the next in the index, however much each of them bought.
  const { rows } = await sql<{ visitor_id: string }>`
    with recursive customer (visitor_id, place) as (
      (select visitor_id, 1 from (${next(after === null ? sql`true` : sql`visitor_id < ${after}`)}) newest)
      union all
      select following.visitor_id, customer.place + 1
      from customer cross join lateral (${next(sql`visitor_id < customer.visitor_id`)}) following
      where customer.place < ${limit}
    )
    select visitor_id from customer order by place`.execute(db)
  return rows.map((row) => row.visitor_id)
}

/** What somebody has of a handle in one currency; `null` for what was given. */
export interface CustomerSumRow {
  visitorId: string
  email: string
  currency: string | null
  purchases: number
  paid: number
  refunded: number
  firstAt: Date
  lastAt: Date
}

/** What these visitors bought at a handle, or were given, by currency. */
export async function findCustomerSums(
  db: DbOrTransaction,
  handleId: string,
  visitorIds: readonly string[],
): Promise<CustomerSumRow[]> {
  if (visitorIds.length === 0) return []
  const { rows } = await sql<CustomerSumRow>`
    select visitor.id as "visitorId", visitor.email, bought.*
    from unnest(${visitorIds}::text[]) given (id)
    join visitors visitor on visitor.id = given.id
    cross join lateral (
      select currency, count(*)::integer as purchases, coalesce(sum(amount), 0)::bigint as paid,
        sum(refunded_amount)::bigint as refunded, min(access_since) as "firstAt", max(access_since) as "lastAt"
      from purchases
      where handle_id = ${handleId} and grant_type is not null and visitor_id = given.id
      group by currency
    ) bought
    order by bought.currency`.execute(db)
  return rows
}

/** The customer with this address. */
export async function findCustomerId(
  db: DbOrTransaction,
  handleId: string,
  email: string,
): Promise<string | null> {
  const row = await db
    .selectFrom('purchases')
    .select('visitor_id as id')
    .where('handle_id', '=', handleId)
    .where('grant_type', 'is not', null)
    .where('visitor_id', '=', (from) =>
      from.selectFrom('visitors as visitor').select('visitor.id').where('visitor.email', '=', email),
    )
    .limit(1)
    .executeTakeFirst()
  return row?.id ?? null
}
