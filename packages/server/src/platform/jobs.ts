import { Logger, parseCronItems, type Runner, run, type TaskList } from 'graphile-worker'
import { sql } from 'kysely'
import type { DbOrTransaction } from './database/connect.ts'
import type { Deps } from './deps.ts'
import type { Log } from './log.ts'

/** Every job with what it carries: ids, never secrets. */
export interface Jobs {
  send_mail: { mailId: string }
  handle_stripe_event: { eventId: string }
  check_checkout: { purchaseId: string; attempt: number; round: number }
  settle_purchase: { purchaseId: string }
  resolve_charges: { visitorId: string; pageId: string }
  refund_unfit_payment: { paymentIntentId: string }
  close_checkouts: { handleId: string }
  sweep_payments: Record<never, never>
  sync_connect_account: { stripeAccountId: string }
  close_group_buy: { groupBuyId: string }
  remove_expired: Record<never, never>
  release_lost_jobs: Record<never, never>
  erase_successor: { familyId: string }
  settle_upload: { fileId: string }
  remove_content: { fileId: string }
  deliver_webhook: { deliveryId: string }
  reseal_webhook_secrets: Record<never, never>
}

/** What runs each job. A task may run twice, or again after it failed half-way. */
export type Tasks = { readonly [K in keyof Jobs]: (payload: Jobs[K]) => Promise<void> }

/** Jobs that run again and again: when, as a crontab pattern in UTC. However many workers there are, each runs once. */
export type Schedule = Partial<Record<keyof Jobs, string>>

export interface JobOptions {
  /** Not before this time. */
  readonly runAt?: Date
  /** A later job with this key replaces an earlier one that has not started. */
  readonly key?: string
  /** Gives way to all other jobs that are due: it waits for a stranger's server. */
  readonly yields?: true
}

/** Of the jobs that are due, those with the lowest number run first; `0` unless said otherwise. */
const YIELDING = 10

/** Adds a job; inside a transaction it exists only if the transaction commits. */
export async function enqueue<K extends keyof Jobs>(
  db: DbOrTransaction,
  name: K,
  payload: Jobs[K],
  { runAt, key, yields }: JobOptions = {},
): Promise<void> {
  await sql`select graphile_worker.add_job(
    ${name}::text, payload => ${JSON.stringify(payload)}::json,
    run_at => ${runAt ?? null}::timestamptz, job_key => ${key ?? null}::text,
    priority => ${yields ? YIELDING : 0}::int
  )`.execute(db)
}

/** The tasks as the queue wants them. */
export const taskList = (tasks: Tasks): TaskList =>
  Object.fromEntries(
    Object.entries(tasks).map(([name, task]) => [
      name,
      async (payload: unknown) => await (task as (payload: unknown) => Promise<void>)(payload),
    ]),
  )

const queueLogger = (log: Log) =>
  new Logger(() => (level, message, meta) => {
    if (level === 'error' || level === 'warning') log.warn({ err: meta?.error }, message)
  })

/** Milliseconds after which an idle worker looks for jobs that are due; new ones are announced by NOTIFY. */
const POLL_INTERVAL = 1000

/** Minutes after which a job that is still being worked on counts as lost; every task ends sooner, or bears running twice. */
const LOST_AFTER = 5

/**
 * Gives back the jobs of workers that died: the queue itself waits four hours. Job by job, because the queue's own
 * `force_unlock_workers` would take a process that lives all its other jobs too.
 */
export async function releaseLostJobs({ db }: Pick<Deps, 'db'>): Promise<void> {
  await sql`update graphile_worker._private_jobs
    set locked_at = null, locked_by = null, run_at = greatest(run_at, now())
    where locked_at < now() - make_interval(mins => ${LOST_AFTER})`.execute(db)
}

/** How workers behave. With a delay, even of none, stopping waits until the ends of jobs are written down. */
export const workerPreset = {
  worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 },
} satisfies GraphileConfig.Preset

/** Starts working on jobs, with connections of its own: LISTEN does not pass through a transaction pooler. */
export async function startWorker({ config, log }: Deps, tasks: Tasks, schedule: Schedule): Promise<Runner> {
  return await run({
    connectionString: config.DATABASE_URL,
    preset: workerPreset,
    taskList: taskList(tasks),
    parsedCronItems: parseCronItems(
      Object.entries(schedule).map(([task, match]) => ({ task, match, options: { jobKey: task } })),
    ),
    concurrency: 4,
    maxPoolSize: 5,
    pollInterval: POLL_INTERVAL,
    noHandleSignals: true,
    gracefulShutdownAbortTimeout: 8000,
    logger: queueLogger(log),
  })
}
