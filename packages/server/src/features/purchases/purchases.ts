import type { Cursor } from '@latchkey/contract'
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

/** What was bought on a handle, newest first, refunded purchases included. */
export async function listPurchases(
  { db }: Deps,
  handle: { readonly id: string; readonly name: string },
  { limit, cursor }: { limit: number; cursor?: Cursor | undefined },
) {
  const rows = await findHandlePurchases(db, handle.id, { after: readCursor(cursor), limit: limit + 1 })
  return toPage(
    rows,
    limit,
    (row) => ({ at: row.created_at, id: row.id }),
    ({ pageSlug, ...purchase }) => presentPurchase(purchase, { handle: handle.name, pageSlug }),
  )
}
