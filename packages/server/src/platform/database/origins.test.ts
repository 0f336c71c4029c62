import { expect, test } from 'vitest'
import { databaseBefore } from '../../../test/database-before.ts'
import { migrateToLatest } from './migrate.ts'

test('origins that were stored before are kept as browsers write them', async () => {
  const { pool, url } = await databaseBefore('0023')
  const stored = {
    dotted: ['https://shop.example.com.', 'https://shop.example.com', 'http://localhost:5173'],
    fine: ['https://a.example', 'https://b.example:8443'],
    none: [],
  }
  for (const [name, origins] of Object.entries(stored)) {
    await pool.query(
      `insert into handles (id, name, display_name, allowed_origins, created_at) values ($1, $1, $1, $2, now())`,
      [name, origins],
    )
  }
  await Promise.all([migrateToLatest(url), migrateToLatest(url)])
  const { rows } = await pool.query('select name, allowed_origins from handles')
  expect(Object.fromEntries(rows.map(({ name, allowed_origins }) => [name, allowed_origins]))).toEqual({
    ...stored,
    dotted: ['https://shop.example.com', 'http://localhost:5173'],
  })
})
