import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { shop } from '@latchkey/contract/example-shop'
import { sql } from 'kysely'
import type { TestApp } from '../app.ts'
import { canonicalIds } from './canonical.ts'

/** Tables of the demo, in an order in which their rows may be inserted, with what is left out of them. */
const tables: Record<string, string> = {
  accounts: '',
  handles: '',
  connect_accounts: '',
  collaborators: '',
  offers: '',
  pages: '',
  visitors: '',
  free_logins: '',
  group_buys: '',
  group_buy_interests: '',
  files: '',
  stored_contents: '',
  file_readers: '',
  tokens: '',
  webhook_endpoints: '',
  webhook_deliveries: '',
  reports: '',
  purchases: '',
  checkout_sessions: '',
  ledger_entries: '',
  balance_steps: '',
  earnings: '',
  notices: '',
  notice_recipients: '',
  resent_receipts: '',
  mails:
    "where kind not in ('magic_link', 'new_sign_in', 'role_offered', 'support_email_proof', 'webhook_disabled')",
  audit_events: '',
}

/** Changes with what the demo is made from. */
export function demoRecipe(): string {
  const folder = import.meta.dirname
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /\.(ts|md)$/.test(name),
  )
  const hash = createHash('sha256')
  for (const name of names.toSorted()) hash.update(name).update(readFileSync(join(folder, name)))
  return hash.update(JSON.stringify(shop)).digest('hex')
}

type Row = Record<string, unknown>

/** What differs from run to run, or belongs to this installation alone, and nobody needs. */
const blanks: Record<string, Row> = {
  accounts: { password_hash: '' },
  handles: { stripe_account_id: null },
  connect_accounts: { platform_account_id: null },
  tokens: { secret_hash: '\\x00' },
  // As if the server's key were lost, which a sealed secret outlives.
  mails: { leased_by: null },
  webhook_deliveries: { leased_by: null },
  webhook_endpoints: { sealed_secret: '\\x00', sealed_with: 'none' },
}

async function readTables({ db }: TestApp): Promise<Record<string, Row[]>> {
  const generated = await sql<{ table_name: string; column_name: string }>`
    select table_name, column_name from information_schema.columns
    where table_schema = 'public' and is_generated = 'ALWAYS'`.execute(db)
  const read: Record<string, Row[]> = {}
  for (const [table, filter] of Object.entries(tables)) {
    const { rows } = await sql<{ row: Row }>`
      select to_jsonb(t) as row from ${sql.table(table)} t ${sql.raw(filter)}`.execute(db)
    const left = generated.rows.filter(({ table_name }) => table_name === table)
    read[table] = rows.map(({ row }) => {
      for (const { column_name } of left) delete row[column_name]
      return { ...row, ...blanks[table] }
    })
  }
  return read
}

/** Random texts of Stripe's that nobody reads. */
const RANDOM = new Set(['fingerprint', 'network_transaction_id', 'client_secret'])

/** Times of Stripe's, in seconds, become `@1893456000`: they are moved when the demo is loaded. */
function readBooks(t: TestApp): Record<string, Row> {
  const from = Date.parse('2029-12-01') / 1000
  const to = Date.parse('2032-01-01') / 1000
  const text = JSON.stringify(t.stripe.books(), (key, value: unknown) => {
    if (RANDOM.has(key) && typeof value === 'string') return 'demo'
    const isTime = typeof value === 'number' && Number.isInteger(value) && value > from && value < to
    return isTime ? `@${value}` : value
  })
  return JSON.parse(text)
}

function readContents({ folder }: TestApp): Record<string, string> {
  const names = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isFile())
  return Object.fromEntries(
    names.map(({ name }) => [name, readFileSync(join(folder, name)).toString('base64')]),
  )
}

/** All that is in the database, at Stripe and in the folder of files, as the fixture has it: the same in every run. */
export async function record(t: TestApp): Promise<string> {
  const rows = await readTables(t)
  const books = readBooks(t)
  const contents = readContents(t)
  const single = [
    ...Object.entries(rows).flatMap(([table, all]) => all.map((row) => JSON.stringify([table, row]))),
    ...Object.entries(books).flatMap(([table, all]) =>
      Object.entries(all).map((entry) => JSON.stringify([table, entry])),
    ),
  ]
  const elsewhere = (text: string) =>
    text
      .replaceAll(t.stripe.url, 'https://checkout.stripe.com')
      .replaceAll('https://client.example', 'https://hooks.latchkey.test')
  const rename = canonicalIds(single.map(elsewhere), new Set([shop.stripeAccount]))
  const sorted = <T>(all: T[], time: (each: T) => unknown = () => ''): T[] =>
    all
      .map((each) => rename(elsewhere(JSON.stringify(each))))
      .map((text) => ({ text, each: JSON.parse(text) as T }))
      .map(({ text, each }) => ({ each, key: `${time(each)} ${text}` }))
      .toSorted((a, b) => (a.key < b.key ? -1 : 1))
      .map(({ each }) => each)
  // Stripe lists its objects in the order in which they were made.
  const byAge = (all: Row) => sorted(Object.entries(all as Record<string, Row>), ([, { created }]) => created)
  return JSON.stringify({
    recipe: demoRecipe(),
    now: t.clock.now().toISOString(),
    tables: Object.fromEntries(Object.entries(rows).map(([table, all]) => [table, sorted(all)])),
    stripe: Object.fromEntries(
      Object.entries(books).map(([table, all]) => [table, Object.fromEntries(byAge(all))]),
    ),
    contents: Object.fromEntries(sorted(Object.entries(contents))),
  })
}
