import pg from 'pg'
import { expect, test } from 'vitest'
import { createTestDatabase } from './database.ts'
import { serve, takeStatements } from './server-statements.ts'
import { statementsOf } from './statements.ts'

test('a statement that waited for the client of a request is not one of the request', async () => {
  const database = await createTestDatabase()
  const pool = new pg.Pool({ connectionString: database.url, max: 1 })
  try {
    const client = await pool.connect()
    const waiting = pool.query('select 1 as asked_by_a_test')
    await serve(async () => {
      await client.query('select 2 as asked_by_a_request')
      client.release()
    })
    await waiting
    expect(takeStatements().filter(({ text }) => text.includes('asked_by'))).toEqual([
      { text: 'select 2 as asked_by_a_request', samples: [[]] },
    ])
  } finally {
    await pool.end()
    await database.drop()
  }
})

test('what others send meanwhile is not counted as sent by the work', async () => {
  const database = await createTestDatabase()
  const pool = new pg.Pool({ connectionString: database.url, max: 1 })
  try {
    const { promise: begun, resolve: begin } = Promise.withResolvers<void>()
    const other = begun.then(() => pool.query('select 1 as asked_by_another'))
    const sent = await statementsOf(async () => {
      begin()
      await other
      await pool.query('select 2 as asked_by_the_work')
    })
    expect(sent).toEqual(['select 2 as asked_by_the_work'])
  } finally {
    await pool.end()
    await database.drop()
  }
})
