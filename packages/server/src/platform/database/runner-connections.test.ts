import { expect, onTestFinished, test } from 'vitest'
import { createTestDatabase } from '../../../test/database.ts'
import { connectRunners } from './connect.ts'

test('a connection of runners that is given back twice is given back once, however it was asked for', async () => {
  const { url, drop } = await createTestDatabase()
  const pool = connectRunners(url)
  onTestFinished(async () => {
    await pool.end()
    await drop()
  })
  const first = await pool.connect()
  first.release()
  first.release(new Error('It is broken.'))
  await new Promise<void>((resolve, reject) =>
    pool.connect((error, _client, release) => {
      if (error) return reject(error)
      release()
      release()
      resolve()
    }),
  )
  expect([pool.totalCount, pool.idleCount]).toEqual([1, 1])
})
