// Compares the tables and columns that each file's queries name with whose they are.
// Why: apps/docs/src/content/docs/internals/decisions/0011-table-owners.md
import { globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { tablesOf } from '../packages/server/src/features/tables.ts'
import { sqlNames } from './sql-names.ts'

const cwd = dirname(import.meta.dirname)
const read = (file: string) => readFileSync(join(cwd, file), 'utf8')

const database = /^export interface Database \{([\s\S]*?)^\}/m
/** The columns of each table, as the schema has them. */
const schema = new Map(
  [
    ...(database.exec(read('packages/server/src/platform/database/schema.ts'))?.[1] ?? '').matchAll(
      /^ {2}(\w+): \{([\s\S]*?)\}$/gm,
    ),
  ].map(([, table = '', members = '']) => [
    table,
    new Set([...members.matchAll(/(?:^|[{;])\s*(\w+)\??:/gm)].map(([, column = '']) => column)),
  ]),
)

const owned = Object.entries(tablesOf).flatMap(([owner, tables]) =>
  Object.entries(tables as Record<string, readonly string[]>).map(([table, readable]) => ({
    owner,
    table,
    readable,
  })),
)
const ownership: ReadonlyMap<string, { readonly owner: string; readonly readable: readonly string[] }> =
  new Map(owned.map((each) => [each.table, each]))

/** Whose rules a file keeps: an area, the platform, or the hosted pages, which own nothing. */
function ownerOf(file: string): string {
  const [, area] = /^packages\/server\/src\/(?:features\/)?([^/]+)\//.exec(file) ?? []
  return area ?? 'composition'
}

/** What the queries of a file take that is not theirs: `writes pages`, `reads page.content`. */
function crossings(file: string, source: string): { found: string[]; used: string[] } {
  const own = ownerOf(file)
  const { tables, columns } = sqlNames(source, (name) => ownership.has(name))
  const found = new Set<string>()
  const used = new Set<string>()
  for (const { table, alias, write } of tables) {
    const { owner, readable } = ownership.get(table) ?? { owner: own, readable: [] }
    if (owner === own) continue
    if (write) found.add(`writes ${table}`)
    else if (alias === table) found.add(`reads ${table} by no other name`)
    // The same name may stand for a table of its own elsewhere in the file.
    const others = tables.filter((other) => other.alias === alias && other.table !== table)
    for (const { column } of columns.filter((each) => each.alias === alias)) {
      if (column !== '*' && !schema.get(table)?.has(column)) continue
      if (others.some((other) => schema.get(other.table)?.has(column))) continue
      if (readable.includes(column)) used.add(`${table}.${column}`)
      else found.add(`reads ${table}.${column}`)
    }
  }
  return { found: [...found], used: [...used] }
}

const files = globSync('packages/server/src/**/*.ts', { cwd })
  .filter((file) => !file.endsWith('.test.ts') && !file.includes('/migrations/'))
  // Fills a database that is empty, before any server runs on it.
  .filter((file) => file !== 'packages/server/src/demo.ts')
  .map((file) => ({ file, ...crossings(file, read(file)) }))

test('every table of the schema has one owner', () => {
  expect(owned.map(({ table }) => table).toSorted()).toEqual([...schema.keys()].toSorted())
  expect([...schema.values()].every(({ size }) => size > 1)).toBe(true)
})

test('queries write what is their own, and read of others what these let be read', () => {
  expect(files.length).toBeGreaterThan(250)
  expect(files.flatMap(({ file, found }) => found.map((what) => `${file} ${what}`))).toEqual([])
})

test('what is let be read is read', () => {
  // `handle` in the constants that queries share.
  const shared = sqlNames(read('packages/server/src/platform/seller.ts'), () => false).columns
  const used = new Set([
    ...files.flatMap((each) => each.used),
    ...shared.map(({ alias, column }) => `${alias}s.${column}`),
  ])
  const listed = owned.flatMap(({ table, readable }) => readable.map((column) => `${table}.${column}`))
  expect(listed.filter((column) => !used.has(column))).toEqual([])
})

test('the page of the decision has the same owners', () => {
  const page = read('apps/docs/src/content/docs/internals/decisions/0011-table-owners.md')
  const rows = [...page.matchAll(/^\| `([a-z-]+)` +\| ([a-z_, ]+?) +\|$/gm)]
  expect(Object.fromEntries(rows.map(([, owner, tables = '']) => [owner, tables.split(', ')]))).toEqual(
    Object.fromEntries(Object.entries(tablesOf).map(([owner, tables]) => [owner, Object.keys(tables)])),
  )
})

const pages = 'packages/server/src/features/visitors/x.ts'
test.each([
  ["db.insertInto('pages').values(row)", 'writes pages'],
  ["db\n  .updateTable('pages as page')\n  .set({ title })", 'writes pages'],
  ["trx.deleteFrom('pages').where('id', '=', id)", 'writes pages'],
  ["removeBefore(db, 'pages', 'created_at', now)", 'writes pages'],
  ["const tables = ['pages'] as const\nfor (const table of tables) trx.deleteFrom(table)", 'writes pages'],
  [`sql\`update pages set title = \${title}\``, 'writes pages'],
  [`sql\`with gone as (delete from pages where id = \${id}) select\``, 'writes pages'],
  [`sql<{ n: number }>\`insert into pages (id) select \${f(\`x\`)} from visitors\``, 'writes pages'],
  ["db.selectFrom('pages').select('title')", 'reads pages by no other name'],
  ['sql`select from visitors, pages where true`', 'reads pages by no other name'],
  ["db.selectFrom('pages as page').select('page.content')", 'reads pages.content'],
  ["db.selectFrom('pages as page').select(['content'])", 'reads pages.content'],
  ["db.selectFrom('pages as page').selectAll()", 'reads pages.*'],
  ["db.selectFrom('visitors as v').innerJoin('pages as p', 'p.id', 'v.id').selectAll('p')", 'reads pages.*'],
  ['sql`select p.content from visitors v join pages p on p.id = v.id`', 'reads pages.content'],
])('the lint sees %s', (source, what) => {
  expect(crossings(pages, source).found).toEqual([what])
})

test.each([
  "db.insertInto('visitors').values(row)",
  "db.selectFrom('pages as page').select(['page.id', 'page.title']).where('page.slug', '=', slug)",
  'sql`select page.title from pages page`',
  "// writes: db.insertInto('pages')\n/* sql`update pages` */",
  'const message = `delete from pages`',
  "const action = 'page.deleted'",
])('the lint lets pass %s', (source) => {
  expect(crossings(pages, source).found).toEqual([])
})
