import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import pg from 'pg'
import { expect, test } from 'vitest'
import { builtAsset } from '../../../scripts/assets/built.ts'
import { createTestDatabase } from '../test/database.ts'

const command = join(await builtAsset('server'), 'rotate-keys.js')

/** As an operator calls it who has nothing but the image. */
const rotate = (env: Record<string, string>) =>
  spawnSync(process.execPath, [command], {
    env: { PATH: process.env.PATH, ...env },
    encoding: 'utf8',
    timeout: 110_000,
  })

test('it adds a key, and says when that begins to sign', async () => {
  const database = await createTestDatabase()
  try {
    const { status, stdout } = rotate({ DATABASE_URL: database.url })
    expect(status).toBe(0)
    const [, kid] = /^The key (\S+) signs from \d{4}-\d\d-\d\dT[\d:.]+Z\.\n$/.exec(stdout) ?? []
    const client = new pg.Client({ connectionString: database.url })
    await client.connect()
    const { rows } = await client.query(`select jwk->>'kid' as kid from server_keys`)
    await client.end()
    expect(rows).toEqual([{ kid }])
  } finally {
    await database.drop()
  }
})

test('it refuses when the keys stand in the environment, or the database is not named', () => {
  expect(rotate({ DATABASE_URL: 'postgres://localhost/x', SIGNING_KEYS: '{}' })).toMatchObject({
    status: 1,
    stderr: expect.stringContaining('SIGNING_KEYS'),
  })
  expect(rotate({})).toMatchObject({ status: 1, stderr: expect.stringContaining('DATABASE_URL is missing') })
})
