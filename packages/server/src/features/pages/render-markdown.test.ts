import { unwrap } from '@latchkey/sdk'
import { expect, test } from 'vitest'
import { testApp } from '../../../test/app.ts'

const t = await testApp({ env: { LIMITS: 'off' } })
const handle = await t.make.handle()
const path = { handle: handle.name }
const { pages } = await t.as(await t.make.collaborator({ handle, role: 'CREATOR' }))

test('renders a text as the content of a page is rendered, and stores nothing', async () => {
  const content = '## Chapter one\n\nA note[^1] and <script>alert(1)</script>.\n\n[^1]: Here.\n\n- [x] done'
  const { html } = await unwrap(pages.renderMarkdown({ path, body: { markdown: content } }))
  const body = { slug: 'same', title: 'T', teaser: null, content, accessMode: 'PUBLIC' as const, price: null }
  await unwrap(pages.createPage({ path, body }))
  const preview = await unwrap(pages.previewPage({ path: { ...path, pageSlug: 'same' } }))
  expect(html).toBe(preview.content.html)
  expect(html).not.toContain('<script>')
  expect((await unwrap(pages.listPages({ path }))).items).toHaveLength(1)
  expect(await unwrap(pages.renderMarkdown({ path, body: { markdown: '' } }))).toEqual({ html: '' })
})

test('refuses what could not be saved, and says why', async () => {
  const long = await pages.renderMarkdown({ path, body: { markdown: 'x'.repeat(200_001) } })
  expect(long.error).toMatchObject({
    code: 'invalid_request',
    details: { issues: [{ path: 'body.markdown', message: 'must have at most 200000 characters' }] },
  })
  const reference = `[r]: https://example.com/${'x'.repeat(2000)}\n\n`
  const large = await pages.renderMarkdown({
    path,
    body: { markdown: reference + '[r] '.repeat(2000) },
  })
  expect(large.error).toMatchObject({
    code: 'invalid_request',
    details: { issues: [{ path: 'body.markdown', message: expect.stringContaining('characters of HTML') }] },
  })
})

test('changes nothing, so it does not use up what a handle may write in a day', async () => {
  await using limited = await testApp({ env: { DAILY_WRITE_LIMIT: '1' } })
  const owned = await limited.make.handle()
  const client = await limited.as(owned.owner)
  const body = { markdown: 'x' }
  for (let time = 0; time < 3; time++) {
    await unwrap(client.pages.renderMarkdown({ path: { handle: owned.name }, body }))
  }
  const { length } = await limited.db.selectFrom('daily_writes').selectAll().execute()
  expect(length).toBe(0)
})
