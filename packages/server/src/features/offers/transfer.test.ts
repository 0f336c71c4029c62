import { unwrap } from '@latchkey/sdk'
import { describe, expect, test } from 'vitest'
import { testApp } from '../../../test/app.ts'
import type { TestAccount, TestHandle } from '../../../test/factories.ts'
import { commitMeanwhile, whileHeld } from '../../../test/meanwhile.ts'
import { acceptNewest, newestOffer } from '../../../test/offers.ts'
import { openShop } from '../../../test/shop.ts'

const t = await testApp({ stripe: true, env: { LIMITS: 'off' } })

const transfer = async (handle: TestHandle, by: TestAccount, email: string) =>
  (await t.as(by)).handles.transferHandle({ path: { handle: handle.name }, body: { email } })

const accept = async (account: TestAccount, offerId: string) =>
  (await t.as(account)).accounts.acceptOffer({ path: { offerId } })

const withdraw = async (handle: TestHandle, by: TestAccount) =>
  (await t.as(by)).handles.withdrawTransfer({ path: { handle: handle.name } })

const owners = (handle: TestHandle) =>
  t.db
    .selectFrom('collaborators')
    .select('account_id as id')
    .where('handle_id', '=', handle.id)
    .where('role', '=', 'OWNER')
    .execute()

