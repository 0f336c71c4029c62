import { commitChange } from './change.ts'
import type { State, Table } from './state.ts'
import { entryOf, type World } from './world.ts'

/** What the books hold, and nothing that is under way: no events, tasks, keys or links. */
const tables = [
  'owners',
  'sessions',
  'sessionPlans',
  'paymentIntents',
  'charges',
  'refunds',
  'refundOutcomes',
  'transfers',
  'applicationFees',
  'disputes',
  'earlyFraudWarnings',
  'accounts',
  'balanceTransactions',
  'products',
  'prices',
  'payouts',
] as const satisfies (keyof State)[]

/** Objects by table and id; the platform's account and the base URL are called `{platform}` and `{url}`. */
export type Books = { readonly [Name in (typeof tables)[number]]?: Readonly<Table<unknown>> }

/** All objects as they are now, but for the platform's own account. */
export function booksOf(world: World): Books {
  const { platform } = world.state
  const own = tables.map((name): [string, Table<unknown>] => [name, { ...world.state[name] }])
  for (const [, table] of own) delete table[platform]
  const text = JSON.stringify(Object.fromEntries(own))
    .replaceAll(platform, '{platform}')
    .replaceAll(`ca_${platform.slice('acct_'.length)}`, 'ca_{platform}')
    .replaceAll(world.url, '{url}')
  return JSON.parse(text)
}

/**
 * Adds the objects of other books, about which no event tells; an account that exists under its id stays as it is.
 * @throws when another object exists already, and adds nothing.
 */
export function addBooks(world: World, books: Books): void {
  const { platform } = world.state
  const text = JSON.stringify(books)
    .replaceAll('ca_{platform}', `ca_${platform.slice('acct_'.length)}`)
    .replaceAll('{platform}', platform)
    .replaceAll('{url}', world.url)
  const added: Books = JSON.parse(text)
  for (const name of tables) {
    const taken = Object.keys(added[name] ?? {}).find(
      (id) => entryOf<unknown>(world.state[name], id) !== undefined,
    )
    if (taken !== undefined && name !== 'accounts') throw new Error(`local Stripe has '${taken}' already`)
  }
  commitChange(world, () => {
    for (const name of tables) {
      const table = world.state[name] as Table<unknown>
      Object.assign(table, { ...added[name], ...table })
    }
  })
}
