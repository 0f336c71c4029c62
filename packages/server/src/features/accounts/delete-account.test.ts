import { unwrap } from '@latchkey/sdk'
import { expect, test } from 'vitest'
import { testApp } from '../../../test/app.ts'
import { TEST_PASSWORD, type TestAccount } from '../../../test/factories.ts'
import { inOwnTransaction } from '../../platform/database/transaction.ts'

const t = await testApp({ env: { LIMITS: 'off' } })

const remove = async (account: TestAccount) => (await t.as(account)).accounts.deleteAccount()
const exists = async ({ id }: TestAccount) =>
  (await t.db.selectFrom('accounts').select('id').where('id', '=', id).executeTakeFirst()) !== undefined

test('the account goes with its sessions and roles, and its address is free again', async () => {
  const account = await t.make.account()
  const handle = await t.make.handle()
  await t.make.collaborator({ handle, account, role: 'OPERATOR' })
  const browser = t.browser('app')
  const { accounts } = browser.client
  const { accessToken, refreshToken } = await unwrap(
    accounts.signIn({ body: { email: account.email, password: TEST_PASSWORD } }),
  )
  const headers = { authorization: `Bearer ${accessToken}` }
  expect((await accounts.deleteAccount({ headers })).response.status).toBe(204)
  expect(browser.cookie('_10x_account')).toBeNull()
  expect((await accounts.getAccount({ headers })).error?.code).toBe('invalid_token')
  const { error } = await accounts.refreshSession({ body: { refreshToken } })
  expect(error).toMatchObject({ details: { reason: 'unknown' } })
  const again = { email: account.email, password: 'three small green boats' }
  await unwrap(accounts.signUp({ body: again }))
  const [code = ''] = await t.mail.codesFor(account.email)
  await unwrap(accounts.confirmSignUp({ body: { email: account.email, code } }))
})

test('an account that owns handles is kept, and told which', async () => {
  const account = await t.make.account()
  await t.make.handle({ owner: account, name: 'zebra' })
  await t.make.handle({ owner: account, name: 'aardvark' })
  const { error } = await remove(account)
  expect(error).toMatchObject({
    status: 409,
    code: 'owns_handles',
    details: { handles: ['aardvark', 'zebra'] },
  })
  expect(await exists(account)).toBe(true)
})

test('an account that becomes an owner at the same moment is kept', async () => {
  const account = await t.make.account()
  const other = await t.make.handle()
  const client = await t.as(account)
  const { promise: roleGiven, resolve } = Promise.withResolvers<void>()
  const { promise: mayCommit, resolve: commit } = Promise.withResolvers<void>()
  const giving = inOwnTransaction(t.db, async (trx) => {
    await trx
      .updateTable('collaborators')
      .set({ role: 'OPERATOR' })
      .where('handle_id', '=', other.id)
      .execute()
    await trx
      .insertInto('collaborators')
      .values({ handle_id: other.id, account_id: account.id, role: 'OWNER', created_at: t.clock.now() })
      .execute()
    resolve()
    await mayCommit
  })
  await roleGiven
  const removing = client.accounts.deleteAccount()
  await waitsForLock()
  commit()
  await giving
  expect((await removing).error?.code).toBe('owns_handles')
  expect(await exists(account)).toBe(true)
})

/** Resolves when a statement waits for another transaction. */
async function waitsForLock(): Promise<void> {
  await expect
    .poll(async () => {
      const { rows } = await t.deps.pool.query(
        `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
      )
      return rows.length
    })
    .toBe(1)
}
