import { unwrap } from '@latchkey/sdk'
import { describe, expect, test } from 'vitest'
import { testApp } from '../../../test/app.ts'

const t = await testApp({ env: { LIMITS: 'off' } })

const on = { sales: true, refunds: true, disputes: true }
const off = { sales: false, refunds: false, disputes: false }

async function member() {
  const [first, second] = [await t.make.handle(), await t.make.handle()]
  const account = await t.make.collaborator({ handle: first, role: 'CREATOR' })
  await t.make.collaborator({ handle: second, account, role: 'OPERATOR' })
  const { accounts } = await t.as(account)
  return { first, second, account, accounts, list: () => unwrap(accounts.getNotifications()) }
}

const byHandle = (a: { handle: string }, b: { handle: string }) => a.handle.localeCompare(b.handle)

describe('getNotifications', () => {
  test('has every handle that the account works on, with everything on at first', async () => {
    const { first, second, list } = await member()
    const { items, nextCursor } = await list()
    expect(items.toSorted(byHandle)).toEqual(
      [
        { handle: first.name, ...on },
        { handle: second.name, ...on },
      ].toSorted(byHandle),
    )
    expect(nextCursor).toBeNull()
  })

  test('goes on at the cursor', async () => {
    const { first, second, accounts } = await member()
    const one = await unwrap(accounts.getNotifications({ query: { limit: 1 } }))
    const two = await unwrap(accounts.getNotifications({ query: { limit: 1, cursor: one.nextCursor ?? '' } }))
    expect([...one.items, ...two.items].map(({ handle }) => handle).toSorted()).toEqual(
      [first.name, second.name].toSorted(),
    )
    expect(two.nextCursor).toBeNull()
  })

  test('is empty for an account that works on nothing', async () => {
    const { accounts } = await t.as(await t.make.account())
    expect(await unwrap(accounts.getNotifications())).toEqual({ items: [], nextCursor: null })
  })
})

describe('updateNotifications', () => {
  test('replaces the settings of the handles that are named, for this account alone', async () => {
    const { first, second, accounts, list } = await member()
    const settings = { handle: first.name, ...off, refunds: true }
    expect(await unwrap(accounts.updateNotifications({ body: { items: [settings] } }))).toEqual({
      items: [settings],
    })
    expect((await list()).items.toSorted(byHandle)).toEqual(
      [settings, { handle: second.name, ...on }].toSorted(byHandle),
    )
    const owner = await t.as(first.owner)
    expect((await unwrap(owner.accounts.getNotifications())).items).toEqual([{ handle: first.name, ...on }])
    expect(await unwrap(accounts.updateNotifications({ body: { items: [] } }))).toEqual({ items: [] })
  })

  test('changes nothing when one handle is unknown, or somebody else’s', async () => {
    const { first, accounts, list } = await member()
    const before = await list()
    const other = await t.make.handle()
    const answers = []
    for (const handle of [other.name, 'nobody-has-this']) {
      const items = [
        { handle: first.name, ...off },
        { handle, ...off },
      ]
      const { error } = await accounts.updateNotifications({ body: { items } })
      expect(error?.code).toBe('handle_not_found')
      answers.push({ status: error?.status, message: error?.message, details: error?.details })
    }
    expect(answers[0]).toEqual(answers[1])
    expect(await list()).toEqual(before)
  })

  test('takes a handle once', async () => {
    const { first, accounts } = await member()
    const items = [on, off].map((settings) => ({ handle: first.name, ...settings }))
    const { error } = await accounts.updateNotifications({ body: { items } })
    expect(error?.code).toBe('invalid_request')
  })

  test('keeps the last of those that come at once, whole', async () => {
    const { first, second, accounts, list } = await member()
    await Promise.all(
      Array.from({ length: 8 }, async (_, index) => {
        const handles = index % 2 === 0 ? [first, second] : [second, first]
        const items = handles.map(({ name }) => ({ handle: name, ...(index % 2 === 0 ? on : off) }))
        await unwrap(accounts.updateNotifications({ body: { items } }))
      }),
    )
    const [one, two] = (await list()).items
    expect({ ...one, handle: '' }).toEqual({ ...two, handle: '' })
  })

  test('ends with the role: who comes back hears everything', async () => {
    const { first, account, accounts, list } = await member()
    await unwrap(accounts.updateNotifications({ body: { items: [{ handle: first.name, ...off }] } }))
    await t.db
      .deleteFrom('collaborators')
      .where('handle_id', '=', first.id)
      .where('account_id', '=', account.id)
      .execute()
    expect((await list()).items.map(({ handle }) => handle)).not.toContain(first.name)
    await t.make.collaborator({ handle: first, account, role: 'CREATOR' })
    expect((await list()).items).toContainEqual({ handle: first.name, ...on })
  })

  test('repeats its answer for its key', async () => {
    const { first, accounts, list } = await member()
    const headers = { 'Idempotency-Key': 'choose-once' }
    const body = { items: [{ handle: first.name, ...off }] }
    await unwrap(accounts.updateNotifications({ body, headers }))
    await unwrap(accounts.updateNotifications({ body: { items: [{ handle: first.name, ...on }] } }))
    const again = await accounts.updateNotifications({ body, headers })
    expect(again.data).toEqual(body)
    expect(again.response.headers.get('idempotent-replayed')).toBe('true')
    expect((await list()).items).toContainEqual({ handle: first.name, ...on })
  })
})
