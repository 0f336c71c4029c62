import type { Cursor } from '@latchkey/contract'
import { sql } from 'kysely'
import { handleOrigin } from '../../platform/config.ts'
import type { Deps } from '../../platform/deps.ts'
import { paths } from '../../platform/html/paths.ts'
import type { VisitorSubject } from '../../platform/http/operation.ts'
import { readCursor, toPage } from '../../platform/pagination.ts'
import { sharedFileHistory } from '../files/service.ts'
import { freeLoginHistory } from '../pages/service.ts'
import { findPendingPayments, purchaseHistory } from '../purchases/service.ts'

interface HistoryRow {
  id: string
  purchaseId: string | null
  fileId: string | null
  access: 'active' | 'suspended' | 'ended'
  grantType: 'PURCHASED' | 'GRANTED' | 'REFUNDED' | 'REVOKED' | null
  amount: number | null
  currency: string | null
  refundedAmount: number
  since: Date
  endedAt: Date | null
  title: string
  /** Of a page. */
  slug: string | null
  handle: string
  pageId: string | null
}

/** What the visitor has, and had, access to, newest first; a bound session sees its handle only. */
export async function listAccess(
  { db, config, clock }: Deps,
  visitor: VisitorSubject,
  query: { limit: number; cursor?: Cursor | undefined },
) {
  const slice = { after: readCursor(query.cursor), limit: query.limit + 1 }
  const handleId = visitor.boundHandle?.id ?? null
  const { visitorId, email } = visitor
  // Each part gives as many as are shown, in the order of all: what is merged is no more than that, however much there is.
  const { rows } = await sql<HistoryRow>`
    select entry.id, "purchaseId", "fileId", access, "grantType", amount, currency, "refundedAmount", since,
      "endedAt", coalesce(page.title, file_name) as title, page.slug, page.id as "pageId", handle.name as handle
    from (
      (${purchaseHistory(visitorId, handleId, slice)})
      union all
      (${freeLoginHistory(visitorId, handleId, slice)})
      union all
      (${sharedFileHistory({ email, handleId, now: clock.now() }, slice)})
      order by since desc, id desc
      limit ${slice.limit}
    ) entry
    left join pages page on page.id = entry.page_id
    join handles handle on handle.id = entry.handle_id
    order by since desc, entry.id desc`.execute(db)

  return toPage(
    rows,
    query.limit,
    (row) => ({ at: row.since, id: row.id }),
    (row) => ({
      resourceType: row.fileId === null ? ('PAGE' as const) : ('FILE' as const),
      id: row.fileId ?? row.pageId ?? '',
      accessType: accessType(row),
      status: status(row),
      title: row.title,
      url: `${handleOrigin(config, row.handle)}${row.fileId === null ? `/${row.slug}` : paths.file(row.fileId)}`,
      handle: row.handle,
      slug: row.slug,
      purchaseId: row.purchaseId,
      pricePaid: money(row.amount, row.currency),
      refundedAmount: money(row.refundedAmount || null, row.currency),
      since: row.since.toISOString(),
      endedAt: row.endedAt?.toISOString() ?? null,
    }),
  )
}

/** The visitor's payments that are on their way, newest first; a bound session sees its handle only. */
export async function listPending({ db }: Deps, visitor: VisitorSubject) {
  const rows = await findPendingPayments(db, visitor.visitorId, visitor.boundHandle?.id ?? null)
  return rows.map(({ amount, currency, since, payBy, ...row }) => ({
    ...row,
    price: { amount, currency },
    since: since.toISOString(),
    payBy: payBy?.toISOString() ?? null,
  }))
}

const money = (amount: number | null, currency: string | null) =>
  amount === null || currency === null ? null : { amount, currency }

function accessType(row: HistoryRow): 'ALLOWLIST' | 'FREE_LOGIN' | 'GRANT' | 'PURCHASE' {
  if (row.fileId !== null) return 'ALLOWLIST'
  if (row.purchaseId === null) return 'FREE_LOGIN'
  // A grant has no price; what it became later (revoked) does not change where it came from.
  return row.amount === null ? 'GRANT' : 'PURCHASE'
}

function status(row: HistoryRow): 'ACTIVE' | 'DISPUTED' | 'EXPIRED' | 'REFUNDED' | 'REVOKED' {
  if (row.access === 'active') return 'ACTIVE'
  if (row.fileId !== null) return 'EXPIRED'
  if (row.access === 'suspended') return 'DISPUTED'
  return row.grantType === 'REFUNDED' ? 'REFUNDED' : 'REVOKED'
}
