import { runMigrations } from 'graphile-worker'
import { Kysely, PostgresDialect } from 'kysely'
import { type Migration, Migrator } from 'kysely/migration'
import pg from 'pg'
import * as foundation from './migrations/0001-foundation.ts'
import * as accounts from './migrations/0002-accounts.ts'
import * as oauth from './migrations/0003-oauth.ts'
import * as idempotency from './migrations/0004-idempotency.ts'
import * as audit from './migrations/0005-audit.ts'
import * as groupBuys from './migrations/0006-group-buys.ts'
import * as revenue from './migrations/0007-revenue.ts'
import * as handles from './migrations/0009-handles.ts'

const migrations: Record<string, Migration> = {
  '0001-foundation': foundation,
  '0002-accounts': accounts,
  '0003-oauth': oauth,
  '0004-idempotency': idempotency,
  '0005-audit': audit,
  '0006-group-buys': groupBuys,
  '0007-revenue': revenue,
  '0009-handles': handles,
}

/**
 * Brings the database to the newest schema, ours and that of the job queue. Several processes may call it at
 * once: the migrator holds a lock.
 * @throws when a migration fails; the schema is then as before.
 */
export async function migrateToLatest(url: string): Promise<void> {
  const pool = new pg.Pool({ connectionString: url, max: 2, connectionTimeoutMillis: 10_000 })
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) })
  try {
    const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } })
    const { error } = await migrator.migrateToLatest()
    if (error) throw error
    await runMigrations({ connectionString: url, noHandleSignals: true })
  } finally {
    await db.destroy()
  }
}
