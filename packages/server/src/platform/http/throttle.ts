import type { LimitDimension, Limits } from '@latchkey/contract'
import type { Deps } from '../deps.ts'
import { type Failure, fail } from '../failure.ts'
import type { Standing } from '../limits.ts'
import { DEVICE_COOKIE } from './cookies.ts'
import { knownDevice } from './device-cookie.ts'
import type { RequestFacts } from './request.ts'

/** The throttles of one operation during one request. */
export class RequestThrottle {
  /** Where the buckets stand that were counted so far, for the headers. */
  readonly standings: Standing[] = []
  readonly #deps: Deps
  readonly #request: RequestFacts
  readonly #operationId: string
  readonly #limits: Limits

  constructor(deps: Deps, request: RequestFacts, operationId: string, limits: Limits = {}) {
    this.#deps = deps
    this.#request = request
    this.#operationId = operationId
    this.#limits = limits
  }

  async count(dimension: LimitDimension, key: string): Promise<Failure<'rate_limited'> | null> {
    if (!this.#limits[dimension]) return null
    const standing = await this.#deps.throttles.count(this.#operationId, this.#limits, dimension, key)
    if (!standing) return null
    this.standings.push(standing)
    return standing.exceeded
      ? fail('rate_limited', { limit: standing.name, retryAfterSeconds: standing.resetSeconds })
      : null
  }

  /** Counts by the address the request came from. */
  async countAddress(): Promise<Failure<'rate_limited'> | null> {
    return await this.count('ip', this.#request.address)
  }

  /** Counts by e-mail address. A browser that signed in with it before has a bucket of its own, which strangers cannot use up. */
  async countEmail(email: string): Promise<Failure<'rate_limited'> | null> {
    if (!this.#limits.email) return null
    const device = knownDevice(this.#deps.keys, this.#request.cookie(DEVICE_COOKIE), email)
    return await this.count('email', device ? `${email}|${device}` : email)
  }
}
