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

test('a database is dropped when the connections to it have ended, and cuts off none', async () => {
  const database = await createTestDatabase()
  const client = new pg.Client({ connectionString: database.url })
  await client.connect()
  const dropped = database.drop()
  for (let query = 0; query < 50; query++) await client.query('select 1')
  await client.end()
  await dropped
})
