import { createHash } from 'node:crypto'
import type { JobHelpers, TaskList } from 'graphile-worker'
import { sql } from 'kysely'
import { z } from 'zod'
import type { DbOrTransaction } from './database/connect.ts'
import type { TakenJob } from './liveness.ts'
import { causeForPayload, inRequestOf } from './request-context.ts'
import type { RunnerName } from './runner-sizes.ts'

const Nothing = z.object({})
const MailJob = z.object({ mailId: z.string() })

/**
 * Every job: which runner works on it, and what it carries, ids and never secrets. A payload outlives a deployment, so
 * it is parsed when the job runs. A job has a key, by which a later one replaces it, unless it is `keyless`.
 */
export const jobs = {
  handle_stripe_event: { runner: 'payments', payload: z.object({ eventId: z.string() }), keyless: true },
  check_checkout: {
    runner: 'payments',
    payload: z.object({ purchaseId: z.string(), attempt: z.number(), round: z.number() }),
  },
  settle_purchase: { runner: 'payments', payload: z.object({ purchaseId: z.string() }) },
  resolve_charges: { runner: 'payments', payload: z.object({ visitorId: z.string(), pageId: z.string() }) },
  refund_unfit_payment: { runner: 'payments', payload: z.object({ paymentIntentId: z.string() }) },
  close_checkouts: { runner: 'payments', payload: z.object({ handleId: z.string() }) },
  sweep_payments: { runner: 'payments', payload: Nothing },
  sync_connect_account: { runner: 'payments', payload: z.object({ stripeAccountId: z.string() }) },
  send_sign_in_mail: { runner: 'sign_in_mail', payload: MailJob },
  send_mail: { runner: 'mail', payload: MailJob },
  deliver_webhook: { runner: 'webhooks', payload: z.object({ deliveryId: z.string() }) },
  mail_activation: { runner: 'mail', payload: z.object({ groupBuyId: z.string() }), keyless: true },
  close_group_buy: { runner: 'clean_up', payload: z.object({ groupBuyId: z.string() }) },
  sum_earnings: { runner: 'clean_up', payload: Nothing },
  check_earnings: { runner: 'clean_up', payload: Nothing },
  render_texts: { runner: 'clean_up', payload: Nothing },
  remove_expired: { runner: 'clean_up', payload: Nothing },
  remove_rows: { runner: 'clean_up', payload: z.object({ table: z.string() }) },
  erase_successor: { runner: 'clean_up', payload: z.object({ familyId: z.string() }) },
  settle_upload: { runner: 'clean_up', payload: z.object({ fileId: z.string() }), keyless: true },
  remove_content: {
    runner: 'clean_up',
    payload: z.object({ fileId: z.string(), last: z.literal(true).optional() }),
    keyless: true,
  },
  reseal_webhook_secrets: { runner: 'clean_up', payload: Nothing },
} as const satisfies Record<string, { runner: RunnerName; payload: z.ZodObject; keyless?: true }>

export type JobName = keyof typeof jobs

type Payload<K extends JobName> = z.output<(typeof jobs)[K]['payload']>

/** What runs each job. A task may run twice, even at once, or again after it failed half-way; `jobId` stays the same then. */
export type Tasks = {
  readonly [K in JobName]: (payload: Payload<K>, jobId?: string) => Promise<void>
}

/** Jobs that run again and again: when, as a crontab pattern in UTC. However many workers there are, each runs once. */
export type Schedule = Partial<Record<JobName, string>>

export interface JobOptions {
  /** Not before this time. */
  readonly runAt?: Date
  /** Jobs of one task with the same queue run one after the other. */
  readonly queue?: string
  /** Gives way to all other jobs of its runner that are due. */
  readonly yields?: true
}

type KeylessJob = { [K in JobName]: (typeof jobs)[K] extends { keyless: true } ? K : never }[JobName]

/** A later job with this key replaces an earlier one; one that has started goes on, and is not tried again. */
type Keyed<K extends JobName> = K extends KeylessJob ? { readonly key?: never } : { readonly key: string }

