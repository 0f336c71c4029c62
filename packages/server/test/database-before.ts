import { readdirSync } from 'node:fs'
import { runMigrations } from 'graphile-worker'
import { Kysely, PostgresDialect } from 'kysely'
import { type Migration, Migrator } from 'kysely/migration'
import pg from 'pg'
import { expect, onTestFinished } from 'vitest'
import { createTestDatabase } from './database.ts'

const FOLDER = new URL('../src/platform/database/migrations/', import.meta.url)

/** A database as it was before a migration, with a job queue. */
export async function databaseBefore(migration: string) {
  const database = await createTestDatabase()
  const pool = new pg.Pool({ connectionString: database.url, max: 2, application_name: 'before' })
  // Dropping the database ends connections that are idle.
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  onTestFinished(async () => {
    // Connections of the migration that are still closing would be broken, which nobody listens to any more.
    const others = `select from pg_stat_activity where datname = current_database() and application_name <> 'before'`
    await expect.poll(async () => (await pool.query(others)).rowCount).toBe(0)
    await pool.end()
    await database.drop()
  })
  await pool.query('drop schema public, graphile_worker cascade; create schema public')
  await runMigrations({ pgPool: pool, noHandleSignals: true })
  const names = readdirSync(FOLDER).map((file) => file.replace(/\.ts$/, ''))
  const earlier = names.toSorted().filter((name) => name < migration)
  const migrations: Record<string, Migration> = {}
  for (const name of earlier) migrations[name] = await import(new URL(`${name}.ts`, FOLDER).href)
  const migrator = new Migrator({
    db: new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) }),
    provider: { getMigrations: async () => migrations },
  })
  const { error } = await migrator.migrateToLatest()
  if (error) throw error
  return { url: database.url, pool }
}
