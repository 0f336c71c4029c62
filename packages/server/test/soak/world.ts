import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startLocalStripe } from '@latchkey/local-stripe'
import { systemClock } from '../../src/platform/clock.ts'
import { connectDatabase, logLostConnections } from '../../src/platform/database/connect.ts'
import { migrateToLatest } from '../../src/platform/database/migrate.ts'
import type { Deps } from '../../src/platform/deps.ts'
import { createLog } from '../../src/platform/log.ts'
import { stripeClient } from '../../src/platform/stripe-client.ts'
import { factories } from '../factories.ts'
import { Gate } from '../gate.ts'
import { TestRedis } from '../redis.ts'
import { TestSmtp } from '../smtp.ts'
import { problemOf } from './answers.ts'
import { Balancer, type ServedAnswer } from './balancer.ts'
import { People } from './client.ts'
import { TestCluster } from './cluster.ts'
import { Fleet } from './fleet.ts'
import { Mails } from './mails.ts'
import { Tally } from './tally.ts'

const WEBHOOK_SECRET = 'whsec_platform'

/** Nobody here is throttled, but everybody is counted. */
const LIMITS = JSON.stringify(
  Object.fromEntries(
    [
      'requestMagicLink',
      'verifyMagicLink',
      'createCheckout',
      'confirmCheckout',
      'refundPurchase',
      'createPage',
      'updatePage',
      'publishPage',
      'createFile',
    ].map((operation) => [operation, '1000000/1m']),
  ),
)

export type SoakWorld = Awaited<ReturnType<typeof openWorld>>

/** A whole deployment, of which everything can break: `close` ends what is left of it. */
export async function openWorld() {
  const tally = new Tally()
  const givenUp = new AbortController()
  const checks: Promise<void>[] = []
  let uploadsRefused = 0
  const answered = (answer: ServedAnswer) => {
    tally.answered(answer.status)
    if (answer.method === 'PUT' && answer.path.startsWith('/_edge/') && answer.status >= 500) uploadsRefused++
    checks.push(
      problemOf(answer).then(
        (problem) => void (problem && tally.undeclared.push(problem)),
        (error) => void tally.undeclared.push(String(error)),
      ),
    )
  }
  const balancer = await Balancer.start({ answered, lost: () => tally.answered(502) })
  const origin = `http://localhost:${balancer.port}`
  const [cluster, redis, smtp, stripe, folder] = await Promise.all([
    TestCluster.start(),
    TestRedis.start(),
    TestSmtp.start(),
    startLocalStripe(),
    mkdtemp(join(tmpdir(), 'latchkey-soak-')),
  ])
  await migrateToLatest(cluster.url)
  const gate = await Gate.before(stripe.url)
  stripe.addWebhookEndpoint({ url: `${origin}/v2/public/stripe/webhook`, secret: WEBHOOK_SECRET })
  const { db, pool } = connectDatabase({ url: cluster.url, poolMax: 3 })
  logLostConnections(pool, createLog('silent'))

  const env = {
    PORT: '0',
    PUBLIC_DOMAIN: `localhost:${balancer.port}`,
    DATABASE_URL: cluster.url,
    REDIS_URL: redis.url,
    STRIPE_SECRET_KEY: stripe.secretKey,
    STRIPE_API_BASE: gate.url,
    STRIPE_WEBHOOK_SECRET: WEBHOOK_SECRET,
    STRIPE_CONNECT_WEBHOOK_SECRET: 'whsec_connect',
    SMTP_URL: smtp.url,
    MAIL_FROM: 'Latchkey <hello@latchkey.example>',
    TRUST_PROXY: '1',
    DAILY_WRITE_LIMIT: '1000000',
    STORAGE_QUOTA_MB: '1000000',
    LIMITS,
    DRAIN_SECONDS: '0',
  }
  const fleet = await Fleet.start(env, folder, balancer)
  return {
    tally,
    balancer,
    origin,
    cluster,
    redis,
    smtp,
    stripe,
    gate,
    fleet,
    db,
    pool,
    mails: new Mails(smtp, givenUp.signal),
    people: new People(origin, tally, givenUp.signal),
    make: factories({ db, clock: systemClock } as unknown as Deps),
    /** Stripe itself, which never breaks. */
    stripeApi: stripeClient({
      STRIPE_API_BASE: stripe.url,
      STRIPE_SECRET_KEY: stripe.secretKey,
    } as Deps['config']),
    uploadsRefused: () => uploadsRefused,
    /** Resolves when every answer so far was compared with the contract. */
    async checked() {
      await Promise.all(checks.splice(0))
    },
    /** Has nobody try anything again, so that all who do something come to an end. */
    giveUp: () => givenUp.abort(),
    async close() {
      givenUp.abort()
      await balancer.stop()
      await gate.stop()
      await stripe.close()
      await db.destroy()
      await Promise.all([cluster.stop(), redis.stop(), smtp.stop()])
      await rm(folder, { recursive: true, force: true })
    },
  }
}
