import { unwrap } from '@latchkey/sdk'
import { describe, expect, test } from 'vitest'
import { testApp } from '../../../test/app.ts'
import type { TestAccount, TestHandle } from '../../../test/factories.ts'
import { commitMeanwhile } from '../../../test/meanwhile.ts'
import { openShop } from '../../../test/shop.ts'

const t = await testApp({ stripe: true, env: { LIMITS: 'off' } })

const transfer = async (handle: TestHandle, by: TestAccount, email: string) =>
  (await t.as(by)).handles.transferHandle({ path: { handle: handle.name }, body: { email } })

const owners = (handle: TestHandle) =>
  t.db
    .selectFrom('collaborators')
    .select('account_id as id')
    .where('handle_id', '=', handle.id)
    .where('role', '=', 'OWNER')
    .execute()

describe('transferHandle', () => {
  test('makes a collaborator the owner and the owner an operator, and tells both', async () => {
    const handle = await t.make.handle({ displayName: 'Studio' })
    const heir = await t.make.collaborator({ handle, role: 'CREATOR' })
    const { data } = await transfer(handle, handle.owner, heir.email)
    expect(data?.collaborators).toEqual([
      { email: heir.email, role: 'OWNER' },
      { email: handle.owner.email, role: 'OPERATOR' },
    ])
    expect((await t.mail.to(heir.email)).map(({ subject }) => subject)).toEqual(['Studio is yours now'])
    const [farewell] = await t.mail.to(handle.owner.email)
    expect(farewell?.text).toContain(heir.email)
    const { items } = await unwrap(
      (await t.as(heir)).handles.listAuditEvents({ path: { handle: handle.name } }),
    )
    expect(items).toMatchObject([
      { action: 'handle.transferred', from: { ownerId: handle.owner.id }, to: { ownerId: heir.id } },
    ])
    expect((await transfer(handle, handle.owner, heir.email)).error?.code).toBe('insufficient_role')
  })

  test('goes to nobody who is no collaborator, or has no account', async () => {
    const handle = await t.make.handle()
    const stranger = await t.make.account()
    const path = { handle: handle.name }
    const invited = 'invited@example.org'
    const client = await t.as(handle.owner)
    await unwrap(
      client.handles.replaceCollaborators({
        path,
        body: { collaborators: [{ email: invited, role: 'CREATOR' }] },
      }),
    )
    for (const email of [stranger.email, invited, 'nobody@example.org']) {
      expect((await transfer(handle, handle.owner, email)).error?.code).toBe('collaborator_not_found')
    }
    expect(await owners(handle)).toEqual([{ id: handle.owner.id }])
  })

  test('to oneself changes nothing', async () => {
    const handle = await t.make.handle()
    const { data } = await transfer(handle, handle.owner, handle.owner.email)
    expect(data?.collaborators).toEqual([{ email: handle.owner.email, role: 'OWNER' }])
    const { items } = await unwrap(
      (await t.as(handle.owner)).handles.listAuditEvents({ path: { handle: handle.name } }),
    )
    expect(items).toEqual([])
  })

  test('to several at once happens once', async () => {
    const handle = await t.make.handle()
    const heirs = await Promise.all(
      Array.from({ length: 5 }, () => t.make.collaborator({ handle, role: 'OPERATOR' })),
    )
    const results = await Promise.all(heirs.map(({ email }) => transfer(handle, handle.owner, email)))
    expect(results.filter(({ data }) => data)).toHaveLength(1)
    expect(results.filter(({ error }) => error?.code === 'insufficient_role')).toHaveLength(4)
    const winner = heirs[results.findIndex(({ data }) => data)]
    expect(await owners(handle)).toEqual([{ id: winner?.id }])
  })

  test('while the collaborators are replaced leaves one owner, and all or nothing of each', async () => {
    for (let round = 0; round < 6; round++) {
      const handle = await t.make.handle()
      const heir = await t.make.collaborator({ handle, role: 'OPERATOR' })
      const client = await t.as(handle.owner)
      const [transferred, replaced] = await Promise.all([
        transfer(handle, handle.owner, heir.email),
        client.handles.replaceCollaborators({ path: { handle: handle.name }, body: { collaborators: [] } }),
      ])
      const now = await owners(handle)
      expect(now).toHaveLength(1)
      if (transferred.error) {
        expect(transferred.error.code).toBe('collaborator_not_found')
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

  test('an account that is deleted while it is made the owner does not become it', async () => {
    const handle = await t.make.handle()
    const heir = await t.make.collaborator({ handle, role: 'OPERATOR' })
    const change = [['delete from accounts where id = $1', heir.id]] as const
    const { error } = await commitMeanwhile(t, change, () => transfer(handle, handle.owner, heir.email))
    expect(error?.code).toBe('collaborator_not_found')
    expect(await owners(handle)).toEqual([{ id: handle.owner.id }])
  })
})
