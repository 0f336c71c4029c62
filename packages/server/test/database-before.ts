import { readdirSync } from 'node:fs'
import { runMigrations } from 'graphile-worker'
import { Kysely, PostgresDialect } from 'kysely'
import { type Migration, Migrator } from 'kysely/migration'
import pg from 'pg'
import { onTestFinished } from 'vitest'
import { createTestDatabase } from './database.ts'

const FOLDER = new URL('../src/platform/database/migrations/', import.meta.url)

/** A database as it was before a migration, with a job queue. */
export async function databaseBefore(migration: string) {
  const database = await createTestDatabase()
  const pool = new pg.Pool({ connectionString: database.url, max: 2 })
  // Dropping the database ends connections that are idle.
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  onTestFinished(async () => {
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
