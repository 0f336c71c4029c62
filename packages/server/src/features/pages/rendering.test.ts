import { globSync, readFileSync } from 'node:fs'
import { scopeNames } from '@latchkey/contract'
import { unwrap } from '@latchkey/sdk'
import { expect, onTestFinished, test } from 'vitest'
import { testApp } from '../../../test/app.ts'
import { readMarkup } from '../../../test/markup.ts'
import { renderMarkdown } from '../../platform/markdown/markdown.ts'
import { MarkdownRenderer, type Source } from '../../platform/markdown/renderer.ts'

/** A server whose renderings are counted, and may do something else meanwhile. */
async function counted(meanwhile: (source: Source) => unknown = () => undefined) {
  const rendered: string[] = []
  const t = await testApp({
    env: { LIMITS: 'off' },
    replace: {
      markdown: {
        async render(_, source) {
          rendered.push(source.text)
          await meanwhile(source)
          return { html: renderMarkdown(source.text, source.prefix) }
        },
      },
    },
  })
  const handle = await t.make.handle({ name: 'demo' })
  const { pages, groupBuys } = await t.as(handle.owner)
  return { t, handle, pages, groupBuys, rendered, path: { handle: 'demo' } }
}

const texts = {
  title: 'T',
  teaser: 'A *teaser*',
  content: '*Content*',
  accessMode: 'PUBLIC',
  price: null,
} as const
const groupBuy = { title: 'T', description: 'A **description**', targetQuantity: 1 }
const groupBuyUpdate = { ...groupBuy, deadline: null, linkedPageSlug: null }
// Little to type, and gigabytes of HTML.
const pathological = (length: number) => `[a]: /${'x'.repeat(length / 2)}\n\n${'[a] '.repeat(length / 10)}`

test('no request of a reader renders, however long the page', async () => {
  const { t, pages, groupBuys, rendered, path } = await counted()
  const content = 'Words, *emphasis* and [links](https://example.com). '.repeat(4000).slice(0, 200_000)
  await unwrap(pages.createPage({ path, body: { ...texts, slug: 'long', content } }))
  await unwrap(pages.publishPage({ path: { ...path, pageSlug: 'long' } }))
  await unwrap(groupBuys.createGroupBuy({ path, body: { ...groupBuy, slug: 'vip' } }))
  await unwrap(groupBuys.publishGroupBuy({ path: { ...path, groupBuySlug: 'vip' } }))
  expect(rendered).toEqual([texts.teaser, content, groupBuy.description])

  const page = { path: { ...path, pageSlug: 'long' } }
  const visitor = t.browser('demo')
  for (let times = 0; times < 20; times++) {
    const read = await unwrap(t.client().pages.getPublicPage(page))
    expect(read.content?.html).toContain('<em>emphasis</em>')
    expect((await unwrap(pages.previewPage(page))).teaser?.html).toContain('<em>teaser</em>')
    for (const url of ['/long', '/', '/_edge/group-buys/vip'])
      expect((await visitor.get(url)).status).toBe(200)
  }
  expect(await (await visitor.get('/')).text()).toContain('<em>teaser</em>')
  expect(await (await visitor.get('/_edge/group-buys/vip')).text()).toContain('<strong>description</strong>')
  expect(rendered).toHaveLength(3)
})

test('nothing in the server renders by itself but the thread', () => {
  const root = new URL('../../', import.meta.url)
  const importers = globSync('**/*.ts', { cwd: root })
    .filter((file) => !file.endsWith('.test.ts'))
    .filter((file) =>
      /from '[^']*\/markdown\.ts'|from '(?:markdown-it|sanitize-html)'/.test(
        readFileSync(new URL(file, root), 'utf8'),
      ),
    )
  const own =
    /^platform\/markdown\/(?:blocks|env|footnotes|headings|raw-html|sanitize|task-lists|markdown)\.ts$/
  expect(importers.filter((file) => !own.test(file)).sort()).toEqual(['platform/markdown/thread.ts'])
})

