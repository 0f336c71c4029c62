import { randomInt } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliDecompress } from 'node:zlib'
import { MAX_ALLOWED_ORIGINS } from '@latchkey/contract'
import { shop } from '@latchkey/contract/example-shop'
import { sql } from 'kysely'
import { connectDatabase, type Trx } from './platform/database/connect.ts'
import { migrateToLatest } from './platform/database/migrate.ts'
import { inOwnTransaction } from './platform/database/transaction.ts'
import { hashPassword } from './platform/passwords.ts'

/** Password of all demo accounts. */
export const DEMO_PASSWORD = shop.creator.password
/** Connected account of the handle `demo`, at the local Stripe. */
export const DEMO_STRIPE_ACCOUNT = shop.stripeAccount

export interface DemoOptions {
  /**
   * Origin of a front end to which the handle `demo` may lead; also where the demo is there already, since the next run
   * may have other ports.
   */
  readonly frontEnd?: string
  /** Adds the demo's payments to a local Stripe. Without it nothing was sold yet. */
  readonly addBooks?: (books: DemoBooks) => Promise<void>
  /** The end of the half year; the present unless given. */
  readonly now?: Date
  /** Where the contents of files are kept. Without it there are no files. */
  readonly filesFolder?: string
}

/** What a local Stripe knows of the demo's payments. */
export type DemoBooks = Readonly<Record<string, Readonly<Record<string, unknown>>>>

/**
 * Fills an empty database with the demo, which test/demo-fixture.long.test.ts makes: a shop that has been open for half a
 * year, up to now.
 * @returns whether it did; a database that holds accounts is otherwise left as it is.
 */
export async function loadDemo(databaseUrl: string, options: DemoOptions = {}): Promise<boolean> {
  await migrateToLatest(databaseUrl)
  const { db } = connectDatabase({ url: databaseUrl, poolMax: 2 })
  try {
    return await inOwnTransaction(db, async (trx) => {
      const used = await trx.selectFrom('accounts').select('id').limit(1).executeTakeFirst()
      if (!used) await insertDemo(trx, options)
      if (options.frontEnd) await allowFrontEnd(trx, options.frontEnd)
      return !used
    })
  } finally {
    await db.destroy()
  }
}

/** The account is the local Stripe's: what belongs to it is the demo, whatever it is called by now. */
const allowFrontEnd = async (db: Trx, origin: string) =>
  await db
    .updateTable('handles')
    .set({ allowed_origins: sql`array_append(allowed_origins, ${origin})` })
    .where('stripe_account_id', '=', DEMO_STRIPE_ACCOUNT)
    .where(sql<boolean>`${origin} <> all(allowed_origins)`)
    .where(sql<boolean>`cardinality(allowed_origins) < ${MAX_ALLOWED_ORIGINS}`)
    .execute()

interface Fixture {
  readonly tables: Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>
  readonly stripe: DemoBooks
  /** In Base64, by the id of the file. */
  readonly contents: Readonly<Record<string, string>>
}

/** What is there although nothing was sold. */
const CATALOGUE = new Set([
  'accounts',
  'handles',
  'connect_accounts',
  'collaborators',
  'pages',
  'visitors',
  'group_buys',
  'group_buy_interests',
])
const OF_FILES = new Set(['files', 'stored_contents', 'file_readers'])

async function insertDemo(trx: Trx, { addBooks, filesFolder, now = new Date() }: DemoOptions): Promise<void> {
  const [passwordHash, { tables, stripe, contents }] = await Promise.all([
    hashPassword(DEMO_PASSWORD),
    readFixture(now),
  ])
  const isWanted = (table: string) =>
    OF_FILES.has(table) ? filesFolder !== undefined : addBooks !== undefined || CATALOGUE.has(table)
  for (const [table, rows] of Object.entries(tables)) if (isWanted(table)) await insertRows(trx, table, rows)
  await trx.updateTable('accounts').set({ password_hash: passwordHash }).execute()
  await trx
    .updateTable('handles')
    .set({ stripe_account_id: DEMO_STRIPE_ACCOUNT })
    .where('name', '=', shop.handle)
    .execute()
  if (filesFolder !== undefined) await writeContents(filesFolder, contents)
  // Last: an error undoes all else.
  await addBooks?.(stripe)
}

async function insertRows(trx: Trx, table: string, rows: Fixture['tables'][string]): Promise<void> {
  const [first] = rows
  if (!first) return
  const columns = sql.join(Object.keys(first).map((column) => sql.ref(column)))
  await sql`
    insert into ${sql.table(table)} (${columns})
    select ${columns} from jsonb_populate_recordset(null::${sql.table(table)}, ${JSON.stringify(rows)}::jsonb)
  `.execute(trx)
}

async function writeContents(folder: string, contents: Fixture['contents']): Promise<void> {
  await mkdir(folder, { recursive: true })
  for (const [id, content] of Object.entries(contents)) {
    await writeFile(join(folder, id), Buffer.from(content, 'base64'))
  }
}

const decompress = promisify(brotliDecompress)
const file = new URL('../demo.json.br', import.meta.url)

/** Stands in ids for what is new each time, so that a local Stripe that knows an earlier demo can take this one. */
const TOKEN = 'd3m0d3m0'
const LETTERS = '0123456789abcdefghjkmnpqrstvwxyz'
/** Times of the database, and seconds of Stripe's. */
const TIMES = /\d{4}-\d\d-\d\dT[\d:.]+(?:Z|\+00:00)|"@(\d+)"/g

/** The fixture as if `now` were the time at which it ends. */
async function readFixture(now: Date): Promise<Fixture> {
  const text = String(await decompress(await readFile(file)))
  const [end = ''] = text.match(TIMES) ?? []
  // Whole seconds: Stripe's times are no more exact.
  const seconds = Math.floor((now.getTime() - Date.parse(end)) / 1000)
  const moved = new Map<string, string>()
  const move = (time: string, second: string | undefined) => {
    const known = moved.get(time)
    if (known !== undefined) return known
    const result = second
      ? String(Number(second) + seconds)
      : new Date(Date.parse(time) + seconds * 1000).toISOString()
    moved.set(time, result)
    return result
  }
  const token = Array.from({ length: TOKEN.length }, () => LETTERS[randomInt(LETTERS.length)]).join('')
  return JSON.parse(text.replaceAll(TOKEN, token).replaceAll(TIMES, move))
}
