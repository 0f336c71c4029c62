import type { Config } from '../../platform/config.ts'
import type { DbOrTransaction } from '../../platform/database/connect.ts'
import { formatTime } from '../../platform/dates.ts'
import type { Composer } from '../../platform/mail/delivery.ts'
import type { MailSeller } from '../../platform/mail/sender.ts'
import { formatMoney } from '../../platform/money.ts'
import { contactColumns, pageUrl, placeColumns } from '../../platform/seller.ts'

/** What a purchase says of itself to its buyer, in mails and on its receipt. */
export const findReceipt = (db: DbOrTransaction, purchaseId: string) =>
  db
    .selectFrom('purchases as purchase')
    .innerJoin('pages as page', 'page.id', 'purchase.page_id')
    .innerJoin('handles as handle', 'handle.id', 'purchase.handle_id')
    .innerJoin('visitors as visitor', 'visitor.id', 'purchase.visitor_id')
    .select([
      'purchase.id',
      'purchase.state',
      'purchase.access',
      'purchase.amount',
      'purchase.currency',
      'purchase.refunded_amount as refundedAmount',
      'purchase.created_at as createdAt',
      'purchase.access_since as accessSince',
      'purchase.visitor_id as visitorId',
      'purchase.handle_id as handleId',
      'visitor.email',
      'page.title',
      'page.slug',
      'page.state as pageState',
      'handle.display_name as seller',
      ...placeColumns,
      ...contactColumns,
    ])
    .where('purchase.id', '=', purchaseId)
    .executeTakeFirst()

export type Receipt = NonNullable<Awaited<ReturnType<typeof findReceipt>>>

const sellerLine = (config: Config, { seller, handle }: Receipt): string =>
  `${seller} (${handle}.${config.PUBLIC_DOMAIN})`

const sellerOf = (receipt: Receipt): MailSeller => ({ ...receipt, name: receipt.seller })

/** Whom to ask about a purchase. */
const contact = ({ contactEmail }: Receipt) =>
  contactEmail === null ? [] : [['Questions', contactEmail] as const]

/** Confirms an order; the subject is the purchase. */
export const purchaseConfirmedMail: Composer = async ({ db, config }, purchaseId) => {
  const receipt = await findReceipt(db, purchaseId)
  // A grant costs nothing, so there is no order to confirm.
  if (!receipt || receipt.amount === null || receipt.currency === null) return null
  const paid = formatMoney({ amount: receipt.amount, currency: receipt.currency })
  return {
    to: receipt.email,
    subject: `Your purchase: ${receipt.title}`,
    preheader: `You paid ${receipt.seller} ${paid}. Here is the link to what you bought.`,
    heading: 'Thank you for your purchase',
    blocks: [
      {
        paragraph: `“${receipt.title}” is yours to read. Whenever you are asked to sign in, use ${receipt.email}.`,
      },
      { button: 'Open what you bought', url: pageUrl(config, receipt, receipt.slug) },
      {
        facts: [
          ['Item', receipt.title],
          ['Paid', paid],
          ['Seller', sellerLine(config, receipt)],
          ...contact(receipt),
          ['Date', formatTime(receipt.accessSince ?? receipt.createdAt)],
          ['Purchase', receipt.id],
        ],
      },
      {
        note: `Keep this email. ${
          receipt.contactEmail === null
            ? 'If you have a question for the seller, quote the purchase number.'
            : `Questions? Reply to it, and your reply goes to ${receipt.seller}.`
        }`,
      },
    ],
    seller: sellerOf(receipt),
  }
}

