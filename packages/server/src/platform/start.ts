import { Background } from './background.ts'
import { type Clock, systemClock } from './clock.ts'
import type { Config } from './config.ts'
import {
  connectDatabase,
  connectGather,
  logLostConnections,
  reservedConnections,
} from './database/connect.ts'
import { Gather } from './database/gather.ts'
import { acceptPooler } from './database/pooler.ts'
import type { RootDeps } from './deps.ts'
import { LocalFiles } from './files/local.ts'
import { S3Files } from './files/s3.ts'
import { SignedUrls } from './files/signed-urls.ts'
import type { FileStore } from './files/store.ts'
import { collectJobMetrics } from './job-metrics.ts'
import { Keys } from './keys.ts'
import { Leases } from './leases.ts'
import { Throttles } from './limits.ts'
import { createLog, type Log } from './log.ts'
import { MarkdownRenderer } from './markdown/renderer.ts'
import { Metrics } from './metrics.ts'
import { openTracing } from './open-tracing.ts'
import { Passwords } from './passwords.ts'
import { PlatformAccount } from './platform-account.ts'
import { systemNetwork } from './public-network.ts'
import { Readiness } from './readiness.ts'
import { openRedis } from './redis.ts'
import { RequestRecords } from './request-records.ts'
import { stripeClient } from './stripe-client.ts'

/** Where the contents of files are kept, below the working directory. */
export const FILES_FOLDER = '.data/files'

/** Opens what the server needs: database, keys, Redis when configured, Stripe. `close` gives it all back. */
export async function openDeps(
  config: Config,
  clock: Clock = systemClock,
  log: Log = createLog(config.LOG_LEVEL),
): Promise<RootDeps & { close(): Promise<void> }> {
  const { LATCHKEY_ROLE: role } = config
  const poolMax = config.DATABASE_POOL_MAX - reservedConnections(role)
  const url = role === 'worker' ? config.JOBS_DATABASE_URL : config.DATABASE_URL
  const metrics = new Metrics()
  const tracing = await openTracing(config)
  const { db, pool } = connectDatabase({
    url,
    poolMax,
    waited: (seconds) => metrics.waitedForConnection(seconds),
  })
  metrics.collectPool(() => pool.waitingCount)
  const gatherPool = connectGather(url)
  for (const each of [pool, gatherPool]) logLostConnections(each, log)
  if (url !== config.JOBS_DATABASE_URL) await acceptPooler(pool, log)
  const gather = new Gather(gatherPool, (inputs) => metrics.gathered(inputs))
  const redis = config.REDIS_URL ? await openRedis(config.REDIS_URL, log) : null
  const background = new Background(log)
  const leases = new Leases(clock, log)
  collectJobMetrics(metrics.registry, db, log)
  const requestRecords = new RequestRecords(pool, log)
  const markdown = new MarkdownRenderer(log)
  const stripe = stripeClient(config, { metrics, tracing })
  const keys = await Keys.open({ db, clock, log, signingKeys: config.SIGNING_KEYS })
  return {
    config,
    clock,
    log,
    db,
    pool,
    gather,
    keys,
    throttles: new Throttles(config.LIMITS, redis),
    passwords: new Passwords(),
    stripe,
    platformAccount: new PlatformAccount(stripe),
    background,
    leases,
    metrics,
    tracing,
    network: systemNetwork,
    files: fileStore(config, keys, clock),
    readiness: new Readiness(),
    markdown,
    requestRecords,
    async close() {
      keys.close()
      await markdown.close()
      await gather.close()
      await background.drain()
      await leases.close()
      await requestRecords.flush()
      if (redis?.isOpen) await redis.close()
      await db.destroy()
      log.flush()
    },
  }
}

function fileStore(config: Config, keys: Keys, clock: Clock): FileStore {
  const { S3_ENDPOINT: endpoint, S3_BUCKET: bucket } = config
  const { S3_ACCESS_KEY_ID: accessKeyId, S3_SECRET_ACCESS_KEY: secretAccessKey } = config
  if (endpoint && bucket && accessKeyId && secretAccessKey) {
    return new S3Files({ endpoint, bucket, accessKeyId, secretAccessKey }, clock)
  }
  return new LocalFiles(FILES_FOLDER, new SignedUrls({ keys, clock, origin: config.origin }))
}
