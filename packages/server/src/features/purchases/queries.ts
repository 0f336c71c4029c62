import type { Position } from '@latchkey/contract'
import { sql } from 'kysely'
import type { DbOrTransaction, Trx } from '../../platform/database/connect.ts'
import { newestFirst, type Slice } from '../../platform/pagination.ts'

/** The page as checkout sees it, with the seller's account if it can take payments. */
export const findSellablePage = (db: DbOrTransaction, handle: string, slug: string) =>
  db
    .selectFrom('pages as page')
    .innerJoin('handles as handle', 'handle.id', 'page.handle_id')
    .leftJoin('connect_accounts as connect', (join) =>
      join
        .onRef('connect.stripe_account_id', '=', 'handle.stripe_account_id')
        .on('connect.charges_enabled', '=', true)
        .on('connect.transfers_active', '=', true),
    )
    .select([
      'page.id',
      'page.title',
      'page.access_mode as accessMode',
      'page.price_amount as priceAmount',
      'page.price_currency as priceCurrency',
      'handle.id as handleId',
      'handle.name as handleName',
      'handle.allowed_origins as allowedOrigins',
      'connect.stripe_account_id as stripeAccountId',
    ])
    .where('handle.name', '=', handle)
    .where('page.slug', '=', slug)
    .where('page.state', '=', 'published')
    .executeTakeFirst()

/** A page of a handle, in whatever state. */
export const findOwnPage = (db: DbOrTransaction, handleId: string, slug: string) =>
  db
    .selectFrom('pages as page')
    .select(['page.id', 'page.slug', 'page.state', 'page.access_mode as accessMode'])
    .where('page.handle_id', '=', handleId)
    .where('page.slug', '=', slug)

/** Purchases and grants of a page with whose they are, newest first. */
export const findBuyers = (
  db: DbOrTransaction,
  pageId: string,
  list: { after: Position | null; limit: number },
) => {
  let query = db
    .selectFrom('purchases as purchase')
    .innerJoin('visitors as visitor', 'visitor.id', 'purchase.visitor_id')
    .selectAll('purchase')
    .select('visitor.email')
    .where('purchase.page_id', '=', pageId)
    .where('purchase.grant_type', 'is not', null)
    .where('purchase.access_since', 'is not', null)
    .$narrowType<{ access_since: Date }>()
  if (list.after) {
    query = query.where(
      sql<boolean>`(purchase.access_since, purchase.id) < (${list.after.at}, ${list.after.id})`,
    )
  }
  return query
    .orderBy('purchase.access_since', 'desc')
    .orderBy('purchase.id', 'desc')
    .limit(list.limit)
    .execute()
}

export type BuyerRow = Awaited<ReturnType<typeof findBuyers>>[number]

/** Every purchase of the page by the visitor, newest first. */
export const findPurchases = (db: DbOrTransaction, visitorId: string, pageId: string) =>
  db
    .selectFrom('purchases')
    .selectAll()
    .where('visitor_id', '=', visitorId)
    .where('page_id', '=', pageId)
    .orderBy('id', 'desc')
    .execute()

/** Which of these pages the visitor has, bought or given. */
export async function findOwnedPages(
  db: DbOrTransaction,
  visitorId: string,
  pageIds: readonly string[],
): Promise<Set<string>> {
  if (pageIds.length === 0) return new Set()
  const rows = await db
    .selectFrom('purchases')
    .select('page_id')
    .where('visitor_id', '=', visitorId)
    .where('page_id', 'in', pageIds)
    .where('access', '=', 'active')
    .execute()
  return new Set(rows.map((row) => row.page_id))
}

export type PurchaseRow = Awaited<ReturnType<typeof findPurchases>>[number]

