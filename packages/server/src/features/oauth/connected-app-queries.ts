import type { Position, Scope } from '@latchkey/contract'
import { sql } from 'kysely'
import type { DbOrTransaction } from '../../platform/database/connect.ts'

const liveGrants = (db: DbOrTransaction, accountId: string, now: Date) =>
  db
    .selectFrom('oauth_grants as grant')
    .innerJoin('refresh_token_families as family', 'family.id', 'grant.id')
    .where('family.account_id', '=', accountId)
    .where('family.revoked_at', 'is', null)
    .where('family.expires_at', '>', now)

/** What an account granted to a client and still lets it do; `null` when the client has no live grant of it. */
export async function findGrantedScope(
  db: DbOrTransaction,
  grant: { accountId: string; clientId: string; now: Date },
): Promise<Scope[] | null> {
  const rows = await liveGrants(db, grant.accountId, grant.now)
    .where('grant.client_id', '=', grant.clientId)
    .select('grant.scope')
    .execute()
  return rows.length === 0 ? null : rows.flatMap(({ scope }) => scope)
}

/** Live grants of an account with their clients, newest first. */
export const findConnectedApps = (
  db: DbOrTransaction,
  accountId: string,
  list: { now: Date; after: Position | null; limit: number },
) => {
  const at = sql.ref<Date>('family.created_at')
  let query = liveGrants(db, accountId, list.now)
    .innerJoin('oauth_clients as client', 'client.id', 'grant.client_id')
    .select([
      'grant.id',
      'client.id as clientId',
      'client.name',
      'grant.scope as scopes',
      'family.created_at as createdAt',
      'family.last_used_at as lastUsedAt',
      'family.expires_at as expiresAt',
    ])
  if (list.after) {
    query = query.where(sql<boolean>`(${at}, "grant".id) < (${list.after.at}, ${list.after.id})`)
  }
  return query.orderBy(at, 'desc').orderBy('grant.id', 'desc').limit(list.limit).execute()
}

/** A grant of an account, in whatever state it is. */
export const findGrantOf = (db: DbOrTransaction, id: string, accountId: string) =>
  db
    .selectFrom('oauth_grants as grant')
    .innerJoin('refresh_token_families as family', 'family.id', 'grant.id')
    .select('grant.client_id as clientId')
    .where('grant.id', '=', id)
    .where('family.account_id', '=', accountId)
    .executeTakeFirst()

/** Ends the codes that an account gave to a client and that were not exchanged yet. */
export async function deleteCodes(
  db: DbOrTransaction,
  code: { accountId: string; clientId: string },
): Promise<void> {
  await db
    .deleteFrom('oauth_codes')
    .where('account_id', '=', code.accountId)
    .where('client_id', '=', code.clientId)
    .execute()
}
