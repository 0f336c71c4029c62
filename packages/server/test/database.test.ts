import pg from 'pg'
import { expect, test } from 'vitest'
import { createTestDatabase } from './database.ts'

async function query(url: string, sql: string) {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

test('test databases asked for at once are migrated and separate', async () => {
  const databases = await Promise.all([createTestDatabase(), createTestDatabase(), createTestDatabase()])
  try {
    await Promise.all(
      databases.map(({ url }) => query(url, 'create table mine as select * from graphile_worker.migrations')),
    )
  } finally {
    await Promise.all(databases.map(({ drop }) => drop()))
  }
  for (const { url } of databases)
    await expect(query(url, 'select 1')).rejects.toMatchObject({ code: '3D000' })
})

test('no connection of a pool that ends is ended by the server', async () => {
  const errors: unknown[] = []
  for (let turn = 0; turn < 3; turn++) {
    const database = await createTestDatabase()
    const pool = new pg.Pool({ connectionString: database.url, max: 10 })
    pool.on('error', (error) => errors.push(error))
    await Promise.all(Array.from({ length: 10 }, () => pool.query('select pg_sleep(0.01)')))
    await pool.end()
    await database.drop()
  }
  expect(errors).toEqual([])
})
