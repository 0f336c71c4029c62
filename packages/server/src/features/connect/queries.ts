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
