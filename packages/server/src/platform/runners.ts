import { EventEmitter, once } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import { Logger, parseCronItems, run, type WorkerEvents, type WorkerPool } from 'graphile-worker'
import { connectRunners, logLostConnections } from './database/connect.ts'
import { refusePooler } from './database/pooler.ts'
import type { Deps } from './deps.ts'
import { gathered } from './gathered.ts'
import { jobs, type Schedule, type Tasks, taskList, workerPreset } from './jobs.ts'
import { Liveness } from './liveness.ts'
import type { Log } from './log.ts'
import { causeForLog, inRequestOf } from './request-context.ts'
import { batches, patience, type RunnerName, runners } from './runner-sizes.ts'

/** The job that a line of the queue is about, and the request that it follows from. */
function jobOf(meta: { job?: unknown } | undefined): { jobId?: string; requestId?: string } {
  const { job } = meta ?? {}
  if (typeof job !== 'object' || job === null || !('id' in job)) return {}
  const payload = 'payload' in job ? job.payload : null
  return inRequestOf(payload, () => ({ jobId: String(job.id), ...causeForLog() }))
}

const queueLogger = (log: Log) =>
  new Logger(() => (level, message, meta) => {
    if (level === 'error' || level === 'warning') log.warn({ err: meta?.error, ...jobOf(meta) }, message)
  })

/** Milliseconds after which an idle worker looks for jobs that are due; new ones are announced by NOTIFY. */
const POLL_INTERVAL = 1000

/**
 * Milliseconds for which jobs wait in a process that took several at once; then others may have them. So a mail server
 * that hangs for one process keeps no mail from the others.
 */
const BATCH_PATIENCE = 2000

const presetOf = (runner: RunnerName): GraphileConfig.Preset => {
  const size = batches[runner]
  const { worker } = workerPreset
  return { worker: { ...worker, ...(size && { localQueue: { size, ttl: BATCH_PATIENCE } }) } }
}

/** The runners of this process. */
export interface Runners {
  /** Whether they may take jobs: their locks are held, by which other processes see that this one lives. */
  readonly ready: () => boolean
  /** Finishes what runs. */
  stop(): Promise<void>
}

/** Runners that have begun, until they have to begin anew. */
interface Begun extends Runners {
  /** Settles when one of them has ended, as none does by itself, or when the answer of a statement is lost. */
  readonly ended: Promise<void>
}

/** Has a pool look once for all the jobs that are announced within some milliseconds, until it shuts down. */
function gatherNudges(events: WorkerEvents, workerPool: WorkerPool, milliseconds: number): void {
  const nudges = gathered(workerPool.nudge.bind(workerPool), milliseconds)
  workerPool.nudge = nudges.call
  events.on('pool:gracefulShutdown', nudges.stop)
  events.on('pool:forcefulShutdown', nudges.stop)
}

/** Milliseconds until another attempt, while runners cannot begin anew. */
const RESTART_INTERVAL = 1000

/** Scheduled jobs never run beside themselves, and one that waits is enough. */
const cronItems = (schedule: Schedule, runner: RunnerName) =>
  parseCronItems(
    Object.entries(schedule)
      .filter(([task]) => jobs[task as keyof Schedule].runner === runner)
      .map(([task, match]) => ({ task, match, options: { jobKey: task, queueName: task } })),
  )

/**
 * Starts working on jobs. When the answer is lost by which jobs are taken, or their ends written down, nobody knows what
 * became of these jobs. All runners begin anew then, under names of their own, and jobs that the old ones hold are freed
 * as those of a process that died.
 */
export async function startRunners(
  deps: Pick<Deps, 'config' | 'log'>,
  tasks: Tasks,
  schedule: Schedule,
): Promise<Runners> {
  const { log } = deps
  let current: Begun | null = await beginRunners(deps, tasks, schedule)
  const stopping = new AbortController()
  const stopped = once(stopping.signal, 'abort')

  async function beginAnew(): Promise<Begun | null> {
    while (!stopping.signal.aborted) {
      try {
        return await beginRunners(deps, tasks, schedule)
      } catch (error) {
        log.warn({ err: error }, 'runners could not begin anew yet')
        await Promise.race([wait(RESTART_INTERVAL, undefined, { ref: false }), stopped])
      }
    }
    return null
  }

  const kept = (async () => {
    while (current) {
      const { ended } = current
      const error = await Promise.race([stopped, ended.catch((reason: unknown) => reason)])
      if (!stopping.signal.aborted)
        log.error({ err: error }, 'it is not known what became of a job; all runners begin anew')
      await current.stop()
      current = null
      current = await beginAnew()
    }
  })()

  return {
    ready: () => current?.ready() ?? false,
    async stop() {
      stopping.abort()
      await kept
    },
  }
}

/** Begins with connections of its own: LISTEN and locks do not pass through a transaction pooler. */
async function beginRunners(
  { config, log }: Pick<Deps, 'config' | 'log'>,
  tasks: Tasks,
  schedule: Schedule,
): Promise<Begun> {
  const unanswered = Promise.withResolvers<never>()
  unanswered.promise.catch(() => {})
  const pool = connectRunners(config.JOBS_DATABASE_URL, unanswered.reject)
  logLostConnections(pool, log)
  const liveness = new Liveness(config.JOBS_DATABASE_URL, log)
  // Jobs are locked by the worker pool that took them.
  const workers: string[] = []
  const eventsOf = (runner: RunnerName): WorkerEvents => {
    const events: WorkerEvents = new EventEmitter()
    events.on('pool:create', ({ workerPool }) => {
      workers.push(workerPool.id)
      const { [runner]: milliseconds } = patience
      if (milliseconds !== undefined) gatherNudges(events, workerPool, milliseconds)
    })
    return events
  }

  const start = (runner: RunnerName) =>
    run({
      pgPool: pool,
      preset: presetOf(runner),
      events: eventsOf(runner),
      taskList: taskList(tasks, runner, liveness.runJob),
      parsedCronItems: cronItems(schedule, runner),
      concurrency: runners[runner],
      // Asked before each job is taken. It forbids none, but has them wait.
      forbiddenFlags: liveness.mayTakeJobs,
      pollInterval: POLL_INTERVAL,
      noHandleSignals: true,
      gracefulShutdownAbortTimeout: 8000,
      logger: queueLogger(log),
    })
  const begun: Awaited<ReturnType<typeof start>>[] = []
  const stop = async () => {
    const stopped = begun.map((runner) => runner.stop())
    liveness.release()
    await Promise.allSettled(stopped)
    await liveness.close()
    await pool.end()
  }
  try {
    await refusePooler(pool, 'JOBS_DATABASE_URL')
    const starts = await Promise.allSettled((Object.keys(runners) as RunnerName[]).map(start))
    begun.push(...starts.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : [])))
    for (const each of starts) if (each.status === 'rejected') throw each.reason
    await liveness.hold(workers)
  } catch (error) {
    await stop()
    throw error
  }
  return {
    ended: Promise.race([...begun.map(({ promise }) => promise), unanswered.promise]),
    ready: () => liveness.held,
    stop,
  }
}
