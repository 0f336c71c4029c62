import { StartProblem } from './config.ts'
import type { Log } from './log.ts'

export type Redis = Awaited<ReturnType<typeof openRedis>>

/** Milliseconds that connecting may take, and that may pass between two attempts. */
const CONNECT_TIMEOUT = 5000
const LONGEST_WAIT = 2000

/**
 * Connects to Redis. Commands fail at once while it is away later on; callers have a way on without it.
 * @throws StartProblem when it does not answer now.
 */
export async function openRedis(url: string, log: Log) {
  // Not before it is needed: a third of all the modules of the server, which a start without Redis would wait for.
  const { createClient } = await import('redis')
  let connected = false
  const redis = createClient({
    url,
    disableOfflineQueue: true,
    socket: {
      connectTimeout: CONNECT_TIMEOUT,
      reconnectStrategy: (retries, cause) => (connected ? Math.min(100 * retries, LONGEST_WAIT) : cause),
    },
  })
  redis.on('error', (error: unknown) => {
    if (connected) log.warn({ err: error }, 'redis')
  })
  try {
    await redis.connect()
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new StartProblem(`REDIS_URL is wrong: it must lead to a Redis that answers (${why}).`)
  }
  connected = true
  return redis
}
