import type { Cursor } from '@latchkey/contract'
import type { NamedHandle } from '../../platform/audit.ts'
import type { Deps } from '../../platform/deps.ts'
import { isErased } from '../../platform/mail/erased.ts'
import { readCursor, toPage } from '../../platform/pagination.ts'
import { type CustomerSumRow, findCustomerId, findCustomerIds, findCustomerSums } from './customer-queries.ts'
import { findSales } from './sale-queries.ts'
import { presentSale } from './sales.ts'

/** Adds up what one visitor has of a handle. */
function addUp(rows: readonly CustomerSumRow[]) {
  const bought = rows.flatMap((row) => (row.currency === null ? [] : [{ ...row, currency: row.currency }]))
  const count = (of: readonly CustomerSumRow[]) => of.reduce((sum, { purchases }) => sum + purchases, 0)
  return {
    purchases: count(bought),
    grants: count(rows.filter(({ currency }) => currency === null)),
    totals: bought.map(({ currency, purchases, paid, refunded }) => ({
      purchases,
      paid: { amount: paid, currency },
      refunded: { amount: refunded, currency },
    })),
  }
}

const time = (times: readonly Date[], pick: (...numbers: number[]) => number): string =>
  new Date(pick(...times.map((at) => at.getTime()))).toISOString()

function presentCustomer(visitorId: string, rows: readonly CustomerSumRow[]) {
  const email = rows[0]?.email
  return {
    visitorId,
    email: email === undefined || isErased(email) ? null : email,
    ...addUp(rows),
    firstSaleAt: time(
      rows.map(({ firstAt }) => firstAt),
      Math.min,
    ),
    lastSaleAt: time(
      rows.map(({ lastAt }) => lastAt),
      Math.max,
    ),
  }
}

/** Who bought something of a handle, or was given it; the newest visitor first. */
export async function listCustomers(
  { db }: Deps,
  { handleId }: NamedHandle,
  { limit, cursor, email }: { limit: number; cursor?: Cursor | undefined; email?: string | undefined },
) {
  const after = readCursor(cursor)?.id ?? null
  const ids =
    email === undefined
      ? await findCustomerIds(db, handleId, { after, limit: limit + 1 })
      : await idsOf(db, handleId, email, after)
  const sums = Map.groupBy(await findCustomerSums(db, handleId, ids), ({ visitorId }) => visitorId)
  return toPage(
    // None is left of a page that was deleted this moment.
    ids.map((id) => ({ id, rows: sums.get(id) ?? [] })).filter(({ rows }) => rows.length > 0),
    limit,
    ({ id, rows }) => ({ at: rows[0]?.firstAt ?? new Date(0), id }),
    ({ id, rows }) => presentCustomer(id, rows),
  )
}

async function idsOf(
  db: Deps['db'],
  handleId: string,
  email: string,
  after: string | null,
): Promise<string[]> {
  const id = await findCustomerId(db, handleId, email)
  return id !== null && (after === null || id < after) ? [id] : []
}

/** What one visitor bought at a handle, or was given: all of it added up, and the newest of it. */
export async function readCustomerSales({ db }: Deps, seller: NamedHandle, visitorId: string, limit: number) {
  const [rows, sums] = await Promise.all([
    findSales(db, seller.handleId, { visitorId, after: null, limit }),
    findCustomerSums(db, seller.handleId, [visitorId]),
  ])
  return { ...addUp(sums), sales: rows.map((row) => presentSale(row, seller)) }
}
