import { createHash, hkdfSync, randomUUID } from 'node:crypto'
import { IDEMPOTENCY_LEASE_SECONDS, IDEMPOTENCY_SECONDS } from '@latchkey/contract'
import { sql } from 'kysely'
import { addSeconds } from './clock.ts'
import type { DbOrTransaction } from './database/connect.ts'
import type { Deps } from './deps.ts'
import { type Failure, fail } from './failure.ts'
import { seal, unseal } from './sealed.ts'
import { sameHash } from './secrets.ts'

/** A key as one caller sent it to one operation and path. The key itself is not kept: it opens the stored answer. */
export interface IdempotencyKey {
  readonly key: string
  readonly caller: string
  readonly operationId: string
  readonly path: string
  /** What was asked; another request under the same key is refused. */
  readonly request: unknown
}

/** The right to act under a key, until it runs out. */
export interface Lease {
  readonly id: string
  readonly keyHash: Buffer
  readonly secret: Buffer
}

/** Shape of a key: what a header can carry, of bounded length. */
export const isIdempotencyKey = (key: string): boolean => /^[\x21-\x7e]{1,255}$/.test(key)

const sha256 = (...parts: string[]) => createHash('sha256').update(JSON.stringify(parts)).digest()

// Why: apps/docs/src/content/docs/internals/decisions/0005-idempotency-leases.md
/** Takes the key: the lease to act, the answer that was stored, or why neither is possible. */
export async function takeKey(
  { db, clock }: Deps,
  { key, caller, operationId, path, request }: IdempotencyKey,
): Promise<
  { lease: Lease } | { answer: unknown } | Failure<'idempotency_in_progress' | 'idempotency_key_reused'>
> {
  const now = clock.now()
  const keyHash = sha256(caller, operationId, path, key)
  const requestHash = sha256(JSON.stringify(request))
  const lease: Lease = {
    id: randomUUID(),
    keyHash,
    secret: Buffer.from(hkdfSync('sha256', key, keyHash, 'latchkey:idempotent-answer', 32)),
  }
  // An entry that ran out is as good as none; a lease that ran out may be taken over by the same request.
  const taken = await sql`
    insert into idempotency_keys as held (key_hash, request_hash, lease_id, lease_until, answer, expires_at)
    values (${keyHash}, ${requestHash}, ${lease.id}, ${addSeconds(now, IDEMPOTENCY_LEASE_SECONDS)}, null,
      ${addSeconds(now, IDEMPOTENCY_SECONDS)})
    on conflict (key_hash) do update set request_hash = excluded.request_hash, lease_id = excluded.lease_id,
      lease_until = excluded.lease_until, answer = null, expires_at = excluded.expires_at
    where held.expires_at <= ${now}
      or (held.answer is null and held.lease_until <= ${now} and held.request_hash = excluded.request_hash)`.execute(
    db,
  )
  if (taken.numAffectedRows === 1n) return { lease }

  const held = await db
    .selectFrom('idempotency_keys')
    .select(['request_hash', 'answer'])
    .where('key_hash', '=', keyHash)
    .executeTakeFirst()
  if (held && !sameHash(held.request_hash, requestHash)) return fail('idempotency_key_reused')
  // Without an answer it is being worked on, or was given back this moment.
  return held?.answer
    ? { answer: JSON.parse(unseal(lease.secret, held.answer)) }
    : fail('idempotency_in_progress')
}

// Answers may show a secret once (a token, a signed link), so at rest they open only with the key itself.
/** Stores the answer; inside a transaction it is there if the effect is. `false` when another request took over. */
export async function storeAnswer(db: DbOrTransaction, lease: Lease, answer: unknown): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('idempotency_keys')
    .set({ answer: seal(lease.secret, JSON.stringify(answer)) })
    .where('key_hash', '=', lease.keyHash)
    .where('lease_id', '=', lease.id)
    .where('answer', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Gives the key back after a failure that is not final, so that a retry can act at once. */
export async function releaseKey({ db }: Deps, lease: Lease): Promise<void> {
  await db
    .deleteFrom('idempotency_keys')
    .where('key_hash', '=', lease.keyHash)
    .where('lease_id', '=', lease.id)
    .where('answer', 'is', null)
    .execute()
}
