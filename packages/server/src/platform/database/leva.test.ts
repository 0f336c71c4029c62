import type pg from 'pg'
import { expect, test } from 'vitest'
import { databaseBefore } from '../../../test/database-before.ts'
import { migrateToLatest } from './migrate.ts'

/** Rows as the schema of that time has them. */
async function fill({ pool }: { pool: pg.Pool }) {
  const handle = async (id: string) => {
    await pool.query(`insert into accounts values ($1, $1 || '@example.com', null, 'x', now())`, [
      `acc_${id}`,
    ])
    await pool.query(`insert into handles (id, name, display_name, created_at) values ($1, $2, $2, now())`, [
      `hdl_${id}`,
      id,
    ])
    await pool.query(`insert into collaborators values ($1, $2, 'OWNER', now())`, [`hdl_${id}`, `acc_${id}`])
  }
  const page = (of: string, slug: string, state: string, currency: string) =>
    pool.query(
      `insert into pages (id, handle_id, slug, title, content, access_mode, state, price_amount, price_currency,
         created_at, updated_at, published_at)
       values ($1, $2, $3, $3, '', 'PAID', $4, 4900, $5, now(), now(), case when $4 <> 'draft' then now() end)`,
      [`pag_${of}_${slug}`, `hdl_${of}`, slug, state, currency],
    )
  for (const name of ['one', 'two', 'none']) await handle(name)
  await page('one', 'a', 'published', 'bgn')
  await page('one', 'b', 'published', 'bgn')
  await page('one', 'c', 'published', 'eur')
  await page('two', 'a', 'published', 'bgn')
  await page('none', 'a', 'draft', 'bgn')
  await page('none', 'b', 'archived', 'bgn')
  await page('none', 'c', 'published', 'usd')
}

test('pages priced in leva are unpublished, and the owner of each handle is mailed once', async () => {
  const database = await databaseBefore('0018')
  await fill(database)
  await Promise.all([migrateToLatest(database.url), migrateToLatest(database.url)])
  await migrateToLatest(database.url)
  const rows = async (query: string) => (await database.pool.query({ text: query, rowMode: 'array' })).rows
  expect(await rows(`select handle_id, slug, state, version from pages order by 1, 2`)).toEqual([
    ['hdl_none', 'a', 'draft', 1],
    ['hdl_none', 'b', 'archived', 1],
    ['hdl_none', 'c', 'published', 1],
    ['hdl_one', 'a', 'draft', 2],
    ['hdl_one', 'b', 'draft', 2],
    ['hdl_one', 'c', 'published', 1],
    ['hdl_two', 'a', 'draft', 2],
  ])
  expect(await rows(`select kind, subject_id, outcome from mails order by 2`)).toEqual([
    ['leva_ended', 'hdl_one', null],
    ['leva_ended', 'hdl_two', null],
  ])
  const jobs = await rows(`
    select task.identifier, coalesce(mail.subject_id, payload->>'handleId')
    from graphile_worker._private_jobs job
    join graphile_worker._private_tasks task on task.id = job.task_id
    left join mails mail on mail.id = payload->>'mailId'
    order by 1, 2`)
  expect(jobs).toEqual([
    ['close_checkouts', 'hdl_one'],
    ['close_checkouts', 'hdl_two'],
    ['send_mail', 'hdl_one'],
    ['send_mail', 'hdl_two'],
  ])
  expect(
    await rows(`select handle_id, action, count(*)::int from audit_events group by 1, 2 order by 1`),
  ).toEqual([
    ['hdl_one', 'page.unpublished', 2],
    ['hdl_two', 'page.unpublished', 1],
  ])
})
