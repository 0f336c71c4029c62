import { writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { createTestDatabase } from '../database.ts'
import { keptStatements } from './collected.ts'
import { growthOf, growthTable } from './growth.ts'
import { loadGrown } from './load.ts'
import { measure } from './measure.ts'
import { Sizes } from './rows.ts'

test('no statement reads more of ten times the rows, but for a reason', async () => {
  const statements = keptStatements()
  expect(statements.length, 'statements of the last `npm test`, which is run before this').toBeGreaterThan(
    400,
  )
  const databases = [await createTestDatabase(), await createTestDatabase()]
  try {
    for (const [index, { url }] of databases.entries()) await loadGrown(url, new Sizes(index === 0 ? 1 : 10))
    const urls = databases.map(({ url }) => url)
    const growth = growthOf(await measure(urls, statements))
    const table = growthTable(growth)
    console.log(table)
    const file = process.env.LATCHKEY_GROWTH_TABLE
    if (file) writeFileSync(file, `${table}\n`)
    expect(growth.grown.filter(({ reason }) => reason === null)).toEqual([])
    expect(growth.refused.filter(({ text }) => /^select/i.test(text))).toEqual([])
    expect(growth.refused.length).toBeLessThan(growth.measured / 5)
  } finally {
    for (const database of databases) await database.drop()
  }
})
