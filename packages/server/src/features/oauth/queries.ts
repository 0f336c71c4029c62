import type { Scope } from '@latchkey/contract'
import { sql } from 'kysely'
import type pg from 'pg'
import type { DbOrTransaction } from '../../platform/database/connect.ts'
import { prepared } from '../../platform/database/prepared.ts'
import { familyValues, type NewFamily, openingFamily } from '../../platform/refresh-tokens.ts'
import { holdingSession } from '../accounts/service.ts'
import type { ClientMetadata } from './client-metadata.ts'

export const findClient = (db: DbOrTransaction, id: string) =>
  db
    .selectFrom('oauth_clients')
    .select([
      'id',
      'name',
      'redirect_uris as redirectUris',
      'auth_method as authMethod',
      'secret_hash as secretHash',
      'scope',
      'registered_by as registeredBy',
      'document_expires_at as documentExpiresAt',
    ])
    .where('id', '=', id)
    .executeTakeFirst()

export type Client = NonNullable<Awaited<ReturnType<typeof findClient>>>

export async function insertClient(
  db: DbOrTransaction,
  client: ClientMetadata & Pick<Client, 'id' | 'authMethod' | 'secretHash' | 'registeredBy'> & { now: Date },
): Promise<void> {
  await db
    .insertInto('oauth_clients')
    .values({
      id: client.id,
      name: client.name,
      redirect_uris: client.redirectUris,
      auth_method: client.authMethod,
      secret_hash: client.secretHash,
      scope: client.scope,
      registered_by: client.registeredBy,
      document_expires_at: null,
      created_at: client.now,
      used_at: null,
    })
    .execute()
}

/** Keeps what a client's document says, in place of what it said before. */
export async function keepDocument(
  db: DbOrTransaction,
  client: ClientMetadata & { id: string; now: Date; expiresAt: Date },
): Promise<void> {
  const said = {
    name: client.name,
    redirect_uris: client.redirectUris,
    scope: client.scope,
    document_expires_at: client.expiresAt,
  }
  await db
    .insertInto('oauth_clients')
    .values({
      ...said,
      id: client.id,
      auth_method: 'none',
      secret_hash: null,
      registered_by: null,
      created_at: client.now,
      used_at: null,
    })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(said))
    .execute()
}

export interface PendingConsent {
  readonly clientId: string
  readonly redirectUri: string
  readonly state: string | null
  readonly scope: Scope[]
  readonly codeChallenge: string
}

export async function insertConsent(
  db: DbOrTransaction,
  consent: PendingConsent & { ticketHash: Buffer; sessionId: string; expiresAt: Date },
): Promise<void> {
  await db
    .insertInto('oauth_consents')
    .values({
      ticket_hash: consent.ticketHash,
      client_id: consent.clientId,
      session_id: consent.sessionId,
      redirect_uri: consent.redirectUri,
      state: consent.state,
      scope: consent.scope,
      code_challenge: consent.codeChallenge,
      expires_at: consent.expiresAt,
    })
    .execute()
}

/** Takes a consent that waits for its answer; of two answers only one gets it, and no other session than its own. */
export const takeConsent = (
  db: DbOrTransaction,
  where: { ticketHash: Buffer; sessionId: string; now: Date },
): Promise<PendingConsent | undefined> =>
  db
    .deleteFrom('oauth_consents')
    .where('ticket_hash', '=', where.ticketHash)
    .where('session_id', '=', where.sessionId)
    .where('expires_at', '>', where.now)
    .returning([
      'client_id as clientId',
      'redirect_uri as redirectUri',
      'state',
      'scope',
      'code_challenge as codeChallenge',
    ])
    .executeTakeFirst()

export async function insertCode(
  db: DbOrTransaction,
  code: Omit<PendingConsent, 'state'> & {
    codeHash: Buffer
    accountId: string
    sessionId: string
    expiresAt: Date
  },
): Promise<void> {
  await db
    .insertInto('oauth_codes')
    .values({
      code_hash: code.codeHash,
      client_id: code.clientId,
      account_id: code.accountId,
      session_id: code.sessionId,
      redirect_uri: code.redirectUri,
      scope: code.scope,
      code_challenge: code.codeChallenge,
      expires_at: code.expiresAt,
    })
    .execute()
}

/** A code that was not exchanged. */
export const findCode = (db: DbOrTransaction, codeHash: Buffer) =>
  db
    .selectFrom('oauth_codes')
    .select([
      'client_id as clientId',
      'account_id as accountId',
      'session_id as sessionId',
      'redirect_uri as redirectUri',
      'scope',
      'code_challenge as codeChallenge',
      'expires_at as expiresAt',
    ])
    .where('code_hash', '=', codeHash)
    .executeTakeFirst()

