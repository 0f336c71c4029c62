import { currency, text } from '../api/parameters.ts'
import { listRoute, retrieveRoute, route } from '../api/route.ts'
import { newId } from '../world/ids.ts'
import type { BalanceTransaction } from '../world/objects.ts'
import { keep, ownerOf, seconds, type World } from '../world/world.ts'

/** Money becomes available after two days. */
const availableAfter = 2 * 24 * 3600

interface Entry {
  owner: string
  type: string
  reportingCategory: string
  /** Signed, in the smallest unit. */
  amount: number
  fee?: number
  feeType?: 'stripe_fee' | 'application_fee'
  currency: string
  source: string
  description?: string | null
}

/** Books one movement of an account's balance. */
export function book(world: World, entry: Entry): BalanceTransaction {
  const fee = entry.fee ?? 0
  const created = seconds(world)
  const transaction: BalanceTransaction = {
    id: newId('txn'),
    object: 'balance_transaction',
    amount: entry.amount,
    available_on: created + availableAfter,
    balance_type: 'payments',
    created,
    currency: entry.currency,
    description: entry.description ?? null,
    exchange_rate: null,
    fee,
    fee_details:
      fee === 0
        ? []
        : [
            {
              amount: fee,
              application: null,
              currency: entry.currency,
              description: entry.feeType === 'application_fee' ? 'Application fee' : 'Stripe processing fees',
              type: entry.feeType ?? 'stripe_fee',
            },
          ],
    net: entry.amount - fee,
    reporting_category: entry.reportingCategory,
    source: entry.source,
    status: 'pending',
    type: entry.type,
  }
  return keep(world, world.state.balanceTransactions, entry.owner, transaction)
}

function sums(
  transactions: BalanceTransaction[],
): { amount: number; currency: string; source_types: object }[] {
  const totals = new Map<string, number>([['usd', 0]])
  for (const { currency, net } of transactions) totals.set(currency, (totals.get(currency) ?? 0) + net)
  return [...totals].map(([currency, amount]) => ({ amount, currency, source_types: { card: amount } }))
}

export const balanceRoutes = [
  route({
    method: 'GET',
    path: '/v1/balance',
    answers: 'balance',
    parameters: {},
    handle(world, { owner }) {
      const own = Object.values(world.state.balanceTransactions).filter(
        ({ id }) => ownerOf(world, id) === owner,
      )
      const isAvailable = ({ available_on }: BalanceTransaction) => available_on <= seconds(world)
      return {
        object: 'balance',
        available: sums(own.filter(isAvailable)),
        livemode: false,
        pending: sums(own.filter((transaction) => !isAvailable(transaction))),
      }
    },
  }),
  retrieveRoute(
    '/v1/balance_transactions/:id',
    'balance_transaction',
    ({ state }) => state.balanceTransactions,
  ),
  listRoute(
    '/v1/balance_transactions',
    'balance_transaction',
    ({ state }) => state.balanceTransactions,
    { currency, source: text(), type: text() },
    (params) => (transaction) =>
      (params.currency ?? transaction.currency) === transaction.currency &&
      (params.source ?? transaction.source) === transaction.source &&
      (params.type ?? transaction.type) === transaction.type,
  ),
]
