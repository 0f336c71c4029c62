import { createHash, hkdfSync, randomUUID } from 'node:crypto'
import { IDEMPOTENCY_LEASE_SECONDS, IDEMPOTENCY_SECONDS } from '@latchkey/contract'
import { sql } from 'kysely'
import { addSeconds } from './clock.ts'
import type { DbOrTransaction } from './database/connect.ts'
import type { RootDeps } from './deps.ts'
import { type Failure, fail } from './failure.ts'
import type { Lease } from './leases.ts'
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
export interface KeyLease extends Lease {
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
  { db, clock, leases }: RootDeps,
  { key, caller, operationId, path, request }: IdempotencyKey,
): Promise<
  { lease: KeyLease } | { answer: unknown } | Failure<'idempotency_in_progress' | 'idempotency_key_reused'>
> {
  const now = clock.now()
  const keyHash = sha256(caller, operationId, path, key)
  const requestHash = sha256(JSON.stringify(request))
  const id = randomUUID()
  const lease: KeyLease = {
    id,
    until: addSeconds(now, IDEMPOTENCY_LEASE_SECONDS),
    release: () => deleteUnanswered(db, keyHash, id),
    keyHash,
    secret: Buffer.from(hkdfSync('sha256', key, keyHash, 'latchkey:idempotent-answer', 32)),
  }
  // An entry that ran out is as good as none; a lease that ran out may be taken over by the same request.
  const statement = sql`
    insert into idempotency_keys as held (key_hash, request_hash, lease_id, lease_until, answer, expires_at)
    values (${keyHash}, ${requestHash}, ${id}, ${lease.until}, null,
      ${addSeconds(now, IDEMPOTENCY_SECONDS)})
    on conflict (key_hash) do update set request_hash = excluded.request_hash, lease_id = excluded.lease_id,
      lease_until = excluded.lease_until, answer = null, expires_at = excluded.expires_at
    where held.expires_at <= ${now}
      or (held.answer is null and held.lease_until <= ${now} and held.request_hash = excluded.request_hash)`
  const taken = await leases.take(db, lease, (connection) => statement.execute(connection))
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
export async function storeAnswer(db: DbOrTransaction, lease: KeyLease, answer: unknown): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('idempotency_keys')
    .set({ answer: seal(lease.secret, JSON.stringify(answer)) })
    .where('key_hash', '=', lease.keyHash)
    .where('lease_id', '=', lease.id)
    .where('answer', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

// The commit that stores the answer may be under way, heard of by nobody: this waits for it, and then leaves the answer.
async function deleteUnanswered(db: DbOrTransaction, keyHash: Buffer, leaseId: string): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('idempotency_keys')
    .where('key_hash', '=', keyHash)
    .where('lease_id', '=', leaseId)
    .where('answer', 'is', null)
    .executeTakeFirst()
  return numDeletedRows === 1n
}
