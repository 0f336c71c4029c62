import { expect, test } from 'vitest'
import { tablesOf } from '../../src/features/tables.ts'
import { testApp } from '../app.ts'
import { loadGrown } from './load.ts'
import { Sizes } from './rows.ts'
import { grownTables, smallTables } from './tables.ts'

const t = await testApp()

test('every table is loaded with rows, or is said to stay small', async () => {
  const tables = Object.values(tablesOf).flatMap((tables) => Object.keys(tables))
  const grown = [...Object.keys(grownTables), 'earnings_sums']
  expect([...grown, ...Object.keys(smallTables)].toSorted()).toEqual(tables.toSorted())
  const before = await counts(grown)
  await loadGrown(t.deps.config.DATABASE_URL, new Sizes(1, { many: 1000, few: 100 }), { checked: true })
  const after = await counts(grown)
  expect(grown.filter((table) => (after[table] ?? 0) - (before[table] ?? 0) < 50)).toEqual([])
  const { rows } = await t.deps.pool.query(
    'select count(*) filter (where handle_id = $1) / count(*)::float8 as part from purchases',
    [`hdl_${'0'.repeat(26)}`],
  )
  expect(rows[0].part).toBeCloseTo(0.1, 1)
})

async function counts(tables: readonly string[]): Promise<Record<string, number>> {
  const all = tables.map((table) => `select '${table}' as name, count(*)::int from ${table}`)
  const { rows } = await t.deps.pool.query(all.join(' union all '))
  return Object.fromEntries(rows.map(({ name, count }) => [name, count]))
}
