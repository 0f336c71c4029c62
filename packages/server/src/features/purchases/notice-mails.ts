import type { NoticeEvent } from '../../platform/database/schema.ts'
import type { Deps } from '../../platform/deps.ts'
import type { Composer } from '../../platform/mail/delivery.ts'
import { disputeClosed, disputeOpened, inquiryClosed, inquiryOpened } from './dispute-mails.ts'
import { describeNotice, type NoticeFacts, type NoticeMail } from './notice-facts.ts'
import { findNotice, findSellerAddress, type NoticeRow, wasTold } from './notice-queries.ts'
import { eventOf, wasPromised } from './notices.ts'
import { findLedger } from './queries.ts'
import { refundFailed, saleMade, saleRefunded } from './sale-mails.ts'

const writers: Record<NoticeEvent, (facts: NoticeFacts) => NoticeMail> = {
  sale_made: saleMade,
  sale_refunded: saleRefunded,
  refund_failed: refundFailed,
  inquiry_opened: inquiryOpened,
  inquiry_closed: inquiryClosed,
  dispute_opened: disputeOpened,
  dispute_won: disputeClosed,
  dispute_lost: disputeClosed,
}

/** Tells somebody of a sale, a refund or a dispute; the subject is the recipient of the notice. */
export const noticeMail: Composer = async (deps, recipientId) => {
  const row = await findNotice(deps.db, recipientId)
  const to = row && (await addressOf(deps, row))
  if (!to) return null
  const ledger = await findLedger(deps.db, row.purchaseId)
  const entry = ledger.find(({ id }) => id === row.entryId)
  // Things moved on: what they have come to is told by a mail of its own.
  if (!entry || eventOf(entry) !== row.event) return null
  const told = row.event === 'refund_failed' && (await wasTold(deps.db, row.entryId))
  if (row.event === 'refund_failed' && !told && !wasPromised(ledger, row.entryId)) return null
  const mail = writers[row.event](describeNotice(deps, row, entry, { ledger, told }))
  return { to, ...mail, ...(row.audience === 'buyer' && { seller: { ...row, name: row.seller } }) }
}

/** Where the mail goes; `null` when the recipient is no longer to be told. */
async function addressOf({ db, config }: Deps, row: NoticeRow): Promise<string | null> {
  if (row.audience === 'buyer') return row.buyer
  if (row.audience === 'seller') return await findSellerAddress(db, row)
  return row.address !== null && config.PLATFORM_OPERATORS.includes(row.address) ? row.address : null
}
