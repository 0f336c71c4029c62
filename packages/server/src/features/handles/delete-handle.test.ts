import { unwrap } from '@latchkey/sdk'
import { describe, expect, test, vi } from 'vitest'
import { testApp } from '../../../test/app.ts'
import type { TestAccount, TestHandle } from '../../../test/factories.ts'
import { commitMeanwhile } from '../../../test/meanwhile.ts'
import { acceptNewest } from '../../../test/offers.ts'
import { openShop } from '../../../test/shop.ts'

const t = await testApp({ stripe: true, env: { LIMITS: 'off' } })

const remove = async (handle: TestHandle, by: TestAccount = handle.owner) =>
  (await t.as(by)).handles.deleteHandle({ path: { handle: handle.name } })
const exists = async ({ id }: TestHandle) => {
  const row = await t.db.selectFrom('handles').select('deleted_at').where('id', '=', id).executeTakeFirst()
  return row !== undefined && row.deleted_at === null
}
const create = async (name: string) =>
  (await t.as(await t.make.account())).handles.createHandle({ body: { name } })

/** A handle with one of everything but a payment. */
async function furnished() {
  const handle = await t.make.handle()
  const path = { handle: handle.name }
  const client = await t.as(handle.owner)
  const { visitor, token } = await t.make.visitorSession()
  const bound = await t.make.visitorSession({ visitor, handle })
  const paid = await t.make.page({ handle, price: { amount: 500, currency: 'usd' } })
  const free = await t.make.page({ handle, accessMode: 'FREE_WITH_LOGIN' })
  const body = { email: visitor.email }
  await unwrap(client.checkout.grantAccess({ path: { ...path, pageSlug: paid.slug }, body }))
  await unwrap(t.client({ token }).pages.getPublicPage({ path: { ...path, pageSlug: free.slug } }))
  await t.deps.background.drain()
  const groupBuy = { slug: 'vip', title: 'VIP', targetQuantity: 1, linkedPageSlug: paid.slug }
  await unwrap(client.groupBuys.createGroupBuy({ path, body: groupBuy }))
  const groupBuyPath = { ...path, groupBuySlug: 'vip' }
  await unwrap(client.groupBuys.publishGroupBuy({ path: groupBuyPath }))
  await unwrap(t.client({ token }).groupBuys.expressInterest({ path: groupBuyPath, body: { quantity: 1 } }))
  const { file } = await unwrap(
    client.files.createFile({
      path,
      body: {
        fileName: 'a.txt',
        accessMode: 'EMAIL_ALLOWLIST',
        sizeBytes: 1,
        allowedEmails: [visitor.email],
      },
    }),
  )
  const hook = { url: 'https://hooks.example.com/', events: ['purchase.completed' as const] }
  await unwrap(client.webhooks.createWebhookEndpoint({ path, body: hook }))
  const made = await unwrap(client.tokens.createToken({ path, body: { name: 'x', scopes: ['pages.read'] } }))
  const worker = await t.make.collaborator({ handle, role: 'CREATOR' })
  await unwrap(client.handles.transferHandle({ path, body: { email: worker.email } }))
  await t.jobs.run()
  return { handle, path, visitor, token, bound: bound.token, paid, free, file, script: made.token, worker }
}

