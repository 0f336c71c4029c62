import { unwrap } from '@latchkey/sdk'
import { describe, expect, test } from 'vitest'
import { testApp } from '../../../test/app.ts'
import { askFor, download, type FileCreate, makeFile, upload } from '../../../test/files.ts'

const t = await testApp({ env: { LIMITS: 'off' } })
const DAY = 24 * 3600
const inSeconds = (seconds: number) => new Date(t.clock.now().getTime() + seconds * 1000).toISOString()

const audited = async (handleId: string) =>
  await t.db
    .selectFrom('audit_events')
    .select(['action', 'before', 'after'])
    .where('handle_id', '=', handleId)
    .orderBy('id')
    .execute()

describe('createFile', () => {
  test('answers with the file, where to upload it, and where it is offered', async () => {
    const handle = await t.make.handle()
    const { files } = await t.as(handle.owner)
    const created = await unwrap(
      files.createFile({
        path: { handle: handle.name },
        body: {
          fileName: 'Häkelmuster “Eule”.pdf',
          accessMode: 'EMAIL_ALLOWLIST',
          sizeBytes: 5,
          allowedEmails: ['Ben@example.com', 'ana@example.com', 'ben@example.com'],
          expiresAt: inSeconds(DAY),
        },
      }),
    )
    const url = `${t.origin(handle.name)}/_edge/files/${created.file.id}`
    expect(created).toEqual({
      file: {
        id: expect.stringMatching(/^fil_/),
        handle: handle.name,
        fileName: 'Häkelmuster “Eule”.pdf',
        sizeBytes: 5,
        accessMode: 'EMAIL_ALLOWLIST',
        allowedEmails: ['ana@example.com', 'ben@example.com'],
        expiresAt: inSeconds(DAY),
        url,
        createdAt: t.clock.now().toISOString(),
        uploadedAt: null,
      },
      uploadHeaders: {},
      uploadUrl: expect.stringContaining(created.file.id),
      publicUrl: url,
    })
    const [event] = await audited(handle.id)
    expect(event).toMatchObject({
      action: 'file.created',
      after: { fileId: created.file.id, readers: 2, sizeBytes: 5 },
    })
    expect(JSON.stringify(event)).not.toContain('ana@example.com')
  })

  test.each([
    ['too large', { sizeBytes: 250 * 1024 * 1024 + 1 }],
    ['empty', { sizeBytes: 0 }],
    ['a path', { fileName: '../secret' }],
    ['a path of Windows', { fileName: 'C:\\secret' }],
    ['two dots', { fileName: '..' }],
    ['a line break', { fileName: 'a\r\nSet-Cookie: b' }],
    ['reordered letters', { fileName: 'photo\u202egnp.exe' }],
    ['an allowlist without addresses', { accessMode: 'EMAIL_ALLOWLIST' as const }],
    ['addresses without an allowlist', { allowedEmails: ['ana@example.com'] }],
    ['more addresses than fit', many(201)],
    ['an end in the past', { expiresAt: '2029-12-31T00:00:00Z' }],
  ])('refuses %s', async (_, change) => {
    const handle = await t.make.handle()
    const { files } = await t.as(handle.owner)
    const body = { fileName: 'a.pdf', accessMode: 'PUBLIC' as const, sizeBytes: 1, ...change } as FileCreate
    const { error } = await files.createFile({ path: { handle: handle.name }, body })
    expect(error?.code).toBe('invalid_request')
    expect(await audited(handle.id)).toEqual([])
  })

  test('takes 200 addresses', async () => {
    const { file } = await makeFile(t, await t.make.handle(), { ...many(200), upload: false })
    expect(file.allowedEmails).toHaveLength(200)
  })

  test('under one Idempotency-Key makes one file, and a fresh upload URL as long as it waits', async () => {
    const handle = await t.make.handle()
    const create = async () => {
      const { files } = await t.as(handle.owner)
      const body = { fileName: 'a.txt', accessMode: 'PUBLIC' as const, sizeBytes: 3 }
      const headers = { 'Idempotency-Key': 'file-1' }
      return await unwrap(files.createFile({ path: { handle: handle.name }, body, headers }))
    }
    const first = await create()
    await t.clock.advance(3600)
    expect((await upload(t, first.uploadUrl, 'abc')).status, 'the first URL is over').toBe(403)
    const second = await create()
    expect(second.file).toEqual(first.file)
    expect((await upload(t, second.uploadUrl, 'abc')).status).toBe(204)
    expect((await create()).uploadUrl, 'nothing is awaited any more').toBe(first.uploadUrl)
    expect(await audited(handle.id)).toHaveLength(1)
  })
})

