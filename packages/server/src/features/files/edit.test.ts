import { mailBudgets } from '@latchkey/contract'
import { unwrap } from '@latchkey/sdk'
import { describe, expect, test } from 'vitest'
import { testApp } from '../../../test/app.ts'
import { askFor, makeFile } from '../../../test/files.ts'

const t = await testApp({ env: { LIMITS: 'off' } })
const inSeconds = (seconds: number) => new Date(t.clock.now().getTime() + seconds * 1000).toISOString()

async function shared(allowedEmails?: string[]) {
  const handle = await t.make.handle()
  const { id } = await makeFile(t, handle, allowedEmails ? { allowedEmails } : {})
  const { files } = await t.as(await t.make.collaborator({ handle, role: 'CREATOR' }))
  const path = { handle: handle.name, fileId: id }
  type Body = NonNullable<NonNullable<Parameters<typeof files.updateFile>[0]>['body']>
  return {
    handle,
    id,
    files,
    path,
    get: () => unwrap(files.getFile({ path })),
    etag: async () => (await files.getFile({ path })).response.headers.get('etag') ?? '',
    put: (body: Body, ifMatch?: string) =>
      files.updateFile({ path, body, ...(ifMatch !== undefined && { headers: { 'If-Match': ifMatch } }) }),
  }
}

const audited = async (handleId: string) =>
  await t.db
    .selectFrom('audit_events')
    .select(['before', 'after'])
    .where('handle_id', '=', handleId)
    .where('action', '=', 'file.updated')
    .orderBy('id')
    .execute()

