import { createHash } from 'node:crypto'
import type { JobHelpers, TaskList } from 'graphile-worker'
import { sql } from 'kysely'
import type { DbOrTransaction } from './database/connect.ts'
import type { RunnerName } from './runner-sizes.ts'

/** Every job with what it carries: ids, never secrets. */
export interface Jobs {
  send_sign_in_mail: { mailId: string }
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
  render_texts: Record<never, never>
  remove_expired: Record<never, never>
  erase_successor: { familyId: string }
  settle_upload: { fileId: string }
  remove_content: { fileId: string; last?: true }
  deliver_webhook: { deliveryId: string }
  reseal_webhook_secrets: Record<never, never>
}

/** Which runner works on each job. */
export const runnerOf = {
  handle_stripe_event: 'payments',
  check_checkout: 'payments',
  settle_purchase: 'payments',
  resolve_charges: 'payments',
  refund_unfit_payment: 'payments',
  close_checkouts: 'payments',
  sweep_payments: 'payments',
  sync_connect_account: 'payments',
  send_sign_in_mail: 'sign_in_mail',
  send_mail: 'mail',
  deliver_webhook: 'webhooks',
  close_group_buy: 'clean_up',
  render_texts: 'clean_up',
  remove_expired: 'clean_up',
  erase_successor: 'clean_up',
  settle_upload: 'clean_up',
  remove_content: 'clean_up',
  reseal_webhook_secrets: 'clean_up',
} as const satisfies Record<keyof Jobs, RunnerName>

/** What runs each job. A task may run twice, even at once, or again after it failed half-way; `jobId` stays the same then. */
export type Tasks = { readonly [K in keyof Jobs]: (payload: Jobs[K], jobId?: string) => Promise<void> }

/** Jobs that run again and again: when, as a crontab pattern in UTC. However many workers there are, each runs once. */
export type Schedule = Partial<Record<keyof Jobs, string>>

export interface JobOptions {
  /** Not before this time. */
  readonly runAt?: Date
  /** A later job with this key replaces an earlier one that has not started. */
  readonly key?: string
  /** Jobs of one task with the same queue run one after the other. */
  readonly queue?: string
  /** Gives way to all other jobs of its runner that are due. */
  readonly yields?: true
}

/** Of the jobs that are due, those with the lowest number run first; `0` unless said otherwise. */
const YIELDING = 10

/**
 * Queues that a task has at most: to take a job, graphile-worker locks every queue that it knows and that is free. So
 * jobs of two queues wait for each other now and then.
 */
const QUEUES = 64

const queueName = (name: keyof Jobs, queue: string): string =>
  `${name}:${createHash('sha256').update(queue).digest().readUInt8() % QUEUES}`

/** Adds a job; inside a transaction it exists only if the transaction commits. */
export async function enqueue<K extends keyof Jobs>(
  db: DbOrTransaction,
  name: K,
  payload: Jobs[K],
  { runAt, key, queue, yields }: JobOptions = {},
): Promise<void> {
  await sql`select graphile_worker.add_job(
    ${name}::text, payload => ${JSON.stringify(payload)}::json,
    queue_name => ${queue === undefined ? null : queueName(name, queue)}::text,
    run_at => ${runAt ?? null}::timestamptz, job_key => ${key ?? null}::text,
    priority => ${yields ? YIELDING : 0}::int
  )`.execute(db)
}

/** Works on one job by calling its task. */
export type RunJob = (jobId: string, task: () => Promise<void>) => Promise<void>

/** The tasks as graphile-worker wants them, those of one runner or all. */
export const taskList = (tasks: Tasks, runner?: RunnerName, runJob: RunJob = (_, task) => task()): TaskList =>
  Object.fromEntries(
    Object.entries(tasks)
      .filter(([name]) => runner === undefined || runnerOf[name as keyof Jobs] === runner)
      .map(([name, task]) => [
        name,
        async (payload: unknown, { job }: JobHelpers) => {
          // A number where the pool reads bigint as numbers.
          const id = String(job.id)
          await runJob(id, () => (task as (payload: unknown, jobId: string) => Promise<void>)(payload, id))
        },
      ]),
  )

/** How workers behave. With a delay, even of none, stopping waits until the ends of jobs are written down. */
export const workerPreset = {
  worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 },
} satisfies GraphileConfig.Preset
