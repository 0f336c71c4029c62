import { sql } from 'kysely'
import { type Caller, recordAudit } from '../../platform/audit.ts'
import type { Db, DbOrTransaction } from '../../platform/database/connect.ts'

/** The handle's owner, and the account that is connected for it, if any. */
export async function findConnection(db: DbOrTransaction, handleId: string) {
  return await db
    .selectFrom('handles as handle')
    .innerJoin('collaborators as owner', (join) =>
      join.onRef('owner.handle_id', '=', 'handle.id').on('owner.role', '=', 'OWNER'),
    )
    .innerJoin('accounts as account', 'account.id', 'owner.account_id')
    .leftJoin('connect_accounts as connect', 'connect.stripe_account_id', 'handle.stripe_account_id')
    .select([
      'owner.account_id as ownerId',
      'account.email as ownerEmail',
      'connect.stripe_account_id as stripeAccountId',
      'connect.charges_enabled as chargesEnabled',
      'connect.payouts_enabled as payoutsEnabled',
      'connect.details_submitted as detailsSubmitted',
      'connect.transfers_active as transfersActive',
      'connect.requirements_due as requirementsDue',
      'connect.updated_at as updatedAt',
    ])
    .where('handle.id', '=', handleId)
    .executeTakeFirstOrThrow()
}

/**
 * Stores the account that was made for the owner, and connects it to the handle. If the same owner had one for
 * this handle before, that one is connected again.
 * @returns the account that is connected now.
 */
export async function ensureAccountRow(
  db: Db,
  seller: Caller & { ownerId: string },
  stripeAccountId: string,
  now: Date,
): Promise<string> {
  return await db.transaction().execute(async (trx) => {
    const inserted = await trx
      .insertInto('connect_accounts')
      .values({
        stripe_account_id: stripeAccountId,
        handle_id: seller.handleId,
        account_id: seller.ownerId,
        created_at: now,
        updated_at: now,
      })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst()
    if (inserted.numInsertedOrUpdatedRows) {
      const { handleId, actor, requestId } = seller
      await recordAudit(trx, {
        handleId,
        actor,
        requestId,
        action: 'connect.started',
        to: { stripeAccountId },
        now,
      })
    }
    const { stripe_account_id: kept } = await trx
      .selectFrom('connect_accounts')
      .select('stripe_account_id')
      .where('handle_id', '=', seller.handleId)
      .where('account_id', '=', seller.ownerId)
      .executeTakeFirstOrThrow()
    // Only while that account still owns the handle: a transfer in between pauses sales.
    await trx
      .updateTable('handles')
      .set({ stripe_account_id: kept })
      .where('id', '=', seller.handleId)
      .where((where) =>
        where.exists(
          where
            .selectFrom('collaborators')
            .select('account_id')
            .where('handle_id', '=', seller.handleId)
            .where('account_id', '=', seller.ownerId)
            .where('role', '=', 'OWNER'),
        ),
      )
      .execute()
    return kept
  })
}

export interface EarningsRow {
  month: string
  currency: string
  sales: number
  gross: number
  refunds: number
  disputes: number
  fees: number
}

/**
 * What moved in the months from `from` (included) to `until` (excluded), by month and currency.
 *
 * A refund gives back the fee in proportion: that of all refunds so far, rounded down, less that of those before,
 * so that refunds which add up to the payment give back the whole fee.
 */
export async function findEarnings(
  db: DbOrTransaction,
  handleId: string,
  range: { from: Date; until: Date },
): Promise<EarningsRow[]> {
  const { rows } = await sql<EarningsRow>`
    with entries as (
      select entry.kind, entry.status, entry.amount, entry.currency, entry.created_at,
        entry.funds, entry.transfer_reversal_id, entry.requested_by, purchase.amount as paid,
        coalesce(purchase.application_fee, 0) as fee,
        sum(entry.amount) filter (where entry.kind = 'refund' and entry.requested_by is not null)
          over (partition by entry.purchase_id order by entry.created_at, entry.id) as refunded_so_far
      from ledger_entries entry
      join purchases purchase on purchase.id = entry.purchase_id
      where purchase.handle_id = ${handleId} and purchase.amount is not null
        and entry.status not in ('failed', 'canceled')
    ), movements as (
      select created_at as moved_at, currency, 1 as sales, amount as gross, 0 as refunds, 0 as disputes, fee as fees
      from entries where kind = 'charge' and status = 'succeeded'
      union all
      select created_at, currency, 0, 0, amount, 0,
        case when requested_by is null then 0
          else floor(fee * (refunded_so_far - amount) / paid) - floor(fee * refunded_so_far / paid) end
      from entries where kind = 'refund' and (requested_by is not null or transfer_reversal_id is not null)
      union all
      select created_at, currency, 0, 0, 0, amount, -floor(fee * amount / paid)
      from entries where kind = 'dispute' and funds = 'withdrawn'
    )
    select to_char(moved_at at time zone 'UTC', 'YYYY-MM') as month, currency,
      sum(sales)::int as sales, sum(gross)::bigint as gross, sum(refunds)::bigint as refunds,
      sum(disputes)::bigint as disputes, sum(fees)::bigint as fees
    from movements
    where moved_at >= ${range.from} and moved_at < ${range.until}
    group by 1, 2
    order by 1 desc, 2`.execute(db)
  return rows
}
