import { unwrap } from '@latchkey/sdk'
import { expect, test } from 'vitest'
import { testApp } from '../../test/app.ts'
import type { Deps } from '../platform/deps.ts'
import { renderMarkdown } from '../platform/markdown/markdown.ts'
import { RENDERER } from '../platform/markdown/version.ts'
import { askToRenderTexts } from './render-texts.ts'

/** A server with a page and a group buy as they were before the upgrade. */
async function upgraded(markdown?: Deps['markdown']) {
  const t = await testApp(markdown ? { replace: { markdown } } : {})
  const handle = await t.make.handle({ name: 'demo' })
  const page = await t.make.page({ handle, content: '# A\n\n*old* <b>', teaser: '*t*' })
  const groupBuys = (await t.as(handle.owner)).groupBuys
  const body = { slug: 'vip', title: 'VIP', description: '*d*', targetQuantity: 1 }
  if (!markdown) {
    await unwrap(groupBuys.createGroupBuy({ path: { handle: 'demo' }, body }))
    await unwrap(groupBuys.publishGroupBuy({ path: { handle: 'demo', groupBuySlug: 'vip' } }))
    await t.db.updateTable('group_buys').set({ description_html: null, renderer: 0 }).execute()
  }
  await t.db.updateTable('pages').set({ teaser_html: null, content_html: null, renderer: 0 }).execute()
  const path = { handle: 'demo', pageSlug: page.slug }
  const read = async () => (await unwrap(t.client().pages.getPublicPage({ path }))).content?.html
  const row = () => t.db.selectFrom('pages').selectAll().where('id', '=', page.id).executeTakeFirstOrThrow()
  const run = async () => {
    await askToRenderTexts(t.db)
    await t.jobs.run()
  }
  return { t, handle, page, path, read, row, run }
}

test('what was stored before is shown as typed, until the job has rendered it', async () => {
  const { t, handle, read, run } = await upgraded()
  for (let more = 0; more < 24; more++) await t.make.page({ handle })
  await t.db.updateTable('pages').set({ teaser_html: null, content_html: null, renderer: 0 }).execute()
  const shown = async () => (await t.browser('demo').get('/_edge/group-buys/vip')).text()
  expect(await read()).toBe('<p dir="auto"># A</p>\n<p dir="auto">*old* &lt;b&gt;</p>\n')
  expect(await shown()).toContain('*d*')
  await run()
  expect(await read()).toBe(renderMarkdown('# A\n\n*old* <b>'))
  expect(await shown()).toContain('<em>d</em>')
  const rows = await t.db.selectFrom('pages').selectAll().execute()
  expect(rows).toHaveLength(25)
  for (const row of rows) {
    expect(row.renderer).toBe(RENDERER)
    expect(row.content_html).toBe(renderMarkdown(row.content))
    expect(row.teaser_html).toBe(renderMarkdown(row.teaser ?? '', `teaser-${row.slug}-`))
  }
})

test('the HTML of an older renderer is shown until then, and nothing that readers compare changes', async () => {
  const { t, read, row, run } = await upgraded()
  await t.db.updateTable('pages').set({ content_html: '<p>older</p>' }).execute()
  const before = await row()
  expect(await read()).toBe('<p>older</p>')
  await run()
  const after = await row()
  expect(after).toEqual({
    ...before,
    content_html: renderMarkdown(before.content),
    teaser_html: expect.stringContaining('<em>t</em>'),
    renderer: RENDERER,
  })
})

test('an edit while the job renders is what stays', async () => {
  let edit = async () => {}
  const { t, handle, path, row, run } = await upgraded({
    async render(_, { text, prefix }) {
      const once = edit
      edit = async () => {}
      await once()
      return { html: renderMarkdown(text, prefix) }
    },
  })
  const { pages } = await t.as(handle.owner)
  const body = { title: 'T', teaser: '*n*', content: '*new*', accessMode: 'PUBLIC', price: null } as const
  edit = async () => {
    await unwrap(pages.updatePage({ path, body }))
  }
  await run()
  expect(await row()).toMatchObject({ content_html: renderMarkdown('*new*'), content: '*new*' })
  // By a server that knows nothing of HTML, as while two versions run beside each other.
  await t.db.updateTable('pages').set({ renderer: 0 }).execute()
  edit = async () => {
    await t.db.updateTable('pages').set({ content: '*newer*' }).execute()
  }
  await run()
  expect(await row()).toMatchObject({ renderer: 0, content: '*newer*' })
  await run()
  expect(await row()).toMatchObject({ renderer: RENDERER, content_html: renderMarkdown('*newer*') })
})

test('what a newer renderer made meanwhile stays', async () => {
  let t: Awaited<ReturnType<typeof upgraded>>['t'] | null = null
  const server = await upgraded({
    async render(_, { text, prefix }) {
      await t?.db
        .updateTable('pages')
        .set({ content_html: '<p>newer</p>', renderer: RENDERER + 1 })
        .execute()
      return { html: renderMarkdown(text, prefix) }
    },
  })
  t = server.t
  await server.run()
  await server.run()
  expect(await server.row()).toMatchObject({ content_html: '<p>newer</p>', renderer: RENDERER + 1 })
})

test('a text that this renderer refuses is shown as typed, and not tried again', async () => {
  let times = 0
  const { t, read, row, run } = await upgraded({
    async render() {
      times++
      return { refused: 'complex' }
    },
  })
  await t.db.updateTable('pages').set({ content_html: '<p>older</p>' }).execute()
  await run()
  await run()
  expect(times).toBe(2)
  expect(await row()).toMatchObject({ renderer: RENDERER, content_html: null, teaser_html: null })
  expect(await read()).toContain('*old*')
})

test('a job that fails is repeated, and does not undo what is done', async () => {
  let fail = true
  const { t, row, run } = await upgraded({
    async render(_, { text, prefix }) {
      if (fail) throw new Error('no thread')
      return { html: renderMarkdown(text, prefix) }
    },
  })
  await expect(run()).rejects.toThrow('no thread')
  expect(await row()).toMatchObject({ renderer: 0 })
  fail = false
  await t.clock.advance(60)
  await t.jobs.run()
  expect(await row()).toMatchObject({ renderer: RENDERER })
})
