import { EventEmitter } from 'node:events'
import { Logger, runOnce, type WorkerEvents } from 'graphile-worker'
import type { Clock } from '../src/platform/clock.ts'
import type { Deps } from '../src/platform/deps.ts'
import { type Tasks, taskList, workerPreset } from '../src/platform/jobs.ts'
import { serve } from './server-statements.ts'

/** A job that failed, by its task. */
export interface FailedJob {
  readonly task: string
  readonly error: unknown
}

export interface TestJobs {
  /**
   * Runs every job that is due on the test's clock, and those that follow, until none is due. A failed job is due
   * again when its back-off is over on that clock.
   * @throws the first failure, unless failures are `returned`.
   */
  run(options?: { failures?: 'thrown' | 'returned' }): Promise<FailedJob[]>
}

const silent = new Logger(() => () => {})

/** Works on the queue of `deps.db` on demand. */
export function testJobs({ pool, clock }: Deps, tasks: Tasks): TestJobs {
  return {
    async run({ failures = 'thrown' } = {}) {
      const failed: FailedJob[] = []
      const events: WorkerEvents = new EventEmitter()
      events.on('job:error', ({ job, error }) => failed.push({ task: job.task_identifier, error }))
      while (await takeDue(pool, clock)) {
        const before = failed.length
        await runOnce({
          pgPool: pool,
          preset: workerPreset,
          taskList: taskList(tasks, undefined, (_id, task) => serve(task)),
          events,
          logger: silent,
          noHandleSignals: true,
        })
        if (failed.length > before) await postponeFailed(pool, clock)
      }
      if (failures === 'thrown' && failed[0]) throw failed[0].error
      return failed
    },
  }
}

// The queue compares with the database's own time, which is long before the test's clock: what is due on the test's
// clock is moved before it, and the back-off of what failed is moved behind.

async function takeDue(pool: Deps['pool'], clock: Clock): Promise<boolean> {
  const { rowCount } = await pool.query(
    `update graphile_worker._private_jobs set run_at = now()
     where run_at <= $1 and attempts < max_attempts and locked_at is null`,
    [clock.now()],
  )
  return (rowCount ?? 0) > 0
}

async function postponeFailed(pool: Deps['pool'], clock: Clock): Promise<void> {
  await pool.query(
    `update graphile_worker._private_jobs set run_at = $1::timestamptz + (run_at - now())
     where last_error is not null and run_at < $1 and attempts < max_attempts`,
    [clock.now()],
  )
}
