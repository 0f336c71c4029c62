import { unwrap } from '@latchkey/sdk'
import type { MoneyBooks, MoneyDeps } from '../money-invariants.ts'
import type { Shop } from './journeys.ts'

/** The books of one shop, at Stripe and at home. */
export async function booksOf(t: MoneyDeps, { handle, stripeAccount, creator }: Shop): Promise<MoneyBooks> {
  const { stripe } = t.deps
  const all = await stripe.charges.list({ limit: 100 }).autoPagingToArray({ limit: 10_000 })
  const charges = all.filter(
    ({ paid, transfer_data }) => paid && transfer_data?.destination === stripeAccount,
  )
  const refunds = (await stripe.refunds.list({ limit: 100 }).autoPagingToArray({ limit: 10_000 })).filter(
    ({ charge }) => charges.some(({ id }) => id === charge),
  )
  return {
    t,
    settlementCurrency: 'usd',
    closedMonths: new Map(),
    charges: async () => charges,
    refunds: async () => refunds,
    disputes: async () => [],
    purchases: async () =>
      await t.db
        .selectFrom('purchases')
        .selectAll()
        .where('handle_id', '=', handle.id)
        .orderBy('id')
        .execute(),
    earnings: async () => await unwrap(creator.revenue.getEarnings({ path: { handle: handle.name } })),
    shop: {
      handle,
      async held() {
        const transfers = await stripe.transfers
          .list({ destination: stripeAccount, limit: 100 })
          .autoPagingToArray({ limit: 10_000 })
        const fees = await stripe.applicationFees.list({ limit: 100 }).autoPagingToArray({ limit: 10_000 })
        const sent = transfers.reduce((sum, { amount, amount_reversed }) => sum + amount - amount_reversed, 0)
        return fees
          .filter(({ account }) => account === stripeAccount)
          .reduce((sum, { amount, amount_refunded }) => sum - (amount - amount_refunded), sent)
      },
    },
  }
}
