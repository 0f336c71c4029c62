import type { Position } from '@latchkey/contract'
import { sql } from 'kysely'
import type { DbOrTransaction } from '../../platform/database/connect.ts'
import { noticeKinds } from './notices.ts'

/** What is shown of the sales of a handle; what is left out does not narrow them. */
export interface SaleFilter {
  readonly email?: string | undefined
  readonly visitorId?: string | undefined
  readonly pageId?: string | undefined
  readonly status?: SaleStatus | undefined
  readonly currency?: string | undefined
  readonly from?: Date | undefined
  /** Not included. */
  readonly to?: Date | undefined
}

export type SaleStatus = 'PAID' | 'PARTIALLY_REFUNDED' | 'REFUNDED' | 'DISPUTED' | 'GRANTED' | 'REVOKED'

// The index purchases_sales_by_status is on just this expression.
const saleStatus = sql<SaleStatus>`
  case when purchase.access = 'suspended' then 'DISPUTED' when purchase.grant_type <> 'PURCHASED' then purchase.grant_type
    when purchase.refunded_amount > 0 then 'PARTIALLY_REFUNDED' else 'PAID' end`

const sales = (db: DbOrTransaction, handleId: string) =>
  db
    .selectFrom('purchases as purchase')
    .selectAll('purchase')
    .select(saleStatus.as('status'))
    .where('purchase.handle_id', '=', handleId)
    .where('purchase.grant_type', 'is not', null)
    .where('purchase.access_since', 'is not', null)
    .$narrowType<{ access_since: Date }>()

/** With whose they are, and what of. Joined to those that are shown only, so that an index gives these in their order. */
const described = (db: DbOrTransaction, chosen: ReturnType<typeof sales>) =>
  db
    .selectFrom(chosen.as('sale'))
    .innerJoin('visitors as visitor', 'visitor.id', 'sale.visitor_id')
    .innerJoin('pages as page', 'page.id', 'sale.page_id')
    .selectAll('sale')
    .select(['visitor.email', 'page.slug as pageSlug', 'page.title as pageTitle'])

/** Purchases and grants of a handle, newest first. Every filter has an index that begins with the handle, or its page. */
export function findSales(
  db: DbOrTransaction,
  handleId: string,
  { after, limit, ...filter }: SaleFilter & { after: Position | null; limit: number },
) {
  let query = sales(db, handleId)
  if (filter.email !== undefined) {
    const { email } = filter
    query = query.where('purchase.visitor_id', '=', (from) =>
      from.selectFrom('visitors as visitor').select('visitor.id').where('visitor.email', '=', email),
    )
  }
  if (filter.pageId !== undefined) query = query.where('purchase.page_id', '=', filter.pageId)
  if (filter.visitorId !== undefined) query = query.where('purchase.visitor_id', '=', filter.visitorId)
  if (filter.status !== undefined) query = query.where(saleStatus, '=', filter.status)
  if (filter.currency !== undefined) query = query.where('purchase.currency', '=', filter.currency)
  if (filter.from !== undefined) query = query.where('purchase.access_since', '>=', filter.from)
  if (filter.to !== undefined) query = query.where('purchase.access_since', '<', filter.to)
  if (after)
    query = query.where(sql<boolean>`(purchase.access_since, purchase.id) < (${after.at}, ${after.id})`)
  const chosen = query.orderBy('purchase.access_since', 'desc').orderBy('purchase.id', 'desc').limit(limit)
  return described(db, chosen).orderBy('sale.access_since', 'desc').orderBy('sale.id', 'desc').execute()
}

export type SaleRow = Awaited<ReturnType<typeof findSales>>[number]

/** A purchase or grant of a handle. */
export const findSale = (db: DbOrTransaction, handleId: string, purchaseId: string) =>
  described(db, sales(db, handleId).where('purchase.id', '=', purchaseId)).executeTakeFirst()

/** More than anybody tries, or is written. */
const MANY = 100

/** How often the buyer began to pay, newest first. */
export const findAttempts = (db: DbOrTransaction, purchaseId: string) =>
  db
    .selectFrom('checkout_sessions')
    .select([
      'attempt',
      'state',
      'stripe_session_id as sessionId',
      'amount',
      'currency',
      'created_at as createdAt',
      'expires_at as expiresAt',
    ])
    .where('purchase_id', '=', purchaseId)
    .orderBy('attempt', 'desc')
    .limit(MANY)
    .execute()

type Kind =
  | 'purchase_confirmed'
  | 'receipt_resent'
  | 'access_granted'
  | 'purchase_refunded'
  | 'refund_failed'
  | 'dispute_opened'
  | 'dispute_closed'
  | 'sale_made'
  | 'sale_refunded'

export interface SaleMailRow {
  id: string
  subjectId: string
  kind: Kind
  audience: 'BUYER' | 'SELLER'
  /** Of somebody who works on the handle; `null` for buyers. */
  sellerEmail: string | null
  createdAt: Date
  outcome: 'sent' | 'refused' | 'unwanted' | 'given_up' | null
  finishedAt: Date | null
}

/**
 * Mails about a purchase to its buyer and to the seller's people, newest first; those to whoever runs the platform are
 * theirs. Whoever left the handle is not shown any more.
 */
export async function findSaleMails(db: DbOrTransaction, purchaseId: string): Promise<SaleMailRow[]> {
  const { rows } = await sql<SaleMailRow>`
    select mail.id, mail.subject_id as "subjectId", mail.kind, about.audience, about.email as "sellerEmail",
      mail.created_at as "createdAt", mail.outcome, mail.finished_at as "finishedAt"
    from (
      select kind, ${purchaseId}::text collate "C" as subject_id, 'BUYER' as audience, null as email
      from (values ('purchase_confirmed'), ('access_granted')) kinds (kind)
      union all
      select 'receipt_resent', id, 'BUYER', null from resent_receipts where purchase_id = ${purchaseId}
      union all
      select 'purchase_refunded', id, 'BUYER', null from ledger_entries
      where purchase_id = ${purchaseId} and kind = 'refund'
      union all
      select told.kind, recipient.id, upper(recipient.audience),
        case when collaborator.account_id is not null then account.email end
      from ledger_entries entry
      join notice_recipients recipient on recipient.ledger_entry_id = entry.id
      join unnest(${Object.keys(noticeKinds)}::text[], ${Object.values(noticeKinds)}::text[]) told (event, kind)
        on told.event = recipient.event
      join purchases purchase on purchase.id = entry.purchase_id
      left join accounts account on account.id = recipient.account_id
      left join collaborators collaborator on collaborator.account_id = recipient.account_id
        and collaborator.handle_id = purchase.handle_id
      where entry.purchase_id = ${purchaseId} and recipient.audience in ('buyer', 'seller')
    ) about
    join mails mail on mail.kind = about.kind and mail.subject_id = about.subject_id
    order by mail.created_at desc, mail.id desc
    limit ${MANY}`.execute(db)
  return rows
}
