import { createClient } from 'redis'
import type { Log } from './log.ts'

export type Redis = Awaited<ReturnType<typeof openRedis>>

/** Connects to Redis. Commands fail at once while it is away; callers have a way on without it. */
export async function openRedis(url: string, log: Log) {
  const redis = createClient({ url, disableOfflineQueue: true })
  redis.on('error', (error: unknown) => log.warn({ err: error }, 'redis'))
  return await redis.connect()
}
