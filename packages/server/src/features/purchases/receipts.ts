import { RECEIPTS_PER_DAY } from '@latchkey/contract'
import { type Caller, recordAudit } from '../../platform/audit.ts'
import { addSeconds } from '../../platform/clock.ts'
import { inTransaction } from '../../platform/database/transaction.ts'
import type { Deps } from '../../platform/deps.ts'
import { fail } from '../../platform/failure.ts'
import { newId } from '../../platform/ids.ts'
import type { Composer } from '../../platform/mail/delivery.ts'
import { isErased } from '../../platform/mail/erased.ts'
import { enqueueMail } from '../../platform/mail/outbox.ts'
import { receiptMail } from './mails.ts'
import { findBuyerEmail, lockPurchase } from './queries.ts'
import { findSaleMails } from './sale-queries.ts'
import { presentMail } from './sales.ts'

const DAY = 24 * 3600

/** Has the buyer of a purchase mailed a receipt once more. Those asked for at once are counted one after the other. */
export async function resendReceipt(deps: Deps, caller: Caller, purchaseId: string) {
  const now = deps.clock.now()
  return await inTransaction(deps.db, async (trx) => {
    const purchase = await lockPurchase(trx, purchaseId)
    if (purchase?.handle_id !== caller.handleId || purchase.grant_type === null) {
      return fail('purchase_not_found')
    }
    if (purchase.amount === null) return fail('receipt_unavailable', { reason: 'granted' })
    const email = await findBuyerEmail(trx, purchaseId)
    if (isErased(email)) return fail('receipt_unavailable', { reason: 'erased' })
    const lately = await trx
      .selectFrom('resent_receipts')
      .select('created_at')
      .where('purchase_id', '=', purchaseId)
      .where('created_at', '>', addSeconds(now, -DAY))
      .orderBy('created_at')
      .execute()
    const [oldest] = lately
    if (oldest && lately.length >= RECEIPTS_PER_DAY) {
      const wait = (addSeconds(oldest.created_at, DAY).getTime() - now.getTime()) / 1000
      const retryAfterSeconds = Math.max(1, Math.ceil(wait))
      return fail('rate_limited', { limit: 'resendReceipt:purchase', retryAfterSeconds })
    }
    const id = newId('resentReceipt')
    await trx.insertInto('resent_receipts').values({ id, purchase_id: purchaseId, created_at: now }).execute()
    await enqueueMail(trx, { kind: 'receipt_resent', subjectId: id, now })
    const to = { purchaseId, visitorId: purchase.visitor_id }
    await recordAudit(trx, { ...caller, action: 'receipt.resent', to, now })
    const mail = (await findSaleMails(trx, purchaseId)).find(({ subjectId }) => subjectId === id)
    if (!mail) throw new Error(`The receipt ${id} was just enqueued.`)
    return presentMail(mail, email)
  })
}

/** Sends a receipt again; the subject is what a creator asked for. */
export const receiptResentMail: Composer = async (deps, id) => {
  const asked = await deps.db
    .selectFrom('resent_receipts')
    .select('purchase_id')
    .where('id', '=', id)
    .executeTakeFirst()
  return asked ? await receiptMail(deps, asked.purchase_id, null) : null
}
