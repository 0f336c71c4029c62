import { writeCursor } from '@latchkey/contract'
import { unwrap } from '@latchkey/sdk'
import { expect, test } from 'vitest'
import { testApp } from '../../../test/app.ts'
import { testJobs } from '../../../test/jobs.ts'
import { statementsOf } from '../../../test/statements.ts'
import { newId } from '../../platform/ids.ts'
import { enqueue } from '../../platform/jobs.ts'
import { createTasks } from '../tasks.ts'

const t = await testApp()
const { support } = await t.as(await t.make.account({ email: 'operator@latchkey.test' }))

/** A job that has failed as often as it may, with this error. */
async function deadJob(fileId: string, message: string): Promise<string> {
  const { rows } = await t.deps.pool.query(
    `select id::text from graphile_worker.add_job('remove_content', json_build_object('fileId', $1::text, 'odd', array[1]),
       max_attempts => 1)`,
    [fileId],
  )
  const failing = async () => {
    throw new Error(message)
  }
  const tasks = { ...createTasks(t.deps, t.mail.transport), remove_content: failing }
  expect(await testJobs(t.deps, tasks).run({ failures: 'returned' })).toMatchObject([
    { task: 'remove_content' },
  ])
  return rows[0].id
}
const list = async (query = {}) => await unwrap(support.listDeadJobs({ query }))
const databaseTime = async (): Promise<number> =>
  (await t.deps.pool.query('select clock_timestamp() as now')).rows[0].now.getTime()
const metrics = async () => {
  const request = new Request('http://127.0.0.1:8787/metrics')
  return await (await t.send(request, '127.0.0.1')).text()
}

test('dead jobs are counted, listed newest first without secrets, and retried', async () => {
  expect((await list()).items).toEqual([])
  const [one, two] = [newId('file'), newId('file')]
  const before = await databaseTime()
  const first = await deadJob(one, 'disk full')
  const after = await databaseTime()
  const second = await deadJob(
    two,
    `550 ana@example.com is unknown to patv1_0123456789abcdef; ${'x'.repeat(1000)}`,
  )
  expect(await metrics()).toContain('latchkey_jobs_dead{task="remove_content"} 2')

  const page = await list({ limit: 1 })
  expect(page.items).toMatchObject([{ id: second, attempts: 1, payload: { fileId: two } }])
  expect(page.items[0]?.payload).toEqual({ fileId: two })
  expect(page.items[0]?.lastError).toMatch(/^550 \[redacted\] is unknown to \[redacted\]; x+$/)
  expect(page.items[0]?.lastError).toHaveLength(500)
  const { items, nextCursor } = await list({ cursor: page.nextCursor ?? '' })
  expect({ items, nextCursor }).toMatchObject({
    items: [{ id: first, lastError: 'disk full' }],
    nextCursor: null,
  })
  const failedAt = Date.parse(items[0]?.failedAt ?? '')
  expect([before, failedAt, after].toSorted((a, b) => a - b)).toEqual([before, failedAt, after])

  const retries = await Promise.all([1, 2].map(() => support.retryDeadJob({ path: { jobId: first } })))
  expect(retries.map(({ response }) => response?.status)).toContain(204)
  expect((await list()).items).toMatchObject([{ id: second }])
  expect(await t.jobs.run()).toEqual([])
  const { rowCount } = await t.deps.pool.query('select from graphile_worker.jobs where id = $1', [first])
  expect(rowCount, 'it has run').toBe(0)
  const again = await support.retryDeadJob({ path: { jobId: first } })
  expect(again.error?.code).toBe('job_not_found')
})