describe('deleteHandle', () => {
  test('ends everything that hangs on the handle, and leaves its name taken', async () => {
    const { handle, path, visitor, token, bound, paid, file, script, worker } = await furnished()
    expect((await remove(handle)).response.status).toBe(204)
    await t.jobs.run()

    for (const page of ['/', `/${paid.slug}`, '/_edge/group-buys/vip', `/_edge/files/${file.id}`]) {
      expect((await t.browser(handle.name).get(page)).status, page).toBe(404)
    }
    const { pages, groupBuys, visitors } = t.client({ token })
    expect((await pages.listPublicPages({ path })).error?.code).toBe('handle_not_found')
    expect((await groupBuys.listPublicGroupBuys({ path })).error?.code).toBe('handle_not_found')
    expect((await unwrap(visitors.listVisitorAccess())).items).toEqual([])
    expect((await unwrap(visitors.exportVisitor())).access).toEqual([])
    const { error } = await t.client({ token: bound }).visitors.getVisitor()
    expect(error?.code).toBe('visitor_unauthorized')
    const ask = { body: { email: visitor.email, handle: handle.name } }
    expect((await t.client().visitors.requestMagicLink(ask)).error?.code).toBe('handle_not_found')
    expect((await t.client({ token: script }).automation.automationListPages({ path })).error?.code).toBe(
      'invalid_token',
    )
    for (const account of [handle.owner, worker]) {
      const client = await t.as(account)
      expect((await unwrap(client.handles.listHandles())).items).toEqual([])
      expect((await unwrap(client.accounts.listOffers())).items).toEqual([])
      expect((await client.handles.getHandleProfile({ path })).error?.code).toBe('handle_not_found')
      expect((await client.accounts.deleteAccount()).error).toBeUndefined()
    }
    for (const table of [
      'pages',
      'purchases',
      'group_buys',
      'files',
      'tokens',
      'offers',
      'collaborators',
    ] as const) {
      const rows = await t.db
        .selectFrom(table)
        .select('handle_id')
        .where('handle_id', '=', handle.id)
        .execute()
      expect(rows, table).toEqual([])
    }

    await t.clock.advance(400 * 24 * 3600)
    expect((await create(handle.name)).error?.code).toBe('handle_taken')
    const other = await t.make.handle()
    const rename = { path: { handle: other.name }, body: { name: handle.name } }
    expect((await (await t.as(other.owner)).handles.renameHandle(rename)).error?.code).toBe('handle_taken')
    const { rows } = await t.deps.pool.query(
      `select action from audit_events where handle_id = $1 order by created_at desc, id desc limit 1`,
      [handle.id],
    )
    expect(rows).toEqual([{ action: 'handle.deleted' }])
  })

  test('is for the owner', async () => {
    const handle = await t.make.handle()
    const operator = await t.make.collaborator({ handle, role: 'OPERATOR' })
    expect((await remove(handle, operator)).error?.code).toBe('insufficient_role')
    expect((await remove(handle, await t.make.account())).error?.code).toBe('handle_not_found')
    expect(await exists(handle)).toBe(true)
  })

  test('leads nobody from a former name, which stays taken as long as it would have', async () => {
    const handle = await t.make.handle({ name: 'was-called-this' })
    const client = await t.as(handle.owner)
    const rename = { path: { handle: handle.name }, body: { name: 'is-called-that' } }
    await unwrap(client.handles.renameHandle(rename))
    expect((await remove({ ...handle, name: 'is-called-that' })).error).toBeUndefined()
    expect((await t.browser('was-called-this').get('/')).status).toBe(404)
    expect((await create('was-called-this')).error?.code).toBe('handle_taken')
    await t.clock.advance(30 * 24 * 3600)
    expect((await create('was-called-this')).error).toBeUndefined()
    expect((await create('is-called-that')).error?.code).toBe('handle_taken')
  })

  test('is refused for a handle that took a payment, also one that was refunded', async () => {
    const shop = await openShop(t)
    const { id: purchaseId } = await shop.buy()
    expect((await remove(shop.handle)).error?.code).toBe('handle_has_payments')
    await unwrap(shop.refund({ visitorId: shop.visitor.id, purchaseId }))
    await shop.settled()
    expect((await remove(shop.handle)).error?.code).toBe('handle_has_payments')
    expect(await exists(shop.handle)).toBe(true)
  })

  test('ends open checkouts first, so that nobody pays for nothing', async () => {
    const shop = await openShop(t)
    const { checkoutSessionId } = await unwrap(shop.checkout())
    expect((await remove(shop.handle)).error).toBeUndefined()
    expect((await t.deps.stripe.checkout.sessions.retrieve(checkoutSessionId)).status).toBe('expired')
    await shop.settled()
  })

  test('is refused when an open checkout turns out to be paid', async () => {
    const shop = await openShop(t)
    const { checkoutSessionId } = await unwrap(shop.checkout())
    await t.stripe.buyer.pay(checkoutSessionId)
    expect((await remove(shop.handle)).error?.code).toBe('handle_has_payments')
    expect((await shop.access()).hasAccess).toBe(true)
    await shop.settled()
  })

  test('is refused while a payment is on its way, and when Stripe does not answer', async () => {
    const shop = await openShop(t)
    await unwrap(shop.checkout())
    const { sessions } = t.deps.stripe.checkout
    const down = new t.deps.stripe.errors.StripeConnectionError({ message: 'down', type: 'api_error' })
    const spy = vi.spyOn(sessions, 'expire').mockRejectedValue(down)
    expect((await remove(shop.handle)).error?.code).toBe('payment_provider_error')
    spy.mockRestore()
    await t.db
      .updateTable('purchases')
      .set({ state: 'processing', pending_since: t.clock.now() })
      .where('handle_id', '=', shop.handle.id)
      .execute()
    await t.db
      .updateTable('checkout_sessions')
      .set({ state: 'complete' })
      .where('purchase_id', 'in', (from) =>
        from.selectFrom('purchases').select('id').where('handle_id', '=', shop.handle.id),
      )
      .execute()
    expect((await remove(shop.handle)).error?.code).toBe('payment_in_progress')
    expect(await exists(shop.handle)).toBe(true)
  })

  test('several times at once happens once, beside whatever else is done to the handle', async () => {
    const together = async () => {
      const handle = await t.make.handle()
      const heir = await t.make.account()
      const path = { handle: handle.name }
      const client = await t.as(handle.owner)
      const heirs = await t.as(heir)
      await unwrap(client.handles.transferHandle({ path, body: { email: heir.email } }))
      const body = { name: 'x', scopes: ['pages.read' as const] }
      const { id: tokenId } = await unwrap(client.tokens.createToken({ path, body }))
      const upload = { fileName: 'a.txt', accessMode: 'PUBLIC' as const, sizeBytes: 1 }
      const { file } = await unwrap(client.files.createFile({ path, body: upload }))
      const { items } = await unwrap(heirs.accounts.listOffers())
      const page = { slug: 'a', title: 'A', teaser: null, content: '', accessMode: 'PUBLIC' as const }
      const [first, second, accepted, ...others] = await Promise.all([
        client.handles.deleteHandle({ path }),
        client.handles.deleteHandle({ path }),
        heirs.accounts.acceptOffer({ path: { offerId: items[0]?.id ?? '' } }),
        client.pages.createPage({ path, body: page }),
        client.tokens.createToken({ path, body }),
        client.tokens.revokeToken({ path: { ...path, tokenId } }),
        client.files.deleteFile({ path: { ...path, fileId: file.id } }),
        client.handles.replaceCollaborators({ path, body: { collaborators: [] } }),
        client.handles.updateHandleProfile({ path, body: { displayName: 'New', allowedOrigins: [] } }),
        client.groupBuys.createGroupBuy({ path, body: { slug: 'g', title: 'G', targetQuantity: 1 } }),
        client.handles.listCollaborators({ path }),
      ])
      const answers = [first, second, accepted, ...others]
      expect(answers.map(({ response }) => response.status).filter((status) => status >= 500)).toEqual([])
      const deletions = [first, second].filter(({ error }) => error === undefined).length
      expect(deletions + (accepted.error ? 0 : 1)).toBe(1)
      expect(await exists(handle)).toBe(deletions === 0)
    }
    for (let round = 0; round < 6; round++) {
      await Promise.all([together(), together()])
    }
  })

  test('waits for a checkout that is just beginning', async () => {
    const shop = await openShop(t)
    const client = await t.as(shop.handle.owner)
    const { error } = await commitMeanwhile(
      t,
      [
        ['select from pages where id = $1 for share', shop.page.id],
        [
          `insert into purchases (id, handle_id, page_id, visitor_id, state, access, created_at)
           values ('pur_late', $1, $2, $3, 'open', 'none', now())`,
          shop.handle.id,
          shop.page.id,
          shop.visitor.id,
        ],
      ],
      () => client.handles.deleteHandle({ path: { handle: shop.handle.name } }),
    )
    expect(error).toBeUndefined()
    expect(await t.db.selectFrom('purchases').select('id').where('id', '=', 'pur_late').execute()).toEqual([])
  })

  test('leaves no address of the seller, and sends nobody a link to confirm one', async () => {
    const handle = await t.make.handle()
    const body = {
      displayName: 'Studio',
      allowedOrigins: ['https://shop.example'],
      supportEmail: 'gone@shop.example',
      termsUrl: 'https://shop.example/terms',
      pageUrlTemplate: 'https://shop.example/{pageSlug}',
    }
    const client = await t.as(handle.owner)
    await unwrap(client.handles.updateHandleProfile({ path: { handle: handle.name }, body }))
    expect((await remove(handle)).error).toBeUndefined()
    expect(await t.mail.to('gone@shop.example')).toEqual([])
    const left = await t.db
      .selectFrom('handles')
      .select(['support_email', 'terms_url', 'page_url_template'])
      .where('id', '=', handle.id)
      .executeTakeFirst()
    expect(left).toEqual({ support_email: null, terms_url: null, page_url_template: null })
    const proofs = t.db.selectFrom('support_email_proofs').select('id').where('handle_id', '=', handle.id)
    expect(await proofs.execute()).toEqual([])
  })

  test('lets no file in that was announced meanwhile: nobody could delete it', async () => {
    const handle = await t.make.handle()
    const client = await t.as(handle.owner)
    const { error } = await commitMeanwhile(
      t,
      [
        ['select from handles where id = $1 for update', handle.id],
        ['delete from collaborators where handle_id = $1', handle.id],
        ['update handles set name = id, deleted_at = now() where id = $1', handle.id],
      ],
      () =>
        client.files.createFile({
          path: { handle: handle.name },
          body: { fileName: 'late.txt', accessMode: 'PUBLIC', sizeBytes: 1 },
        }),
    )
    expect(error?.code).toBe('handle_not_found')
    for (const table of ['files', 'stored_contents'] as const) {
      const rows = await t.db
        .selectFrom(table)
        .select('handle_id')
        .where('handle_id', '=', handle.id)
        .execute()
      expect(rows, table).toEqual([])
    }
  })

  test('by a former owner who was let in a moment ago does nothing', async () => {
    const handle = await t.make.handle()
    const heir = await t.make.account()
    const client = await t.as(handle.owner)
    await unwrap(
      client.handles.transferHandle({ path: { handle: handle.name }, body: { email: heir.email } }),
    )
    await acceptNewest(t, heir)
    const { deleteHandle } = await import('./delete-handle.ts')
    const { handleHooks } = await import('../hooks.ts')
    const caller = { handleId: handle.id, actor: { accountId: handle.owner.id }, requestId: null }
    expect(await deleteHandle(t.deps, handleHooks, caller)).toMatchObject({ code: 'insufficient_role' })
    expect(await exists(handle)).toBe(true)
  })
})
