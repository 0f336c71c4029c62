import { unwrap } from '@latchkey/sdk'
import { describe, expect, test } from 'vitest'
import { testApp } from '../../../test/app.ts'

const t = await testApp()

type Scopes = Parameters<ReturnType<typeof t.client>['tokens']['createToken']>[0]['body']['scopes']

async function owned(scopes: Scopes = ['pages.read']) {
  const handle = await t.make.handle()
  const owner = await t.as(handle.owner)
  const path = { handle: handle.name }
  const made = await unwrap(owner.tokens.createToken({ path, body: { name: 'backup', scopes } }))
  return { handle, owner, path, made, script: t.client({ token: made.token }) }
}

describe('a personal access token', () => {
  test('is shown once, and opens what its scopes say on its own handle', async () => {
    const { owner, path, made, script, handle } = await owned()
    expect(made.token).toMatch(/^patv1_tok_[0-9a-z]{26}\.[A-Za-z0-9_-]{43}$/)
    expect(made).toMatchObject({
      name: 'backup',
      scopes: ['pages.read'],
      createdBy: handle.owner,
      expiresAt: null,
    })
    expect((await script.automation.automationListPages({ path })).error).toBeUndefined()
    const list = await unwrap(owner.tokens.listTokens({ path }))
    expect(list.items).toMatchObject([{ id: made.id, createdBy: handle.owner }])
    expect(JSON.stringify(list)).not.toContain(made.token.slice(-20))
    const rows = await t.deps.pool.query('select row_to_json(tokens)::text as text from tokens')
    expect(JSON.stringify(rows.rows)).not.toContain(made.token.slice(-20))
  })

  test('works as X-API-Key too', async () => {
    const { path, made } = await owned()
    const client = t.client({ headers: { 'x-api-key': made.token } })
    expect((await client.automation.automationListPages({ path })).error).toBeUndefined()
  })

  test('is refused where its scope, its handle or its kind is not enough', async () => {
    const { path, script, handle } = await owned()
    const other = await t.make.handle()
    const code = async (result: Promise<{ error?: { code: string } | undefined }>) =>
      (await result).error?.code
    expect(await code(script.automation.automationListPurchases({ path }))).toBe('insufficient_scope')
    expect(await code(script.automation.automationListPages({ path: { handle: other.name } }))).toBe(
      'handle_not_found',
    )
    expect(await code(script.pages.listPages({ path }))).toBe('insufficient_scope')
    expect(await code(script.accounts.getAccount())).toBe('insufficient_scope')
    expect(await code(script.tokens.listTokens({ path }))).toBe('insufficient_scope')
    const visitorRoute = { handle: handle.name, pageSlug: 'x' }
    expect(
      await code(
        script.checkout.createCheckout({ path: visitorRoute, body: { successUrl: 'x', cancelUrl: 'x' } }),
      ),
    ).toBe('visitor_unauthorized')
  })

  test('is nothing with another secret, another id, or a part missing', async () => {
    const { path, made } = await owned()
    const [id, secret] = made.token.split('.')
    const forged = [
      `${id}.${'A'.repeat(43)}`,
      `${id}`,
      `patv1_tok_01jd6z3v9kf2x8t5w4q7r1m0ce.${secret}`,
      `patv2_${made.token.slice(6)}`,
      `${made.token}x`,
    ]
    for (const token of forged) {
      const { error } = await t.client({ token }).automation.automationListPages({ path })
      expect(error?.code, token).toBe('invalid_token')
      expect((await t.client({ token }).pages.listPages({ path })).error?.code).toBe('invalid_token')
    }
  })

  test('stops working at once when it is revoked, and when it expires', async () => {
    const { owner, path, made, script } = await owned()
    const expiresAt = new Date(t.clock.now().getTime() + 60_000).toISOString()
    const body = { name: 'short', scopes: ['pages.read'] as Scopes, expiresAt }
    const short = await unwrap(owner.tokens.createToken({ path, body }))
    const revoke = () => owner.tokens.revokeToken({ path: { ...path, tokenId: made.id } })
    expect((await revoke()).response.status).toBe(204)
    expect((await revoke()).error?.code).toBe('token_not_found')
    expect((await script.automation.automationListPages({ path })).error?.code).toBe('invalid_token')
    const client = t.client({ token: short.token })
    expect((await client.automation.automationListPages({ path })).error).toBeUndefined()
    await t.clock.advance(61)
    expect((await client.automation.automationListPages({ path })).error?.code).toBe('token_expired')
  })

  test('tells when it was last used, to the hour', async () => {
    const { owner, path, script } = await owned()
    const lastUse = async () => (await unwrap(owner.tokens.listTokens({ path }))).items[0]?.lastUsedAt
    expect(await lastUse()).toBeNull()
    const first = t.clock.now().toISOString()
    for (const seconds of [0, 60]) {
      await t.clock.advance(seconds)
      await unwrap(script.automation.automationListPages({ path }))
      await t.deps.background.drain()
      expect(await lastUse()).toBe(first)
    }
  })

  test('is made by operators and owners, and known to its handle only', async () => {
    const { path, made, handle } = await owned()
    const creator = await t.as(await t.make.collaborator({ handle, role: 'CREATOR' }))
    expect((await creator.tokens.listTokens({ path })).error?.code).toBe('insufficient_role')
    const other = await owned()
    const stolen = await other.owner.tokens.revokeToken({ path: { ...other.path, tokenId: made.id } })
    expect(stolen.error?.code).toBe('token_not_found')
    const odd = await other.owner.tokens.revokeToken({ path: { ...other.path, tokenId: 'nonsense' } })
    expect(odd.error?.code).toBe('token_not_found')
  })

  test('has a scope at least, a date ahead, and ninety-nine siblings at most', async () => {
    const { owner, path, handle } = await owned()
    const create = async (body: object) =>
      (await owner.tokens.createToken({ path, body: { name: 'x', scopes: ['pages.read'], ...body } })).error
        ?.code
    expect(await create({ scopes: [] })).toBe('invalid_request')
    expect(await create({ expiresAt: '2020-01-01T00:00:00Z' })).toBe('invalid_request')
    await t.deps.pool.query(
      `insert into tokens (id, handle_id, name, scopes, secret_hash, created_by, created_at)
       select 'tok_' || n, $1, 'x', '{}', '', $2, now() from generate_series(2, 100) n`,
      [handle.id, handle.owner.id],
    )
    expect(await create({})).toBe('too_many_tokens')
  })

  test('is made once under an Idempotency-Key, and shown again to who sent it', async () => {
    const { owner, path } = await owned()
    const create = () =>
      owner.tokens.createToken({
        path,
        body: { name: 'once', scopes: ['files.read'] },
        headers: { 'Idempotency-Key': 'token-1' },
      })
    const [first, second] = [await unwrap(create()), await unwrap(create())]
    expect(second).toEqual(first)
    expect((await unwrap(owner.tokens.listTokens({ path }))).items).toHaveLength(2)
  })

  test('leaves its making and its end in the audit log', async () => {
    const { owner, path, made } = await owned()
    await owner.tokens.revokeToken({ path: { ...path, tokenId: made.id } })
    const { items } = await unwrap(owner.handles.listAuditEvents({ path }))
    expect(items.map(({ action }) => action).toSorted()).toEqual(['token.created', 'token.revoked'])
    expect(JSON.stringify(items)).not.toContain(made.token.slice(-20))
  })
})
