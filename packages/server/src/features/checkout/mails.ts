import { handleOrigin } from '../../platform/config.ts'
import type { DbOrTransaction } from '../../platform/database/connect.ts'
import type { Composer } from '../../platform/mail/send.ts'

const findReceipt = (db: DbOrTransaction, purchaseId: string) =>
  db
    .selectFrom('purchases as purchase')
    .innerJoin('pages as page', 'page.id', 'purchase.page_id')
    .innerJoin('handles as handle', 'handle.id', 'purchase.handle_id')
    .innerJoin('visitors as visitor', 'visitor.id', 'purchase.visitor_id')
    .select([
      'visitor.email',
      'page.title',
      'page.slug',
      'handle.name as handle',
      'handle.display_name as seller',
    ])
    .where('purchase.id', '=', purchaseId)
    .executeTakeFirst()

/** Confirms an order; the subject is the purchase. */
export const purchaseConfirmedMail: Composer = async ({ db, config }, purchaseId) => {
  const receipt = await findReceipt(db, purchaseId)
  if (!receipt) return null
  const link = `${handleOrigin(config, receipt.handle)}/${receipt.slug}`
  const text = `Thank you for buying ${receipt.title} from ${receipt.seller}.\n\n${link}\n\nPurchase: ${purchaseId}`
  return { to: receipt.email, subject: `Your purchase: ${receipt.title}`, text, html: `<pre>${link}</pre>` }
}

/** Confirms a refund; the subject is the refund's row in the ledger. */
export const purchaseRefundedMail: Composer = async ({ db }, entryId) => {
  const entry = await db.selectFrom('ledger_entries').selectAll().where('id', '=', entryId).executeTakeFirst()
  const receipt = entry && (await findReceipt(db, entry.purchase_id))
  if (!receipt) return null
  const text = `${receipt.seller} refunded your payment for ${receipt.title}.\n\nRefund: ${entryId}`
  return { to: receipt.email, subject: `Your refund: ${receipt.title}`, text, html: `<pre>${entryId}</pre>` }
}
