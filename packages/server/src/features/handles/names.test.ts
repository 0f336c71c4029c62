import { unwrap } from '@latchkey/sdk'
import { describe, expect, test } from 'vitest'
import { testApp } from '../../../test/app.ts'
import type { TestHandle } from '../../../test/factories.ts'
import { acceptNewest } from '../../../test/offers.ts'

const t = await testApp({ env: { LIMITS: 'off' } })
const DAY = 24 * 3600

const rename = async (handle: Pick<TestHandle, 'name' | 'owner'>, name: string) =>
  (await t.as(handle.owner)).handles.renameHandle({ path: { handle: handle.name }, body: { name } })

describe('renameHandle', () => {
  test('moves the handle, and the audit log says from what to what', async () => {
    const handle = await t.make.handle({ name: 'old-one' })
    const page = await t.make.page({ handle })
    const { data, response } = await rename(handle, 'new-one')
    expect(data).toMatchObject({ id: handle.id, name: 'new-one', url: 'https://new-one.latchkey.test' })
    const client = await t.as(handle.owner)
    const profile = await client.handles.getHandleProfile({ path: { handle: 'new-one' } })
    expect(profile.response.headers.get('etag')).toBe(response.headers.get('etag'))
    const { error } = await client.handles.getHandleProfile({ path: { handle: 'old-one' } })
    expect(error?.code).toBe('handle_not_found')
    const read = await unwrap(
      t.client().pages.getPublicPage({ path: { handle: 'new-one', pageSlug: page.slug } }),
    )
    expect(read.url).toBe(`https://new-one.latchkey.test/${page.slug}`)
    const { items } = await unwrap(client.handles.listAuditEvents({ path: { handle: 'new-one' } }))
    expect(items).toMatchObject([
      { action: 'handle.renamed', from: { name: 'old-one' }, to: { name: 'new-one' } },
    ])
  })

  test('a name in use, and one given up within 30 days, is refused to others', async () => {
    const handle = await t.make.handle({ name: 'kept-name' })
    const other = await t.make.handle({ name: 'other-name' })
    expect((await rename(other, 'kept-name')).error?.code).toBe('handle_taken')
    await unwrap(rename(handle, 'kept-name-2'))
    expect((await rename(other, 'kept-name')).error?.code).toBe('handle_taken')
    const stranger = await t.as(await t.make.account())
    const create = () => stranger.handles.createHandle({ body: { name: 'kept-name' } })
    expect((await create()).error?.code).toBe('handle_taken')
    await t.clock.advance(30 * DAY - 60)
    const later = await t.as(await t.make.account())
    expect((await later.handles.createHandle({ body: { name: 'kept-name' } })).error?.code).toBe(
      'handle_taken',
    )
    await t.clock.advance(61)
    expect((await rename(other, 'kept-name')).data?.name).toBe('kept-name')
  })

  test('goes back to a name of before, and the redirect with it', async () => {
    const handle = await t.make.handle({ name: 'there' })
    await unwrap(rename(handle, 'and-back'))
    await unwrap(rename({ ...handle, name: 'and-back' }, 'there'))
    const response = await t.browser('and-back').get('/')
    expect(response.headers.get('location')).toBe('https://there.latchkey.test/')
    expect((await t.browser('there').get('/')).status).toBe(200)
  })

  test('to the name it has changes nothing', async () => {
    const handle = await t.make.handle()
    await unwrap(rename(handle, handle.name))
    const client = await t.as(handle.owner)
    const { items } = await unwrap(client.handles.listAuditEvents({ path: { handle: handle.name } }))
    expect(items).toEqual([])
  })

  test('of many handles that want one name at once, one gets it', async () => {
    const handles = await Promise.all(Array.from({ length: 6 }, () => t.make.handle()))
    const results = await Promise.all(handles.map((handle) => rename(handle, 'wanted-by-all')))
    expect(results.filter(({ data }) => data)).toHaveLength(1)
    expect(results.filter(({ error }) => error?.code === 'handle_taken')).toHaveLength(5)
  })

  test('two handles that swap names at once both keep one', async () => {
    const [left, right] = [
      await t.make.handle({ name: 'swap-left' }),
      await t.make.handle({ name: 'swap-right' }),
    ]
    const results = await Promise.all([rename(left, 'swap-right'), rename(right, 'swap-left')])
    expect(results.map(({ error }) => error?.code)).toEqual(['handle_taken', 'handle_taken'])
  })

  test('a name that is given up and wanted at the same moment goes to nobody else', async () => {
    const handle = await t.make.handle({ name: 'slipping' })
    const strangers = await Promise.all(Array.from({ length: 4 }, async () => t.as(await t.make.account())))
    const [renamed, ...created] = await Promise.all([
      rename(handle, 'slipped-away'),
      ...strangers.map((client) => client.handles.createHandle({ body: { name: 'slipping' } })),
    ])
    expect(renamed.error).toBeUndefined()
    expect(created.map(({ error }) => error?.code)).toEqual(Array(4).fill('handle_taken'))
  })

  test('is for the owner of that moment', async () => {
    const handle = await t.make.handle()
    const heir = await t.make.collaborator({ handle, role: 'OPERATOR' })
    const client = await t.as(handle.owner)
    const path = { handle: handle.name }
    await unwrap(client.handles.transferHandle({ path, body: { email: heir.email } }))
    const [, renamed] = await Promise.all([
      acceptNewest(t, heir),
      client.handles.renameHandle({ path, body: { name: `${handle.name}-new` } }),
    ])
    const names = await t.db.selectFrom('handles').select('name').where('id', '=', handle.id).execute()
    expect(names).toEqual([{ name: renamed.data ? `${handle.name}-new` : handle.name }])
    expect([undefined, 'insufficient_role']).toContain(renamed.error?.code)
  })
})

