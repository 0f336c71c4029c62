import { unwrap } from '@latchkey/sdk'
import { describe, expect, test } from 'vitest'
import { testApp } from '../../../test/app.ts'
import type { TestAccount, TestHandle } from '../../../test/factories.ts'
import { commitMeanwhile } from '../../../test/meanwhile.ts'
import { acceptInvitations } from './invitations.ts'

const t = await testApp({ env: { LIMITS: 'off' } })

type Role = 'CREATOR' | 'OPERATOR' | 'OWNER'
type People = { email: string; role: Role }[]

const replace = async (handle: TestHandle, by: TestAccount, collaborators: People, ifMatch?: string) =>
  (await t.as(by)).handles.replaceCollaborators({
    path: { handle: handle.name },
    body: { collaborators },
    headers: ifMatch === undefined ? {} : { 'if-match': ifMatch },
  })

const list = async (handle: TestHandle, by: TestAccount = handle.owner) =>
  (await t.as(by)).handles.listCollaborators({ path: { handle: handle.name } })

const people = async (handle: TestHandle) => (await unwrap(list(handle))).collaborators

const roleOf = async (handle: TestHandle, account: TestAccount) => {
  const { items } = await unwrap((await t.as(account)).handles.listHandles())
  return items.find(({ id }) => id === handle.id)?.role ?? null
}

let count = 0
const address = () => `person${++count}@example.org`