function many(count: number) {
  const allowedEmails = Array.from({ length: count }, (_, index) => `reader${index}@example.com`)
  return { accessMode: 'EMAIL_ALLOWLIST' as const, allowedEmails }
}

describe('listFiles', () => {
  test('shows files of this handle, newest first, in pages, with whether they are there', async () => {
    const [handle, other] = [await t.make.handle(), await t.make.handle()]
    await makeFile(t, other)
    const ids: string[] = []
    for (const index of [0, 1, 2]) {
      ids.unshift((await makeFile(t, handle, { upload: index > 0 })).id)
      await t.clock.advance(1)
    }
    const { files } = await t.as(handle.owner)
    const path = { handle: handle.name }
    const first = await unwrap(files.listFiles({ path, query: { limit: 2 } }))
    const rest = await unwrap(files.listFiles({ path, query: { cursor: first.nextCursor ?? '' } }))
    const all = [...first.items, ...rest.items]
    expect(all.map(({ id }) => id)).toEqual(ids)
    expect(all.map(({ uploadedAt }) => uploadedAt !== null)).toEqual([true, true, false])
    expect(rest.nextCursor).toBeNull()
  })
})

describe('deleteFile', () => {
  test('ends downloads at once and removes the content, also what comes later', async () => {
    const handle = await t.make.handle()
    const { files } = await t.as(handle.owner)
    const { id } = await makeFile(t, handle)
    const location = (await askFor(t, id)).headers.get('location') ?? ''
    const late = await makeFile(t, handle, { upload: false })
    for (const fileId of [id, late.id]) {
      const { response } = await files.deleteFile({ path: { handle: handle.name, fileId } })
      expect(response.status).toBe(204)
    }
    expect((await askFor(t, id)).status).toBe(404)
    expect((await upload(t, late.uploadUrl, 'the content')).status).toBe(404)
    expect(await t.deps.files.size(id)).toBe(11)
    await t.jobs.run()
    expect(await t.deps.files.size(id)).toBeNull()
    expect((await t.send(new Request(location))).status, 'a URL from before').toBe(404)
    const actions = (await audited(handle.id)).map(({ action }) => action)
    expect(actions.filter((action) => action === 'file.deleted')).toHaveLength(2)
  })

  test('knows no file of another handle, none twice, and none of another shape', async () => {
    const [mine, theirs] = [await t.make.handle(), await t.make.handle()]
    const { files } = await t.as(mine.owner)
    const { id } = await makeFile(t, theirs)
    const own = await makeFile(t, mine)
    const ask = async (fileId: string) => {
      const { error } = await files.deleteFile({ path: { handle: mine.name, fileId } })
      return (
        error && { code: error.code, status: error.status, message: error.message, details: error.details }
      )
    }
    expect(await ask(own.id)).toBeUndefined()
    const unknown = await ask('fil_01jd6z3v9kf2x8t5w4q7r1m0ce')
    expect(unknown?.code).toBe('file_not_found')
    for (const fileId of [id, own.id, 'nonsense']) expect(await ask(fileId)).toEqual(unknown)
    expect((await askFor(t, id)).status).toBe(302)
  })

  test('twice at once deletes once', async () => {
    const handle = await t.make.handle()
    const { files } = await t.as(handle.owner)
    const { id: fileId } = await makeFile(t, handle)
    const path = { handle: handle.name, fileId }
    const answers = await Promise.all([1, 2, 3].map(() => files.deleteFile({ path })))
    expect(answers.map(({ response }) => response.status).sort()).toEqual([204, 404, 404])
    expect((await audited(handle.id)).map(({ action }) => action)).toEqual(['file.created', 'file.deleted'])
  })
})

describe('uploads that never happened', () => {
  test('are forgotten after a day, while what was uploaded stays', async () => {
    const handle = await t.make.handle()
    const kept = await makeFile(t, handle)
    await makeFile(t, handle, { upload: false })
    await t.clock.advance(25 * 3600)
    await t.jobs.run()
    const list = async () =>
      (await unwrap((await t.as(handle.owner)).files.listFiles({ path: { handle: handle.name } }))).items
    expect(await list()).toHaveLength(2)
    await t.clock.advance(2 * 3600)
    await t.jobs.run()
    expect((await list()).map(({ id }) => id)).toEqual([kept.id])
    expect(await (await download(t, kept.id)).text()).toBe('the content')
  })
})
