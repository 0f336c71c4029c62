import type { Database } from '../../src/platform/database/schema.ts'
import { accountTables } from './account-tables.ts'
import type { Rows } from './rows.ts'
import { saleTables } from './sale-tables.ts'
import { visitorTables } from './visitor-tables.ts'

/** Tables that are as small however much is sold, and why. */
export const smallTables = {
  server_keys: 'one key, and another while they change',
  sweeps: 'one row',
  unsummed_earnings: 'empty, unless sums were found to be wrong',
} as const satisfies Partial<Record<keyof Database, string>>

type Grown = Exclude<keyof Database, keyof typeof smallTables | 'earnings_sums'>

/** The rows of every table that grows, in an order in which what refers to others follows them. */
export const grownTables: Readonly<Record<Grown, Rows>> = {
  ...accountTables,
  ...visitorTables,
  ...saleTables,
}
