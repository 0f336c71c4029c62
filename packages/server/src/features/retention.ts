import type { Database } from '../platform/database/schema.ts'
import type { RootDeps } from '../platform/deps.ts'
import { platformRemovers, type Remover } from '../platform/expiry.ts'
import { enqueue } from '../platform/jobs.ts'
import { accountRemovers } from './accounts/expiry.ts'
import { checkoutRemovers } from './checkout/expiry.ts'
import { handleRemovers } from './handles/expiry.ts'
import { oauthRemovers } from './oauth/expiry.ts'
import { offerRemovers } from './offers/expiry.ts'
import { purchaseRemovers } from './purchases/expiry.ts'
import { visitorRemovers } from './visitors/expiry.ts'
import { webhookRemovers } from './webhooks/expiry.ts'

// Every table is in one of the two lists, or this does not compile. The page on retention shows both.

/** What removes what is of no use any more. */
export const removers = {
  ...accountRemovers,
  ...handleRemovers,
  ...offerRemovers,
  ...visitorRemovers,
  ...checkoutRemovers,
  ...purchaseRemovers,
  ...oauthRemovers,
  ...webhookRemovers,
  ...platformRemovers,
} as const

/** What stays, and why; or what its rows go with. */
export const kept = {
  accounts: 'until deleted by their owner',
  account_sessions: 'with `refresh_token_families`',
  handles: 'a deleted one leaves its id, its name stays taken',
  collaborators: 'with their handle or account',
  connect_accounts: 'for the books',
  pages: 'until deleted',
  free_logins: 'with their page or visitor',
  visitors: 'until erased',
  magic_link_secrets: 'with `magic_link_challenges`',
  purchases: 'for the books, once paid or granted; others go with `checkout_sessions`',
  ledger_entries: 'for the books; failed charges that nobody paid after go with `checkout_sessions`',
  balance_steps: 'for the books',
  earnings: 'for the books',
  earnings_sums: 'with `earnings`, of which they are the sums',
  unsummed_earnings: 'until they are summed',
  notices: 'for the books',
  notice_recipients: 'for the books',
  resent_receipts: 'with their purchase',
  sweeps: 'one row',
  unfit_payments: 'for the books',
  group_buys: 'until deleted',
  group_buy_interests: 'with their group buy or visitor',
  files: 'until deleted',
  file_readers: 'with their file',
  stored_contents: 'with their file',
  oauth_grants: 'with `refresh_token_families`',
  tokens: 'with their handle or maker',
  webhook_endpoints: 'until deleted',
  reports: 'what operators have decided',
  content_reports: 'what operators have decided',
  server_keys: 'until nothing needs them',
} as const satisfies Record<Exclude<keyof Database, keyof typeof removers>, string>

const known: Readonly<Record<string, Remover>> = removers

/** Has every remover run as a job of its own; one that waits already is enough. */
export async function enqueueRemovers({ db }: Pick<RootDeps, 'db'>): Promise<void> {
  for (const table of Object.keys(known)) await enqueueRemover(db, table)
}

const enqueueRemover = (db: RootDeps['db'], table: string) =>
  enqueue(db, 'remove_rows', { table }, { key: `remove_rows:${table}`, yields: true })

/** Removes what is of no use any more from a table; if that is very much, another job goes on. */
export async function removeRows(deps: RootDeps, table: string): Promise<void> {
  const remove = known[table]
  // Asked for by a server of another version.
  if (!remove) return
  if (!(await remove(deps))) await enqueueRemover(deps.db, table)
}
