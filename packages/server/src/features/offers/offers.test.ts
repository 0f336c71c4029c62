import { unwrap } from '@latchkey/sdk'
import { describe, expect, test } from 'vitest'
import { testApp } from '../../../test/app.ts'
import type { TestAccount, TestHandle } from '../../../test/factories.ts'
import { commitMeanwhile } from '../../../test/meanwhile.ts'
import { acceptNewest, newestOffer } from '../../../test/offers.ts'
import { enqueue } from '../../platform/jobs.ts'

const t = await testApp({ env: { LIMITS: 'off' } })

type Offered = { email: string; role: 'CREATOR' | 'OPERATOR' }

const replace = async (handle: TestHandle, by: TestAccount, collaborators: Offered[]) =>
  unwrap(
    (await t.as(by)).handles.replaceCollaborators({
      path: { handle: handle.name },
      body: { collaborators },
    }),
  )
const offers = async (account: TestAccount) =>
  (await unwrap((await t.as(account)).accounts.listOffers())).items
const accept = async (account: TestAccount, offerId: string) =>
  (await t.as(account)).accounts.acceptOffer({ path: { offerId } })
const decline = async (account: TestAccount, offerId: string) =>
  (await t.as(account)).accounts.declineOffer({ path: { offerId } })
const pendingOf = async (handle: TestHandle) =>
  (
    await unwrap((await t.as(handle.owner)).handles.listCollaborators({ path: { handle: handle.name } }))
  ).collaborators.filter(({ pending }) => pending)

/** A handle with an operator, who offers an account the role CREATOR. */
async function offered() {
  const handle = await t.make.handle({ displayName: 'Studio' })
  const operator = await t.make.collaborator({ handle, role: 'OPERATOR' })
  const account = await t.make.account()
  await replace(handle, operator, [{ email: account.email, role: 'CREATOR' }])
  const { id } = await newestOffer(t, account)
  return { handle, operator, account, id }
}

describe('an offer', () => {
  test('says what is offered by whom, and stands for fourteen days', async () => {
    const { handle, operator, account, id } = await offered()
    expect(await offers(account)).toEqual([
      {
        id,
        handle: { name: handle.name, displayName: 'Studio', url: t.origin(handle.name) },
        role: 'CREATOR',
        offeredBy: operator.email,
        createdAt: t.clock.now().toISOString(),
        expiresAt: new Date(t.clock.now().getTime() + 14 * 24 * 3600 * 1000).toISOString(),
      },
    ])
    await t.clock.advance(14 * 24 * 3600 - 1)
    expect(await offers(account)).toHaveLength(1)
    await t.clock.advance(1)
    expect(await offers(account)).toEqual([])
    expect((await accept(account, id)).error?.code).toBe('offer_not_found')
    expect(await pendingOf(handle)).toEqual([])
    // Once more is another offer, with a mail of its own.
    await replace(handle, handle.owner, [{ email: account.email, role: 'CREATOR' }])
    expect((await newestOffer(t, account)).id).not.toBe(id)
    await acceptNewest(t, account)
  })

  test('is removed when it is over', async () => {
    const { id } = await offered()
    await t.clock.advance(14 * 24 * 3600 + 1)
    await enqueue(t.db, 'remove_expired', {}, { key: 'remove_expired' })
    await t.jobs.run()
    expect(await t.db.selectFrom('offers').select('id').where('id', '=', id).execute()).toEqual([])
  })

  test('is listed newest first, page by page', async () => {
    const account = await t.make.account()
    const names: string[] = []
    for (let n = 0; n < 3; n++) {
      const handle = await t.make.handle()
      names.unshift(handle.name)
      await replace(handle, handle.owner, [{ email: account.email, role: 'CREATOR' }])
      await t.clock.advance(1)
    }
    const { accounts } = await t.as(account)
    const first = await unwrap(accounts.listOffers({ query: { limit: 2 } }))
    const rest = await unwrap(accounts.listOffers({ query: { cursor: first.nextCursor ?? '' } }))
    expect([...first.items, ...rest.items].map(({ handle }) => handle.name)).toEqual(names)
    expect(rest.nextCursor).toBeNull()
  })

  test('is answered by its address only', async () => {
    const { handle, operator, account, id } = await offered()
    for (const other of [await t.make.account(), operator, handle.owner]) {
      expect(await offers(other)).toEqual([])
      expect((await accept(other, id)).error?.code).toBe('offer_not_found')
      expect((await decline(other, id)).error?.code).toBe('offer_not_found')
    }
    expect((await accept(account, id)).data?.handle.role).toBe('CREATOR')
  })

  test('is answered once: accepted, declined, or accepted and declined at once', async () => {
    const first = await offered()
    expect((await decline(first.account, first.id)).response.status).toBe(204)
    for (const answer of [accept, decline]) {
      expect((await answer(first.account, first.id)).error?.code).toBe('offer_not_found')
    }
    expect(await pendingOf(first.handle)).toEqual([])
    for (let round = 0; round < 4; round++) {
      const { account, id, handle } = await offered()
      const results = await Promise.all([accept(account, id), accept(account, id), decline(account, id)])
      expect(results.filter(({ error }) => error === undefined)).toHaveLength(1)
      const { items } = await unwrap((await t.as(account)).handles.listHandles())
      expect(items.some(({ id: works }) => works === handle.id)).toBe(results[2].error !== undefined)
    }
  })

  test('is accepted once under an Idempotency-Key, and answered again to who sent it', async () => {
    const { account, id } = await offered()
    const { accounts } = await t.as(account)
    const headers = { 'Idempotency-Key': 'accept-1' }
    const answers = []
    for (let time = 0; time < 2; time++) {
      answers.push(await unwrap(accounts.acceptOffer({ path: { offerId: id }, headers })))
    }
    expect(answers[1]).toEqual(answers[0])
  })
})

