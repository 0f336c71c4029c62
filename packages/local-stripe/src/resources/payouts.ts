import { text } from '../api/parameters.ts'
import { listRoute, retrieveRoute } from '../api/route.ts'
import { emit } from '../world/events.ts'
import { newId } from '../world/ids.ts'
import type { Payout } from '../world/objects.ts'
import { accountHolding, keep, seconds, type World } from '../world/world.ts'
import { balancesOf, book } from './balance.ts'

/** Pays out all that an account holds, one payout a currency; they arrive at once. [types: Payout] */
export function payOutAll(world: World, account: string): Payout[] {
  return balancesOf(world, account)
    .filter(({ amount }) => amount > 0)
    .map(({ amount, currency }) => payOut(world, account, amount, currency))
}

function payOut(world: World, account: string, amount: number, currency: string): Payout {
  const id = newId('po')
  const payout: Payout = {
    id,
    object: 'payout',
    amount,
    application_fee: null,
    application_fee_amount: null,
    arrival_date: seconds(world),
    automatic: true,
    balance_transaction: bookPayout(world, account, -amount, currency, id),
    created: seconds(world),
    currency,
    description: 'STRIPE PAYOUT',
    destination: null,
    failure_balance_transaction: null,
    failure_code: null,
    failure_message: null,
    livemode: false,
    metadata: {},
    method: 'standard',
    original_payout: null,
    payout_method: null,
    reconciliation_status: 'completed',
    reversed_by: null,
    source_type: 'card',
    statement_descriptor: null,
    status: 'in_transit',
    trace_id: null,
    type: 'bank_account',
  }
  keep(world, world.state.payouts, account, payout)
  emit(world, 'payout.created', payout)
  payout.status = 'paid'
  emit(world, 'payout.paid', payout)
  return payout
}

/** The bank sends a payout back, also one that was reported as paid; the account holds the money again. [types: `status`] */
export function failPayout(world: World, payout: Payout): void {
  const owner = accountHolding(world, payout.id)
  payout.failure_balance_transaction = bookPayout(world, owner, payout.amount, payout.currency, payout.id)
  payout.status = 'failed'
  payout.failure_code = 'account_closed'
  payout.failure_message = 'The bank account has been closed.'
  emit(world, 'payout.failed', payout)
}

function bookPayout(world: World, owner: string, amount: number, currency: string, source: string): string {
  const failed = amount > 0
  return book(world, {
    owner,
    type: failed ? 'payout_failure' : 'payout',
    reportingCategory: failed ? 'payout_reversal' : 'payout',
    amount,
    currency,
    source,
  }).id
}

export const payoutRoutes = [
  retrieveRoute('/v1/payouts/:id', 'payout', ({ state }) => state.payouts),
  listRoute(
    '/v1/payouts',
    'payout',
    ({ state }) => state.payouts,
    { status: text() },
    (params) => (payout) => (params.status ?? payout.status) === payout.status,
  ),
]
