import type { DbOrTransaction } from '../../platform/database/connect.ts'

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

/** A handle by its name, and whether it can take payments now. */
export async function findSeller(db: DbOrTransaction, handle: string) {
  const row = await db
    .selectFrom('handles as handle')
    .leftJoin('connect_accounts as connect', (join) =>
      join
        .onRef('connect.stripe_account_id', '=', 'handle.stripe_account_id')
        .on('connect.charges_enabled', '=', true)
        .on('connect.transfers_active', '=', true),
    )
    .select(['handle.display_name as displayName', 'connect.stripe_account_id as account'])
    .where('handle.name', '=', handle)
    .executeTakeFirst()
  return row && { displayName: row.displayName, canSell: row.account !== null }
}

/** The account that was made for this owner of the handle and is not lost; connected or not. */
export async function findOwnAccount(
  db: DbOrTransaction,
  { handleId, ownerId }: { handleId: string; ownerId: string },
): Promise<string | null> {
  const row = await db
    .selectFrom('connect_accounts')
    .select('stripe_account_id as id')
    .where('handle_id', '=', handleId)
    .where('account_id', '=', ownerId)
    .where('disconnected_at', 'is', null)
    .executeTakeFirst()
  return row?.id ?? null
}

/** How many accounts this owner of the handle has lost. */
export async function countLostAccounts(
  db: DbOrTransaction,
  { handleId, ownerId }: { handleId: string; ownerId: string },
): Promise<number> {
  const { lost } = await db
    .selectFrom('connect_accounts')
    .select((select) => select.fn.countAll<number>().as('lost'))
    .where('handle_id', '=', handleId)
    .where('account_id', '=', ownerId)
    .where('disconnected_at', 'is not', null)
    .executeTakeFirstOrThrow()
  return lost
}