describe('transferHandle', () => {
  test('offers ownership; accepted, it makes the owner an operator, ends their tokens, and tells both', async () => {
    const handle = await t.make.handle({ displayName: 'Studio' })
    const heir = await t.make.collaborator({ handle, role: 'CREATOR' })
    const path = { handle: handle.name }
    const owner = await t.as(handle.owner)
    const scopes = ['pages.read' as const]
    const { token } = await unwrap(owner.tokens.createToken({ path, body: { name: 'x', scopes } }))
    const { data, response } = await transfer(handle, handle.owner, heir.email)
    expect(response.status).toBe(202)
    expect(new Date(data?.expiresAt ?? '').getTime() - t.clock.now().getTime()).toBe(14 * 24 * 3600 * 1000)
    expect(await unwrap(owner.handles.listCollaborators({ path }))).toMatchObject({
      collaborators: [{ role: 'OWNER' }, { email: heir.email, role: 'CREATOR', pending: false }],
      transfer: data,
    })
    expect(await owners(handle)).toEqual([{ id: handle.owner.id }])
    expect((await t.mail.to(heir.email)).map(({ subject }) => subject)).toEqual(['Take over Studio?'])
    const script = t.client({ token }).automation
    expect((await script.automationListPages({ path })).error).toBeUndefined()

    expect(await acceptNewest(t, heir)).toMatchObject({
      handle: { name: handle.name, role: 'OWNER' },
      endedTokens: 1,
      endedGrants: 0,
    })
    expect(await owners(handle)).toEqual([{ id: heir.id }])
    expect((await script.automationListPages({ path })).error?.code).toBe('invalid_token')
    expect((await t.mail.to(heir.email)).map(({ subject }) => subject)).toEqual([
      'Take over Studio?',
      'Studio is now yours',
    ])
    const [farewell] = await t.mail.to(handle.owner.email)
    expect(farewell?.text).toContain(heir.email)
    const heirs = await t.as(heir)
    expect(await unwrap(heirs.handles.listCollaborators({ path }))).toMatchObject({
      collaborators: [
        { email: heir.email, role: 'OWNER' },
        { email: handle.owner.email, role: 'OPERATOR' },
      ],
      transfer: null,
    })
    const { items } = await unwrap(heirs.handles.listAuditEvents({ path }))
    expect(items).toContainEqual(
      expect.objectContaining({
        action: 'handle.transferred',
        from: { ownerId: handle.owner.id },
        to: { ownerId: heir.id },
      }),
    )
    expect((await transfer(handle, handle.owner, heir.email)).error?.code).toBe('insufficient_role')
  })

  test('goes to any address, with a role, with an account, or with neither', async () => {
    const handle = await t.make.handle()
    const stranger = await t.make.account()
    for (const email of ['nobody@example.org', stranger.email]) {
      expect((await transfer(handle, handle.owner, email)).data).toMatchObject({ email })
    }
    await acceptNewest(t, stranger)
    expect(await owners(handle)).toEqual([{ id: stranger.id }])
  })

  test('to oneself is refused', async () => {
    const handle = await t.make.handle()
    const { error } = await transfer(handle, handle.owner, handle.owner.email)
    expect(error).toMatchObject({ code: 'invalid_request', details: { issues: [{ path: 'body.email' }] } })
  })

  test('again changes nothing and mails nobody; to another replaces the first; withdrawn, it is gone', async () => {
    const handle = await t.make.handle()
    const [first, second] = [await t.make.account(), await t.make.account()]
    const once = await transfer(handle, handle.owner, first.email)
    const { id } = await newestOffer(t, first)
    await t.clock.advance(3600)
    expect((await transfer(handle, handle.owner, first.email)).data).toEqual(once.data)
    expect(await newestOffer(t, first)).toMatchObject({ id })
    expect(await t.mail.to(first.email)).toHaveLength(1)

    await transfer(handle, handle.owner, second.email)
    expect((await accept(first, id)).error?.code).toBe('offer_not_found')
    const replaced = await newestOffer(t, second)
    for (let time = 0; time < 2; time++) {
      expect((await withdraw(handle, handle.owner)).response.status).toBe(204)
    }
    expect((await accept(second, replaced.id)).error?.code).toBe('offer_not_found')
    expect(await owners(handle)).toEqual([{ id: handle.owner.id }])
    const { items } = await unwrap(
      (await t.as(handle.owner)).handles.listAuditEvents({ path: { handle: handle.name } }),
    )
    expect(items.map(({ action }) => action)).toEqual(['offer.withdrawn', 'offer.made', 'offer.made'])
  })

  test('leaving the heir out withdraws it, when the owner does', async () => {
    const handle = await t.make.handle()
    const operator = await t.make.collaborator({ handle, role: 'OPERATOR' })
    const known = await t.make.collaborator({ handle, role: 'CREATOR' })
    for (const email of [known.email, 'new@example.org']) {
      const clear = async (by: TestAccount) =>
        unwrap(
          (await t.as(by)).handles.replaceCollaborators({
            path: { handle: handle.name },
            body: { collaborators: [{ email: operator.email, role: 'OPERATOR' }] },
          }),
        )
      await transfer(handle, handle.owner, email)
      expect((await clear(operator)).transfer).toMatchObject({ email })
      expect((await clear(handle.owner)).transfer).toBeNull()
    }
  })

  test('accepted twice at once happens once', async () => {
    for (let round = 0; round < 4; round++) {
      const handle = await t.make.handle()
      const heir = await t.make.account()
      await transfer(handle, handle.owner, heir.email)
      const { id } = await newestOffer(t, heir)
      const results = await Promise.all(Array.from({ length: 4 }, () => accept(heir, id)))
      expect(results.filter(({ data }) => data)).toHaveLength(1)
      expect(results.flatMap(({ error }) => error?.code ?? [])).toEqual(Array(3).fill('offer_not_found'))
      expect(await owners(handle)).toEqual([{ id: heir.id }])
    }
  })

  test('accepted while it is withdrawn, or offered to others, is all or nothing', async () => {
    for (let round = 0; round < 8; round++) {
      const handle = await t.make.handle()
      const [heir, other] = [await t.make.account(), await t.make.account()]
      await transfer(handle, handle.owner, heir.email)
      const { id } = await newestOffer(t, heir)
      const [accepted, against] = await Promise.all([
        accept(heir, id),
        round % 2 ? withdraw(handle, handle.owner) : transfer(handle, handle.owner, other.email),
      ])
      expect(await owners(handle)).toEqual([{ id: accepted.data ? heir.id : handle.owner.id }])
      expect(accepted.error?.code).toBe(accepted.data ? undefined : 'offer_not_found')
      expect(against.error?.code).toBe(accepted.data ? 'insufficient_role' : undefined)
    }
  })

  test('accepted while the collaborators are replaced leaves one owner, and all or nothing of each', async () => {
    for (let round = 0; round < 6; round++) {
      const handle = await t.make.handle()
      const heir = await t.make.collaborator({ handle, role: 'OPERATOR' })
      await transfer(handle, handle.owner, heir.email)
      const { id } = await newestOffer(t, heir)
      const client = await t.as(handle.owner)
      const [accepted, replaced] = await Promise.all([
        accept(heir, id),
        client.handles.replaceCollaborators({ path: { handle: handle.name }, body: { collaborators: [] } }),
      ])
      const now = await owners(handle)
      if (accepted.error) {
        expect([replaced.error, now]).toEqual([undefined, [{ id: handle.owner.id }]])
      } else {
        // The list that leaves everybody out now comes from an operator, who may not remove anybody there is.
        expect(now).toEqual([{ id: heir.id }])
        expect(replaced.data?.collaborators).toHaveLength(2)
      }
    }
  })

  test('pauses sales, ends open checkouts, and leaves earlier sales with the account that received them', async () => {
    const shop = await openShop(t)
    const { id: purchaseId } = await shop.buy()
    const late = await t.make.visitorSession()
    const { checkoutSessionId } = await unwrap(shop.checkout(t.client({ token: late.token })))
    const heir = await t.make.collaborator({ handle: shop.handle, role: 'OPERATOR' })
    await unwrap(transfer(shop.handle, shop.handle.owner, heir.email))
    await t.jobs.run()
    expect((await t.deps.stripe.checkout.sessions.retrieve(checkoutSessionId)).status).toBe('open')
    await acceptNewest(t, heir)
    await t.jobs.run()

    const session = await t.deps.stripe.checkout.sessions.retrieve(checkoutSessionId)
    expect(session.status).toBe('expired')
    const blocked = await shop.checkout(t.client({ token: late.token }))
    expect(blocked.error?.code).toBe('connect_not_configured')
    expect((await shop.access()).hasAccess).toBe(true)

    const { refund } = await unwrap(shop.refund({ visitorId: shop.visitor.id, purchaseId }))
    expect(refund.status).toBe('succeeded')
    const [charge] = await shop.charges()
    const reversed = await t.deps.stripe.transfers.retrieve(String(charge?.transfer))
    expect([reversed.reversed, reversed.destination]).toEqual([true, shop.stripeAccount])
  })

  test('a checkout that begins while the handle changes hands pays nobody of before', async () => {
    const shop = await openShop(t)
    const change = [['update handles set stripe_account_id = null where id = $1', shop.handle.id]] as const
    const { error } = await commitMeanwhile(t, change, () => shop.checkout())
    expect(error?.code).toBe('connect_not_configured')
    const attempts = await t.db
      .selectFrom('checkout_sessions')
      .selectAll()
      .where('stripe_account_id', '=', shop.stripeAccount)
      .execute()
    expect(attempts).toEqual([])
  })

  test('an account that is deleted while it accepts does not become the owner', async () => {
    const handle = await t.make.handle()
    const heir = await t.make.collaborator({ handle, role: 'OPERATOR' })
    await transfer(handle, handle.owner, heir.email)
    const { id } = await newestOffer(t, heir)
    const change = [['delete from accounts where id = $1', heir.id]] as const
    const { accounts } = await t.as(heir)
    const { error } = await commitMeanwhile(t, change, () => accounts.acceptOffer({ path: { offerId: id } }))
    expect(error?.code).toBe('offer_not_found')
    expect(await owners(handle)).toEqual([{ id: handle.owner.id }])
  })
})

