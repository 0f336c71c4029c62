import { currency, text } from '../api/parameters.ts'
import { listRoute, retrieveRoute, route } from '../api/route.ts'
import { newId } from '../world/ids.ts'
import type { BalanceTransaction } from '../world/objects.ts'
import { accountHolding, keep, seconds, type World } from '../world/world.ts'

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
  /** How the amount came about, where it was converted. */
  exchangeRate?: number | null
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
    exchange_rate: entry.exchangeRate ?? null,
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

function transactionsOf(world: World, owner: string): BalanceTransaction[] {
  return Object.values(world.state.balanceTransactions).filter(
    ({ id }) => accountHolding(world, id) === owner,
  )
}

function totals(transactions: BalanceTransaction[]): Map<string, number> {
  const sums = new Map<string, number>()
  for (const { currency, net } of transactions) sums.set(currency, (sums.get(currency) ?? 0) + net)
  return sums
}

/** What an account holds, available and pending together. */
export function balancesOf(world: World, owner: string): { amount: number; currency: string }[] {
  return [...totals(transactionsOf(world, owner))].map(([currency, amount]) => ({ currency, amount }))
}

export function balanceOf(world: World, owner: string, currency: string): number {
  return totals(transactionsOf(world, owner)).get(currency) ?? 0
}

function shown(
  transactions: BalanceTransaction[],
): { amount: number; currency: string; source_types: object }[] {
  const sums = new Map([['usd', 0], ...totals(transactions)])
  return [...sums].map(([currency, amount]) => ({ amount, currency, source_types: { card: amount } }))
}

export const balanceRoutes = [
  route({
    method: 'GET',
    path: '/v1/balance',
    answers: 'balance',
    parameters: {},
    handle(world, { owner }) {
      const own = transactionsOf(world, owner)
      const isAvailable = ({ available_on }: BalanceTransaction) => available_on <= seconds(world)
      return {
        object: 'balance',
        available: shown(own.filter(isAvailable)),
        livemode: false,
        pending: shown(own.filter((transaction) => !isAvailable(transaction))),
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