describe('updateFile', () => {
  test('changes who may download it at once, and keeps what is left out', async () => {
    const [ana, ben] = [await t.make.visitor(), await t.make.visitor()]
    const file = await shared([ana.email])
    const status = async (visitor: typeof ana) =>
      (await askFor(t, file.id, (await t.make.visitorSession({ visitor })).token)).status
    expect([await status(ana), await status(ben)]).toEqual([302, 404])
    const expiresAt = inSeconds(3600)
    expect(await unwrap(file.put({ expiresAt }))).toMatchObject({ expiresAt, allowedEmails: [ana.email] })
    const moved = await unwrap(file.put({ allowedEmails: [ben.email.toUpperCase(), ben.email] }))
    expect(moved).toMatchObject({ expiresAt, allowedEmails: [ben.email], accessMode: 'EMAIL_ALLOWLIST' })
    expect(await file.get()).toEqual(moved)
    expect([await status(ana), await status(ben)]).toEqual([404, 302])
    expect(await unwrap(file.put({ expiresAt: null }))).toMatchObject({ expiresAt: null })
    const events = await audited(file.handle.id)
    expect(events.map(({ after }) => after?.readers)).toEqual([1, 1, 1])
    expect(JSON.stringify(events)).not.toContain(ben.email)
  })

  test('opens a file to everybody, and closes it again', async () => {
    const file = await shared()
    const closed = { accessMode: 'EMAIL_ALLOWLIST' as const, allowedEmails: ['ana@example.com'] }
    expect(await unwrap(file.put(closed))).toMatchObject(closed)
    expect((await askFor(t, file.id)).status).toBe(401)
    expect(await unwrap(file.put({ accessMode: 'PUBLIC' }))).toMatchObject({
      accessMode: 'PUBLIC',
      allowedEmails: [],
    })
    expect((await askFor(t, file.id)).status).toBe(302)
  })

  test('changes nothing, and tells of nothing, when nothing differs or is asked', async () => {
    const file = await shared(['ana@example.com'])
    const before = await file.get()
    expect(await unwrap(file.put({}))).toEqual(before)
    expect(await unwrap(file.put({ allowedEmails: ['ana@example.com'], expiresAt: null }))).toEqual(before)
    expect(await audited(file.handle.id)).toEqual([])
  })

  test.each([
    ['an allowlist without addresses', { allowedEmails: [] }, 'allowedEmails'],
    [
      'addresses for everybody',
      { accessMode: 'PUBLIC', allowedEmails: ['ben@example.com'] },
      'allowedEmails',
    ],
    ['an end in the past', { expiresAt: '2029-12-31T00:00:00Z' }, 'expiresAt'],
    [
      'more addresses than fit',
      { allowedEmails: Array.from({ length: 201 }, (_, n) => `r${n}@example.com`) },
      'allowedEmails',
    ],
  ] as const)('refuses %s', async (_, change, member) => {
    const file = await shared(['ana@example.com'])
    const before = await file.get()
    const { error } = await file.put(structuredClone(change) as Parameters<typeof file.put>[0])
    expect(error).toMatchObject({
      code: 'invalid_request',
      details: { issues: [{ path: `body.${member}` }] },
    })
    expect(await file.get()).toEqual(before)
  })

  test('gives a file that has expired more time, and takes its old end back as it is', async () => {
    const file = await shared(['ana@example.com'])
    const end = inSeconds(60)
    await unwrap(file.put({ expiresAt: end }))
    await t.clock.advance(61)
    expect(await unwrap(file.put({ allowedEmails: ['ben@example.com'], expiresAt: end }))).toMatchObject({
      expiresAt: end,
      allowedEmails: ['ben@example.com'],
    })
    const { token } = await t.make.visitorSession({
      visitor: await t.make.visitor({ email: 'ben@example.com' }),
    })
    expect((await askFor(t, file.id, token)).status).toBe(410)
    await unwrap(file.put({ expiresAt: inSeconds(60) }))
    expect((await askFor(t, file.id, token)).status).toBe(302)
  })

  test('of two who saw the same state and change it at once, one is told that it has changed', async () => {
    const file = await shared(['ana@example.com'])
    const seen = await file.etag()
    const answers = await Promise.all(
      ['ben', 'cleo', 'dora'].map((name) =>
        file.put({ allowedEmails: ['ana@example.com', `${name}@example.com`] }, seen),
      ),
    )
    const codes = answers.map(({ error }) => error?.code ?? 'done')
    expect(codes.toSorted()).toEqual(['done', 'precondition_failed', 'precondition_failed'])
    const [winner] = answers.flatMap(({ data }) => data ?? [])
    expect(await file.get()).toEqual(winner)
    const next = answers.find(({ data }) => data)?.response.headers.get('etag')
    expect(next).toBe(await file.etag())
    await unwrap(file.put({ allowedEmails: ['ben@example.com'] }, next ?? ''))
    expect(await audited(file.handle.id)).toHaveLength(2)
  })

  test('without If-Match changes made at once are made one after the other', async () => {
    const file = await shared(['ana@example.com'])
    const expiresAt = inSeconds(3600)
    const both = await Promise.all([
      file.put({ allowedEmails: ['ben@example.com'] }),
      file.put({ expiresAt }),
      ...Array.from({ length: 4 }, (_, n) =>
        file.put({ allowedEmails: [`x${n}@example.com`, 'ben@example.com'] }),
      ),
    ])
    for (const answer of both) await unwrap(Promise.resolve(answer))
    const after = await file.get()
    expect(after.expiresAt).toBe(expiresAt)
    expect(after.allowedEmails).toContain('ben@example.com')
  })

  test('under one Idempotency-Key repeats its answer', async () => {
    const file = await shared(['ana@example.com'])
    const change = (allowedEmails: string[]) =>
      file.files.updateFile({
        path: file.path,
        body: { allowedEmails },
        headers: { 'Idempotency-Key': 'update-1' },
      })
    const first = await unwrap(change(['ben@example.com']))
    await unwrap(file.put({ allowedEmails: ['cleo@example.com'] }))
    expect(await unwrap(change(['ben@example.com']))).toEqual(first)
    expect((await file.get()).allowedEmails).toEqual(['cleo@example.com'])
  })

  test('knows no file of another handle, none that is gone, and none of another shape', async () => {
    const [mine, theirs] = [await shared(), await shared()]
    await unwrap(mine.files.deleteFile({ path: mine.path }))
    for (const fileId of [theirs.id, mine.id, 'nonsense']) {
      const path = { ...mine.path, fileId }
      expect((await mine.files.getFile({ path })).error?.code).toBe('file_not_found')
      const changed = await mine.files.updateFile({ path, body: { expiresAt: null } })
      expect(changed.error?.code).toBe('file_not_found')
    }
  })

  test('counts strangers that are added as when a file is made, and refuses all of it beyond the budget', async () => {
    await using limited = await testApp()
    const handle = await limited.make.handle()
    const first = mailBudgets.at(-1)?.addresses ?? 0
    const people = Array.from({ length: first + 1 }, (_, n) => `stranger${n}@example.com`)
    const { id } = await makeFile(limited, handle, { allowedEmails: people.slice(0, first - 1) })
    const { files } = await limited.as(handle.owner)
    const path = { handle: handle.name, fileId: id }
    const { error } = await files.updateFile({ path, body: { allowedEmails: people } })
    expect(error).toMatchObject({ code: 'mail_budget_used_up', details: { needed: 2, used: first - 1 } })
    expect((await unwrap(files.getFile({ path }))).allowedEmails).toHaveLength(first - 1)
    await unwrap(files.updateFile({ path, body: { allowedEmails: people.slice(1, first) } }))
    expect((await files.updateFile({ path, body: { allowedEmails: people.slice(1) } })).error?.code).toBe(
      'mail_budget_used_up',
    )
  })
})
