import { type LimitDimension, type Limits, parseQuota } from '@latchkey/contract'
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible'
import type { LimitsSetting } from './config.ts'
import type { Redis } from './redis.ts'

/** Where a bucket stands after a request was counted. */
export interface Standing {
  /** The limit, e.g. `requestMagicLink:email`. */
  readonly name: string
  readonly points: number
  readonly windowSeconds: number
  readonly remaining: number
  readonly resetSeconds: number
  readonly exceeded: boolean
}

/** Throttles, counted in Redis when there is one and in memory else. */
export class Throttles {
  readonly #setting: LimitsSetting
  readonly #redis: Redis | null
  readonly #limiters = new Map<string, RateLimiterMemory | RateLimiterRedis>()

  constructor(setting: LimitsSetting, redis: Redis | null) {
    this.#setting = setting
    this.#redis = redis
  }

  /** Counts one request of `key` in the operation's bucket of this dimension; `null` when there is no such limit. */
  async count(
    operationId: string,
    limits: Limits,
    dimension: LimitDimension,
    key: string,
  ): Promise<Standing | null> {
    const quota = this.#quota(operationId, limits, dimension)
    if (!quota) return null
    const name = `${operationId}:${dimension}`
    const result = await this.#limiter(name, quota)
      .consume(key)
      .catch((refusal: unknown) => {
        if (refusal instanceof RateLimiterRes) return refusal
        throw refusal
      })
    return {
      name,
      points: quota.points,
      windowSeconds: quota.seconds,
      remaining: result.remainingPoints,
      resetSeconds: Math.max(1, Math.ceil(result.msBeforeNext / 1000)),
      exceeded: result.consumedPoints > quota.points,
    }
  }

  #quota(operationId: string, limits: Limits, dimension: LimitDimension) {
    if (!this.#setting.enabled) return null
    const override = this.#setting.overrides[operationId]
    const declared = limits[dimension]
    if (!declared) return null
    return parseQuota((typeof override === 'string' ? override : override?.[dimension]) ?? declared)
  }

  #limiter(name: string, quota: { points: number; seconds: number }) {
    let limiter = this.#limiters.get(name)
    if (!limiter) {
      const options = { keyPrefix: name, points: quota.points, duration: quota.seconds }
      limiter = this.#redis
        ? // While Redis is away each process counts for itself, rather than letting everything or nothing through.
          new RateLimiterRedis({
            ...options,
            storeClient: this.#redis,
            useRedisPackage: true,
            rejectIfRedisNotReady: true,
            insuranceLimiter: new RateLimiterMemory(options),
          })
        : new RateLimiterMemory(options)
      this.#limiters.set(name, limiter)
    }
    return limiter
  }
}
