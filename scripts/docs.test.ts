// Holds the pages in apps/docs, and the comments that lead to them, to what is really there.
import { existsSync, globSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import pg from 'pg'
import { expect, test } from 'vitest'
import { variableNames } from '../packages/server/src/platform/config.ts'
import { createTestDatabase } from '../packages/server/test/database.ts'
import { imageCommand } from './dockerfile.ts'

const cwd = dirname(import.meta.dirname)
const docs = 'apps/docs/src/content/docs'
const exclude = (name: string) => name === 'node_modules'
const read = (file: string) => readFileSync(join(cwd, file), 'utf8')

const pages = globSync(`${docs}/**/*.{md,mdx}`, { cwd }).toSorted()
const decisions = pages.filter((page) => page.startsWith(`${docs}/internals/decisions/`))
const sources = globSync(['packages/**/*.ts', 'packages/**/README.md', 'scripts/*.{ts,mjs}'], {
  cwd,
  exclude,
})
const links = sources
  .filter((file) => !file.endsWith('.test.ts'))
  .flatMap((file) =>
    (read(file).match(/\bapps\/docs\/[\w./-]+\.mdx?\b/g) ?? []).map((page) => ({ file, page })),
  )

test('every page that code links to is there', () => {
  expect(links.filter(({ page }) => !pages.includes(page))).toEqual([])
})

test('every decision is linked from code that it governs, and numbered in a row', () => {
  const linked = new Set(links.map(({ page }) => page))
  expect(decisions.filter((page) => !linked.has(page))).toEqual([])
  const numbers = decisions.map((page) => Number(/^(\d{4})-[a-z0-9-]+\.md$/.exec(basename(page))?.[1]))
  expect(numbers).toEqual(decisions.map((_, index) => index + 1))
})

test.each(pages)('%s has a title and a description', (page) => {
  const [, frontmatter = ''] = /^---\n(\S.*?)\n---\n/s.exec(read(page)) ?? []
  expect(frontmatter).toMatch(/^title: \S.*$/m)
  expect(frontmatter).toMatch(/^description: \S.*\.$/m)
})

test.each([...pages, 'ARCHITECTURE.md', 'SECURITY.md', '.changeset/README.md'])(
  'what %s names and links to is there',
  (page) => {
    const text = read(page)
    const named = [...text.matchAll(/`((?:packages|scripts|apps|openapi)\/[\w./-]+)`/g)].map(
      ([, file = '']) => file,
    )
    const linked = [...text.matchAll(/\]\((?!\w+:)([^)#]*)(?:#[^)]*)?\)/g)]
      .map(([, target = '']) => target)
      // What begins with a slash is a page of the site, whose links are checked where it is built.
      .filter((target) => target !== '' && !target.startsWith('/'))
      .map((target) => join(dirname(page), target))
    expect([...named, ...linked].filter((file) => !existsSync(join(cwd, file)))).toEqual([])
  },
)

test('the SQL of the pages runs on the schema of today', async () => {
  const statements = pages.flatMap((page) =>
    [...read(page).matchAll(/^ *```sql\n(.*?)^ *```/gms)].map(([, sql = '']) => ({ page, sql })),
  )
  expect(statements.length).toBeGreaterThan(5)
  const database = await createTestDatabase()
  const client = new pg.Client({ connectionString: database.url })
  await client.connect()
  try {
    for (const { page, sql } of statements) {
      await client.query('begin')
      await client.query(sql).catch((error: unknown) => {
        throw new Error(`${page}: ${sql}`, { cause: error })
      })
      await client.query('rollback')
    }
  } finally {
    await client.end()
    await database.drop()
  }
})

test('every table has one owner', () => {
  const schema =
    read('packages/server/src/platform/database/schema.ts').split('export interface Database')[1] ?? ''
  const tables = [...schema.matchAll(/^ {2}([a-z_]+): \{/gm)].map(([, table]) => table)
  const rows = [
    ...read(`${docs}/internals/decisions/0011-table-owners.md`).matchAll(/^\| `[a-z-]+` +\| (.*?) *\|$/gm),
  ]
  const owned = rows.flatMap(([, list = '']) => list.split(', '))
  expect(tables.length).toBeGreaterThan(40)
  expect(owned.toSorted()).toEqual(tables.toSorted())
})

test('without Docker, a server is started as the image starts it', () => {
  const command = imageCommand(cwd).join(' ')
  for (const page of ['README.md', `${docs}/operate/self-hosting.md`]) {
    expect(read(page), page).toContain(`\n${command}\n`)
  }
})

test('the runbook says of every secret variable how it is rotated', () => {
  const runbook = read(`${docs}/operate/runbook.md`)
  const secrets = variableNames.filter((name) => /_KEY|SECRET|TOKEN|(?:DATABASE|SMTP|REDIS)_URL/.test(name))
  expect(secrets.length).toBeGreaterThan(8)
  const [, rotation = ''] = runbook.split('## Rotating a secret')
  const table = rotation.split('\n## ')[0] ?? ''
  expect(secrets.filter((name) => !table.includes(`\`${name}\``))).toEqual([])
})