/** Purchases of a handle that were paid or granted, newest first: their ids are in the order of time. */
export const findHandlePurchases = (
  db: DbOrTransaction,
  handleId: string,
  list: { after: Position | null; limit: number },
) => {
  let query = db
    .selectFrom('purchases as purchase')
    .innerJoin('pages as page', 'page.id', 'purchase.page_id')
    .selectAll('purchase')
    .select('page.slug as pageSlug')
    .where('purchase.handle_id', '=', handleId)
    .where('purchase.grant_type', 'is not', null)
  if (list.after) query = query.where('purchase.id', '<', list.after.id)
  return query.orderBy('purchase.id', 'desc').limit(list.limit).execute()
}

export const findPurchase = (db: DbOrTransaction, id: string) =>
  db.selectFrom('purchases').selectAll().where('id', '=', id).executeTakeFirst()

/**
 * The purchase, with what else is asked before it is read from Stripe: transfers by which we gave back, and whether it is,
 * or was, disputed as far as the ledger knows. Both belong to its revision.
 */
export const findToSettle = (db: DbOrTransaction, id: string) =>
  db
    .selectFrom('purchases as purchase')
    .selectAll('purchase')
    .select([
      sql<string[]>`array(select stripe_id from balance_steps
        where purchase_id = purchase.id and kind = 'return' and stripe_id is not null)`.as('returns'),
      sql<boolean>`exists (select from ledger_entries where purchase_id = purchase.id and kind = 'dispute')`.as(
        'disputed',
      ),
    ])
    .where('purchase.id', '=', id)
    .executeTakeFirst()

export type PurchaseToSettle = NonNullable<Awaited<ReturnType<typeof findToSettle>>>

/** The purchase that was paid by this; `settled` when it was read, creator's part and all. */
export async function findPurchaseByPayment(db: DbOrTransaction, paymentIntentId: string) {
  const found = await db
    .selectFrom('purchases')
    .select(['id', 'state', 'held_amount'])
    .where('payment_intent_id', '=', paymentIntentId)
    .executeTakeFirst()
  return found && { id: found.id, settled: isPaidAndRead(found) }
}

/** Lets one transaction at a time decide what a visitor has of a page. */
export const lockPair = (trx: Trx, visitorId: string, pageId: string) =>
  sql`select pg_advisory_xact_lock(hashtextextended(${`${visitorId} ${pageId}`}, 0))`.execute(trx)

/**
 * The purchase, locked until the transaction ends. All purchases of its visitor and page are, so that of two that change
 * at the same moment one sees the other.
 */
export async function lockPurchase(trx: Trx, id: string) {
  const purchase = await findPurchase(trx, id)
  if (!purchase) return undefined
  await lockPair(trx, purchase.visitor_id, purchase.page_id)
  return await trx.selectFrom('purchases').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
}

/** The attempt that is not over yet; the schema allows one. */
export const findCurrentAttempt = (db: DbOrTransaction, purchaseId: string) =>
  db
    .selectFrom('checkout_sessions')
    .selectAll()
    .where('purchase_id', '=', purchaseId)
    .where('state', 'in', ['creating', 'open'])
    .executeTakeFirst()

