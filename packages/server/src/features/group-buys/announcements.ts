import type { Trx } from '../../platform/database/connect.ts'
import { announce } from '../webhooks/service.ts'
import { findGroupBuyById } from './queries.ts'

/** Tells the creator's webhook endpoints of a group buy that has just changed. */
export const announceGroupBuy = (
  trx: Trx,
  groupBuy: { readonly id: string; readonly handle_id: string },
  type: 'group_buy.target_reached' | 'group_buy.activated',
  now: Date,
): Promise<void> =>
  announce(trx, { handleId: groupBuy.handle_id, type, now, data: () => describe(trx, groupBuy.id) })

async function describe(trx: Trx, groupBuyId: string) {
  const row = await findGroupBuyById(trx, groupBuyId)
  if (!row) throw new Error(`Group buy ${groupBuyId} is gone.`)
  return {
    handle: row.handleName,
    groupBuyId,
    groupBuySlug: row.slug,
    targetQuantity: row.target_quantity,
    interestedQuantity: row.interested_quantity,
    people: row.people,
  }
}
