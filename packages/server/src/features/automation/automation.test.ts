import { unwrap } from '@latchkey/sdk'
import { describe, expect, test } from 'vitest'
import { testApp } from '../../../test/app.ts'
import { revokeFamily } from '../../platform/refresh-tokens.ts'

const t = await testApp({ env: { LIMITS: 'off' } })

async function connected(scope: ('pages.read' | 'purchases.read')[] = ['pages.read', 'purchases.read']) {
  const handle = await t.make.handle()
  const { token, grantId } = await t.make.oauthToken({ account: handle.owner, scope })
  return { handle, grantId, token, automation: t.client({ token }).automation, path: { handle: handle.name } }
}

describe('automationListPages', () => {
  test('drafts and archived pages too, newest first, a few at a time', async () => {
    const { handle, automation, path } = await connected()
    const made = []
    for (const state of ['published', 'draft', 'archived'] as const) {
      made.unshift(await t.make.page({ handle, state, title: state }))
    }
    await t.make.page()
    const first = await unwrap(automation.automationListPages({ path, query: { limit: 2 } }))
    const rest = await unwrap(
      automation.automationListPages({ path, query: { limit: 2, cursor: first.nextCursor ?? '' } }),
    )
    expect([...first.items, ...rest.items].map(({ id }) => id)).toEqual(made.map(({ id }) => id))
    expect(rest.nextCursor).toBeNull()
    expect(first.items[1]).toMatchObject({ state: 'DRAFT', publishedAt: null, handle: handle.name })
    expect(first.items[0]).not.toHaveProperty('content')
  })
})

describe('automationGetPage', () => {
  test('with its content', async () => {
    const { handle, automation, path } = await connected()
    const page = await t.make.page({
      handle,
      state: 'draft',
      content: '# Hello',
      price: { amount: 500, currency: 'jpy' },
    })
    const found = await unwrap(automation.automationGetPage({ path: { ...path, pageSlug: page.slug } }))
    expect(found).toMatchObject({
      id: page.id,
      slug: page.slug,
      state: 'DRAFT',
      accessMode: 'PAID',
      content: '# Hello',
      price: { amount: 500, currency: 'jpy' },
      url: `${t.origin(handle.name)}/${page.slug}`,
    })
  })

  test('of this handle only', async () => {
    const { automation, path } = await connected()
    const elsewhere = await t.make.page()
    const { error } = await automation.automationGetPage({ path: { ...path, pageSlug: elsewhere.slug } })
    expect(error?.code).toBe('page_not_found')
  })
})

describe('automationListPurchases', () => {
  test('what was bought on this handle, newest first', async () => {
    const { handle, automation, path } = await connected()
    const page = await t.make.page({ handle, price: { amount: 900, currency: 'eur' } })
    const visitor = await t.make.visitor()
    const first = await t.make.purchase({ page, visitor })
    const refunded = await t.make.purchase({
      page,
      visitor,
      row: { grant_type: 'REFUNDED', access: 'ended', refunded_amount: 900, access_ended_at: t.clock.now() },
    })
    await t.make.purchase({
      page,
      visitor,
      row: { grant_type: null, state: 'open', access: 'none', access_since: null },
    })
    await t.make.purchase({ page: await t.make.page({ price: { amount: 1, currency: 'usd' } }), visitor })
    const { items } = await unwrap(automation.automationListPurchases({ path }))
    expect(items.map(({ id }) => id)).toEqual([refunded.id, first.id])
    expect(items[0]).toMatchObject({
      pageSlug: page.slug,
      visitorId: visitor.id,
      grantType: 'REFUNDED',
      hasAccess: false,
      refunded: { amount: 900, currency: 'eur' },
    })
    const { items: older } = await unwrap(
      automation.automationListPurchases({
        path,
        query: {
          cursor:
            (await unwrap(automation.automationListPurchases({ path, query: { limit: 1 } }))).nextCursor ??
            '',
        },
      }),
    )
    expect(older.map(({ id }) => id)).toEqual([first.id])
  })
})

describe('what a token may do', () => {
  test('only what its scopes say (RFC 6750 §3.1)', async () => {
    const { automation, path } = await connected(['purchases.read'])
    await unwrap(automation.automationListPurchases({ path }))
    const { error, response } = await automation.automationListPages({ path })
    expect(error?.code).toBe('insufficient_scope')
    expect(response.headers.get('www-authenticate')).toBe(
      `Bearer realm="${t.origin()}", error="insufficient_scope", scope="pages.read", resource_metadata="${t.origin()}/.well-known/oauth-protected-resource"`,
    )
  })

  test('only where its account has a role, as it is at this moment', async () => {
    const { handle, automation, path, token } = await connected()
    const other = await t.make.handle()
    const elsewhere = { handle: other.name }
    expect((await automation.automationListPages({ path: elsewhere })).error?.code).toBe('handle_not_found')
    await t.make.collaborator({ handle: other, role: 'CREATOR', account: handle.owner })
    await unwrap(automation.automationListPages({ path: elsewhere }))
    await t.db.deleteFrom('collaborators').where('account_id', '=', handle.owner.id).execute()
    for (const names of [path, elsewhere]) {
      expect((await t.client({ token }).automation.automationListPages({ path: names })).error?.code).toBe(
        'handle_not_found',
      )
    }
  })

  test('nothing once its grant is revoked, or its account is gone', async () => {
    const [revoked, deleted] = [await connected(), await connected()]
    await revokeFamily(t.db, revoked.grantId, t.clock.now())
    await t.db.deleteFrom('refresh_token_families').where('id', '=', deleted.grantId).execute()
    for (const { automation, path, token } of [revoked, deleted]) {
      const { error, response } = await automation.automationListPages({ path })
      expect(error?.code).toBe('invalid_token')
      expect(response.headers.get('www-authenticate')).toContain('resource_metadata="')
      expect((await t.client({ token }).accounts.getAccount()).error?.code).toBe('invalid_token')
    }
  })

  test('as many requests as the limit of one token allows', async () => {
    await using limited = await testApp({ env: { LIMITS: '{"automationListPages":{"token":"2/1m"}}' } })
    const handle = await limited.make.handle()
    const ask = async () => {
      const { token } = await limited.make.oauthToken({ account: handle.owner })
      return () => limited.client({ token }).automation.automationListPages({ path: { handle: handle.name } })
    }
    const [one, other] = [await ask(), await ask()]
    const statuses = [await one(), await one(), await one(), await other()].map(
      ({ response }) => response.status,
    )
    expect(statuses).toEqual([200, 200, 429, 200])
  })
})