test('a text that is too much is refused with the reason, and nothing is stored', async () => {
  const t = await testApp({ env: { LIMITS: 'off' } })
  const handle = await t.make.handle()
  const { pages, groupBuys, tokens } = await t.as(handle.owner)
  const path = { handle: handle.name }
  const { token } = await unwrap(tokens.createToken({ path, body: { name: 'x', scopes: [...scopeNames] } }))
  const { automation } = t.client({ token })
  const page = { path: { ...path, pageSlug: 'guide' } }
  const offer = { path: { ...path, groupBuySlug: 'vip' } }
  await unwrap(pages.createPage({ path, body: { ...texts, slug: 'guide' } }))
  await unwrap(groupBuys.createGroupBuy({ path, body: { ...groupBuy, slug: 'vip' } }))
  const content = pathological(200_000)
  const description = pathological(20_000)
  const refusals = [
    await pages.createPage({ path, body: { ...texts, content, slug: 'new' } }),
    await pages.updatePage({ ...page, body: { ...texts, content } }),
    await automation.automationCreatePage({ path, body: { ...texts, content, slug: 'new' } }),
    await automation.automationUpdatePage({ ...page, body: { ...texts, content } }),
    await groupBuys.createGroupBuy({ path, body: { ...groupBuy, description, slug: 'new' } }),
    await groupBuys.updateGroupBuy({ ...offer, body: { ...groupBuyUpdate, description } }),
    await automation.automationCreateGroupBuy({ path, body: { ...groupBuy, description, slug: 'new' } }),
    await automation.automationUpdateGroupBuy({ ...offer, body: { ...groupBuyUpdate, description } }),
  ]
  const message = expect.stringContaining('more than 2,000,000 characters of HTML')
  for (const [index, { response, error }] of refusals.entries()) {
    expect(response.status).toBe(400)
    const issues = [{ path: index < 4 ? 'body.content' : 'body.description', message }]
    expect(error).toMatchObject({ code: 'invalid_request', details: { issues } })
  }
  expect((await unwrap(pages.listPages({ path }))).items).toHaveLength(1)
  expect(await unwrap(pages.getPage(page))).toMatchObject({ content: texts.content })
  expect(await unwrap(groupBuys.getGroupBuy(offer))).toMatchObject({ description: groupBuy.description })
})

test('while a text takes too long, other requests are answered, and then it is refused', async () => {
  const outside = await testApp()
  const thread = new URL('../../../test/odd-thread.ts', import.meta.url)
  const markdown = new MarkdownRenderer(outside.deps.log, { thread, timeLimit: 3000 })
  onTestFinished(() => markdown.close())
  const t = await testApp({ replace: { markdown } })
  const page = await t.make.page()
  const handle = await t.make.handle()
  const { pages } = await t.as(handle.owner)
  const answered: string[] = []
  const writing = pages
    .createPage({
      path: { handle: handle.name },
      body: { ...texts, slug: 'new', teaser: null, content: 'hang' },
    })
    .then((answer) => {
      answered.push('write')
      return answer
    })
  for (let times = 0; times < 10; times++) {
    const path = { handle: page.handle, pageSlug: page.slug }
    await unwrap(t.client().pages.checkPageAccess({ path }))
    answered.push('read')
  }
  const { response, error } = await writing
  expect(answered).toEqual([...Array(10).fill('read'), 'write'])
  expect(response.status).toBe(400)
  expect(error?.details).toEqual({
    issues: [{ path: 'body.content', message: expect.stringContaining('takes too long') }],
  })
})

test('too many texts at once are turned away for now', async () => {
  const { t, handle } = await counted()
  const markdown = new MarkdownRenderer(t.deps.log)
  await markdown.close()
  const busy = await testApp({ replace: { ...t.deps, markdown } })
  const { pages } = await busy.as(handle.owner)
  const { response, error } = await pages.createPage({
    path: { handle: 'demo' },
    body: { ...texts, slug: 'x' },
  })
  expect([response.status, error?.code]).toEqual([503, 'unavailable'])
})

