import { expect, test } from 'vitest'
import { databaseBefore } from '../../../test/database-before.ts'
import { migrateToLatest } from './migrate.ts'

test('tokens without a living maker end, and invitations that wait become offers that are mailed anew', async () => {
  const { url, pool } = await databaseBefore('0022-rights')
  const run = (statement: string) => pool.query(statement)
  await run(`insert into accounts (id, email, password_hash, created_at)
    select 'acc_' || n, n || '@example.com', 'x', now() from (values ('owner'), ('operator'), ('left')) v (n)`)
  await run(`insert into handles (id, name, display_name, created_at) values ('hdl_a', 'a', 'A', now())`)
  await run(`insert into collaborators (handle_id, account_id, role, created_at)
    values ('hdl_a', 'acc_owner', 'OWNER', now()), ('hdl_a', 'acc_operator', 'OPERATOR', now())`)
  await run(`insert into tokens (id, handle_id, name, scopes, secret_hash, created_by, created_at)
    select 'tok_' || coalesce(maker, 'nobody'), 'hdl_a', 'x', '{}', '', 'acc_' || maker, now()
    from (values ('owner'), ('operator'), ('left'), (null)) v (maker)`)
  await run(`insert into collaborator_invitations (id, handle_id, email, role, created_at, accepted_at)
    values ('inv_a', 'hdl_a', 'waiting@example.com', 'OPERATOR', now(), null),
      ('inv_b', 'hdl_a', 'operator@example.com', 'OPERATOR', now(), now())`)
  await run(`insert into mails (id, kind, subject_id, created_at, attempt_after)
    values ('mail_a', 'collaborator_added', 'inv_a', now(), now())`)

  await migrateToLatest(url)

  const rows = async (statement: string) => (await run(statement)).rows
  expect(await rows('select id from tokens order by id')).toEqual([
    { id: 'tok_operator' },
    { id: 'tok_owner' },
  ])
  expect(await rows('select email, role, offered_by from offers')).toEqual([
    { email: 'waiting@example.com', role: 'OPERATOR', offered_by: 'acc_owner' },
  ])
  expect(await rows('select kind, outcome from mails order by kind')).toEqual([
    { kind: 'collaborator_added', outcome: 'unwanted' },
    { kind: 'role_offered', outcome: null },
  ])
  const jobs = await rows(`select payload->>'mailId' as id from graphile_worker._private_jobs`)
  expect(jobs).toEqual(await rows(`select id from mails where kind = 'role_offered'`))
})
