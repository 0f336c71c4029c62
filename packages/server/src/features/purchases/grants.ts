import { type Caller, recordAudit } from '../../platform/audit.ts'
import type { Trx } from '../../platform/database/connect.ts'
import { inTransaction } from '../../platform/database/transaction.ts'
import type { Deps } from '../../platform/deps.ts'
import { type Failure, fail } from '../../platform/failure.ts'
import { newId } from '../../platform/ids.ts'
import { enqueueMail } from '../../platform/mail/outbox.ts'
import { spendMailBudget } from '../../platform/mail/strangers.ts'
import { ensureVisitor } from '../visitors/service.ts'
import { enqueueClosing } from './closing.ts'
import { deriveEntitlement } from './entitlement.ts'
import { findOwnPage, findPurchases, lockPurchase, type PurchaseRow } from './queries.ts'
import { updateEntitlement } from './settle.ts'

/** Gives the visitor with this address access to a paid page, and tells them. */
export async function grantAccess(
  deps: Deps,
  caller: Caller,
  pageSlug: string,
  email: string,
): Promise<
  PurchaseRow | Failure<'page_not_found' | 'page_not_paid' | 'already_purchased' | 'mail_budget_used_up'>
> {
  const now = deps.clock.now()
  return await inTransaction(deps.db, async (trx) => {
    // Held as it is, so that nobody is given what is taken back at the same moment.
    const page = await findOwnPage(trx, caller.handleId, pageSlug).forShare().executeTakeFirst()
    if (page?.state !== 'published') return fail('page_not_found')
    if (page.accessMode !== 'PAID') return fail('page_not_paid')
    if (await hasAccess(trx, page.id, email)) return fail('already_purchased')
    const overBudget = await spendMailBudget(deps, trx, caller, [email])
    if (overBudget) return overBudget
    const visitorId = await ensureVisitor(trx, email, now)
    const purchases = await findPurchases(trx, visitorId, page.id)
    if (purchases.some(({ access }) => access === 'active')) return fail('already_purchased')

    const { access, grantType } = deriveEntitlement([], { granted: true, revoked: false })
    const grant = await trx
      .insertInto('purchases')
      .values({
        id: newId('purchase'),
        handle_id: caller.handleId,
        page_id: page.id,
        visitor_id: visitorId,
        state: 'paid',
        access,
        grant_type: grantType,
        created_at: now,
        access_since: now,
        granted_at: now,
      })
      .returningAll()
      .executeTakeFirstOrThrow()
    await enqueueMail(trx, { kind: 'access_granted', subjectId: grant.id, now })
    // Nobody is to pay for what they have just been given.
    await enqueueClosing(trx, caller.handleId)
    await recordAudit(trx, { ...caller, action: 'access.granted', to: audited(grant, pageSlug), now })
    return grant
  })
}

/** Whether the page is open to the address, as far as is committed. */
async function hasAccess(trx: Trx, pageId: string, email: string): Promise<boolean> {
  const active = await trx
    .selectFrom('visitors as visitor')
    .innerJoin('purchases as purchase', 'purchase.visitor_id', 'visitor.id')
    .select('purchase.id')
    .where('visitor.email', '=', email)
    .where('purchase.page_id', '=', pageId)
    .where('purchase.access', '=', 'active')
    .executeTakeFirst()
  return active !== undefined
}

/** Ends the access that a purchase or a grant gives. What was paid stays with the creator until it is refunded. */
export async function revokeAccess(
  deps: Deps,
  caller: Caller,
  pageSlug: string,
  purchaseId: string,
): Promise<null | Failure<'page_not_found' | 'purchase_not_found'>> {
  const now = deps.clock.now()
  return await inTransaction(deps.db, async (trx) => {
    const page = await findOwnPage(trx, caller.handleId, pageSlug).executeTakeFirst()
    if (!page) return fail('page_not_found')
    const purchase = await lockPurchase(trx, purchaseId)
    if (purchase?.page_id !== page.id || purchase.grant_type === null) return fail('purchase_not_found')
    if (purchase.revoked_at) return null
    await trx.updateTable('purchases').set({ revoked_at: now }).where('id', '=', purchase.id).execute()
    await updateEntitlement(deps, trx, { ...purchase, revoked_at: now }, null, true)
    const before = { ...audited(purchase, pageSlug), grantType: purchase.grant_type }
    await recordAudit(trx, { ...caller, action: 'access.revoked', from: before, now })
    return null
  })
}

const audited = (purchase: PurchaseRow, pageSlug: string) => ({
  purchaseId: purchase.id,
  visitorId: purchase.visitor_id,
  pageSlug,
})