type Options<K extends JobName> = K extends KeylessJob
  ? [options?: JobOptions & Keyed<K>]
  : [options: JobOptions & Keyed<K>]

const keyless = (Object.keys(jobs) as JobName[]).filter((name) => 'keyless' in jobs[name])

/** Out of attempts, and not at the last one just now. */
const isOver = 'attempts >= max_attempts and locked_at is null'

/**
 * Jobs that were replaced while they ran, and then failed or lost their worker: the queue takes away their key and their
 * attempts. What they had to do is the later ones'.
 */
const isReplaced = `key is null and task_identifier <> all ('{${keyless}}'::text[])`

/** Jobs, in SQL, that are over while nobody else does what they had to do. */
export const isDead = `${isOver} and not (${isReplaced})`

/** Removes the jobs that were replaced, and did not end well. */
export const removeReplaced = (db: DbOrTransaction) =>
  sql`select graphile_worker.complete_jobs(array_agg(id)) from graphile_worker.jobs
    where ${sql.raw(`${isOver} and ${isReplaced}`)} having count(*) > 0`.execute(db)

/** Of the jobs that are due, those with the lowest number run first; `0` unless said otherwise. */
const YIELDING = 10

/** The number of a job that gives way, or does not. */
export const priorityOf = (yields: boolean | undefined): number => (yields ? YIELDING : 0)

/**
 * Queues that a task has at most: to take a job, graphile-worker locks every queue that it knows and that is free. So
 * jobs of two queues wait for each other now and then.
 */
const QUEUES = 64

const queueName = (name: JobName, queue: string): string =>
  `${name}:${createHash('sha256').update(queue).digest().readUInt8() % QUEUES}`

/**
 * A call that adds a job, in SQL, for statements that do so beside the change it follows from.
 * @param payload jsonb, with what `causeForPayload` gives.
 */
export const addJob = (
  name: JobName,
  payload: string,
  { key, runAt, yields }: { readonly key: string; readonly runAt?: string; readonly yields?: true },
): string =>
  `graphile_worker.add_job('${name}', (${payload})::json, job_key => ${key},${runAt === undefined ? '' : ` run_at => ${runAt},`}
    priority => ${priorityOf(yields)})`

/** Adds a job; inside a transaction it exists only if the transaction commits. */
export async function enqueue<K extends JobName>(
  db: DbOrTransaction,
  name: K,
  payload: Payload<K>,
  ...[options]: Options<K>
): Promise<void> {
  const { runAt, key, queue, yields }: JobOptions & { key?: string | undefined } = options ?? {}
  await sql`select graphile_worker.add_job(
    ${name}::text, payload => ${JSON.stringify({ ...payload, ...causeForPayload() })}::json,
    queue_name => ${queue === undefined ? null : queueName(name, queue)}::text,
    run_at => ${runAt ?? null}::timestamptz, job_key => ${key ?? null}::text,
    priority => ${priorityOf(yields)}::int
  )`.execute(db)
}

/** Works on one job by calling its task. */
export type RunJob = (job: TakenJob, task: () => Promise<void>) => Promise<void>

/** The tasks as graphile-worker wants them, those of one runner or all. */
export const taskList = (tasks: Tasks, runner?: RunnerName, runJob: RunJob = (_, task) => task()): TaskList =>
  Object.fromEntries(
    (Object.keys(tasks) as JobName[])
      .filter((name) => runner === undefined || jobs[name].runner === runner)
      .map((name) => {
        const task: (payload: never, jobId: string) => Promise<void> = tasks[name]
        const run = async (payload: unknown, { job }: JobHelpers) => {
          // A number where the pool reads bigint as numbers.
          const id = String(job.id)
          const work = async () => await task(jobs[name].payload.parse(payload) as never, id)
          const taken = { id, attempt: job.attempts, takenAt: job.locked_at ?? new Date() }
          await inRequestOf(payload, () => runJob(taken, work))
        }
        return [name, run]
      }),
  )

/** How workers behave. With a delay, even of none, stopping waits until the ends of jobs are written down. */
export const workerPreset = {
  worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 },
} satisfies GraphileConfig.Preset
