import { scopeNames } from '@latchkey/contract'
import { unwrap } from '@latchkey/sdk'
import { describe, expect, test } from 'vitest'
import { testApp } from '../../../test/app.ts'

const t = await testApp()

/** A script with a personal access token that may read and write. */
async function script() {
  const handle = await t.make.handle()
  const owner = await t.as(handle.owner)
  const path = { handle: handle.name }
  const scopes = [...scopeNames]
  const { token, id } = await unwrap(owner.tokens.createToken({ path, body: { name: 'x', scopes } }))
  return { handle, owner, path, tokenId: id, api: t.client({ token }).automation }
}

const page = {
  slug: 'guide',
  title: 'Guide',
  content: 'Text',
  accessMode: 'PUBLIC',
  teaser: null,
  price: null,
} as const
const { slug: _, ...pageUpdate } = page
const groupBuy = { slug: 'vip', title: 'VIP', description: '', targetQuantity: 5 }
const groupBuyUpdate = {
  title: 'VIP',
  description: '',
  targetQuantity: 3,
  deadline: null,
  linkedPageSlug: null,
}
const codeOf = async (result: PromiseLike<{ error?: { code: string } | undefined }>) =>
  (await result).error?.code

describe('pages', () => {
  test('are written and published by a script, as by a person', async () => {
    const { api, path, owner, tokenId } = await script()
    const one = { ...path, pageSlug: page.slug }
    const created = await unwrap(api.automationCreatePage({ path, body: page }))
    expect(created.state).toBe('DRAFT')
    const updated = await unwrap(
      api.automationUpdatePage({ path: one, body: { ...pageUpdate, title: 'Renamed' } }),
    )
    expect(updated.title).toBe('Renamed')
    expect((await unwrap(api.automationPublishPage({ path: one }))).page.state).toBe('PUBLISHED')
    expect(await unwrap(owner.pages.getPage({ path: one }))).toEqual(
      await unwrap(api.automationGetPage({ path: one })),
    )
    expect((await unwrap(api.automationUnpublishPage({ path: one }))).page.state).toBe('DRAFT')
    const events = await t.db
      .selectFrom('audit_events')
      .select(['action', 'token_id'])
      .where('token_id', '=', tokenId)
      .execute()
    expect(events.map(({ action }) => action).toSorted()).toEqual([
      'page.created',
      'page.published',
      'page.unpublished',
      'page.updated',
    ])
  })

  test('answer the errors of the control plane', async () => {
    const { api, path, owner } = await script()
    const one = { ...path, pageSlug: page.slug }
    await unwrap(api.automationCreatePage({ path, body: page }))
    expect(await codeOf(api.automationCreatePage({ path, body: page }))).toBe('slug_taken')
    const stale = { 'If-Match': '"stale"' }
    expect(await codeOf(api.automationUpdatePage({ path: one, body: pageUpdate, headers: stale }))).toBe(
      'precondition_failed',
    )
    const missing = { ...path, pageSlug: 'nothing' }
    expect(await codeOf(api.automationUpdatePage({ path: missing, body: pageUpdate }))).toBe('page_not_found')
    expect(await codeOf(api.automationPublishPage({ path: missing }))).toBe('page_not_found')
    expect(await codeOf(api.automationUnpublishPage({ path: missing }))).toBe('page_not_found')
    await t.db.updateTable('pages').set({ state: 'archived' }).where('slug', '=', page.slug).execute()
    expect(await codeOf(api.automationUpdatePage({ path: one, body: pageUpdate }))).toBe('page_archived')
    expect(await codeOf(api.automationPublishPage({ path: one }))).toBe('page_archived')
    expect(await codeOf(api.automationUnpublishPage({ path: one }))).toBe('page_archived')
    expect(await codeOf(owner.pages.getPage({ path: one }))).toBeUndefined()
  })

  test('count against the daily limit of their handle', async () => {
    await using own = await testApp({ env: { DAILY_WRITE_LIMIT: '1' } })
    const handle = await own.make.handle()
    const { token } = await own.make.oauthToken({ account: handle.owner })
    const { automation } = own.client({ token })
    const path = { handle: handle.name }
    expect(await codeOf(automation.automationCreatePage({ path, body: page }))).toBeUndefined()
    const limited = await automation.automationCreatePage({ path, body: { ...page, slug: 'second' } })
    expect(limited.error).toMatchObject({ code: 'rate_limited', details: { limit: 'daily-writes' } })
  })
})