test('a former owner who resets the password while ownership is accepted waits, and neither fails', async () => {
  const owner = await t.make.account()
  const handle = await t.make.handle({ owner })
  const heir = await t.make.account()
  const { handles, tokens } = await t.as(owner)
  const path = { handle: handle.name }
  await unwrap(tokens.createToken({ path, body: { name: 'script', scopes: ['pages.read'] } }))
  await unwrap(handles.transferHandle({ path, body: { email: heir.email } }))
  const { id } = await newestOffer(t, heir)
  const { accounts } = t.client()
  await unwrap(accounts.forgotPassword({ body: { email: owner.email } }))
  const [code = ''] = await t.mail.codesFor(owner.email)
  const asHeir = (await t.as(heir)).accounts
  const { accepting, resetting } = await whileHeld(
    t,
    [['select from collaborators where handle_id = $1 for update', handle.id]],
    async (waiting) => {
      const accepting = asHeir.acceptOffer({ path: { offerId: id } })
      await waiting(1)
      const body = { email: owner.email, code, newPassword: 'seven brown kettles sing' }
      const resetting = accounts.resetPassword({ body })
      await waiting(2)
      return { accepting, resetting }
    },
  )
  expect([(await accepting).error, (await resetting).error]).toEqual([undefined, undefined])
})

test('ownership that is being offered while the password is reset is not offered', async () => {
  const handle = await t.make.handle()
  const { handles } = await t.as(handle.owner)
  const { error } = await commitMeanwhile(
    t,
    [
      [`update accounts set password_hash = 'other' where id = $1`, handle.owner.id],
      ['update refresh_token_families set revoked_at = now() where account_id = $1', handle.owner.id],
      ['select from handles where id = $1 for update', handle.id],
    ],
    () => handles.transferHandle({ path: { handle: handle.name }, body: { email: 'heir@example.com' } }),
  )
  expect(error?.code).toBe('invalid_token')
})
