import { type LimitDimension, type Limits, type LimitsSetting, parseQuota, quotaIn } from '@latchkey/contract'
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible'
import type { Redis } from './redis.ts'

/** Where a bucket stands after a request was counted. */
export interface BucketState {
  /** The limit, e.g. `requestMagicLink:email`. */
  readonly name: string
  readonly points: number
  readonly windowSeconds: number
  readonly remaining: number
  readonly resetSeconds: number
  readonly exceeded: boolean
}

/** What one request is counted in. */
export interface Bucket {
  readonly operationId: string
  readonly limits: Limits
  readonly dimension: LimitDimension
  readonly key: string
  /** How many times the quota it holds; once unless told. */
  readonly quotas?: number
}

type QuotaOfBucket = NonNullable<ReturnType<typeof parseQuota>>

const nameOf = ({ operationId, dimension }: Bucket): string => `${operationId}:${dimension}`

const bucketState = (bucket: Bucket, quota: QuotaOfBucket, result: RateLimiterRes): BucketState => ({
  name: nameOf(bucket),
  points: quota.points,
  windowSeconds: quota.seconds,
  remaining: result.remainingPoints,
  resetSeconds: Math.max(1, Math.ceil(result.msBeforeNext / 1000)),
  exceeded: result.consumedPoints > quota.points,
})

/** Throttles, counted in Redis when there is one and in memory else. */
export class Throttles {
  readonly #setting: LimitsSetting
  readonly #redis: Redis | null
  readonly #limiters = new Map<string, RateLimiterMemory | RateLimiterRedis>()
  /** Of each limit what the contract declares, or the setting in its place. */
  readonly #quotas = new Map<string, QuotaOfBucket | null>()

  constructor(setting: LimitsSetting, redis: Redis | null) {
    this.#setting = setting
    this.#redis = redis
  }

  /** Counts one request in a bucket; `null` when there is no such limit. */
  async count(bucket: Bucket): Promise<BucketState | null> {
    const quota = this.#quota(bucket)
    if (!quota) return null
    const result = await this.#limiter(bucket, quota)
      .consume(bucket.key)
      .catch((refusal: unknown) => {
        if (refusal instanceof RateLimiterRes) return refusal
        throw refusal
      })
    return bucketState(bucket, quota, result)
  }

  /** Takes back one request that was counted in a bucket; `null` when its window is over. */
  async giveBack(bucket: Bucket): Promise<BucketState | null> {
    const quota = this.#quota(bucket)
    if (!quota) return null
    const limiter = this.#limiter(bucket, quota)
    // In a new window it was not counted, and taking it back would allow one more.
    const now = await limiter.get(bucket.key)
    if (!now || now.consumedPoints < 1) return null
    return bucketState(bucket, quota, await limiter.reward(bucket.key))
  }

  #quota(bucket: Bucket): QuotaOfBucket | null {
    if (!this.#setting.enabled) return null
    const { operationId, limits, dimension, quotas = 1 } = bucket
    const declared = limits[dimension]
    if (!declared) return null
    const limit = `${nameOf(bucket)} ${declared}`
    let quota = this.#quotas.get(limit)
    if (quota === undefined) {
      quota = parseQuota(quotaIn(this.#setting, operationId, dimension, declared))
      this.#quotas.set(limit, quota)
    }
    return quota && quotas > 1 ? { ...quota, points: quota.points * quotas } : quota
  }

  #limiter(bucket: Bucket, quota: QuotaOfBucket) {
    const keyPrefix = nameOf(bucket)
    const name = `${keyPrefix}:${quota.points}`
    let limiter = this.#limiters.get(name)
    if (!limiter) {
      const options = { keyPrefix, points: quota.points, duration: quota.seconds }
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
