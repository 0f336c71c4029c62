import type { AuditAction } from '@latchkey/contract'
import type { Transaction } from 'kysely'
import type { Database } from './database/schema.ts'
import { newId } from './ids.ts'

/** Who made a change: an account by itself or through an OAuth client, a personal access token, or Latchkey on its own. */
export type Actor =
  | { readonly accountId: string; readonly clientId?: string }
  | { readonly tokenId: string }
  | 'system'

/** Who acts on which handle in which request, as use cases receive it. */
export interface Caller {
  readonly handleId: string
  readonly actor: Actor
  /** `null` for jobs. */
  readonly requestId: string | null
}

export interface AuditEntry extends Caller {
  readonly action: AuditAction
  /** What was, and what is now: ids and settings, JSON. Never secrets, nor addresses of visitors. */
  readonly from?: unknown
  readonly to?: unknown
  readonly now: Date
}

/** Writes a change of a handle's things into its audit log, in the transaction of the change. */
export async function recordAudit(trx: Transaction<Database>, entry: AuditEntry): Promise<void> {
  const { actor } = entry
  const account = actor !== 'system' && 'accountId' in actor ? actor : null
  await trx
    .insertInto('audit_events')
    .values({
      id: newId('auditEvent'),
      handle_id: entry.handleId,
      account_id: account?.accountId ?? null,
      client_id: account?.clientId ?? null,
      token_id: actor !== 'system' && 'tokenId' in actor ? actor.tokenId : null,
      request_id: entry.requestId,
      action: entry.action,
      before: json(entry.from),
      after: json(entry.to),
      created_at: entry.now,
    })
    .execute()
}

const json = (value: unknown): string | null =>
  value === undefined || value === null ? null : JSON.stringify(value)
