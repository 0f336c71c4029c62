import { type Cursor, toDecimal } from '@latchkey/contract'
import type { NamedHandle } from '../../platform/audit.ts'
import type { Deps } from '../../platform/deps.ts'
import { readCursor, toPage } from '../../platform/pagination.ts'
import { findHandlePurchases, type PurchaseRow } from './queries.ts'

/** A purchase as its seller sees it. */
export function presentPurchase(purchase: PurchaseRow, names: { handle: string; pageSlug: string }) {
  const { amount, currency, grant_type: grantType } = purchase
  if (grantType === null) throw new Error(`Purchase ${purchase.id} was never paid.`)
  const price = amount === null || currency === null ? null : { amount, currency }
  return {
    id: purchase.id,
    ...names,
    visitorId: purchase.visitor_id,
    grantType,
    hasAccess: purchase.access === 'active',
    disputed: purchase.access === 'suspended',
    price,
    refunded: price && purchase.refunded_amount > 0 ? { ...price, amount: purchase.refunded_amount } : null,
    purchasedAt: (purchase.access_since ?? purchase.created_at).toISOString(),
  }
}

/** An amount as people write it, for files. */
export const decimal = (money: { amount: number; currency: string } | null): string | null =>
  money && toDecimal(money.amount, money.currency)

/** What was bought on a handle, newest first, refunded purchases included. */
export async function listPurchases(
  { db }: Deps,
  { handleId, handle }: NamedHandle,
  { limit, cursor }: { limit: number; cursor?: Cursor | undefined },
) {
  const rows = await findHandlePurchases(db, handleId, { after: readCursor(cursor), limit: limit + 1 })
  return toPage(
    rows,
    limit,
    (row) => ({ at: row.created_at, id: row.id }),
    ({ pageSlug, ...purchase }) => presentPurchase(purchase, { handle, pageSlug }),
  )
}
