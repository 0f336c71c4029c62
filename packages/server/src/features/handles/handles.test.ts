import { unwrap } from '@latchkey/sdk'
import { describe, expect, test } from 'vitest'
import { testApp } from '../../../test/app.ts'
import { commitMeanwhile } from '../../../test/meanwhile.ts'

const t = await testApp()

const profileOf = async (handle: string, by: { id: string }) => {
  const { data, response } = await (await t.as(by)).handles.getHandleProfile({ path: { handle } })
  return { profile: data, etag: response.headers.get('etag') ?? '' }
}

describe('createHandle', () => {
  test('takes a free name for the account, which then owns it', async () => {
    const account = await t.make.account()
    const client = await t.as(account)
    const { data, response } = await client.handles.createHandle({ body: { name: 'first-light' } })
    expect(response.status).toBe(201)
    expect(data).toMatchObject({
      name: 'first-light',
      displayName: 'first-light',
      url: 'https://first-light.latchkey.test',
      allowedOrigins: [],
    })
    const read = await profileOf('first-light', account)
    expect(read).toEqual({ profile: data, etag: response.headers.get('etag') })
    const { items } = await unwrap(client.handles.listHandles())
    expect(items).toMatchObject([{ name: 'first-light', role: 'OWNER' }])
  })

  test('a name that is taken is refused, and of many who want it at once one gets it', async () => {
    const accounts = await Promise.all(Array.from({ length: 8 }, () => t.make.account()))
    const results = await Promise.all(
      accounts.map(async (account) =>
        (await t.as(account)).handles.createHandle({ body: { name: 'contested' } }),
      ),
    )
    expect(results.filter(({ data }) => data)).toHaveLength(1)
    expect(results.filter(({ error }) => error?.code === 'handle_taken')).toHaveLength(7)
  })

  test('one key makes one handle, however often it is sent at once', async () => {
    const client = await t.as(await t.make.account())
    const create = () =>
      client.handles.createHandle({ body: { name: 'keyed' }, headers: { 'idempotency-key': 'k1' } })
    await Promise.all(Array.from({ length: 8 }, create))
    const replay = await create()
    expect(replay.response.status).toBe(201)
    expect(replay.response.headers.get('idempotent-replayed')).toBe('true')
    expect(replay.response.headers.get('etag')).toBeTruthy()
    const { items } = await unwrap(client.handles.listHandles())
    expect(items).toHaveLength(1)
  })

  test.each([
    ['ab', 'too short'],
    ['a'.repeat(32), 'too long'],
    ['-abc', 'leading hyphen'],
    ['abc-', 'trailing hyphen'],
    ['a--b', 'two hyphens'],
    ['Abc', 'upper case'],
    ['müller', 'not ASCII'],
    ['app', 'reserved'],
    ['api', 'reserved'],
    ['static', 'reserved'],
  ])('%s is no name (%s)', async (name) => {
    const { error } = await (await t.as(await t.make.account())).handles.createHandle({ body: { name } })
    expect(error).toMatchObject({ code: 'invalid_request', details: { issues: [{ path: 'body.name' }] } })
  })

  test('an account that is gone by then gets nothing', async () => {
    const account = await t.make.account()
    const client = await t.as(account)
    const change = [['delete from accounts where id = $1', account.id]] as const
    const { error } = await commitMeanwhile(t, change, () =>
      client.handles.createHandle({ body: { name: 'nobodys' } }),
    )
    expect(error?.code).toBe('invalid_token')
  })
})

describe('listHandles', () => {
  test('lists one page after the other, each handle once', async () => {
    const account = await t.make.account()
    const names: string[] = []
    for (let count = 0; count < 5; count++) {
      await t.clock.advance(1)
      const handle = await t.make.handle()
      await t.make.collaborator({ handle, account, role: 'CREATOR' })
      names.unshift(handle.name)
    }
    const client = await t.as(account)
    const seen: string[] = []
    let cursor: string | null = null
    do {
      const page: { items: { name: string }[]; nextCursor: string | null } = await unwrap(
        client.handles.listHandles({ query: { limit: 2, ...(cursor && { cursor }) } }),
      )
      expect(page.items.length).toBeLessThanOrEqual(2)
      seen.push(...page.items.map(({ name }) => name))
      cursor = page.nextCursor
    } while (cursor)
    expect(seen).toEqual(names)
  })
})

