import { IN_THE_FUTURE, MAX_TOKENS, type Position, type Scope } from '@latchkey/contract'
import { type Selectable, sql } from 'kysely'
import { type AccountCaller, recordAudit } from '../../platform/audit.ts'
import type { Trx } from '../../platform/database/connect.ts'
import type { Database } from '../../platform/database/schema.ts'
import { inTransaction } from '../../platform/database/transaction.ts'
import type { Deps } from '../../platform/deps.ts'
import { type Failure, fail, isFailure } from '../../platform/failure.ts'
import type { TokenSubject } from '../../platform/http/operation.ts'
import { newId } from '../../platform/ids.ts'
import { hashSecret, newSecret, sameHash } from '../../platform/secrets.ts'
import { findAccount, holdSession } from '../accounts/service.ts'
import { holdHandles, lockAs } from '../handles/service.ts'

/** What personal access tokens begin with; the 1 is the version of their form. */
export const TOKEN_PREFIX = 'patv1_'

const TOKEN_FORM = /^patv1_(tok_[0-9a-z]{26})\.([A-Za-z0-9_-]{43})$/
/** Seconds within which the last use is not written anew: it is shown to the hour. */
const LAST_USE_SECONDS = 3600

export type TokenRow = Selectable<Database['tokens']>

/** A token and the address of whoever made it. */
export type ListedToken = TokenRow & { makerEmail: string }

/** Live tokens of a handle, newest first; expired ones are listed until they are revoked. */
export function findTokens(
  { db }: Deps,
  handleId: string,
  list: { after: Position | null; limit: number },
): Promise<ListedToken[]> {
  const at = sql.ref<Date>('token.created_at')
  let query = db
    .selectFrom('tokens as token')
    .innerJoin('accounts as maker', 'maker.id', 'token.created_by')
    .selectAll('token')
    .select('maker.email as makerEmail')
    .where('token.handle_id', '=', handleId)
    .where('token.revoked_at', 'is', null)
  if (list.after) query = query.where(sql<boolean>`(${at}, token.id) < (${list.after.at}, ${list.after.id})`)
  return query.orderBy(at, 'desc').orderBy('token.id', 'desc').limit(list.limit).execute()
}

/** Makes a token; the secret is returned this once. */
export async function createToken(
  { db, clock }: Deps,
  caller: AccountCaller & { readonly sessionId: string },
  request: { name: string; scopes: readonly Scope[]; expiresAt?: string | null | undefined },
): Promise<
  | { row: ListedToken; token: string }
  | Failure<
      'invalid_request' | 'invalid_token' | 'handle_not_found' | 'insufficient_role' | 'too_many_tokens'
    >
> {
  const now = clock.now()
  const expiresAt = request.expiresAt ? new Date(request.expiresAt) : null
  if (expiresAt && expiresAt <= now) {
    return fail('invalid_request', { issues: [{ path: 'body.expiresAt', message: IN_THE_FUTURE }] })
  }
  const secret = newSecret('')
  const { sessionId, ...account } = caller
  const { accountId } = account.actor
  return await inTransaction(db, async (trx) => {
    // A reset of the password ends what there is: nothing is made by a session that it has ended.
    if (!(await holdSession(trx, { id: sessionId, accountId }))) return fail('invalid_token')
    // The lock makes the count below exact.
    const authority = await lockAs(trx, account, 'OPERATOR')
    if (isFailure(authority)) return authority
    const { live } = await trx
      .selectFrom('tokens')
      .select((select) => select.fn.countAll<number>().as('live'))
      .where('handle_id', '=', caller.handleId)
      .where('revoked_at', 'is', null)
      .executeTakeFirstOrThrow()
    if (live >= MAX_TOKENS) return fail('too_many_tokens')
    const row = await trx
      .insertInto('tokens')
      .values({
        id: newId('token'),
        handle_id: caller.handleId,
        name: request.name,
        scopes: [...new Set(request.scopes)],
        secret_hash: hashSecret(secret),
        created_by: accountId,
        created_at: now,
        expires_at: expiresAt,
        last_used_at: null,
        revoked_at: null,
      })
      .returningAll()
      .executeTakeFirstOrThrow()
    const to = { tokenId: row.id, name: row.name, scopes: row.scopes, expiresAt: row.expires_at }
    await recordAudit(trx, { ...account, action: 'token.created', to, now })
    const maker = await findAccount(trx, accountId)
    if (!maker) throw new Error(`Account ${accountId} is held, and gone.`)
    return { row: { ...row, makerEmail: maker.email }, token: `${TOKEN_PREFIX}${row.id}.${secret}` }
  })
}

