import type { LimitDimension, OperationDefinition } from '@latchkey/contract'
import type { Deps } from '../deps.ts'
import { type Failure, fail } from '../failure.ts'
import type { Bucket, BucketState } from '../limits.ts'
import { networksOf } from './client-address.ts'
import { DEVICE_COOKIE } from './cookies.ts'
import { knownDevice } from './device-cookie.ts'
import type { RequestFacts } from './request.ts'

/** What a throttle reads of an operation. */
type Throttled = Pick<OperationDefinition, 'limits' | 'limitsAs' | 'knownBy'>

/** The throttles of one operation during one request. */
export class RequestThrottle {
  readonly #deps: Deps
  readonly #request: RequestFacts
  readonly #operationId: string
  readonly #operation: Throttled
  readonly #counted: { bucket: Bucket; state: BucketState }[] = []

  constructor(deps: Deps, request: RequestFacts, operationId: string, operation: Throttled) {
    this.#deps = deps
    this.#request = request
    this.#operationId = operation.limitsAs ?? operationId
    this.#operation = operation
  }

  /** Where the buckets stand that were counted so far, for the headers: of each limit the one closest to its end. */
  get states(): BucketState[] {
    if (this.#counted.length <= 1) return this.#counted.map(({ state }) => state)
    const byName = Map.groupBy(this.#counted, ({ state }) => state.name)
    return [...byName.values()].flatMap((counted) => counted.map(({ state }) => state).reduce(closerToEnd))
  }

  async count(dimension: LimitDimension, key: string, quotas = 1): Promise<Failure<'rate_limited'> | null> {
    const { limits } = this.#operation
    if (!limits?.[dimension]) return null
    const bucket = { operationId: this.#operationId, limits, dimension, key, quotas }
    const state = await this.#deps.throttles.count(bucket)
    if (!state) return null
    this.#counted.push({ bucket, state })
    if (state.exceeded) this.#deps.metrics.throttled(state.name)
    return state.exceeded
      ? fail('rate_limited', { limit: state.name, retryAfterSeconds: state.resetSeconds })
      : null
  }

  /** Counts by the address the request came from. What one network may no longer do does not use up the wider ones. */
  async countAddress(): Promise<Failure<'rate_limited'> | null> {
    for (const { key, quotas } of networksOf(this.#request.address)) {
      const limited = await this.count('ip', key, quotas)
      if (limited) return limited
    }
    return null
  }

  /**
   * Counts by e-mail address. A browser in which it was proven before has a bucket of its own, which strangers cannot
   * use up. `handle` is where a visitor wants to sign in.
   */
  async countEmail(email: string, handle: string | null): Promise<Failure<'rate_limited'> | null> {
    const { limits, knownBy } = this.#operation
    if (!limits?.email) return null
    const cookie = this.#request.cookie(DEVICE_COOKIE)
    const device =
      knownBy && knownDevice(this.#deps.keys, cookie, knownBy === 'account' ? { email } : { email, handle })
    return await this.count('email', device ? `${email}|${device}` : email)
  }

  /** Takes back what was counted: the request was no attempt of the kind that the limits are against. */
  async giveBack(): Promise<void> {
    for (const counted of this.#counted) {
      counted.state = (await this.#deps.throttles.giveBack(counted.bucket)) ?? counted.state
    }
  }
}

const closerToEnd = (one: BucketState, other: BucketState): BucketState => {
  if (one.exceeded !== other.exceeded) return one.exceeded ? one : other
  return other.remaining < one.remaining ? other : one
}
