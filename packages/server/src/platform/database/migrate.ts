import { runMigrations } from 'graphile-worker'
import { Kysely, PostgresDialect } from 'kysely'
import { type Migration, Migrator } from 'kysely/migration'
import pg from 'pg'
import { StartProblem } from '../config.ts'
import * as foundation from './migrations/0001-foundation.ts'
import * as accounts from './migrations/0002-accounts.ts'
import * as oauth from './migrations/0003-oauth.ts'
import * as idempotency from './migrations/0004-idempotency.ts'
import * as audit from './migrations/0005-audit.ts'
import * as groupBuys from './migrations/0006-group-buys.ts'
import * as revenue from './migrations/0007-revenue.ts'
import * as support from './migrations/0008-support.ts'
import * as handles from './migrations/0009-handles.ts'
import * as pages from './migrations/0010-pages.ts'
import * as challengeAddresses from './migrations/0011-challenge-addresses.ts'
import * as webhooks from './migrations/0012-webhooks.ts'
import * as files from './migrations/0013-files.ts'
import * as tokens from './migrations/0014-tokens.ts'
import * as oauthCodeSessions from './migrations/0015-oauth-code-sessions.ts'
import * as balance from './migrations/0016-balance.ts'
import * as jobs from './migrations/0017-jobs.ts'
import * as sellers from './migrations/0018-sellers.ts'
import * as notices from './migrations/0019-notices.ts'
import * as paymentsOnTheirWay from './migrations/0020-payments-on-their-way.ts'
import * as rendered from './migrations/0021-rendered.ts'
import * as rights from './migrations/0022-rights.ts'
import * as signInSecurity from './migrations/0023-sign-in-security.ts'
import * as strangers from './migrations/0025-strangers.ts'
import * as storage from './migrations/0026-storage.ts'
import * as sellerContact from './migrations/0027-seller-contact.ts'
import * as refunds from './migrations/0028-refunds.ts'
import * as sales from './migrations/0029-sales.ts'
import * as queues from './migrations/0030-queues.ts'
import * as mailFacts from './migrations/0031-mail-facts.ts'
import * as sweeps from './migrations/0032-sweeps.ts'
import * as freeLogins from './migrations/0033-free-logins.ts'
import * as earningsSums from './migrations/0034-earnings-sums.ts'
import * as listOrders from './migrations/0035-list-orders.ts'
import * as growth from './migrations/0036-growth.ts'
import * as retention from './migrations/0037-retention.ts'
import * as requestIds from './migrations/0038-request-ids.ts'
import * as refundIntents from './migrations/0039-refund-intents.ts'

// What a migration may do: apps/docs/src/content/docs/internals/migrations.md
const migrations: Record<string, Migration> = {
  '0001-foundation': foundation,
  '0002-accounts': accounts,
  '0003-oauth': oauth,
  '0004-idempotency': idempotency,
  '0005-audit': audit,
  '0006-group-buys': groupBuys,
  '0007-revenue': revenue,
  '0008-support': support,
  '0009-handles': handles,
  '0010-pages': pages,
  '0011-challenge-addresses': challengeAddresses,
  '0012-webhooks': webhooks,
  '0013-files': files,
  '0014-tokens': tokens,
  '0015-oauth-code-sessions': oauthCodeSessions,
  '0016-balance': balance,
  '0017-jobs': jobs,
  '0018-sellers': sellers,
  '0019-notices': notices,
  '0020-payments-on-their-way': paymentsOnTheirWay,
  '0021-rendered': rendered,
  '0022-rights': rights,
  '0023-sign-in-security': signInSecurity,
  '0025-strangers': strangers,
  '0026-storage': storage,
  '0027-seller-contact': sellerContact,
  '0028-refunds': refunds,
  '0029-sales': sales,
  '0030-queues': queues,
  '0031-mail-facts': mailFacts,
  '0032-sweeps': sweeps,
  '0033-free-logins': freeLogins,
  '0034-earnings-sums': earningsSums,
  '0035-list-orders': listOrders,
  '0036-growth': growth,
  '0037-retention': retention,
  '0038-request-ids': requestIds,
  '0039-refund-intents': refundIntents,
}

/**
 * Brings the database to the newest schema, ours and that of the job queue. Several processes may call it at
 * once: the migrator holds a lock.
 * @param variable whose value the URL is.
 * @throws StartProblem when the database does not let us in; else when a migration fails, the schema being as before.
 */
export async function migrateToLatest(url: string, variable = 'DATABASE_URL'): Promise<void> {
  const pool = new pg.Pool({ connectionString: url, max: 2, connectionTimeoutMillis: 10_000 })
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) })
  try {
    // Before ours, which add indexes to it.
    await runMigrations({ connectionString: url, noHandleSignals: true })
    const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } })
    const { error } = await migrator.migrateToLatest()
    if (error) throw error
  } catch (error) {
    const why = connectionProblem(error)
    if (why === null) throw error
    throw new StartProblem(`${variable} is wrong: it must lead to a PostgreSQL that lets us in (${why}).`)
  } finally {
    await db.destroy()
  }
}

/** What keeps us from connecting: nobody there, or nobody who lets us in; `null` when that is not what went wrong. */
function connectionProblem(error: unknown): string | null {
  // Classes 28 (authorization) and 3D (no such database), and 57P03 (still starting).
  if (error instanceof pg.DatabaseError) {
    return /^(?:28|3D|57P03)/.test(error.code ?? '') ? error.message : null
  }
  if (!(error instanceof Error)) return null
  if ('code' in error && typeof error.code === 'string') return error.code
  return error.message.includes('timeout') ? error.message : null
}