/** Whether something that the visitor has open for the page could still be paid. */
export async function hasUnfinishedAttempt(
  trx: Trx,
  { visitor_id, page_id }: Pick<PurchaseRow, 'visitor_id' | 'page_id'>,
): Promise<boolean> {
  const row = await trx
    .selectFrom('purchases as purchase')
    .innerJoin('checkout_sessions as attempt', 'attempt.purchase_id', 'purchase.id')
    .select('purchase.id')
    .where('purchase.visitor_id', '=', visitor_id)
    .where('purchase.page_id', '=', page_id)
    .where('attempt.state', 'in', ['creating', 'open'])
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

export type AttemptRow = NonNullable<Awaited<ReturnType<typeof findCurrentAttempt>>>

export const findAttempt = (db: DbOrTransaction, purchaseId: string, attempt: number) =>
  db
    .selectFrom('checkout_sessions')
    .selectAll()
    .where('purchase_id', '=', purchaseId)
    .where('attempt', '=', attempt)
    .executeTakeFirst()

/** The purchase of a session, whoever opened it; `settled` when it was completed, and its payment read, creator's part and all. */
export async function findPurchaseBySession(db: DbOrTransaction, sessionId: string) {
  const found = await db
    .selectFrom('checkout_sessions as attempt')
    .innerJoin('purchases as purchase', 'purchase.id', 'attempt.purchase_id')
    .select(['purchase.id', 'attempt.state as attempt', 'purchase.state', 'purchase.held_amount'])
    .where('attempt.stripe_session_id', '=', sessionId)
    .executeTakeFirst()
  return found && { id: found.id, settled: found.attempt === 'complete' && isPaidAndRead(found) }
}

/** Whether a purchase is known to be paid, and what its creator has of it. */
export const isPaidAndRead = ({ state, held_amount }: Pick<PurchaseRow, 'state' | 'held_amount'>): boolean =>
  state === 'paid' && held_amount !== null

/** The attempt of a session that this visitor opened, whatever became of it. */
export const findVisitorAttempt = (
  db: DbOrTransaction,
  where: { visitorId: string; handle: string; sessionId: string },
) =>
  db
    .selectFrom('checkout_sessions as attempt')
    .innerJoin('purchases as purchase', 'purchase.id', 'attempt.purchase_id')
    .innerJoin('pages as page', 'page.id', 'purchase.page_id')
    .innerJoin('handles as handle', 'handle.id', 'page.handle_id')
    .select(['attempt.purchase_id as purchaseId', 'attempt.attempt', 'page.slug as pageSlug'])
    .where('attempt.stripe_session_id', '=', where.sessionId)
    .where('purchase.visitor_id', '=', where.visitorId)
    .where('handle.name', '=', where.handle)
    .executeTakeFirst()

export const findLedger = (db: DbOrTransaction, purchaseId: string) =>
  db.selectFrom('ledger_entries').selectAll().where('purchase_id', '=', purchaseId).orderBy('id').execute()

export type LedgerRow = Awaited<ReturnType<typeof findLedger>>[number]

export const findLedgerEntry = (db: DbOrTransaction, id: string) =>
  db.selectFrom('ledger_entries').selectAll().where('id', '=', id).executeTakeFirst()

/** The refund of a page to a visitor that was asked for under this key; none that Stripe refused to make. */
export const findIntendedRefund = (
  db: DbOrTransaction,
  { visitorId, pageId, intent }: { visitorId: string; pageId: string; intent: Buffer },
  since: Date,
) =>
  db
    .selectFrom('ledger_entries as entry')
    .innerJoin('purchases as purchase', 'purchase.id', 'entry.purchase_id')
    .select('entry.id')
    .where('purchase.visitor_id', '=', visitorId)
    .where('purchase.page_id', '=', pageId)
    .where('entry.intent', '=', intent)
    .where('entry.created_at', '>', since)
    .where((row) => row.or([row('entry.status', '<>', 'failed'), row('entry.stripe_id', 'is not', null)]))
    .executeTakeFirst()

/** Marks an attempt as over; says whether it was not before. */
export async function endAttempt(
  db: DbOrTransaction,
  purchaseId: string,
  attempt: number,
  state: 'complete' | 'expired',
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('checkout_sessions')
    .set({ state })
    .where('purchase_id', '=', purchaseId)
    .where('attempt', '=', attempt)
    .where('state', 'in', ['creating', 'open'])
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** Marks an attempt as over that never got a session. */
export const endUnopened = (db: DbOrTransaction, purchaseId: string, attempt: number) =>
  db
    .updateTable('checkout_sessions')
    .set({ state: 'expired' })
    .where('purchase_id', '=', purchaseId)
    .where('attempt', '=', attempt)
    .where('state', '=', 'creating')
    .execute()

/** Stores what Stripe answered to the creation of a session; says whether that was new. */
export async function recordOpenedSession(
  db: DbOrTransaction,
  session: { purchaseId: string; attempt: number; id: string; url: string | null },
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('checkout_sessions')
    .set({ state: 'open', stripe_session_id: session.id, url: session.url })
    .where('purchase_id', '=', session.purchaseId)
    .where('attempt', '=', session.attempt)
    .where('state', '=', 'creating')
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** The address of a purchase's visitor. */
export async function findBuyerEmail(db: DbOrTransaction, purchaseId: string): Promise<string> {
  const { email } = await db
    .selectFrom('purchases as purchase')
    .innerJoin('visitors as visitor', 'visitor.id', 'purchase.visitor_id')
    .select('visitor.email')
    .where('purchase.id', '=', purchaseId)
    .executeTakeFirstOrThrow()
  return email
}

/** Whose purchases: all of a visitor, or all of a handle. */
export type PurchasesOf = { readonly visitorId: string } | { readonly handleId: string }

/**
 * Of purchases: that their creator has more or less than they should. As the index purchases_out_of_balance has it, so that
 * the planner does not take what is rare for the rule.
 */
export const outOfBalance = sql<boolean>`(case when held_amount <> target_amount then 1 end) = 1`

/** Purchases that are not paid yet. */
export const findUnfinishedPurchases = (db: DbOrTransaction, of: PurchasesOf) => {
  const unfinished = db
    .selectFrom('purchases')
    .select(['id', 'state'])
    .where('state', 'in', ['open', 'processing'])
  const own =
    'visitorId' in of
      ? unfinished.where('visitor_id', '=', of.visitorId)
      : unfinished.where('handle_id', '=', of.handleId)
  return own.execute()
}

/** Whether the books hold money that the handle took, or that was sent to it: they are kept then. */
export async function hasPayments(db: DbOrTransaction, handleId: string): Promise<boolean> {
  const { rows } = await sql`
    select from purchases purchase
    where purchase.handle_id = ${handleId} and (
      exists (select from ledger_entries where purchase_id = purchase.id)
      or exists (select from unfit_payments where purchase_id = purchase.id)
      or exists (select from earnings where purchase_id = purchase.id))
    limit 1`.execute(db)
  return rows.length > 0
}

/** Keeps what is left of a transfer by which we gave back. */
export const recordReturnLeft = (trx: Trx, transferId: string, left: number) =>
  trx
    .updateTable('balance_steps')
    .set({ left_amount: left })
    .where('stripe_id', '=', transferId)
    .where('kind', '=', 'return')
    .execute()

/** The purchases of a handle, in the order in which they are locked. */
export const purchasesOf = (trx: Trx, handleId: string) =>
  trx.selectFrom('purchases').select('id').where('handle_id', '=', handleId).orderBy('id')

/** Removes the purchases of a handle, or of a page, that came to nothing, with the sessions that were opened for them. */
export async function removePurchases(
  trx: Trx,
  of: { readonly handleId: string } | { readonly pageId: string },
): Promise<void> {
  const [column, id] =
    'handleId' in of ? (['handle_id', of.handleId] as const) : (['page_id', of.pageId] as const)
  await trx
    .deleteFrom('checkout_sessions')
    .where('purchase_id', 'in', (from) => from.selectFrom('purchases').select('id').where(column, '=', id))
    .execute()
  await trx.deleteFrom('purchases').where(column, '=', id).execute()
}

/**
 * What a visitor bought or was given, at one handle or all, as part of a query for all that they have: the columns are
 * those of its other parts.
 */
export const purchaseHistory = (visitorId: string, handleId: string | null, slice: Slice) => sql`
  select id, id as "purchaseId", null as "fileId", page_id, handle_id, null as file_name, access,
    grant_type as "grantType", amount, currency, refunded_amount as "refundedAmount", access_since as since,
    access_ended_at as "endedAt"
  from purchases
  where visitor_id = ${visitorId} and grant_type is not null
    ${handleId === null ? sql`` : sql`and handle_id = ${handleId}`}
    ${newestFirst('access_since', 'id', slice)}`