describe('replaceCollaborators', () => {
  test('gives, changes and takes roles, at once and with a mail to the new', async () => {
    const handle = await t.make.handle({ displayName: 'Studio' })
    const [leaving, rising, coming] = [
      await t.make.collaborator({ handle, role: 'OPERATOR' }),
      await t.make.collaborator({ handle, role: 'CREATOR' }),
      await t.make.account(),
    ]
    const wanted: People = [
      { email: rising.email, role: 'OPERATOR' },
      { email: coming.email.toUpperCase(), role: 'CREATOR' },
    ]
    const { data, response } = await replace(handle, handle.owner, wanted)
    expect(data?.collaborators).toEqual([
      { email: handle.owner.email, role: 'OWNER' },
      { email: rising.email, role: 'OPERATOR' },
      { email: coming.email, role: 'CREATOR' },
    ])
    const read = await list(handle, coming)
    expect(read.data).toEqual(data)
    expect(read.response.headers.get('etag')).toBe(response.headers.get('etag'))
    expect(await Promise.all([leaving, rising, coming].map((account) => roleOf(handle, account)))).toEqual([
      null,
      'OPERATOR',
      'CREATOR',
    ])
    const [mail] = await t.mail.to(coming.email)
    expect(mail?.subject).toBe('You can now work on Studio')
    expect(mail?.text).toContain('Sign in to Latchkey')
    expect(mail?.text).toContain(`${handle.owner.email} gave you the role CREATOR on Studio`)
    expect(await t.mail.to(rising.email)).toEqual([])
    const { items } = await unwrap(
      (await t.as(handle.owner)).handles.listAuditEvents({ path: { handle: handle.name } }),
    )
    expect(items).toMatchObject([
      {
        action: 'collaborators.replaced',
        from: { [leaving.email]: 'OPERATOR', [rising.email]: 'CREATOR', [coming.email]: null },
        to: { [leaving.email]: null, [rising.email]: 'OPERATOR', [coming.email]: 'CREATOR' },
      },
    ])
  })

  test('what was read can be sent back, and changes nothing', async () => {
    const handle = await t.make.handle()
    await t.make.collaborator({ handle, role: 'CREATOR' })
    const before = await people(handle)
    await unwrap(replace(handle, handle.owner, before))
    expect(await people(handle)).toEqual(before)
    const { items } = await unwrap(
      (await t.as(handle.owner)).handles.listAuditEvents({ path: { handle: handle.name } }),
    )
    expect(items).toEqual([])
  })

  test('an address without an account looks like one with, and has its role once it signs up', async () => {
    const handle = await t.make.handle({ displayName: 'Studio' })
    const known = await t.make.account()
    const unknown = address()
    const wanted: People = [known.email, unknown].map((email) => ({ email, role: 'CREATOR' }))
    const { data } = await replace(handle, handle.owner, wanted)
    const shapes = data?.collaborators.filter(({ role }) => role === 'CREATOR')
    expect(shapes).toEqual(expect.arrayContaining(wanted))
    const [mail] = await t.mail.to(unknown)
    expect(mail?.text).toContain(`sign up for Latchkey with this address, ${unknown}`)

    await replace(handle, handle.owner, [{ email: unknown, role: 'OPERATOR' }])
    const { accounts } = t.client()
    await unwrap(accounts.signUp({ body: { email: unknown, password: 'three small green boats' } }))
    const [code = ''] = await t.mail.codesFor(unknown)
    const { account } = await unwrap(accounts.confirmSignUp({ body: { email: unknown, code } }))
    expect(await roleOf(handle, account)).toBe('OPERATOR')
    expect(await people(handle)).toHaveLength(2)
  })

  test('an invitation that was taken back gives nothing, and its mail is not sent', async () => {
    const handle = await t.make.handle()
    const email = address()
    await unwrap(replace(handle, handle.owner, [{ email, role: 'CREATOR' }]))
    await unwrap(replace(handle, handle.owner, []))
    expect(await t.mail.to(email)).toEqual([])
    const account = await t.make.account({ email })
    await t.db.transaction().execute((trx) => acceptInvitations(trx, account, t.clock.now()))
    expect(await roleOf(handle, account)).toBeNull()
  })

  test('who is invited while signing up has the role afterwards, whichever came first', async () => {
    for (let round = 0; round < 8; round++) {
      const handle = await t.make.handle()
      const email = address()
      const signingUp = t.db.transaction().execute(async (trx) => {
        const id = `acc_${handle.id.slice(4)}`
        const row = { id, email, name: null, password_hash: 'none', created_at: t.clock.now() }
        await trx.insertInto('accounts').values(row).execute()
        await acceptInvitations(trx, { id, email }, t.clock.now())
        return { id, email }
      })
      const [account] = await Promise.all([
        signingUp,
        unwrap(replace(handle, handle.owner, [{ email, role: 'CREATOR' }])),
      ])
      expect(await roleOf(handle, account)).toBe('CREATOR')
    }
  })

  test('operators manage creators, and nobody above', async () => {
    const handle = await t.make.handle()
    const [operator, peer, creator] = [
      await t.make.collaborator({ handle, role: 'OPERATOR' }),
      await t.make.collaborator({ handle, role: 'OPERATOR' }),
      await t.make.collaborator({ handle, role: 'CREATOR' }),
    ]
    const email = address()
    const refused: [what: string, wanted: People][] = [
      ['making an operator', [{ email, role: 'OPERATOR' }]],
      ['raising a creator', [{ email: creator.email, role: 'OPERATOR' }]],
      ['lowering a peer', [{ email: peer.email, role: 'CREATOR' }]],
      ['lowering oneself', [{ email: operator.email, role: 'CREATOR' }]],
    ]
    const before = await people(handle)
    for (const [what, wanted] of refused) {
      expect((await replace(handle, operator, wanted)).error?.code, what).toBe('insufficient_role')
    }
    expect(await people(handle)).toEqual(before)

    const { data } = await replace(handle, operator, [{ email, role: 'CREATOR' }])
    expect(data?.collaborators).toEqual([
      { email: handle.owner.email, role: 'OWNER' },
      ...[operator, peer].map(({ email }) => ({ email, role: 'OPERATOR' })),
      { email, role: 'CREATOR' },
    ])
  })

  test('nobody becomes or stops being the owner', async () => {
    const handle = await t.make.handle()
    const operator = await t.make.collaborator({ handle, role: 'OPERATOR' })
    const lists: People[] = [
      [{ email: address(), role: 'OWNER' }],
      [{ email: operator.email, role: 'OWNER' }],
      [{ email: handle.owner.email, role: 'OPERATOR' }],
    ]
    for (const by of [handle.owner, operator]) {
      for (const wanted of lists) {
        expect((await replace(handle, by, wanted)).error).toMatchObject({
          code: 'invalid_request',
          details: { issues: [{ path: 'body.collaborators.0.role' }] },
        })
      }
    }
  })

  test('a hundred people at most, owner included, each once', async () => {
    const handle = await t.make.handle()
    const many = (length: number): People =>
      Array.from({ length }, () => ({ email: address(), role: 'CREATOR' }))
    expect((await replace(handle, handle.owner, many(101))).error?.code).toBe('invalid_request')
    expect((await replace(handle, handle.owner, many(100))).error?.code).toBe('invalid_request')
    const most = many(99)
    await unwrap(replace(handle, handle.owner, most))
    await unwrap(replace(handle, handle.owner, await people(handle)))
    const twice: People = [
      { email: 'twice@example.org', role: 'CREATOR' },
      { email: 'Twice@example.org', role: 'OPERATOR' },
    ]
    expect((await replace(handle, handle.owner, twice)).error?.code).toBe('invalid_request')
    expect(await people(handle)).toHaveLength(100)
  })

  test('changes nothing for who has seen an older list', async () => {
    const handle = await t.make.handle()
    const etag = (await list(handle)).response.headers.get('etag') ?? ''
    const results = await Promise.all(
      Array.from({ length: 6 }, () =>
        replace(handle, handle.owner, [{ email: address(), role: 'CREATOR' }], etag),
      ),
    )
    expect(results.filter(({ data }) => data)).toHaveLength(1)
    expect(results.filter(({ error }) => error?.code === 'precondition_failed')).toHaveLength(5)
    expect(await people(handle)).toHaveLength(2)
  })

  test('who lost the role meanwhile changes nothing', async () => {
    const handle = await t.make.handle()
    const operator = await t.make.collaborator({ handle, role: 'OPERATOR' })
    const client = await t.as(operator)
    // The request has passed the guard, and waits for the handle while its role is taken away.
    const change = [
      ['select from handles where id = $1 for update', handle.id],
      ['delete from collaborators where account_id = $1', operator.id],
    ] as const
    const { error } = await commitMeanwhile(t, change, () =>
      client.handles.replaceCollaborators({
        path: { handle: handle.name },
        body: { collaborators: [{ email: address(), role: 'CREATOR' }] },
        headers: { 'idempotency-key': 'late' },
      }),
    )
    expect(error?.code).toBe('handle_not_found')
    expect(await people(handle)).toHaveLength(1)
  })
})