describe('group buys', () => {
  test('are written by a script, as by a person', async () => {
    const { api, path, owner } = await script()
    const one = { ...path, groupBuySlug: groupBuy.slug }
    await unwrap(api.automationCreateGroupBuy({ path, body: groupBuy }))
    const updated = await unwrap(api.automationUpdateGroupBuy({ path: one, body: groupBuyUpdate }))
    expect(updated.targetQuantity).toBe(3)
    expect(await unwrap(owner.groupBuys.getGroupBuy({ path: one }))).toEqual(
      await unwrap(api.automationGetGroupBuy({ path: one })),
    )
    expect((await unwrap(api.automationListGroupBuys({ path }))).items).toEqual([updated])
  })

  test('answer the errors of the control plane', async () => {
    const { api, path, owner, handle } = await script()
    const free = await t.make.page({ handle })
    await unwrap(api.automationCreateGroupBuy({ path, body: groupBuy }))
    expect(await codeOf(api.automationCreateGroupBuy({ path, body: groupBuy }))).toBe('slug_taken')
    const create = (linkedPageSlug: string) =>
      codeOf(api.automationCreateGroupBuy({ path, body: { ...groupBuy, slug: 'two', linkedPageSlug } }))
    expect([await create('nothing'), await create(free.slug)]).toEqual(['page_not_found', 'page_not_paid'])
    const one = { ...path, groupBuySlug: groupBuy.slug }
    const update = (linkedPageSlug: string) =>
      codeOf(api.automationUpdateGroupBuy({ path: one, body: { ...groupBuyUpdate, linkedPageSlug } }))
    expect([await update('nothing'), await update(free.slug)]).toEqual(['page_not_found', 'page_not_paid'])
    const header = { 'If-Match': '"3fJx0Q2m9vKc"' }
    expect(await codeOf(api.automationUpdateGroupBuy({ path: one, header, body: groupBuyUpdate }))).toBe(
      'precondition_failed',
    )
    const missing = { ...path, groupBuySlug: 'nothing' }
    expect(await codeOf(api.automationGetGroupBuy({ path: missing }))).toBe('group_buy_not_found')
    expect(await codeOf(api.automationUpdateGroupBuy({ path: missing, body: groupBuyUpdate }))).toBe(
      'group_buy_not_found',
    )
    await unwrap(owner.groupBuys.publishGroupBuy({ path: one }))
    await unwrap(owner.groupBuys.closeGroupBuy({ path: one }))
    const linked = { ...groupBuyUpdate, linkedPageSlug: free.slug }
    expect(await codeOf(api.automationUpdateGroupBuy({ path: one, body: linked }))).toBe('group_buy_not_open')
  })
})

describe('files', () => {
  test('are announced, listed and deleted by a script, as by a person', async () => {
    const { api, path, owner } = await script()
    const body = { fileName: 'notes.txt', accessMode: 'PUBLIC', sizeBytes: 5 } as const
    const create = () => api.automationCreateFile({ path, body, headers: { 'Idempotency-Key': 'file-1' } })
    const { file } = await unwrap(create())
    expect((await unwrap(create())).file.id).toBe(file.id)
    expect(await unwrap(owner.files.listFiles({ path }))).toEqual(
      await unwrap(api.automationListFiles({ path })),
    )
    const one = { ...path, fileId: file.id }
    expect((await api.automationDeleteFile({ path: one })).response.status).toBe(204)
    expect(await codeOf(api.automationDeleteFile({ path: one }))).toBe('file_not_found')
    const past = { ...body, expiresAt: '2020-01-01T00:00:00Z' }
    expect(await codeOf(api.automationCreateFile({ path, body: past }))).toBe('invalid_request')
  })
})
