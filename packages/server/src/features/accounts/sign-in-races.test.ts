import { unwrap } from '@latchkey/sdk'
import { expect, test } from 'vitest'
import { testApp } from '../../../test/app.ts'
import { TEST_PASSWORD } from '../../../test/factories.ts'
import { commitMeanwhile, whileHeld } from '../../../test/meanwhile.ts'

// What happens between the hash of a password and the session that it opens, or while that is being opened.

const t = await testApp({ env: { LIMITS: 'off' } })
const { pool } = t.deps

const signIn = (email: string) => t.client().accounts.signIn({ body: { email, password: TEST_PASSWORD } })

/** All that a sign-in leaves behind. */
async function left(accountId: string) {
  const { rows } = await pool.query(
    `select family.id, session.id as session, mail.id as mail, job.key as job,
       (select count(*)::int from refresh_tokens where family_id = family.id) as tokens
     from refresh_token_families family
     left join account_sessions session on session.id = family.id
     left join mails mail on mail.kind = 'new_sign_in' and mail.subject_id = family.id
     left join graphile_worker.jobs job on job.key = mail.id
     where family.account_id = $1`,
    [accountId],
  )
  return rows
}

/** Whatever adds a job waits: a sign-in does that last, when the rest of its statement is done. */
const noJobs = ['lock table graphile_worker._private_jobs in exclusive mode'] as const

test('the session, its first token, the mail and its job come together', async () => {
  const { id, email } = await t.make.account()
  await unwrap(signIn(email))
  const [{ id: sessionId, mail }] = await left(id)
  expect(await left(id)).toEqual([{ id: sessionId, session: sessionId, mail, job: mail, tokens: 1 }])
  expect(mail).toMatch(/^mail_/)
})

test.each([
  ['changed', `update accounts set password_hash = 'another' where id = $1`],
  ['gone with its account', 'delete from accounts where id = $1'],
])('a password that is %s while it is checked opens nothing', async (_, change) => {
  const { id, email } = await t.make.account()
  const { error } = await commitMeanwhile(t, [[change, id]], () => signIn(email))
  expect(error?.code).toBe('invalid_credentials')
  expect(await left(id)).toEqual([])
})

test('a reset that begins while a session is being opened waits for it, and ends it', async () => {
  const { id, email } = await t.make.account()
  await t.client().accounts.forgotPassword({ body: { email } })
  const [code = ''] = await t.mail.codesFor(email)
  const { signedIn, reset } = await whileHeld(t, [noJobs], async (waiting) => {
    const signedIn = signIn(email)
    await waiting(1)
    const body = { email, code, newPassword: 'three small green boats' }
    const reset = t.client().accounts.resetPassword({ body })
    await waiting(2)
    // Wrapped, or they would be waited for before they can end.
    return { signedIn, reset }
  })
  const { accessToken: token } = await unwrap(signedIn)
  expect((await reset).error).toBeUndefined()
  expect(await left(id)).toHaveLength(1)
  expect((await t.client({ token }).accounts.getAccount()).error?.code).toBe('invalid_token')
})

test('sign-ins of one account do not wait for one another', async () => {
  const { id, email } = await t.make.account()
  const both = await whileHeld(t, [['select from accounts where id = $1 for share', id]], () =>
    Promise.all([unwrap(signIn(email)), unwrap(signIn(email))]),
  )
  expect(new Set(both.map(({ refreshToken }) => refreshToken)).size).toBe(2)
  expect(await left(id)).toHaveLength(2)
})

test('of a sign-in that breaks off, nothing is left', async () => {
  const { id, email } = await t.make.account()
  const { signedIn } = await whileHeld(t, [noJobs], async (waiting) => {
    const signedIn = signIn(email)
    await waiting(1)
    await pool.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and wait_event_type = 'Lock'`,
    )
    return { signedIn }
  })
  expect((await signedIn).error?.code).toBe('unavailable')
  expect(await left(id)).toEqual([])
  await unwrap(signIn(email))
  expect(await left(id)).toHaveLength(1)
})
