import { sql } from 'kysely'
import { Gauge, type Registry } from 'prom-client'
import type { Db } from './database/connect.ts'
import { isDead, type JobName, jobs } from './jobs.ts'
import type { Log } from './log.ts'
import { runners } from './runner-sizes.ts'

/** The runner that works on a task; `none` for one that is not known, or not any more. */
const runnerOfTask = (task: string): string => (task in jobs ? jobs[task as JobName].runner : 'none')

/** Adds what is to be known of the job queue, read whenever the metrics are. */
export function collectJobMetrics(registry: Registry, db: Db, log: Log): void {
  const gauge = (name: string, help: string, label: string, read: (gauge: Gauge) => Promise<void>) =>
    new Gauge({
      name,
      help,
      labelNames: [label],
      registers: [registry],
      async collect() {
        this.reset()
        // Without the database the other metrics are there all the same.
        await read(this).catch((error: unknown) => log.warn({ err: error, name }, 'metric not read'))
      },
    })

  gauge(
    'latchkey_jobs_dead',
    'Jobs that failed as often as they may; operators list and retry them.',
    'task',
    async (gauge) => {
      for (const { task, jobs } of await dead(db)) gauge.set({ task }, jobs)
    },
  )
  gauge('latchkey_jobs_due', 'Jobs that are due and wait for a worker.', 'runner', async (gauge) => {
    for (const runner of Object.keys(runners)) gauge.set({ runner }, 0)
    for (const { task, jobs } of await due(db)) gauge.inc({ runner: runnerOfTask(task) }, jobs)
  })
  gauge(
    'latchkey_jobs_oldest_due_seconds',
    'How long the job has been due that has waited longest.',
    'runner',
    async (gauge) => {
      const longest = new Map(Object.keys(runners).map((runner) => [runner, 0]))
      for (const { task, seconds } of await due(db)) {
        const runner = runnerOfTask(task)
        longest.set(runner, Math.max(longest.get(runner) ?? 0, seconds))
      }
      for (const [runner, seconds] of longest) gauge.set({ runner }, seconds)
    },
  )
}

async function dead(db: Db): Promise<{ task: string; jobs: number }[]> {
  const { rows } = await sql<{ task: string; jobs: number }>`
    select task_identifier as task, count(*) as jobs from graphile_worker.jobs
    where ${sql.raw(isDead)}
    group by task_identifier`.execute(db)
  return rows
}

async function due(db: Db): Promise<{ task: string; jobs: number; seconds: number }[]> {
  const { rows } = await sql<{ task: string; jobs: number; seconds: number }>`
    select task_identifier as task, count(*) as jobs, extract(epoch from now() - min(run_at))::float8 as seconds
    from graphile_worker.jobs
    where run_at <= now() and locked_at is null and attempts < max_attempts
    group by task_identifier`.execute(db)
  return rows
}
