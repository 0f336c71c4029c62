import type { AuditAction } from '@latchkey/contract'
import type { Trx } from './database/connect.ts'
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

/** The handle that is meant: its id for what is stored, its name for what is shown. */
export interface NamedHandle {
  readonly handleId: string
  readonly handle: string
}

/** A caller of the control plane, where accounts act by themselves. */
export interface AccountCaller extends Caller {
  readonly actor: { readonly accountId: string }
}

export interface AuditEntry extends Caller {
  readonly action: AuditAction
  /** What was, and what is now: ids and settings, JSON. Never secrets, nor addresses of visitors. */
  readonly from?: Readonly<Record<string, unknown>>
  readonly to?: Readonly<Record<string, unknown>>
  readonly now: Date
}

/**
 * Writes a change of a handle's things into its audit log, in the transaction of the change.
 * @returns the id of the event.
 */
export async function recordAudit(trx: Trx, entry: AuditEntry): Promise<string> {
  const { actor } = entry
  const id = newId('auditEvent')
  const account = actor !== 'system' && 'accountId' in actor ? actor : null
  await trx
    .insertInto('audit_events')
    .values({
      id,
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
  return id
}

const json = (change: AuditEntry['from']): string | null => (change ? JSON.stringify(change) : null)