/** Ends a token. */
export async function revokeToken(
  { db, clock }: Deps,
  caller: AccountCaller,
  tokenId: string,
): Promise<null | Failure<'token_not_found'>> {
  const now = clock.now()
  return await inTransaction(db, async (trx) => {
    // Whoever deletes the handle locks it before its tokens; the log, which refers to it, would come last.
    await holdHandles(trx, [caller.handleId])
    const revoked = await trx
      .updateTable('tokens')
      .set({ revoked_at: now })
      .where('id', '=', tokenId)
      .where('handle_id', '=', caller.handleId)
      .where('revoked_at', 'is', null)
      .returning(['id', 'name'])
      .executeTakeFirst()
    if (!revoked) return fail('token_not_found')
    const from = { tokenId: revoked.id, name: revoked.name }
    await recordAudit(trx, { ...caller, action: 'token.revoked', from, now })
    return null
  })
}

/**
 * Ends the tokens that an account made, on one handle or on all, and tells the log of each handle.
 * @returns how many it ended.
 */
export async function endTokens(
  trx: Trx,
  maker: { readonly accountId: string; readonly handleId?: string },
  by: Pick<AccountCaller, 'actor' | 'requestId'> & { readonly now: Date },
): Promise<number> {
  let made = trx
    .selectFrom('tokens')
    .select('id')
    .where('created_by', '=', maker.accountId)
    .where('revoked_at', 'is', null)
  if (maker.handleId !== undefined) made = made.where('handle_id', '=', maker.handleId)
  // The log refers to the handle, whose deletion locks it before the tokens; so does this.
  await holdHandles(trx, sql<string>`${made.clearSelect().select('handle_id')}`)
  const ended = await trx
    .updateTable('tokens')
    .set({ revoked_at: by.now })
    .where('id', 'in', made)
    .where('revoked_at', 'is', null)
    .returning(['id', 'name', 'handle_id as handleId'])
    .execute()
  for (const { id: tokenId, name, handleId } of ended) {
    await recordAudit(trx, { ...by, handleId, action: 'token.revoked', from: { tokenId, name } })
  }
  return ended.length
}

/**
 * The live token with this text, and the name of its handle. Only who knows the whole of it learns that it expired.
 * Each scope is within the least role that there is: whatever role the maker has now, it covers the token's.
 */
export async function readToken(
  { db, clock }: Deps,
  text: string,
): Promise<(TokenRow & { handle: string }) | Failure<'invalid_token' | 'token_expired'>> {
  const [, id, secret] = TOKEN_FORM.exec(text) ?? []
  if (!id || !secret) return fail('invalid_token')
  const row = await db
    .selectFrom('tokens as token')
    .innerJoin('handles as handle', 'handle.id', 'token.handle_id')
    .innerJoin('collaborators as maker', (join) =>
      join
        .onRef('maker.handle_id', '=', 'token.handle_id')
        .onRef('maker.account_id', '=', 'token.created_by'),
    )
    .selectAll('token')
    .select('handle.name as handle')
    .where('token.id', '=', id)
    .executeTakeFirst()
  if (!row || row.revoked_at || !sameHash(row.secret_hash, hashSecret(secret))) return fail('invalid_token')
  return row.expires_at && row.expires_at <= clock.now() ? fail('token_expired') : row
}

/** What a personal access token may do on the handle in the path: nothing on any but its own. */
export async function authorizePersonalToken(
  deps: Deps,
  text: string,
  handle: string,
  needed: Scope,
): Promise<
  TokenSubject | Failure<'invalid_token' | 'token_expired' | 'insufficient_scope' | 'handle_not_found'>
> {
  const row = await readToken(deps, text)
  if ('failed' in row) return row
  if (!row.scopes.includes(needed)) return fail('insufficient_scope')
  if (row.handle !== handle) return fail('handle_not_found')
  noteUse(deps, row)
  return { tokenId: row.id, handleId: row.handle_id, actor: { tokenId: row.id } }
}

function noteUse(deps: Deps, { id, last_used_at: last }: TokenRow): void {
  const now = deps.clock.now()
  if (last && now.getTime() - last.getTime() < LAST_USE_SECONDS * 1000) return
  deps.background.run('note use of token', () =>
    deps.db.updateTable('tokens').set({ last_used_at: now }).where('id', '=', id).execute(),
  )
}
