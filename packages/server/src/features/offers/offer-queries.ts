import type { Position, Role } from '@latchkey/contract'
import { sql } from 'kysely'
import type { DbOrTransaction, Trx } from '../../platform/database/connect.ts'

/** Offers that can be accepted: not too old, and whoever made them could make them today. */
const liveOffers = (db: DbOrTransaction, now: Date) =>
  db
    .selectFrom('offers as offer')
    .innerJoin('collaborators as maker', (join) =>
      join
        .onRef('maker.handle_id', '=', 'offer.handle_id')
        .onRef('maker.account_id', '=', 'offer.offered_by'),
    )
    .where('offer.expires_at', '>', now)
    .where((where) =>
      where.or([
        where('maker.role', '=', 'OWNER'),
        where.and([where('maker.role', '=', 'OPERATOR'), where('offer.role', '=', 'CREATOR')]),
      ]),
    )

/** Live offers as whoever gets them reads them. */
const shownOffers = (db: DbOrTransaction, now: Date) =>
  liveOffers(db, now)
    .innerJoin('handles as handle', 'handle.id', 'offer.handle_id')
    .innerJoin('accounts as account', 'account.id', 'offer.offered_by')
    .select([
      'offer.id',
      'offer.email',
      'offer.role',
      'offer.created_at as createdAt',
      'offer.expires_at as expiresAt',
      'handle.id as handleId',
      'handle.name',
      'handle.display_name as displayName',
      'account.email as offeredBy',
    ])

export const findOffer = (db: DbOrTransaction, id: string, now: Date) =>
  shownOffers(db, now).where('offer.id', '=', id).executeTakeFirst()

export type OfferRow = NonNullable<Awaited<ReturnType<typeof findOffer>>>

/** Live offers to the address of an account, newest first. */
export const findOffersTo = (
  db: DbOrTransaction,
  accountId: string,
  list: { now: Date; after: Position | null; limit: number },
): Promise<OfferRow[]> => {
  const at = sql.ref<Date>('offer.created_at')
  let query = shownOffers(db, list.now).where('offer.email', '=', (from) =>
    from.selectFrom('accounts as invited').select('invited.email').where('invited.id', '=', accountId),
  )
  if (list.after) query = query.where(sql<boolean>`(${at}, offer.id) < (${list.after.at}, ${list.after.id})`)
  return query.orderBy(at, 'desc').orderBy('offer.id', 'desc').limit(list.limit).execute()
}

/** Live offers of a handle. */
export const findOffersOf = (db: DbOrTransaction, handleId: string, now: Date) =>
  liveOffers(db, now)
    .select(['offer.id', 'offer.email', 'offer.role', 'offer.expires_at as expiresAt'])
    .where('offer.handle_id', '=', handleId)
    .execute()

/** Takes a live offer to this address, in one statement: of any number of answers one gets it. */
export const takeOffer = (trx: Trx, offer: { id: string; email: string; now: Date }) =>
  trx
    .deleteFrom('offers')
    .where('id', '=', offer.id)
    .where('email', '=', offer.email)
    .where('id', 'in', liveOffers(trx, offer.now).select('offer.id').where('offer.id', '=', offer.id))
    .returning(['handle_id as handleId', 'role', 'offered_by as offeredBy'])
    .executeTakeFirst()

/** Writes an offer, in place of any other to the same address. */
export async function putOffer(
  trx: Trx,
  offer: {
    id: string
    handleId: string
    email: string
    role: Role
    offeredBy: string
    now: Date
    expiresAt: Date
  },
): Promise<void> {
  const { id, role, offeredBy, now, expiresAt } = offer
  const terms = { id, role, offered_by: offeredBy, created_at: now, expires_at: expiresAt }
  await trx
    .insertInto('offers')
    .values({ handle_id: offer.handleId, email: offer.email, ...terms })
    .onConflict((conflict) => conflict.columns(['handle_id', 'email']).doUpdateSet(terms))
    .execute()
}

/** Changes what an offer is of and who makes it; it stays the same offer, and nobody is mailed again. */
export const changeOffer = (
  trx: Trx,
  id: string,
  terms: { role: Exclude<Role, 'OWNER'>; offeredBy: string; expiresAt: Date },
) =>
  trx
    .updateTable('offers')
    .set({ role: terms.role, offered_by: terms.offeredBy, expires_at: terms.expiresAt })
    .where('id', '=', id)
    .execute()

/** Withdraws what the handle offers to an address. */
export const deleteOffer = (trx: Trx, handleId: string, email: string) =>
  trx.deleteFrom('offers').where('handle_id', '=', handleId).where('email', '=', email).execute()

/** Withdraws the offer of ownership. @returns to whom it was made, if there was one. */
export const deleteTransfer = (trx: Trx, handleId: string) =>
  trx
    .deleteFrom('offers')
    .where('handle_id', '=', handleId)
    .where('role', '=', 'OWNER')
    .returning(['email', 'expires_at as expiresAt'])
    .executeTakeFirst()

/** Removes the offers of a handle that have lapsed, so that none comes to life again with a role that is regained. */
export const deleteLapsed = (trx: Trx, handleId: string, now: Date) =>
  trx
    .deleteFrom('offers')
    .where('handle_id', '=', handleId)
    .where('id', 'not in', liveOffers(trx, now).select('offer.id').where('offer.handle_id', '=', handleId))
    .execute()