test('a job whose worker died after another had replaced it is not dead: the other does what it had to do', async () => {
  const { pool, db } = t.deps
  const { id: handleId } = await t.make.handle()
  const ask = () => enqueue(db, 'close_checkouts', { handleId }, { key: `close_checkouts:${handleId}` })
  const jobs = async () =>
    (await pool.query(`select attempts from graphile_worker.jobs where task_identifier = 'close_checkouts'`))
      .rowCount
  await ask()
  await pool.query(
    `update graphile_worker._private_jobs set locked_at = now(), locked_by = 'pool-x', attempts = 1
     where key = 'close_checkouts:' || $1`,
    [handleId],
  )
  await ask()
  await pool.query(`select graphile_worker.force_unlock_workers(array['pool-x'])`)
  expect(await jobs()).toBe(2)
  expect((await list()).items.filter(({ task }) => task === 'close_checkouts')).toEqual([])
  expect(await metrics()).not.toContain('latchkey_jobs_dead{task="close_checkouts"}')
  await enqueue(db, 'remove_expired', {}, { key: 'remove_expired' })
  await t.jobs.run()
  expect(await jobs()).toBe(0)
})

test('jobs that are unknown, or at their last attempt, are not found', async () => {
  const running = await deadJob('fil_3', 'once more')
  await t.deps.pool.query(
    `update graphile_worker._private_jobs set locked_at = now(), locked_by = 'pool-x' where id = $1`,
    [running],
  )
  for (const jobId of [running, '999999', '0', 'job', '9'.repeat(30)]) {
    const { error } = await support.retryDeadJob({ path: { jobId } })
    expect(error?.code, jobId).toBe('job_not_found')
  }
  expect((await list()).items.map(({ id }) => id)).not.toContain(running)
})

test('are for platform operators only', async () => {
  const { owner } = await t.make.handle()
  const stranger = (await t.as(owner)).support
  const answers = [await stranger.listDeadJobs(), await stranger.retryDeadJob({ path: { jobId: '1' } })]
  expect(answers.map(({ error }) => error?.code)).toEqual(['insufficient_role', 'insufficient_role'])
})

test('a metric says how long jobs have been due, by runner', async () => {
  await t.deps.pool.query(
    `select graphile_worker.add_job('settle_purchase', '{}', run_at => now() - interval '2 hours'),
       graphile_worker.add_job('sweep_payments', '{}', run_at => now() - interval '1 hour'),
       graphile_worker.add_job('sweep_payments', '{}', run_at => now() + interval '1 hour'),
       graphile_worker.add_job('of_old', '{}', run_at => now() - interval '3 hours')`,
  )
  const text = await metrics()
  expect(text).toContain('latchkey_jobs_due{runner="payments"} 2\n')
  expect(text).toContain('latchkey_jobs_due{runner="webhooks"} 0\n')
  expect(text).toContain('latchkey_jobs_due{runner="none"} 1\n')
  expect(text).toMatch(/^latchkey_jobs_oldest_due_seconds\{runner="payments"\} 72\d\d/m)
  expect(text).toMatch(/^latchkey_jobs_oldest_due_seconds\{runner="mail"\} 0$/m)
})

test('what is asked of the queue is found by an index, however many jobs wait', async () => {
  await t.deps.pool.query(`select graphile_worker.add_job('send_mail', run_at => now() + interval '1 day')`)
  await t.deps.pool.query(
    `insert into graphile_worker._private_jobs (task_id, run_at)
     select (select id from graphile_worker._private_tasks limit 1), now() + interval '1 day' from generate_series(1, 20000)`,
  )
  await t.deps.pool.query('analyze')
  const statements = await statementsOf(async () => {
    await metrics()
    await list()
    await list({ limit: 1, cursor: writeCursor({ at: t.clock.now(), id: '5' }) })
    await support.retryDeadJob({ path: { jobId: '999999' } })
  })
  const ofQueue = new Set(statements.filter((text) => text.includes('graphile_worker.jobs')))
  ofQueue.add('select distinct locked_by as id from graphile_worker.jobs where locked_by is not null')
  expect(ofQueue.size).toBe(5)
  for (const text of ofQueue) {
    const { rows } = await t.deps.pool.query(`explain (generic_plan, format json) ${text}`)
    expect(JSON.stringify(rows), text).not.toMatch(/"Seq Scan","[^{}]*"_private_jobs"/)
  }
})