/** The receipt of a purchase as it stands now, however it stands. */
export const receiptMail: Composer = async ({ db, config }, purchaseId) => {
  const receipt = await findReceipt(db, purchaseId)
  if (!receipt || receipt.amount === null || receipt.currency === null) return null
  const { title, seller, currency, refundedAmount } = receipt
  const paid = formatMoney({ amount: receipt.amount, currency })
  const open = receipt.access === 'active' && receipt.pageState !== 'draft'
  return {
    to: receipt.email,
    subject: `Your receipt: ${title}`,
    preheader: `You paid ${seller} ${paid}.`,
    heading: 'Your receipt',
    blocks: [
      { paragraph: `${seller} asked us to send you the receipt for “${title}” again.` },
      ...(open ? [{ button: 'Open what you bought', url: pageUrl(config, receipt, receipt.slug) }] : []),
      {
        facts: [
          ['Item', title],
          ['Paid', paid],
          ...(refundedAmount > 0
            ? [['Refunded', formatMoney({ amount: refundedAmount, currency })] as const]
            : []),
          ['Seller', sellerLine(config, receipt)],
          ...contact(receipt),
          ['Date', formatTime(receipt.accessSince ?? receipt.createdAt)],
          ['Purchase', receipt.id],
        ],
      },
    ],
    seller: sellerOf(receipt),
  }
}

/** Tells somebody that they were given access; the subject is the grant. */
export const accessGrantedMail: Composer = async ({ db, config }, purchaseId) => {
  const grant = await findReceipt(db, purchaseId)
  // Taken back before the mail was written.
  if (grant?.access !== 'active') return null
  const { title, seller, email, slug } = grant
  return {
    to: email,
    subject: `You were given access: ${title}`,
    preheader: `${seller} gave you access. Here is the link.`,
    heading: 'You were given access',
    blocks: [
      {
        paragraph: `${seller} gave you access to “${title}”. You can read it now, and there is nothing to pay.`,
      },
      { paragraph: `When you are asked to sign in, use ${email}.` },
      { button: 'Open it', url: pageUrl(config, grant, slug) },
      {
        facts: [
          ['Item', title],
          ['From', sellerLine(config, grant)],
          ...contact(grant),
          ['Date', formatTime(grant.accessSince ?? grant.createdAt)],
          ['Number', grant.id],
        ],
      },
    ],
    seller: sellerOf(grant),
  }
}

const findRefund = (db: DbOrTransaction, entryId: string) =>
  db
    .selectFrom('ledger_entries')
    .select(['purchase_id as purchaseId', 'status', 'amount', 'currency', 'cause', 'created_at as createdAt'])
    .where('id', '=', entryId)
    .where('kind', '=', 'refund')
    .executeTakeFirst()

/** What a refund means for access; the purchase as it stands when the mail is written. */
function accessLine({ access, title }: Receipt): string {
  if (access === 'active') return `You keep your access to “${title}”.`
  if (access === 'suspended') {
    return `Your access to “${title}” is paused while your bank looks into the payment.`
  }
  return `Your access to “${title}” has ended with the refund. You can buy it again at any time.`
}

/** Confirms a refund; the subject is the refund's row in the ledger. */
export const purchaseRefundedMail: Composer = async ({ db, config }, entryId) => {
  const refund = await findRefund(db, entryId)
  // One that failed brings no money, and access is as before.
  if (!refund || refund.status === 'failed' || refund.status === 'canceled') return null
  const receipt = await findReceipt(db, refund.purchaseId)
  if (!receipt) return null
  const amount = formatMoney(refund)
  return {
    to: receipt.email,
    subject: `Your refund: ${receipt.title}`,
    preheader: `${amount} is on its way back to you.`,
    heading: 'Your refund is on its way',
    blocks: [
      {
        paragraph: `${amount} is going back to the card or account you paid with. It usually takes five to ten days to appear.`,
      },
      {
        paragraph:
          refund.cause === 'duplicate_charge'
            ? `You paid for “${receipt.title}” twice, so we are refunding the second payment. You keep your access.`
            : accessLine(receipt),
      },
      {
        facts: [
          ['Item', receipt.title],
          ['Refunded', amount],
          ...(receipt.amount !== null && receipt.currency !== null
            ? [['Paid', formatMoney({ amount: receipt.amount, currency: receipt.currency })] as const]
            : []),
          ['Seller', sellerLine(config, receipt)],
          ...contact(receipt),
          ['Date', formatTime(refund.createdAt)],
          ['Purchase', receipt.id],
          ['Refund', entryId],
        ],
      },
    ],
    seller: sellerOf(receipt),
  }
}
