import { errorEntry, type OperationDefinition } from '@latchkey/contract'
import type { Trx } from '../database/connect.ts'
import { inOwnTransaction } from '../database/transaction.ts'
import type { Deps, RootDeps } from '../deps.ts'
import { type Failure, fail, isFailure } from '../failure.ts'
import { type IdempotencyKey, isIdempotencyKey, type KeyLease, storeAnswer, takeKey } from '../idempotency.ts'
import { invalidHeader } from './body.ts'
import type { HeaderList } from './respond.ts'
import type { StoredAnswer } from './stored-answer.ts'

/** What a handler answered, in a form that can be stored. */
type HandlerResult =
  | { readonly status: number; readonly headers?: HeaderList; readonly body?: unknown }
  | Failure

const REPLAYED: HeaderList = [['idempotent-replayed', 'true']]

/** Failures that stay what they are however often the request is repeated. */
function isFinal(answer: HandlerResult): boolean {
  if (!isFailure(answer)) return true
  const { status, retry } = errorEntry(answer.code)
  return status < 500 && status !== 401 && status !== 429 && retry === 'never'
}

interface IdempotentOptions<T> {
  /** Checks a stored answer, which outlives a deployment. */
  readonly read: (stored: unknown) => StoredAnswer<T>
  /** Asked before the handler runs, and not for a repeat. */
  readonly admit?: (() => Promise<Failure | null>) | undefined
  /** Called once after that, before the transaction begins; its failure is the answer. */
  readonly prepare?: (() => Promise<Failure | null>) | undefined
  /** Makes a stored answer current. */
  readonly mintAnew?: ((deps: RootDeps, stored: T) => Promise<T>) | undefined
}

/**
 * Runs the handler once for a key, and repeats its answer. With `transaction` the stored answer commits with the
 * effect, so a process that dies leaves both or neither. With `resumable` the handler calls out (to Stripe) and
 * is itself safe to run again; its answer is stored afterwards. By its intent it knows what it did under this key.
 */
export async function runIdempotently<T extends HandlerResult>(
  deps: RootDeps,
  mode: NonNullable<OperationDefinition['idempotency']>,
  key: IdempotencyKey,
  handler: (deps: Deps, intent?: Buffer) => Promise<T>,
  { read, admit, prepare, mintAnew }: IdempotentOptions<T>,
): Promise<T | Failure<'idempotency_in_progress' | 'idempotency_key_reused' | 'invalid_request'>> {
  if (!isIdempotencyKey(key.key)) {
    return invalidHeader('Idempotency-Key', 'must be 1 to 255 visible ASCII characters')
  }
  const taken = await takeKey(deps, key)
  if (isFailure(taken)) return taken
  if ('answer' in taken) {
    const stored = read(taken.answer)
    if (!stored.isCurrent)
      deps.log.warn({ operation: key.operationId }, 'repeats an answer of another version')
    const answer = mintAnew && stored.isCurrent ? await mintAnew(deps, stored.answer) : stored.answer
    return { ...answer, headers: [...(headersOf(answer) ?? []), ...REPLAYED] }
  }
  const { lease } = taken
  try {
    const refused = await admit?.()
    if (refused) {
      await deps.leases.giveBack(lease)
      return refused as Failure<'invalid_request'>
    }
    const unfit = await prepare?.()
    if (unfit) return await thenStore(deps, lease, unfit as unknown as T)
    return mode === 'transaction'
      ? await inOneTransaction(deps, lease, handler)
      : await thenStore(deps, lease, await handler(deps, lease.keyHash))
  } catch (error) {
    // So that a retry can act at once.
    await deps.leases.giveBack(lease)
    throw error
  }
}

const headersOf = (answer: HandlerResult): HeaderList | undefined =>
  'headers' in answer ? (answer.headers as HeaderList | undefined) : undefined

/** Takes the transaction back, and the failure out of it. */
class RolledBack extends Error {
  readonly failure: Failure
  constructor(failure: Failure) {
    super(failure.code)
    this.failure = failure
  }
}

async function inOneTransaction<T extends HandlerResult>(
  deps: RootDeps,
  lease: KeyLease,
  handler: (deps: Deps) => Promise<T>,
) {
  try {
    return await inOwnTransaction(deps.db, async (trx: Trx) => {
      const answer = await handler({ ...deps, db: trx })
      if (isFailure(answer)) throw new RolledBack(answer)
      if (!(await storeAnswer(trx, lease, answer))) throw new RolledBack(fail('idempotency_in_progress'))
      return answer
    })
  } catch (error) {
    if (!(error instanceof RolledBack)) throw error
    return await thenStore(deps, lease, error.failure as unknown as T)
  }
}

async function thenStore<T extends HandlerResult>(deps: Deps, lease: KeyLease, answer: T): Promise<T> {
  if (isFinal(answer)) await storeAnswer(deps.db, lease, answer)
  else await deps.leases.giveBack(lease)
  return answer
}