describe('updateHandleProfile', () => {
  test('replaces the profile, and the audit log says what changed', async () => {
    const handle = await t.make.handle({ displayName: 'Before', allowedOrigins: ['https://old.example'] })
    const operator = await t.make.collaborator({ handle, role: 'OPERATOR' })
    const client = await t.as(operator)
    const body = { displayName: 'After', allowedOrigins: ['https://new.example', 'http://localhost:5173'] }
    const { data, response } = await client.handles.updateHandleProfile({
      path: { handle: handle.name },
      body,
    })
    expect(data).toMatchObject(body)
    expect((await profileOf(handle.name, operator)).etag).toBe(response.headers.get('etag'))
    const { items } = await unwrap(client.handles.listAuditEvents({ path: { handle: handle.name } }))
    expect(items).toMatchObject([
      {
        action: 'handle.updated',
        actor: {
          kind: 'ACCOUNT',
          accountId: operator.id,
          email: operator.email,
          clientId: null,
          tokenId: null,
        },
        requestId: response.headers.get('x-request-id'),
        from: { displayName: 'Before', allowedOrigins: ['https://old.example'] },
        to: body,
      },
    ])
  })

  test('changes nothing for who has seen an older state', async () => {
    const handle = await t.make.handle()
    const client = await t.as(handle.owner)
    const path = { handle: handle.name }
    const { etag } = await profileOf(handle.name, handle.owner)
    const put = (displayName: string, ifMatch?: string) =>
      client.handles.updateHandleProfile({
        path,
        body: { displayName, allowedOrigins: [] },
        headers: ifMatch === undefined ? {} : { 'if-match': ifMatch },
      })
    expect((await put('One', etag)).error).toBeUndefined()
    const late = await put('Two', etag)
    expect([late.error?.code, late.response.status]).toEqual(['precondition_failed', 412])
    expect((await put('Three', `W/${etag}`)).error?.code, 'weak tags match nothing').toBe(
      'precondition_failed',
    )
    expect(
      (await put('Four', `"other", ${(await profileOf(handle.name, handle.owner)).etag}`)).error,
    ).toBeUndefined()
    expect((await put('Five', '*')).error).toBeUndefined()
    expect((await put('Six')).data?.displayName).toBe('Six')
    const malformed = await put('Seven', 'abc')
    expect(malformed.error).toMatchObject({
      code: 'invalid_request',
      details: { issues: [{ path: 'header.If-Match' }] },
    })
  })

  test('of two changes of one state made at once one happens', async () => {
    const handle = await t.make.handle()
    const client = await t.as(handle.owner)
    const { etag } = await profileOf(handle.name, handle.owner)
    const results = await Promise.all(
      Array.from({ length: 6 }, (_, index) =>
        client.handles.updateHandleProfile({
          path: { handle: handle.name },
          body: { displayName: `Name ${index}`, allowedOrigins: [] },
          headers: { 'if-match': etag },
        }),
      ),
    )
    expect(results.filter(({ data }) => data)).toHaveLength(1)
    expect(results.filter(({ error }) => error?.code === 'precondition_failed')).toHaveLength(5)
  })

  test('what is as it was leaves no trace', async () => {
    const handle = await t.make.handle({ displayName: 'Same' })
    const client = await t.as(handle.owner)
    const path = { handle: handle.name }
    await unwrap(
      client.handles.updateHandleProfile({ path, body: { displayName: 'Same', allowedOrigins: [] } }),
    )
    expect((await unwrap(client.handles.listAuditEvents({ path }))).items).toEqual([])
  })

  test.each([
    'http://shop.example.com',
    'https://shop.example.com/',
    'https://shop.example.com/path',
    'https://user@shop.example.com',
    'https://shop.example.com..',
    'https://.shop.example.com',
    'https://*.example.com',
    'javascript:alert(1)',
    'null',
    '*',
    'shop.example.com',
    'ftp://localhost',
    'https://latchkey.test',
    'https://latchkey.test.',
    'https://other.latchkey.test',
    'https://other.latchkey.test.',
    'https://Other.Latchkey.test:443',
  ])('%s is no origin to list', async (origin) => {
    const handle = await t.make.handle()
    const { error } = await (await t.as(handle.owner)).handles.updateHandleProfile({
      path: { handle: handle.name },
      body: { displayName: 'Name', allowedOrigins: ['https://good.example', origin] },
    })
    expect(error).toMatchObject({
      code: 'invalid_request',
      details: { issues: [{ path: 'body.allowedOrigins.1' }] },
    })
  })

  test.each([
    ['https://Shop.Example.com', 'https://shop.example.com'],
    ['HTTPS://shop.example.com', 'https://shop.example.com'],
    ['https://shop.example.com:443', 'https://shop.example.com'],
    ['https://shop.example.com.', 'https://shop.example.com'],
    ['https://shop.example.com.:8443', 'https://shop.example.com:8443'],
    ['https://Bücher.example', 'https://xn--bcher-kva.example'],
    ['http://LOCALHOST:80', 'http://localhost'],
  ])('%s is kept as browsers write it', async (origin, kept) => {
    const handle = await t.make.handle()
    const client = await t.as(handle.owner)
    const path = { handle: handle.name }
    const body = { displayName: 'Name', allowedOrigins: [origin] }
    expect((await unwrap(client.handles.updateHandleProfile({ path, body }))).allowedOrigins).toEqual([kept])
    const asked = { email: `${handle.name}@example.com`, handle: handle.name, returnTo: `${kept}/thanks` }
    expect((await t.client().visitors.requestMagicLink({ body: asked })).error).toBeUndefined()
  })

  test.each([
    [
      'too many origins',
      { displayName: 'N', allowedOrigins: Array.from({ length: 21 }, (_, i) => `https://s${i}.example`) },
    ],
    ['an origin twice', { displayName: 'N', allowedOrigins: ['https://a.example', 'https://A.example.'] }],
    ['an empty name', { displayName: '', allowedOrigins: [] }],
    ['a blank name', { displayName: '   ', allowedOrigins: [] }],
    ['two lines', { displayName: 'a\nb', allowedOrigins: [] }],
    ['a long name', { displayName: 'x'.repeat(81), allowedOrigins: [] }],
  ])('%s is refused', async (_, body) => {
    const handle = await t.make.handle()
    const { error } = await (await t.as(handle.owner)).handles.updateHandleProfile({
      path: { handle: handle.name },
      body,
    })
    expect(error?.code).toBe('invalid_request')
  })
})
