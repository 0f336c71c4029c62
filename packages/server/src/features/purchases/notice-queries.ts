import { sql } from 'kysely'
import type { DbOrTransaction, Trx } from '../../platform/database/connect.ts'
import type { Database, NoticeAudience, NoticeEvent } from '../../platform/database/schema.ts'
import { newId } from '../../platform/ids.ts'
import { kindsAbout } from '../../platform/mail/kinds.ts'
import { callOff, wasMailed } from '../../platform/mail/outbox.ts'
import { contactColumns } from '../../platform/seller.ts'
import { listenersOf, type MailSetting } from '../handles/service.ts'

/** What is told of which row of the ledger, and to whom. */
export interface Notice {
  readonly entryId: string
  readonly event: NoticeEvent
  readonly audience: NoticeAudience
}

/** The setting of somebody who works on a handle that each event falls under. */
const settings = {
  sale_made: 'sale_mails',
  sale_refunded: 'refund_mails',
  refund_failed: 'refund_mails',
  inquiry_opened: 'dispute_mails',
  inquiry_closed: 'dispute_mails',
  dispute_opened: 'dispute_mails',
  dispute_won: 'dispute_mails',
  dispute_lost: 'dispute_mails',
} as const satisfies Record<NoticeEvent, MailSetting>

/** What was told of a purchase. */
export const findNotices = (db: DbOrTransaction, purchaseId: string): Promise<Notice[]> =>
  db
    .selectFrom('notices as notice')
    .innerJoin('ledger_entries as entry', 'entry.id', 'notice.ledger_entry_id')
    .select(['entry.id as entryId', 'notice.event', 'notice.audience'])
    .where('entry.purchase_id', '=', purchaseId)
    .execute()

/** Notes it. Whoever holds the lock on the purchase has seen that it was not noted. */
export const insertNotice = (trx: Trx, { entryId, event, audience }: Notice, now: Date) =>
  trx.insertInto('notices').values({ ledger_entry_id: entryId, event, audience, created_at: now }).execute()

interface Recipients {
  readonly handleId: string
  readonly operators: readonly string[]
  /** Addresses of those of the seller's people who are told otherwise. */
  readonly except: readonly string[]
}

/** Everybody who belongs to the audience now. @returns the subjects of their mails. */
export async function insertRecipients(trx: Trx, notice: Notice, recipients: Recipients): Promise<string[]> {
  const people = await recipientsOf(trx, notice, recipients)
  if (people.length === 0) return []
  const { entryId, event, audience } = notice
  const rows = people.map((person) => ({
    id: newId('notice'),
    ledger_entry_id: entryId,
    event,
    audience,
    ...person,
  }))
  await trx.insertInto('notice_recipients').values(rows).execute()
  return rows.map(({ id }) => id)
}

async function recipientsOf(
  trx: Trx,
  { event, audience }: Notice,
  { handleId, operators, except }: Recipients,
): Promise<Pick<Database['notice_recipients'], 'account_id' | 'address'>[]> {
  if (audience === 'buyer') return [{ account_id: null, address: null }]
  if (audience === 'platform') {
    return [...new Set(operators)].map((address) => ({ account_id: null, address }))
  }
  const people = await listenersOf(trx, handleId, settings[event]).execute()
  return people
    .filter(({ email }) => !except.includes(email))
    .map(({ id }) => ({ account_id: id, address: null }))
}

/** The mails that say that a refund is on its way, to the buyer and to the seller's people. */
const refundMails = (entryId: string) => sql`
  (kind = 'purchase_refunded' and subject_id = ${entryId} or kind = 'sale_refunded' and subject_id = any(array(
    select id from notice_recipients where ledger_entry_id = ${entryId} and event = 'sale_refunded')))`

/** Takes back those that nobody is sending now; those that wait for another try are among them. */
export const withdrawRefundMails = (trx: Trx, entryId: string, now: Date): Promise<void> =>
  callOff(trx, refundMails(entryId), { now })

/** Whether one of them went out, or may be going out now. */
export const wasTold = (db: DbOrTransaction, entryId: string): Promise<boolean> =>
  wasMailed(db, refundMails(entryId))

/** A recipient with what the mail is about. */
export const findNotice = (db: DbOrTransaction, recipientId: string) =>
  db
    .selectFrom('notice_recipients as recipient')
    .innerJoin('ledger_entries as entry', 'entry.id', 'recipient.ledger_entry_id')
    .innerJoin('purchases as purchase', 'purchase.id', 'entry.purchase_id')
    .innerJoin('pages as page', 'page.id', 'purchase.page_id')
    .innerJoin('handles as handle', 'handle.id', 'purchase.handle_id')
    .innerJoin('visitors as visitor', 'visitor.id', 'purchase.visitor_id')
    .select([
      'recipient.event',
      'recipient.audience',
      'recipient.account_id as accountId',
      'recipient.address',
      'entry.id as entryId',
      'purchase.id as purchaseId',
      'purchase.handle_id as handleId',
      'purchase.access',
      'purchase.amount',
      'purchase.currency',
      'purchase.application_fee',
      'purchase.transfer_amount',
      'purchase.fee_amount',
      'purchase.settlement_currency',
      'page.title',
      'handle.name as handle',
      'handle.display_name as seller',
      'visitor.email as buyer',
      ...contactColumns,
    ])
    .where('recipient.id', '=', recipientId)
    .executeTakeFirst()

export type NoticeRow = NonNullable<Awaited<ReturnType<typeof findNotice>>>

/** The address of somebody, if they still work on the handle and want to hear of such events. */
export async function findSellerAddress(
  db: DbOrTransaction,
  { handleId, accountId, event }: Pick<NoticeRow, 'handleId' | 'accountId' | 'event'>,
): Promise<string | null> {
  const person = await listenersOf(db, handleId, settings[event])
    .where('account.id', '=', accountId)
    .executeTakeFirst()
  return person?.email ?? null
}

/** Forgets that somebody was to be told, as their account is deleted; what waits is not sent. */
export async function forgetRecipient(
  trx: Trx,
  { accountId, email }: { accountId: string; email: string },
): Promise<void> {
  await trx
    .deleteFrom('notice_recipients')
    .where((where) => where.or([where('account_id', '=', accountId), where('address', '=', email)]))
    .execute()
}

/** Calls off the mails to a buyer that wait: they would go to the address that is left, which leads nowhere. */
export const forgetBuyer = (trx: Trx, visitorId: string, now: Date): Promise<void> =>
  callOff(
    trx,
    sql`kind = any(${kindsAbout('purchase', 'resent_receipt', 'ledger_entry', 'notice_recipient')}::text[]) and subject_id in (
      select id from purchases where visitor_id = ${visitorId}
      union all
      select receipt.id from resent_receipts receipt join purchases purchase on purchase.id = receipt.purchase_id
      where purchase.visitor_id = ${visitorId}
      union all
      select entry.id from ledger_entries entry join purchases purchase on purchase.id = entry.purchase_id
      where purchase.visitor_id = ${visitorId}
      union all
      select recipient.id from notice_recipients recipient
      join ledger_entries entry on entry.id = recipient.ledger_entry_id
      join purchases purchase on purchase.id = entry.purchase_id
      where purchase.visitor_id = ${visitorId} and recipient.audience = 'buyer'
    )`,
    { now, alsoLeased: true },
  )