describe('the former host of a handle', () => {
  test('redirects pages, whatever the path and query, for 30 days', async () => {
    const handle = await t.make.handle({ name: 'once' })
    await unwrap(rename(handle, 'now'))
    const browser = t.browser('once')
    for (const path of ['/', '/guide', '/guide?checkout=cancelled&x=%2F', '/_edge/visitor/access?cursor=a']) {
      const response = await browser.get(path)
      expect(response.status).toBe(308)
      expect(response.headers.get('location')).toBe(`https://now.latchkey.test${path}`)
      expect(response.headers.get('cache-control'), 'the name may be given to others').toBe('no-store')
    }
    const form = await browser.post('/guide', { action: 'buy' })
    expect(form.headers.get('location')).toBe('https://now.latchkey.test/guide')
    const api = await browser.get('/v2/public/pages/once')
    expect(api.status, 'the API knows the new name only').toBe(404)
    await t.clock.advance(30 * DAY + 1)
    expect((await browser.get('/')).status).toBe(404)
  })

  test('a magic link that was mailed before signs in on the new one', async () => {
    const handle = await t.make.handle({ name: 'mailed-from' })
    const email = 'ana@example.com'
    await unwrap(t.client().visitors.requestMagicLink({ body: { email, handle: handle.name } }))
    const { link } = await t.mail.magicLinkFor(email)
    await unwrap(rename(handle, 'opened-at'))
    const path = new URL(link).pathname
    const opened = await t.browser('mailed-from').get(link)
    expect(opened.status).toBe(308)
    expect(opened.headers.get('location')).toBe(`https://opened-at.latchkey.test${path}`)
    const submitted = await t.browser('mailed-from').post(link)
    expect([submitted.status, submitted.headers.get('location')]).toEqual([
      308,
      `https://opened-at.latchkey.test${path}`,
    ])
    const browser = t.browser('opened-at')
    expect((await browser.get(path)).status).toBe(200)
    expect((await browser.post(path)).status).toBe(303)
    const { session } = await unwrap(browser.client.visitors.getVisitor())
    expect(session.handle).toBe('opened-at')
  })

  test('sessions that are bound to the handle live on', async () => {
    const handle = await t.make.handle({ name: 'bound-before' })
    const page = await t.make.page({ handle, accessMode: 'FREE_WITH_LOGIN' })
    const { token } = await t.make.visitorSession({ handle })
    await unwrap(rename(handle, 'bound-after'))
    const access = await unwrap(
      t.client({ token }).pages.checkPageAccess({ path: { handle: 'bound-after', pageSlug: page.slug } }),
    )
    expect(access.hasAccess).toBe(true)
  })
})
