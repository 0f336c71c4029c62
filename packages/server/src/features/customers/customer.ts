import type { NamedHandle } from '../../platform/audit.ts'
import type { Deps } from '../../platform/deps.ts'
import { fail } from '../../platform/failure.ts'
import { isErased } from '../../platform/mail/erased.ts'
import { findFilesFor } from '../files/service.ts'
import { listInterestsOf } from '../group-buys/service.ts'
import { findFreeLogins } from '../pages/service.ts'
import { findPendingPayments, readCustomerSales } from '../purchases/service.ts'
import { findVisitorEmail } from '../visitors/service.ts'

/** Of each kind of thing, as many as are shown. */
const SHOWN = 100

/**
 * Everything of one person at one handle. Whoever has nothing there is not known there; a file that was shared with
 * an address says nothing of who it belongs to, so it alone makes nobody known.
 */
export async function readCustomer(deps: Deps, seller: NamedHandle, visitorId: string) {
  const { db } = deps
  const { handleId, handle } = seller
  const email = await findVisitorEmail(db, visitorId)
  if (email === undefined) return fail('customer_not_found')
  const visitor = { visitorId, boundHandle: { id: handleId, name: handle } }
  const [bought, pending, interests, freeLogins, files] = await Promise.all([
    readCustomerSales(deps, seller, visitorId, SHOWN),
    findPendingPayments(db, visitorId, handleId),
    listInterestsOf(deps, visitor, { limit: SHOWN }),
    findFreeLogins(db, handleId, visitorId, SHOWN),
    findFilesFor(db, handleId, email, SHOWN),
  ])
  const known = [bought.sales, pending, interests.items, freeLogins].some(({ length }) => length > 0)
  if (!known) return fail('customer_not_found')
  return {
    visitorId,
    email: isErased(email) ? null : email,
    ...bought,
    // Where to pay is for the buyer alone.
    pending: pending.map(({ purchaseId, pageSlug, title, amount, currency, since, payBy }) => ({
      purchaseId,
      pageSlug,
      pageTitle: title,
      price: { amount, currency },
      since: since.toISOString(),
      payBy: payBy?.toISOString() ?? null,
    })),
    interests: interests.items.map(({ groupBuySlug, title, quantity, createdAt, updatedAt }) => ({
      groupBuySlug,
      title,
      quantity,
      createdAt,
      updatedAt,
    })),
    freeLogins: freeLogins.map(({ since, ...page }) => ({ ...page, since: since.toISOString() })),
    files: files.map(({ id, fileName, expiresAt }) => ({
      fileId: id,
      fileName,
      expiresAt: expiresAt?.toISOString() ?? null,
    })),
  }
}
