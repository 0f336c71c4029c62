import { expect, test } from 'vitest'
import { testApp } from '../../../test/app.ts'
import { createTasks } from '../../features/tasks.ts'

const t = await testApp({ env: { LIMITS: 'off' } })

test('a process goes on while a newer release gives a table that it reads another column', async () => {
  const tasks = createTasks(t.deps, t.mail.transport)
  const { pool } = t.deps
  const deliver = async (email: string) => {
    const handle = await t.make.handle()
    await t.client().visitors.requestMagicLink({ body: { email, handle: handle.name } })
    const { rows } = await pool.query(
      `delete from graphile_worker._private_jobs returning id::text, payload ->> 'mailId' as "mailId"`,
    )
    await tasks.send_sign_in_mail({ mailId: rows[0].mailId }, rows[0].id)
    return (await t.mail.to(email)).length
  }
  expect(await deliver('before@example.com')).toBe(1)
  await pool.query('alter table mails add column note text')
  expect(await deliver('after@example.com')).toBe(1)
  expect(await deliver('later@example.com')).toBe(1)
})
