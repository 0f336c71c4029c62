import { EventEmitter } from 'node:events'
import { Logger, parseCronItems, run, type WorkerEvents } from 'graphile-worker'
import { connectRunners, logLostConnections } from './database/connect.ts'
import { refusePooler } from './database/pooler.ts'
import type { Deps } from './deps.ts'
import { jobs, type Schedule, type Tasks, taskList, workerPreset } from './jobs.ts'
import { Liveness } from './liveness.ts'
import type { Log } from './log.ts'
import { causeForPayload, inRequestOf } from './request-context.ts'
import { type RunnerName, runners } from './runner-sizes.ts'

/** The job that a line of the queue is about, and the request that it follows from. */
function jobOf(meta: { job?: unknown } | undefined): { jobId?: string; requestId?: string } {
  const { job } = meta ?? {}
  if (typeof job !== 'object' || job === null || !('id' in job)) return {}
  const payload = 'payload' in job ? job.payload : null
  return inRequestOf(payload, () => ({ jobId: String(job.id), ...causeForPayload() }))
}

const queueLogger = (log: Log) =>
  new Logger(() => (level, message, meta) => {
    if (level === 'error' || level === 'warning') log.warn({ err: meta?.error, ...jobOf(meta) }, message)
  })

/** Milliseconds after which an idle worker looks for jobs that are due; new ones are announced by NOTIFY. */
const POLL_INTERVAL = 1000

/** The runners of this process. */
export interface Runners {
  /** Settles when one of them has ended, as none does by itself. */
  readonly ended: Promise<void>
  /** Whether they may take jobs: their locks are held, by which other processes see that this one lives. */
  readonly ready: () => boolean
  /** Finishes what runs. */
  stop(): Promise<void>
}

/** Scheduled jobs never run beside themselves, and one that waits is enough. */
const cronItems = (schedule: Schedule, runner: RunnerName) =>
  parseCronItems(
    Object.entries(schedule)
      .filter(([task]) => jobs[task as keyof Schedule].runner === runner)
      .map(([task, match]) => ({ task, match, options: { jobKey: task, queueName: task } })),
  )

/** Starts working on jobs, with connections of its own: LISTEN and locks do not pass through a transaction pooler. */
export async function startRunners(
  { config, log }: Pick<Deps, 'config' | 'log'>,
  tasks: Tasks,
  schedule: Schedule,
): Promise<Runners> {
  const pool = connectRunners(config.JOBS_DATABASE_URL)
  logLostConnections(pool, log)
  await refusePooler(pool, 'JOBS_DATABASE_URL')
  const liveness = new Liveness(config.JOBS_DATABASE_URL, log)
  // Jobs are locked by the worker pool that took them.
  const workers: string[] = []
  const events: WorkerEvents = new EventEmitter()
  events.on('pool:create', ({ workerPool }) => workers.push(workerPool.id))

  const start = (runner: RunnerName) =>
    run({
      pgPool: pool,
      preset: workerPreset,
      events,
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
  const started = await Promise.all((Object.keys(runners) as RunnerName[]).map(start))
  await liveness.hold(workers)
  return {
    ended: Promise.race(started.map(({ promise }) => promise)),
    ready: () => liveness.held,
    async stop() {
      const stopped = started.map((runner) => runner.stop())
      liveness.release()
      await Promise.allSettled(stopped)
      await liveness.close()
      await pool.end()
    },
  }
}