test('nothing is locked and no transaction is open while a text is rendered', async () => {
  const open: unknown[] = []
  const { t, pages, groupBuys, path, rendered } = await counted(async () => {
    const { rows } = await t.deps.pool.query(
      `select state, query from pg_stat_activity where datname = current_database() and xact_start is not null and pid <> pg_backend_pid()`,
    )
    open.push(...rows)
  })
  const keyed = (key: string) => ({ headers: { 'idempotency-key': key } })
  const page = { path: { ...path, pageSlug: 'guide' } }
  const offer = { path: { ...path, groupBuySlug: 'vip' } }
  for (const by of [(_: string) => ({}), keyed]) {
    const suffix = by === keyed ? '-keyed' : ''
    await unwrap(pages.createPage({ path, body: { ...texts, slug: `guide${suffix}` }, ...by('1') }))
    await unwrap(pages.updatePage({ ...page, body: { ...texts, title: `T${suffix}` }, ...by('2') }))
    await unwrap(groupBuys.createGroupBuy({ path, body: { ...groupBuy, slug: `vip${suffix}` }, ...by('3') }))
    await unwrap(groupBuys.updateGroupBuy({ ...offer, body: groupBuyUpdate, ...by('4') }))
  }
  expect(open).toEqual([])
  expect(rendered).toHaveLength(12)
  // A repeat is answered without rendering again.
  await unwrap(pages.createPage({ path, body: { ...texts, slug: 'guide-keyed' }, ...keyed('1') }))
  expect(rendered).toHaveLength(12)
})

test('a refusal is repeated for its Idempotency-Key', async () => {
  const t = await testApp({ replace: { markdown: { render: async () => ({ refused: 'complex' }) } } })
  const handle = await t.make.handle()
  const { pages } = await t.as(handle.owner)
  const create = () =>
    pages.createPage({
      path: { handle: handle.name },
      body: { ...texts, slug: 'x' },
      headers: { 'idempotency-key': 'k' },
    })
  expect((await create()).error?.code).toBe('invalid_request')
  const { response, error } = await create()
  expect([response.status, error?.code]).toEqual([400, 'invalid_request'])
  expect(response.headers.get('idempotent-replayed')).toBe('true')
})

test('of many edits at once, the HTML is that of the text that stays', async () => {
  const { t, pages, path } = await counted(
    // In another order than they came.
    ({ text }) =>
      new Promise<void>((resolve) =>
        setImmediate(text.endsWith('7') ? () => setImmediate(resolve) : resolve),
      ),
  )
  await unwrap(pages.createPage({ path, body: { ...texts, slug: 'guide' } }))
  const page = { path: { ...path, pageSlug: 'guide' } }
  await Promise.all(
    Array.from({ length: 20 }, (_, n) =>
      unwrap(pages.updatePage({ ...page, body: { ...texts, teaser: `*t* ${n}`, content: `*c* ${n}` } })),
    ),
  )
  const row = await t.db.selectFrom('pages').selectAll().executeTakeFirstOrThrow()
  expect(row.content_html).toBe(renderMarkdown(row.content))
  expect(row.teaser_html).toBe(renderMarkdown(row.teaser ?? '', 'teaser-guide-'))
})

test('ids of several teasers on one page differ, and what is written from right to left is shown so', async () => {
  const { t, pages, path } = await counted()
  for (const slug of ['one', 'two']) {
    const body = { ...texts, slug, title: 'راهنما', teaser: '# سلام\n\n[x](#سلام) a[^1]\n\n[^1]: b' }
    await unwrap(pages.createPage({ path, body }))
    await unwrap(pages.publishPage({ path: { ...path, pageSlug: slug } }))
  }
  const list = await (await t.browser('demo').get('/')).text()
  const ids = [...list.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id)
  expect(new Set(ids).size).toBe(ids.length)
  const markup = readMarkup(list)
  for (const link of markup.links.filter((each) => each.startsWith('#'))) {
    expect(markup.byId(decodeURIComponent(link.slice(1))), link).toBeDefined()
  }
  expect(list).toMatch(/<h2 dir="auto"><a[^>]*>راهنما<\/a>/)
  expect(await (await t.browser('demo').get('/one')).text()).toContain('<h1 dir="auto">راهنما</h1>')
})
