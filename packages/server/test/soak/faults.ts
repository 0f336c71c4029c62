import type { FaultName, LocalStripe } from '@latchkey/local-stripe'
import type pg from 'pg'
import type { Gate, Gating } from '../gate.ts'
import type { TestRedis } from '../redis.ts'
import type { TestSmtp } from '../smtp.ts'
import { until } from '../until.ts'
import type { TestCluster } from './cluster.ts'
import { canLimitFiles, type Fleet } from './fleet.ts'
import { FILE_BYTES } from './journeys.ts'
import type { Tally } from './tally.ts'

/** What can be made to go wrong. */
export interface Breakable {
  readonly cluster: TestCluster
  readonly pool: pg.Pool
  readonly redis: TestRedis
  readonly smtp: TestSmtp
  readonly stripe: LocalStripe
  readonly gate: Gate
  readonly fleet: Fleet
  readonly tally: Tally
  /** Uploads that were refused because there was no room. */
  readonly uploadsRefused: () => number
}

/** One thing that goes wrong, and is mended again. */
export interface Fault {
  readonly name: string
  begin(): Promise<void> | void
  /** Whether somebody has met it. */
  met(): Promise<boolean> | boolean
  end(): Promise<void> | void
  /** How many times as long it lasts as others. */
  readonly patience?: number
  /** Mails that are handed over meanwhile, or were just before, may go out twice. */
  readonly repeatsMails?: true
}

/** A web process dies amid a request: another is in its place when that is over. */
const webKilled = (fleet: Fleet, member: 'first web' | 'second web'): Fault => ({
  name: `\`kill -9\` of the ${member} process`,
  begin: () => fleet.killAmidRequest(member),
  met: () => true,
  end: () => {},
})

/** The worker dies after a mail server has taken a mail, and before it has said so. */
const workerKilled = ({ fleet, smtp }: Breakable): Fault => ({
  name: '`kill -9` of the worker process',
  async begin() {
    smtp.afterMessage = 'silent'
    const before = smtp.received.length
    await until('a mail is handed over', async () => (smtp.received.length > before ? true : null))
    await fleet.kill('worker', () => {
      smtp.afterMessage = 'answer'
    })
  },
  met: () => true,
  end: () => {},
  repeatsMails: true,
})

/** Everything that a soak has go wrong on this machine, one after the other. */
export function faultsOf(world: Breakable): Fault[] {
  const faults = allFaults(world)
  if (canLimitFiles()) return faults
  console.log('There is no prlimit: no disk is full in this soak.')
  return faults.filter(({ name }) => name !== DISK_FULL)
}

const DISK_FULL = 'disk full'

function allFaults(world: Breakable): Fault[] {
  const { cluster, pool, redis, smtp, stripe, gate, fleet, tally } = world
  const count = (look: () => number) => {
    let before = 0
    return {
      begin() {
        before = look()
      },
      met: () => look() > before,
    }
  }
  const refusedRequests = count(() => tally.current.refused)
  const refusedUploads = count(world.uploadsRefused)
  const calls = count(() => gate.asked)
  const answered = count(() => tally.current.requests)
  const stripeFault = (name: string, fault: FaultName): Fault => ({
    name,
    begin() {
      calls.begin()
      stripe.fault(fault)
    },
    met: calls.met,
    end: () => stripe.fault(null),
  })
  const network = (name: string, gating: Gating): Fault => ({
    name,
    begin() {
      calls.begin()
      gate.set(gating)
    },
    met: calls.met,
    end: () => gate.set('open'),
  })

  return [
    webKilled(fleet, 'first web'),
    {
      name: 'SMTP down',
      begin: () => smtp.stop(),
      async met() {
        const { rowCount } = await pool.query(
          'select from mails where outcome is null and leased_by is null and attempt_after > created_at limit 1',
        )
        return rowCount === 1
      },
      end: () => smtp.start(),
      repeatsMails: true,
    },
    stripeFault('Stripe slow', 'slow'),
    workerKilled(world),
    stripeFault('Stripe answers 503', 'api-down'),
    {
      name: 'Redis gone',
      async begin() {
        await redis.stop()
        answered.begin()
      },
      met: answered.met,
      end: () => redis.start(),
    },
    stripeFault("Stripe's answers lost", 'answer-lost'),
    {
      name: 'PostgreSQL crashes',
      async begin() {
        refusedRequests.begin()
        await cluster.crash()
      },
      met: refusedRequests.met,
      end: () => cluster.restart(),
      repeatsMails: true,
    },
    // In a long soak until calls give up.
    { ...network('Stripe hangs', 'hanging'), patience: 4 },
    webKilled(fleet, 'second web'),
    {
      name: DISK_FULL,
      begin() {
        refusedUploads.begin()
        fleet.limitFiles(FILE_BYTES / 2)
      },
      met: refusedUploads.met,
      end: () => fleet.limitFiles('unlimited'),
    },
    network('Stripe refuses connections', 'refusing'),
  ]
}
