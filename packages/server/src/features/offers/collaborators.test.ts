import { unwrap } from '@latchkey/sdk'
import { describe, expect, test } from 'vitest'
import { testApp } from '../../../test/app.ts'
import type { TestAccount, TestHandle } from '../../../test/factories.ts'
import { commitMeanwhile } from '../../../test/meanwhile.ts'
import { acceptNewest, newestOffer } from '../../../test/offers.ts'
import { statementsOf } from '../../../test/statements.ts'

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

const held = (email: string, role: Role) => ({ email, role, pending: false, expiresAt: null })
const asked = (email: string, role: Role) => ({ email, role, pending: true, expiresAt: expect.any(String) })

const roleOf = async (handle: TestHandle, account: TestAccount) => {
  const { items } = await unwrap((await t.as(account)).handles.listHandles())
  return items.find(({ id }) => id === handle.id)?.role ?? null
}

let count = 0
const address = () => `person${++count}@example.org`

describe('replaceCollaborators', () => {
  test('changes and takes roles at once, and offers them to the new by mail', async () => {
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
    const { data } = await replace(handle, handle.owner, wanted)
    expect(data).toMatchObject({
      collaborators: [
        held(handle.owner.email, 'OWNER'),
        held(rising.email, 'OPERATOR'),
        asked(coming.email, 'CREATOR'),
      ],
      transfer: null,
    })
    const roles = () => Promise.all([leaving, rising, coming].map((account) => roleOf(handle, account)))
    expect(await roles()).toEqual([null, 'OPERATOR', null])
    const [mail] = await t.mail.to(coming.email)
    expect(mail?.subject).toBe('Work on Studio?')
    const { id } = await newestOffer(t, coming)
    expect(mail?.text).toContain(`https://latchkey.test/_edge/offers/${id}`)
    expect(mail?.text).toContain(handle.owner.email)
    expect(await t.mail.to(rising.email)).toEqual([])

    const accepted = await acceptNewest(t, coming)
    expect(accepted).toMatchObject({ handle: { name: handle.name, role: 'CREATOR' }, endedTokens: 0 })
    expect(await roles()).toEqual([null, 'OPERATOR', 'CREATOR'])
    const [before, after] = [await list(handle), await list(handle, coming)]
    expect(after.data).toEqual(before.data)
    expect(after.data?.collaborators).toContainEqual(held(coming.email, 'CREATOR'))
    expect(after.response.headers.get('etag')).toBe(before.response.headers.get('etag'))
    const { items } = await unwrap(
      (await t.as(handle.owner)).handles.listAuditEvents({ path: { handle: handle.name } }),
    )
    expect(items).toMatchObject([
      { action: 'offer.accepted', actor: { accountId: coming.id }, to: { role: 'CREATOR' } },
      {
        action: 'collaborators.replaced',
        from: { [leaving.email]: 'OPERATOR', [rising.email]: 'CREATOR', [coming.email]: null },
        to: { [leaving.email]: null, [rising.email]: 'OPERATOR', [coming.email]: 'CREATOR' },
      },
    ])
  })

  test('what was read can be sent back, offers too, and changes nothing and mails nobody', async () => {
    const handle = await t.make.handle()
    await t.make.collaborator({ handle, role: 'CREATOR' })
    const [invited, heir] = [address(), address()]
    await unwrap(
      replace(handle, handle.owner, [...(await people(handle)), { email: invited, role: 'CREATOR' }]),
    )
    const path = { handle: handle.name }
    await unwrap((await t.as(handle.owner)).handles.transferHandle({ path, body: { email: heir } }))
    const before = await unwrap(list(handle))
    expect(before.transfer).toMatchObject({ email: heir })
    const events = async () =>
      (await unwrap((await t.as(handle.owner)).handles.listAuditEvents({ path }))).items.length
    const count = await events()
    for (const by of [handle.owner, await t.make.collaborator({ handle, role: 'OPERATOR' })]) {
      const whole = await unwrap(list(handle))
      await unwrap(replace(handle, by, whole.collaborators))
      expect(await unwrap(list(handle))).toEqual(whole)
    }
    expect(await events()).toBe(count)
    expect([(await t.mail.to(invited)).length, (await t.mail.to(heir)).length]).toEqual([1, 1])
  })

  test('an address without an account looks, costs and is mailed like one with', async () => {
    const handle = await t.make.handle({ displayName: 'Studio' })
    const known = (await t.make.account()).email
    const unknown = address()
    const results = []
    for (const email of [known, unknown]) {
      const statements = await statementsOf(async () => {
        const client = await t.as(handle.owner)
        await unwrap(
          client.handles.replaceCollaborators({
            path: { handle: handle.name },
            body: { collaborators: [{ email, role: 'CREATOR' }] },
          }),
        )
      })
      const [mail] = await t.mail.to(email)
      const [entry] = (await people(handle)).filter(({ pending }) => pending)
      results.push({
        statements,
        entry: { ...entry, email: null },
        mail: mail?.text.replaceAll(email, 'them').replace(/off_\w+/, 'id'),
        subject: mail?.subject,
      })
      await unwrap(replace(handle, handle.owner, []))
    }
    expect(results[0]).toEqual(results[1])
  })

  test('an offer whose role is changed stays the same offer, and nobody is mailed again', async () => {
    const handle = await t.make.handle()
    const account = await t.make.account()
    await unwrap(replace(handle, handle.owner, [{ email: account.email, role: 'CREATOR' }]))
    const { id } = await newestOffer(t, account)
    await unwrap(replace(handle, handle.owner, [{ email: account.email, role: 'OPERATOR' }]))
    expect(await newestOffer(t, account)).toMatchObject({ id, role: 'OPERATOR' })
    expect(await t.mail.to(account.email)).toHaveLength(1)
    await acceptNewest(t, account)
    expect(await roleOf(handle, account)).toBe('OPERATOR')
  })

  test('an offer that was taken back gives nothing, and its mail is not sent', async () => {
    const handle = await t.make.handle()
    const account = await t.make.account()
    await unwrap(replace(handle, handle.owner, [{ email: account.email, role: 'CREATOR' }]))
    const { id } = await newestOffer(t, account)
    await unwrap(replace(handle, handle.owner, []))
    expect(await t.mail.to(account.email)).toEqual([])
    const { error } = await (await t.as(account)).accounts.acceptOffer({ path: { offerId: id } })
    expect(error?.code).toBe('offer_not_found')
    expect(await roleOf(handle, account)).toBeNull()
  })

  test('says how many tokens ended with the roles that it took', async () => {
    const handle = await t.make.handle()
    const [leaving, staying] = [
      await t.make.collaborator({ handle, role: 'OPERATOR' }),
      await t.make.collaborator({ handle, role: 'OPERATOR' }),
    ]
    const path = { handle: handle.name }
    for (const account of [leaving, leaving, staying]) {
      const { tokens } = await t.as(account)
      await unwrap(tokens.createToken({ path, body: { name: 'x', scopes: ['pages.read'] } }))
    }
    const { data } = await replace(handle, handle.owner, [{ email: staying.email, role: 'CREATOR' }])
    expect(data).toMatchObject({ endedTokens: 2, endedGrants: 0 })
    const { items } = await unwrap((await t.as(handle.owner)).tokens.listTokens({ path }))
    expect(items).toMatchObject([{ createdBy: staying }])
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
      held(handle.owner.email, 'OWNER'),
      ...[operator, peer].map(({ email }) => held(email, 'OPERATOR')),
      asked(email, 'CREATOR'),
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
