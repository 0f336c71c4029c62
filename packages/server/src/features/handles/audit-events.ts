import type { Cursor } from '@latchkey/contract'
import { sql } from 'kysely'
import type { Deps } from '../../platform/deps.ts'
import { readCursor, toPage } from '../../platform/pagination.ts'

/** The audit log of a handle, newest first. */
export async function listAuditEvents(
  { db }: Deps,
  handleId: string,
  list: { limit: number; cursor?: Cursor | undefined },
) {
  const after = readCursor(list.cursor)
  let query = db
    .selectFrom('audit_events as event')
    .leftJoin('accounts as account', 'account.id', 'event.account_id')
    .select([
      'event.id',
      'event.action',
      'event.account_id as accountId',
      'event.client_id as clientId',
      'event.token_id as tokenId',
      'account.email',
      'event.request_id as requestId',
      'event.before',
      'event.after',
      'event.created_at as createdAt',
    ])
    .where('event.handle_id', '=', handleId)
  if (after) query = query.where(sql<boolean>`(event.created_at, event.id) < (${after.at}, ${after.id})`)
  const rows = await query
    .orderBy('event.created_at', 'desc')
    .orderBy('event.id', 'desc')
    .limit(list.limit + 1)
    .execute()
  return toPage(
    rows,
    list.limit,
    ({ createdAt, id }) => ({ at: createdAt, id }),
    (row) => ({
      id: row.id,
      action: row.action,
      actor: {
        kind: actorKind(row),
        accountId: row.accountId,
        email: row.email,
        clientId: row.clientId,
        tokenId: row.tokenId,
      },
      requestId: row.requestId,
      from: row.before,
      to: row.after,
      createdAt: row.createdAt.toISOString(),
    }),
  )
}

interface ActorRow {
  readonly accountId: string | null
  readonly clientId: string | null
  readonly tokenId: string | null
}

function actorKind(actor: ActorRow): 'ACCOUNT' | 'OAUTH_CLIENT' | 'TOKEN' | 'SYSTEM' {
  if (actor.tokenId !== null) return 'TOKEN'
  if (actor.clientId !== null) return 'OAUTH_CLIENT'
  return actor.accountId !== null ? 'ACCOUNT' : 'SYSTEM'
}
