import type { Trx } from '../../platform/database/connect.ts'
import { inTransaction } from '../../platform/database/transaction.ts'
import type { Deps } from '../../platform/deps.ts'
import { type Failure, fail } from '../../platform/failure.ts'
import { newId } from '../../platform/ids.ts'
import { announceGroupBuy } from './announcements.ts'
import { findGroupBuy, findInterest, type InterestRow, type LockedGroupBuy, lockGroupBuy } from './queries.ts'

/** The names of a group buy as they stand in paths. */
export interface GroupBuyNames {
  readonly handle: string
  readonly groupBuySlug: string
}

const isOpen = (groupBuy: LockedGroupBuy, now: Date): boolean =>
  groupBuy.state === 'PUBLISHED' && (groupBuy.deadline === null || groupBuy.deadline > now)

/** Records what a visitor wants, in place of what they said before. */
export async function expressInterest(
  { db, clock }: Deps,
  { handle, groupBuySlug }: GroupBuyNames,
  visitorId: string,
  quantity: number,
): Promise<InterestRow | Failure<'group_buy_not_found' | 'group_buy_not_open'>> {
  return await inTransaction(db, async (trx) => {
    const groupBuy = await lockGroupBuy(trx, handle, groupBuySlug)
    if (!groupBuy || groupBuy.state === 'DRAFT') return fail('group_buy_not_found')
    const now = clock.now()
    if (!isOpen(groupBuy, now)) return fail('group_buy_not_open')
    const before = await findInterest(trx, groupBuy.id, visitorId)
    const interest: InterestRow = {
      id: before?.id ?? newId('interest'),
      group_buy_id: groupBuy.id,
      visitor_id: visitorId,
      quantity,
      created_at: before?.created_at ?? now,
      updated_at: now,
    }
    await trx
      .insertInto('group_buy_interests')
      .values(interest)
      .onConflict((conflict) =>
        conflict.columns(['group_buy_id', 'visitor_id']).doUpdateSet({ quantity, updated_at: now }),
      )
      .execute()
    await count(trx, groupBuy, { quantity: quantity - (before?.quantity ?? 0), people: before ? 0 : 1, now })
    return interest
  })
}

/** Takes a visitor's interest back, if there is one and the group buy was not activated. */
export async function withdrawInterest(
  { db, clock }: Deps,
  { handle, groupBuySlug }: GroupBuyNames,
  visitorId: string,
): Promise<null | Failure<'group_buy_not_found'>> {
  return await inTransaction(db, async (trx) => {
    const groupBuy = await lockGroupBuy(trx, handle, groupBuySlug)
    if (!groupBuy || groupBuy.state === 'DRAFT') return fail('group_buy_not_found')
    if (groupBuy.state === 'ACTIVATED') return null
    const withdrawn = await trx
      .deleteFrom('group_buy_interests')
      .where('group_buy_id', '=', groupBuy.id)
      .where('visitor_id', '=', visitorId)
      .returning('quantity')
      .executeTakeFirst()
    if (withdrawn) await count(trx, groupBuy, { quantity: -withdrawn.quantity, people: -1, now: clock.now() })
    return null
  })
}

/** What a visitor said they want; `null` when nothing. */
export async function readInterest(
  { db }: Deps,
  { handle, groupBuySlug }: GroupBuyNames,
  visitorId: string,
): Promise<InterestRow | null | Failure<'group_buy_not_found'>> {
  const groupBuy = await findGroupBuy(db, handle, groupBuySlug)
  if (!groupBuy || groupBuy.state === 'DRAFT') return fail('group_buy_not_found')
  return (await findInterest(db, groupBuy.id, visitorId)) ?? null
}

/** Changes the counts, under the lock that the caller holds. */
async function count(
  trx: Trx,
  groupBuy: LockedGroupBuy,
  change: { quantity: number; people: number; now: Date },
): Promise<void> {
  const interestedQuantity = groupBuy.interested_quantity + change.quantity
  const reached = groupBuy.target_reached_at === null && interestedQuantity >= groupBuy.target_quantity
  await trx
    .updateTable('group_buys')
    .set({
      interested_quantity: interestedQuantity,
      people: groupBuy.people + change.people,
      ...(reached && { target_reached_at: change.now }),
    })
    .where('id', '=', groupBuy.id)
    .execute()
  if (reached) await announceGroupBuy(trx, groupBuy, 'group_buy.target_reached', change.now)
}

/** Takes back what a visitor wants of every group buy that was not activated, and removes the rest of their interests. */
export async function withdrawAllInterests(trx: Trx, visitorId: string, now: Date): Promise<void> {
  // In one order for everybody, so that two of these do not wait for each other.
  const groupBuys = await trx
    .selectFrom('group_buys')
    .selectAll()
    .where('id', 'in', (from) =>
      from.selectFrom('group_buy_interests').select('group_buy_id').where('visitor_id', '=', visitorId),
    )
    .orderBy('id')
    .forUpdate()
    .execute()
  for (const groupBuy of groupBuys) {
    const interest = await trx
      .deleteFrom('group_buy_interests')
      .where('group_buy_id', '=', groupBuy.id)
      .where('visitor_id', '=', visitorId)
      .returning('quantity')
      .executeTakeFirst()
    if (interest && groupBuy.state !== 'ACTIVATED') {
      await count(trx, groupBuy, { quantity: -interest.quantity, people: -1, now })
    }
  }
}
