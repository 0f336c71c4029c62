import { currencies } from '../world/currencies.ts'
import { convert, rateBetween } from '../world/exchange.ts'
import type { BalanceTransaction, Charge } from '../world/objects.ts'
import { must, type World } from '../world/world.ts'

/** Sets the currencies the platform's balance is kept in, the default first; none: every charge in its own. */
export function settleIn(world: World, wanted: readonly string[]): void {
  const unknown = wanted.find((code) => !currencies.has(code))
  if (unknown !== undefined) throw new Error(`local Stripe knows no currency '${unknown}'`)
  world.settlementCurrencies = [...wanted]
  must(world.state.accounts, world.state.platform).default_currency = wanted[0] ?? 'usd'
}

/** Currency of an account's balance for charges in this one, and the rate where they differ. [docs: Connect, currencies] */
export function settlementOf(
  world: World,
  owner: string,
  currency: string,
): { currency: string; rate: number | null } {
  const [standard] = world.settlementCurrencies
  const isKept = standard === undefined || world.settlementCurrencies.includes(currency)
  return isKept || owner !== world.state.platform
    ? { currency, rate: null }
    : { currency: standard, rate: rateBetween(currency, standard) }
}

/** What the charge brought to its account's balance. */
export function settledCharge(world: World, charge: Charge): BalanceTransaction {
  return must(world.state.balanceTransactions, charge.balance_transaction ?? '')
}

/**
 * An amount of a charge in the currency it settled in, at the charge's rate: without `on_behalf_of`, transfers and fees
 * of destination charges are in the platform's settlement currency. [docs: Connect, currencies]
 */
export function settledAmount(world: World, charge: Charge, amount: number): number {
  const { exchange_rate: rate } = settledCharge(world, charge)
  return rate === null ? amount : convert(amount, rate)
}
