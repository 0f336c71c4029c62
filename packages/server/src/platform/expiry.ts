import { sql } from 'kysely'
import { addSeconds } from './clock.ts'
import { removeBefore } from './database/batches.ts'
import type { Database } from './database/schema.ts'
import type { Deps, RootDeps } from './deps.ts'
import { MAIL_BUDGET_SECONDS } from './mail/strangers.ts'
import type { RetainedTable } from './retention.ts'

const DAY = 24 * 3600
const DAILY_WRITES_KEPT = 2 * DAY

/** The time before which rows of a table are of no use. */
export const keptSince = ({ clock, config }: Pick<Deps, 'clock' | 'config'>, table: RetainedTable): Date =>
  addSeconds(clock.now(), -config.RETENTION_DAYS[table] * DAY)

/** Removes what is of no use any more from one table. @returns whether all of it; else there is more to do. */
export type Remover = (deps: RootDeps) => Promise<boolean>
/** What removes from which table. Each is a job of its own, which may end anywhere and be run again. */
export type Removers = { readonly [T in keyof Database]?: Remover }

export const platformRemovers = {
  idempotency_keys: ({ db, clock }) => removeBefore(db, 'idempotency_keys', 'expires_at', clock.now()),
  mails: ({ db, clock }) => removeBefore(db, 'mails', 'expires_at', clock.now()),
  daily_writes: ({ db, clock }) =>
    removeBefore(db, 'daily_writes', 'day', addSeconds(clock.now(), -DAILY_WRITES_KEPT)),
  stranger_mails: ({ db, clock }) =>
    removeBefore(db, 'stranger_mails', 'sent_at', addSeconds(clock.now(), -MAIL_BUDGET_SECONDS)),
  request_records: (deps) =>
    removeBefore(deps.db, 'request_records', 'at', keptSince(deps, 'request_records')),
  audit_events: (deps) =>
    removeBefore(deps.db, 'audit_events', 'created_at', keptSince(deps, 'audit_events')),
  refresh_tokens: ({ db, clock }) =>
    removeBefore(db, 'refresh_tokens', 'expires_at', clock.now(), sql`used_at is not null`),
  // Ended sessions stay for a while, so that whoever presents a token of theirs is told why it does not count.
  refresh_token_families: (deps) =>
    removeBefore(deps.db, 'refresh_token_families', 'expires_at', keptSince(deps, 'refresh_token_families')),
} as const satisfies Removers
