import { sql } from 'kysely'
import { handleOrigin } from '../../platform/config.ts'
import type { Deps } from '../../platform/deps.ts'
import type { VisitorSubject } from '../../platform/http/operation.ts'
import { readCursor, toPage } from '../../platform/pagination.ts'

interface HistoryRow {
  id: string
  purchaseId: string | null
  access: 'active' | 'suspended' | 'ended'
  grantType: 'PURCHASED' | 'GRANTED' | 'REFUNDED' | 'REVOKED' | null
  amount: number | null
  currency: string | null
  refundedAmount: number
  since: Date
  endedAt: Date | null
  title: string
  slug: string
  handle: string
}

/** What the visitor has, and had, access to, newest first; a bound session sees its handle only. */
export async function listAccess(
  { db, config }: Deps,
  visitor: VisitorSubject,
  query: { limit: number; cursor?: string | undefined },
) {
  const after = readCursor(query.cursor)
  const bound = visitor.boundHandle?.id ?? null
  const { rows } = await sql<HistoryRow>`
    select entry.*, page.title, page.slug, handle.name as handle
    from (
      select id, id as "purchaseId", page_id, access, grant_type as "grantType", amount, currency,
        refunded_amount as "refundedAmount", access_since as since, access_ended_at as "endedAt"
      from purchases
      where visitor_id = ${visitor.visitorId} and grant_type is not null
      union all
      select page_id, null, page_id, 'active', null, null, null, 0, first_at, null
      from free_logins
      where visitor_id = ${visitor.visitorId}
    ) entry
    join pages page on page.id = entry.page_id
    join handles handle on handle.id = page.handle_id
    where (${bound}::text is null or handle.id = ${bound})
      and (${after?.at ?? null}::timestamptz is null
        or (date_trunc('milliseconds', entry.since), entry.id) < (${after?.at ?? null}, ${after?.id ?? null}))
    order by date_trunc('milliseconds', entry.since) desc, entry.id desc
    limit ${query.limit + 1}`.execute(db)

  return toPage(
    rows,
    query.limit,
    (row) => ({ at: row.since, id: row.id }),
    (row) => ({
      resourceType: 'PAGE' as const,
      accessType: accessType(row),
      status: status(row),
      title: row.title,
      url: `${handleOrigin(config, row.handle)}/${row.slug}`,
      handle: row.handle,
      purchaseId: row.purchaseId,
      pricePaid: money(row.amount, row.currency),
      refundedAmount: money(row.refundedAmount || null, row.currency),
      since: row.since.toISOString(),
      endedAt: row.endedAt?.toISOString() ?? null,
    }),
  )
}

const money = (amount: number | null, currency: string | null) =>
  amount === null || currency === null ? null : { amount, currency }

function accessType(row: HistoryRow): 'FREE_LOGIN' | 'GRANT' | 'PURCHASE' {
  if (row.purchaseId === null) return 'FREE_LOGIN'
  // A grant has no price; what it became later (revoked) does not change where it came from.
  return row.amount === null ? 'GRANT' : 'PURCHASE'
}

function status(row: HistoryRow): 'ACTIVE' | 'DISPUTED' | 'REFUNDED' | 'REVOKED' {
  if (row.access === 'active') return 'ACTIVE'
  if (row.access === 'suspended') return 'DISPUTED'
  return row.grantType === 'REFUNDED' ? 'REFUNDED' : 'REVOKED'
}
