import { expect, test } from 'vitest'
import { testApp } from '../../../test/app.ts'
import { addSeconds } from '../../platform/clock.ts'
import { enqueue } from '../../platform/jobs.ts'
import { schedule } from '../tasks.ts'

const DAY = 24 * 3600
const t = await testApp({ env: { LIMITS: 'off' } })

const removeExpired = async () => {
  await enqueue(t.db, 'remove_expired', {}, { key: 'remove_expired' })
  await t.jobs.run()
}

const counted = async (
  table:
    | 'magic_link_challenges'
    | 'magic_link_secrets'
    | 'mails'
    | 'wrong_codes'
    | 'visitor_sessions'
    | 'visitors',
) => {
  const { count } = await t.db
    .selectFrom(table)
    .select((select) => select.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return count
}

test('is done every hour', () => {
  expect(schedule.remove_expired).toMatch(/^\d+ \* \* \* \*$/)
})

test('spent challenges go after a week, with their secrets and mails', async () => {
  await t.client().visitors.requestMagicLink({ body: { email: 'old@example.com' } })
  const { token } = await t.mail.magicLinkFor('old@example.com')
  const verify = async () => (await t.client().visitors.verifyMagicLink({ body: { token } })).error?.code
  await t.clock.advance(7 * DAY)
  await removeExpired()
  expect(await verify(), 'whoever opens it is told why it does not work').toBe('expired_magic_link')
  await t.client().visitors.requestMagicLink({ body: { email: 'new@example.com' } })
  await t.jobs.run()
  await t.clock.advance(15 * 60 + 1)
  await removeExpired()
  expect(await verify()).toBe('invalid_magic_link')
  expect(await counted('magic_link_challenges')).toBe(1)
  expect(await counted('magic_link_secrets')).toBe(1)
  expect(await counted('mails')).toBe(1)
})

test('ended sessions go after a month', async () => {
  const now = t.clock.now()
  const ended = await t.make.visitorSession({ expiresAt: now })
  await t.make.visitorSession({ expiresAt: addSeconds(now, 1), revokedAt: now })
  const reason = async () => {
    const { error } = await t.client({ token: ended.token }).visitors.getVisitor()
    return error?.code === 'visitor_unauthorized' ? error.details.reason : null
  }
  await t.clock.advance(30 * DAY)
  await removeExpired()
  expect(await reason()).toBe('expired')
  await t.clock.advance(1)
  await removeExpired()
  expect(await counted('visitor_sessions')).toBe(1)
  expect(await counted('visitors'), 'the visitor stays').toBeGreaterThan(0)
})

test('wrong codes go when no lock looks at them any more', async () => {
  const wrong = (seconds: number) => ({
    email: 'a@example.com',
    occurred_at: addSeconds(t.clock.now(), -seconds),
  })
  await t.db
    .insertInto('wrong_codes')
    .values([wrong(2 * DAY + 1), wrong(2 * DAY), wrong(0)])
    .execute()
  await removeExpired()
  expect(await counted('wrong_codes')).toBe(2)
})

test('however much there is, it goes in batches until nothing is left', async () => {
  const long = addSeconds(t.clock.now(), -60 * DAY)
  await t.deps.pool.query(
    `insert into wrong_codes select 'x@example.com', $1 from generate_series(1, 2500)`,
    [long],
  )
  await t.deps.pool.query(
    `insert into magic_link_challenges (id, email, created_at, expires_at)
     select 'chl_' || n, 'x@example.com', $1, $1 from generate_series(1, 2500) n`,
    [long],
  )
  await removeExpired()
  const { rows } = await t.deps.pool.query(
    `select (select count(*) from wrong_codes where email = 'x@example.com') as codes,
            (select count(*) from magic_link_challenges where email = 'x@example.com') as challenges`,
  )
  expect(rows).toEqual([{ codes: 0, challenges: 0 }])
})
