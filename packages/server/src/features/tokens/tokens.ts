import { MAX_TOKENS, type Position, type Scope } from '@latchkey/contract'
import { type Selectable, sql } from 'kysely'
import { type AccountCaller, recordAudit } from '../../platform/audit.ts'
import type { Database } from '../../platform/database/schema.ts'
import { inTransaction } from '../../platform/database/transaction.ts'
import type { Deps } from '../../platform/deps.ts'
import { type Failure, fail } from '../../platform/failure.ts'
import type { TokenSubject } from '../../platform/http/operation.ts'
import { newId } from '../../platform/ids.ts'
import { hashSecret, newSecret, sameHash } from '../../platform/secrets.ts'

/** What personal access tokens begin with; the 1 is the version of their form. */
export const TOKEN_PREFIX = 'patv1_'

const TOKEN_FORM = /^patv1_(tok_[0-9a-z]{26})\.([A-Za-z0-9_-]{43})$/
/** Seconds within which the last use is not written anew: it is shown to the hour. */
const LAST_USE_SECONDS = 3600

export type TokenRow = Selectable<Database['tokens']>

/** Tokens of a handle that were not revoked, newest first. */
export function findTokens(
  { db }: Deps,
  handleId: string,
  list: { after: Position | null; limit: number },
): Promise<TokenRow[]> {
  const at = sql<Date>`date_trunc('milliseconds', created_at)`
  let query = db
    .selectFrom('tokens')
    .selectAll()
    .where('handle_id', '=', handleId)
    .where('revoked_at', 'is', null)
  if (list.after) query = query.where(sql<boolean>`(${at}, id) < (${list.after.at}, ${list.after.id})`)
  return query.orderBy(at, 'desc').orderBy('id', 'desc').limit(list.limit).execute()
}

/** Makes a token; the secret is returned this once. */
export async function createToken(
  { db, clock }: Deps,
  caller: AccountCaller,
  request: { name: string; scopes: readonly Scope[]; expiresAt?: string | null | undefined },
): Promise<{ row: TokenRow; token: string } | Failure<'invalid_request' | 'too_many_tokens'>> {
  const now = clock.now()
  const expiresAt = request.expiresAt ? new Date(request.expiresAt) : null
  if (expiresAt && expiresAt <= now) {
    return fail('invalid_request', { issues: [{ path: 'body.expiresAt', message: 'must be in the future' }] })
  }
  const secret = newSecret('')
  return await inTransaction(db, async (trx) => {
    // The lock makes the count below exact.
    await trx.selectFrom('handles').select('id').where('id', '=', caller.handleId).forUpdate().execute()
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
        created_by: caller.actor.accountId,
        created_at: now,
        expires_at: expiresAt,
        last_used_at: null,
        revoked_at: null,
      })
      .returningAll()
      .executeTakeFirstOrThrow()
    const to = { tokenId: row.id, name: row.name, scopes: row.scopes, expiresAt: row.expires_at }
    await recordAudit(trx, { ...caller, action: 'token.created', to, now })
    return { row, token: `${TOKEN_PREFIX}${row.id}.${secret}` }
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

/** The live token with this text. Only who knows the whole of it learns that it expired. */
export async function readToken(
  { db, clock }: Deps,
  text: string,
): Promise<TokenRow | Failure<'invalid_token' | 'token_expired'>> {
  const [, id, secret] = TOKEN_FORM.exec(text) ?? []
  if (!id || !secret) return fail('invalid_token')
  const row = await db.selectFrom('tokens').selectAll().where('id', '=', id).executeTakeFirst()
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
  const own = await deps.db
    .selectFrom('handles')
    .select('id')
    .where('id', '=', row.handle_id)
    .where('name', '=', handle)
    .executeTakeFirst()
  if (!own) return fail('handle_not_found')
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
