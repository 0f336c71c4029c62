import { unwrap } from '@latchkey/sdk'
import { expect, test } from 'vitest'
import { testApp } from '../../../test/app.ts'
import { TEST_PASSWORD } from '../../../test/factories.ts'
import { platformRemovers } from '../../platform/expiry.ts'
import { accountRemovers } from './expiry.ts'

const DAY = 24 * 3600
const t = await testApp({ env: { LIMITS: 'off' } })
const { accounts } = t.client()

const tables = [
  'sign_ups',
  'code_requests',
  'mailed_codes',
  'wrong_account_codes',
  'refresh_tokens',
  'refresh_token_families',
  'account_sessions',
  'mails',
] as const

async function counts() {
  const entries = tables.map(async (table) => {
    const { rows } = await t.deps.pool.query(`select count(*) as count from ${table}`)
    return [table, rows[0].count] as const
  })
  return Object.fromEntries(await Promise.all(entries))
}

const after = async (days: number) => {
  await t.clock.advance(days * DAY)
  for (const remove of Object.values({ ...accountRemovers, ...platformRemovers })) await remove(t.deps)
  return await counts()
}

test('what is of no use any more is removed, and nothing sooner', async () => {
  const { email } = await t.make.account()
  await unwrap(accounts.signUp({ body: { email: 'new@example.com', password: 'three small green boats' } }))
  await accounts.confirmSignUp({ body: { email: 'new@example.com', code: '1' } })
  const { refreshToken } = await unwrap(accounts.signIn({ body: { email, password: TEST_PASSWORD } }))
  await unwrap(accounts.refreshSession({ body: { refreshToken } }))
  await t.jobs.run()
  const all = {
    sign_ups: 1,
    code_requests: 1,
    mailed_codes: 1,
    wrong_account_codes: 1,
    refresh_tokens: 2,
    refresh_token_families: 1,
    account_sessions: 1,
    mails: 2,
  }
  expect(await after(1)).toEqual(all)
  expect(await after(6.9)).toEqual({ ...all, wrong_account_codes: 0 })
  expect(await after(0.2)).toEqual({
    ...all,
    wrong_account_codes: 0,
    sign_ups: 0,
    code_requests: 0,
    mailed_codes: 0,
  })
  // Thirty days end the session; the token that was used is of no use then, the other says that it expired.
  expect(await after(23)).toMatchObject({ refresh_tokens: 1, refresh_token_families: 1, mails: 0 })
  expect(await after(30)).toEqual(Object.fromEntries(tables.map((table) => [table, 0])))
})