// The client is held before its code is: whoever removes one holds it too, and then removes its codes.
const exchange = prepared<{ live: boolean; exchanged: boolean }>(
  'exchange_oauth_code',
  `
  with ${holdingSession('$5', '$6')}, holder as (
    select from oauth_clients where id = $8 for key share
  ), code as (
    delete from oauth_codes code using live, holder where code.code_hash = $7 returning code.account_id as id
  ), ${openingFamily('code', 1)}, new_grant as (
    insert into oauth_grants (id, code_hash, client_id, scope) select id, $7::bytea, $8::text, $9::text[] from family
  ), client as (
    update oauth_clients client set used_at = $3::timestamptz
    from family
    where client.id = $8 and client.used_at is null
  )
  select exists (select from live) as live, exists (select from family) as exchanged`,
)

/**
 * Turns a code into a grant, and marks its client as one that is used, while the session lives that allowed it. Of any
 * number of concurrent calls one does.
 */
export async function exchangeCode(
  pool: pg.Pool,
  code: {
    family: NewFamily
    accountId: string
    sessionId: string
    codeHash: Buffer
    clientId: string
    scope: Scope[]
  },
): Promise<'exchanged' | 'session_ended' | 'used'> {
  const { family, accountId, sessionId, codeHash, clientId, scope } = code
  const [done] = await exchange.run(pool, [
    ...familyValues(family),
    accountId,
    sessionId,
    codeHash,
    clientId,
    scope,
  ])
  if (done?.exchanged) return 'exchanged'
  return done?.live ? 'used' : 'session_ended'
}

/** The grant that a code was exchanged for. */
export const findGrantByCode = (db: DbOrTransaction, codeHash: Buffer, clientId: string) =>
  db
    .selectFrom('oauth_grants')
    .select('id')
    .where('code_hash', '=', codeHash)
    .where('client_id', '=', clientId)
    .executeTakeFirst()

export const findGrant = (db: DbOrTransaction, id: string) =>
  db
    .selectFrom('oauth_grants')
    .select(['client_id as clientId', 'scope'])
    .where('id', '=', id)
    .executeTakeFirst()

/** The grant that a refresh token is of, used or not. */
export const findGrantByToken = (db: DbOrTransaction, tokenHash: Buffer) =>
  db
    .selectFrom('refresh_tokens as token')
    .innerJoin('oauth_grants as grant', 'grant.id', 'token.family_id')
    .select(['grant.client_id as clientId', 'grant.scope'])
    .where('token.token_hash', '=', tokenHash)
    .executeTakeFirst()

/** A live grant together with the role of its account on a handle: one query, so both are of the same moment. */
export const findGrantRole = (
  db: DbOrTransaction,
  grant: { id: string; accountId: string; now: Date },
  handle: string,
) =>
  db
    .selectFrom('oauth_grants')
    .innerJoin('refresh_token_families as family', 'family.id', 'oauth_grants.id')
    .leftJoin('handles as handle', (join) => join.on('handle.name', '=', handle))
    .leftJoin('collaborators as collaborator', (join) =>
      join
        .onRef('collaborator.handle_id', '=', 'handle.id')
        .onRef('collaborator.account_id', '=', 'family.account_id'),
    )
    .select(['handle.id as handleId', 'collaborator.role as role'])
    .where('family.id', '=', grant.id)
    .where('family.account_id', '=', grant.accountId)
    .where('family.revoked_at', 'is', null)
    .where('family.expires_at', '>', grant.now)
    .executeTakeFirst()

/** Whether the grant behind a token still lives. */
export async function isGrantLive(
  db: DbOrTransaction,
  grant: { id: string; accountId: string; now: Date },
): Promise<boolean> {
  const row = await db
    .selectFrom('oauth_grants')
    .innerJoin('refresh_token_families as family', 'family.id', 'oauth_grants.id')
    .select('family.id')
    .where('family.id', '=', grant.id)
    .where('family.account_id', '=', grant.accountId)
    .where('family.revoked_at', 'is', null)
    .where('family.expires_at', '>', grant.now)
    .executeTakeFirst()
  return row !== undefined
}

/** How many of these families are grants to OAuth clients. */
export async function countGrants(
  db: DbOrTransaction,
  accountId: string,
  familyIds: readonly string[],
): Promise<number> {
  const { grants } = await db
    .selectFrom('refresh_token_families as family')
    .innerJoin('oauth_grants as grant', 'grant.id', 'family.id')
    .select((select) => select.fn.countAll<number>().as('grants'))
    .where('family.account_id', '=', accountId)
    .where('family.id', '=', sql<string>`any(${familyIds}::text[])`)
    .executeTakeFirstOrThrow()
  return grants
}
