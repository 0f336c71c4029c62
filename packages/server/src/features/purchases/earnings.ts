import type { Trx } from '../../platform/database/connect.ts'
import { newId } from '../../platform/ids.ts'
import type { SellerFacts } from './balance.ts'
import { chargedAmount } from './entitlement.ts'
import type { LedgerRow, PurchaseRow } from './queries.ts'
import type { Shares } from './shares.ts'

const members = ['sales', 'charged', 'gross', 'refunds', 'disputes', 'fees'] as const

/**
 * Posts what a purchase is worth to its creator now, less what was posted of it before: to the month that it is, so
 * that no past month changes. The caller holds the row lock.
 */
export async function postEarnings(
  trx: Trx,
  purchase: PurchaseRow,
  ledger: readonly LedgerRow[],
  { facts, shares }: { facts: SellerFacts; shares: Shares },
  now: Date,
): Promise<void> {
  const charge = ledger.find(({ kind, status }) => kind === 'charge' && status === 'succeeded')
  if (!charge) return
  const posted = await trx
    .selectFrom('earnings')
    .select(members)
    .where('purchase_id', '=', purchase.id)
    .execute()
  const { gross, refunds, disputes, fees } = shares
  const due = { sales: 1, charged: chargedAmount(ledger), gross, refunds, disputes, fees }
  const difference = { ...due }
  for (const row of posted) for (const name of members) difference[name] -= row[name]
  if (members.every((name) => difference[name] === 0)) return
  await trx
    .insertInto('earnings')
    .values({
      id: newId('earning'),
      handle_id: purchase.handle_id,
      purchase_id: purchase.id,
      posted_at: now,
      currency: charge.currency,
      settlement_currency: facts.settlement_currency,
      ...difference,
    })
    .execute()
}
