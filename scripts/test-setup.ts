// Gives every vitest run a PostgreSQL of its own (or TEST_DATABASE_URL) and an environment without the server's variables.
import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { refuseLiveKeys, serverVariables } from './environment.ts'
import { startPostgres } from './postgres.ts'

async function dropDatabases(url: string, prefix: string) {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 })
  await client.connect()
  try {
    const { rows } = await client.query<{ datname: string }>(
      'select datname from pg_database where starts_with(datname, $1)',
      [prefix],
    )
    for (const { datname } of rows) {
      await client.query(`drop database ${client.escapeIdentifier(datname)} with (force)`)
    }
  } finally {
    await client.end()
  }
}

export default async function setup() {
  refuseLiveKeys()
  for (const name of serverVariables) delete process.env[name]
  const run = `latchkey_test_${randomBytes(4).toString('hex')}`
  process.env.LATCHKEY_TEST_RUN = run
  const external = process.env.TEST_DATABASE_URL
  if (external !== undefined) {
    process.env.LATCHKEY_TEST_DATABASE_URL = external
    return () => dropDatabases(external, run)
  }
  const postgres = await startPostgres({ fast: true })
  process.env.LATCHKEY_TEST_DATABASE_URL = postgres.url
  return postgres.stop
}
