import { randomBytes } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { migrateToLatest } from '../src/platform/database/migrate.ts'
import { disconnected, stays } from './left-open.ts'

/** Milliseconds after which whoever is still connected is cut off. */
const GOODBYE = 10_000

export interface TestDatabase {
  url: string
  drop(): Promise<void>
}

function setting(name: string) {
  const value = process.env[name]
  if (value === undefined)
    throw new Error(`${name} is set by scripts/test-setup.ts; run the tests with vitest.`)
  return value
}

function databaseUrl(name: string) {
  const url = new URL(setting('LATCHKEY_TEST_DATABASE_URL'))
  url.pathname = name
  return url.href
}

let template: Promise<string> | undefined
let administrator: Promise<pg.Client> | undefined

/** One connection of this process, for making and dropping databases; it does not keep the process alive. */
function administration(): Promise<pg.Client> {
  administrator ??= (async () => {
    const client = new pg.Client({
      connectionString: setting('LATCHKEY_TEST_DATABASE_URL'),
      connectionTimeoutMillis: 10_000,
    })
    client.on('error', () => {
      administrator = undefined
    })
    await client.connect()
    stays(client)
    return client
  })()
  return administrator
}

/** Makes the migrated template once per run; workers that come meanwhile wait. Returns its name. */
async function ensureTemplate(client: pg.Client) {
  const template = `${setting('LATCHKEY_TEST_RUN')}_template`
  const unfinished = `${template}_unfinished`
  await client.query('select pg_advisory_lock(hashtext($1))', [template])
  try {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [template])
    if (rowCount === 0) {
      await client.query(`drop database if exists ${unfinished} with (force)`)
      await client.query(`create database ${unfinished} template template0`)
      await migrateToLatest(databaseUrl(unfinished))
      await client.query(`alter database ${unfinished} rename to ${template}`)
    }
    return template
  } finally {
    await client.query('select pg_advisory_unlock(hashtext($1))', [template])
  }
}

/** A migrated, otherwise empty database of the caller's own. Close every pool to it before `drop`. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const name = `${setting('LATCHKEY_TEST_RUN')}_${randomBytes(6).toString('hex')}`
  const client = await administration()
  template ??= ensureTemplate(client)
  // Through the write-ahead log, as is the default, it takes twice as long.
  await client.query(`create database ${name} template ${await template} strategy file_copy`)
  return {
    url: databaseUrl(name),
    async drop() {
      // A pool has ended before its connections have: one that is cut off meanwhile throws where nobody can catch it.
      await Promise.race([disconnected(name), wait(GOODBYE, undefined, { ref: false })])
      await client.query(`drop database ${name} with (force)`)
    },
  }
}
