import { CHECKOUT_SESSION_SECONDS } from '@latchkey/contract'
import { sql } from 'kysely'
import { addSeconds } from '../../platform/clock.ts'
import type { DbOrTransaction, Trx } from '../../platform/database/connect.ts'
import type { Database } from '../../platform/database/schema.ts'
import { newId } from '../../platform/ids.ts'
import { currentRequestId } from '../../platform/request-context.ts'
import { type AttemptRow, findPurchases, type PurchasesOf } from './queries.ts'

/** Whose purchase of which page. */
export interface NewPurchase {
  readonly visitorId: string
  readonly pageId: string
}

/** The purchase that this visitor has not finished for the page; made if there is none, and the page still is. */
export async function unfinishedPurchase(
  db: DbOrTransaction,
  { visitorId, pageId }: NewPurchase,
  now: Date,
): Promise<string | null> {
  const inserted = await db
    .insertInto('purchases')
    .columns(['id', 'handle_id', 'page_id', 'visitor_id', 'state', 'access', 'created_at'])
    .expression((from) =>
      from
        .selectFrom('pages as page')
        .select((select) => [
          select.val(newId('purchase')).as('id'),
          'page.handle_id',
          'page.id as page_id',
          select.val(visitorId).as('visitor_id'),
          select.val<'open'>('open').as('state'),
          select.val<'none'>('none').as('access'),
          select.val(now).as('created_at'),
        ])
        .where('page.id', '=', pageId)
        .forKeyShare(),
    )
    .onConflict((conflict) =>
      conflict.columns(['visitor_id', 'page_id']).where('state', 'in', ['open', 'processing']).doNothing(),
    )
    .returning('id')
    .executeTakeFirst()
  if (inserted) return inserted.id
  const existing = await findPurchases(db, visitorId, pageId)
  return existing.find(({ state }) => state !== 'paid')?.id ?? null
}

/** What the session of an attempt will be made of. */
export type AttemptTerms = Pick<
  AttemptRow,
  | 'product_name'
  | 'success_url'
  | 'cancel_url'
  | 'amount'
  | 'currency'
  | 'application_fee'
  | 'stripe_account_id'
  | 'statement_descriptor_suffix'
>

/**
 * Stores the next attempt of a purchase, which is locked.
 * @returns its number; `null` when the purchase is no longer open.
 * @throws the violation of `checkout_sessions_one_open` when there is an unfinished one.
 */
export async function insertAttempt(
  trx: Trx,
  purchaseId: string,
  terms: AttemptTerms,
  now: Date,
): Promise<number | null> {
  const purchase = await trx
    .selectFrom('purchases')
    .select('state')
    .where('id', '=', purchaseId)
    .forUpdate()
    .executeTakeFirst()
  if (purchase?.state !== 'open') return null
  const { last } = await trx
    .selectFrom('checkout_sessions')
    .select((select) => select.fn.max('attempt').as('last'))
    .where('purchase_id', '=', purchaseId)
    .executeTakeFirstOrThrow()
  const attempt = (last ?? 0) + 1
  await trx
    .insertInto('checkout_sessions')
    .values({
      ...terms,
      purchase_id: purchaseId,
      attempt,
      state: 'creating',
      request_id: currentRequestId(),
      created_at: now,
      expires_at: addSeconds(now, CHECKOUT_SESSION_SECONDS),
    })
    .execute()
  return attempt
}

/** Open attempts of a handle that would pay for what is not sold like that any more, or was given since. */
export const findAttemptsToClose = (
  db: DbOrTransaction,
  handleId: string,
  lockingStates: readonly Database['group_buys']['state'][],
): Promise<AttemptRow[]> =>
  db
    .selectFrom('checkout_sessions as attempt')
    .innerJoin('purchases as purchase', 'purchase.id', 'attempt.purchase_id')
    .innerJoin('pages as page', 'page.id', 'purchase.page_id')
    .innerJoin('handles as handle', 'handle.id', 'page.handle_id')
    .selectAll('attempt')
    .where('handle.id', '=', handleId)
    .where('attempt.state', 'in', ['creating', 'open'])
    .where((where) =>
      where.or([
        where('page.state', '!=', 'published'),
        where('page.access_mode', '!=', 'PAID'),
        where('handle.stripe_account_id', 'is', null),
        where('handle.stripe_account_id', '!=', where.ref('attempt.stripe_account_id')),
        where.not(
          where.exists(
            where
              .selectFrom('connect_accounts as connect')
              .select('connect.stripe_account_id')
              .whereRef('connect.stripe_account_id', '=', 'attempt.stripe_account_id')
              .where('connect.charges_enabled', '=', true)
              .where('connect.transfers_active', '=', true),
          ),
        ),
        where.exists(
          where
            .selectFrom('group_buys as group_buy')
            .select('group_buy.id')
            .whereRef('group_buy.page_id', '=', 'purchase.page_id')
            .where('group_buy.state', 'in', lockingStates),
        ),
        where.exists(
          where
            .selectFrom('purchases as given')
            .select('given.id')
            .whereRef('given.visitor_id', '=', 'purchase.visitor_id')
            .whereRef('given.page_id', '=', 'purchase.page_id')
            .where('given.access', '=', 'active'),
        ),
      ]),
    )
    .execute()

/** Whether something that the visitor or the handle has open could still be paid. */
export async function hasOpenCheckouts(trx: Trx, of: PurchasesOf): Promise<boolean> {
  const attempts = trx
    .selectFrom('purchases as purchase')
    .innerJoin('checkout_sessions as attempt', 'attempt.purchase_id', 'purchase.id')
    .select('purchase.id')
    .where('purchase.state', 'in', ['open', 'processing'])
    .where('attempt.state', 'in', ['creating', 'open'])
    .limit(1)
  const own =
    'visitorId' in of
      ? attempts.where('purchase.visitor_id', '=', of.visitorId)
      : attempts.where('purchase.handle_id', '=', of.handleId)
  return (await own.executeTakeFirst()) !== undefined
}

/** Whether anybody has bought the page, was given access to it, or may be paying at this moment. */
export async function wasTaken(trx: Trx, pageId: string): Promise<boolean> {
  const { rows } = await sql`
    select from purchases purchase
    where purchase.page_id = ${pageId} and (purchase.state <> 'open'
      or exists (select from ledger_entries where purchase_id = purchase.id)
      or exists (select from checkout_sessions where purchase_id = purchase.id and state in ('creating', 'open')))
    limit 1`.execute(trx)
  return rows.length > 0
}

/** How many visitors have access to the page because of a purchase or a grant. */
export async function countBuyers(db: DbOrTransaction, pageId: string): Promise<number> {
  const { buyers } = await db
    .selectFrom('purchases')
    .select((select) => select.fn.count<number>('visitor_id').distinct().as('buyers'))
    .where('page_id', '=', pageId)
    .where('access', 'in', ['active', 'suspended'])
    .executeTakeFirstOrThrow()
  return buyers
}
