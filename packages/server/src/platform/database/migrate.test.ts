import pg from 'pg'
import { expect, test } from 'vitest'
import { createTestDatabase } from '../../../test/database.ts'
import { migrateToLatest } from './migrate.ts'

test('a database that a newer release has migrated is refused, and left as it is', async () => {
  const database = await createTestDatabase()
  const client = new pg.Client({ connectionString: database.url })
  await client.connect()
  try {
    await client.query(`insert into kysely_migration (name, timestamp) values ('9999-later', '2030-01-01')`)
    await expect(migrateToLatest(database.url)).rejects.toThrow('9999-later is missing')
    const { rows } = await client.query('select name from kysely_migration order by name desc limit 1')
    expect(rows).toEqual([{ name: '9999-later' }])
  } finally {
    await client.end()
    await database.drop()
  }
})