describe('an offer lapses with the role of whoever made it', () => {
  type Lapse = (made: { handle: TestHandle; operator: TestAccount; account: TestAccount }) => Promise<unknown>
  const rest = ({ account }: { account: TestAccount }) => ({ email: account.email, role: 'CREATOR' as const })
  const lapses: [what: string, Lapse][] = [
    ['removed', (made) => replace(made.handle, made.handle.owner, [rest(made)])],
    [
      'made a creator',
      (made) =>
        replace(made.handle, made.handle.owner, [
          { email: made.operator.email, role: 'CREATOR' },
          rest(made),
        ]),
    ],
    [
      'made a creator, and an operator again',
      async (made) => {
        for (const role of ['CREATOR', 'OPERATOR'] as const) {
          await replace(made.handle, made.handle.owner, [{ email: made.operator.email, role }, rest(made)])
        }
      },
    ],
    ['deleted', async ({ operator }) => unwrap((await t.as(operator)).accounts.deleteAccount())],
  ]
  test.each(lapses)('%s', async (_, lapse) => {
    const made = await offered()
    await lapse(made)
    expect((await accept(made.account, made.id)).error?.code).toBe('offer_not_found')
    const ids = (await offers(made.account)).map(({ id }) => id)
    expect(ids).not.toContain(made.id)
    const row = await t.db.selectFrom('offers').select('id').where('id', '=', made.id).executeTakeFirst()
    expect(row, 'it cannot come to life again').toBeUndefined()
  })

  test('also when it is lost while the offer is accepted', async () => {
    for (const change of [
      `update collaborators set role = 'CREATOR' where account_id = $1`,
      'delete from collaborators where account_id = $1',
    ]) {
      const { handle, operator, account, id } = await offered()
      const { accounts } = await t.as(account)
      const { error } = await commitMeanwhile(
        t,
        [
          ['select from handles where id = $1 for update', handle.id],
          [change, operator.id],
        ],
        () => accounts.acceptOffer({ path: { offerId: id } }),
      )
      expect(error?.code).toBe('offer_not_found')
    }
  })

  test('a former owner keeps only what an operator may offer', async () => {
    const handle = await t.make.handle()
    const [heir, first, second] = [await t.make.account(), await t.make.account(), await t.make.account()]
    await replace(handle, handle.owner, [
      { email: first.email, role: 'CREATOR' },
      { email: second.email, role: 'OPERATOR' },
    ])
    const transfer = { path: { handle: handle.name }, body: { email: heir.email } }
    await unwrap((await t.as(handle.owner)).handles.transferHandle(transfer))
    await acceptNewest(t, heir)
    expect([await offers(first), await offers(second)]).toMatchObject([[{ role: 'CREATOR' }], []])
  })
})

test('deleting an account leaves what it was offered to the address, and to nobody else', async () => {
  const { handle, account, id } = await offered()
  await unwrap((await t.as(account)).accounts.deleteAccount())
  expect(await pendingOf(handle), 'who offers learns nothing').toMatchObject([{ email: account.email }])
  const again = await t.make.account({ email: account.email })
  expect((await accept(again, id)).data?.handle.name).toBe(handle.name)
})

test('signing up accepts nothing by itself', async () => {
  const handle = await t.make.handle()
  const email = 'independent@example.org'
  await replace(handle, handle.owner, [{ email, role: 'OPERATOR' }])
  const { accounts } = t.client()
  await unwrap(accounts.signUp({ body: { email, password: 'three small green boats' } }))
  const [code = ''] = await t.mail.codesFor(email)
  const { account } = await unwrap(accounts.confirmSignUp({ body: { email, code } }))
  expect((await unwrap((await t.as(account)).handles.listHandles())).items).toEqual([])
  await acceptNewest(t, account)
  expect((await unwrap((await t.as(account)).handles.listHandles())).items).toMatchObject([
    { name: handle.name, role: 'OPERATOR' },
  ])
})

describe('a token that is being made', () => {
  const making = async () => {
    const handle = await t.make.handle()
    const account = await t.make.collaborator({ handle, role: 'OPERATOR' })
    const { tokens } = await t.as(account)
    const path = { handle: handle.name }
    const create = () => tokens.createToken({ path, body: { name: 'x', scopes: ['pages.read'] } })
    return { handle, account, create }
  }

  test('while its maker is removed is not made', async () => {
    const { handle, account, create } = await making()
    const { error } = await commitMeanwhile(
      t,
      [
        ['select from handles where id = $1 for update', handle.id],
        ['delete from collaborators where account_id = $1', account.id],
      ],
      create,
    )
    expect(error?.code).toBe('handle_not_found')
  })

  test('while the password is reset is not made', async () => {
    const { account, create } = await making()
    const { error } = await commitMeanwhile(
      t,
      [
        [`update accounts set password_hash = 'other' where id = $1`, account.id],
        ['update refresh_token_families set revoked_at = now() where account_id = $1', account.id],
      ],
      create,
    )
    expect(error?.code).toBe('invalid_token')
  })

  test('while the account is deleted is not made', async () => {
    const { account, create } = await making()
    const { error } = await commitMeanwhile(t, [['delete from accounts where id = $1', account.id]], create)
    expect(error?.code).toBe('invalid_token')
  })
})
